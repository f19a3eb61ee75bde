"""When a browser that takes messages counts as silent."""

from datetime import datetime, timedelta
from typing import Final

SILENT_AFTER_UNSEEN: Final = 3
SILENT_AFTER: Final = timedelta(hours=1)
"""A phone that is off for a moment, or in a lift, is not silent. Our own defaults."""
LOOKS_BACK: Final = timedelta(days=30)


def silent_since(unseen: int, first_unseen_at: datetime | None, *, now: datetime) -> datetime | None:
    """Return since when a browser has shown nothing, although its push service took messages for it; None
    while it has shown the last ones, or there were too few to tell.
    """
    if first_unseen_at is None or unseen < SILENT_AFTER_UNSEEN or now - first_unseen_at < SILENT_AFTER:
        return None
    return first_unseen_at
