"""Retention of observations and of their pictures: people are in them.

Those of an alert stay as long as it does: it is part of a case, and of what the case is archived with.
"""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from backend.alerts.spans_store import AlertSpans, Span
from backend.core.database import Database, Transaction
from backend.core.steps import PAUSE_S
from backend.monitoring.observations_store import Observations, Received
from backend.sites.removal.rules import FileKind
from backend.sites.removal.store import Removals

KEEP: Final = timedelta(days=90)
AROUND_ALERT: Final = timedelta(hours=1)
"""Rules count what was seen before, and an alert ends some time after what was seen last."""
AT_ONCE: Final = 100


def forget(database: Database) -> int:
    """Delete old observations, in short transactions; returns how many. Files of pictures that nothing refers
    to any more are deleted by the job that deletes those of removed sites.
    """
    gone, after = 0, 0
    while True:
        time.sleep(PAUSE_S)
        step = database.transact(lambda tx, after=after: _step(tx, after))  # type: ignore[misc]  # mypy infers no default of a lambda
        deleted, last = step
        gone += deleted
        if last is None:
            return gone
        after = last


def _step(tx: Transaction, after: int) -> tuple[int, int | None]:
    """Look at the next observations; return how many were deleted, and the last, None where all is done."""
    found = tx.get(Observations).received_after(after, limit=AT_ONCE)
    old = [each for each in found if each.at < tx.now - KEEP]
    if not old:
        return 0, None
    spans = tx.get(AlertSpans).between(
        {each.sensor_id for each in old},
        since=min(each.at for each in old) - AROUND_ALERT,
        until=max(each.at for each in old) + AROUND_ALERT,
    )
    over = [each for each in old if not _is_of_alert(each, spans)]
    unused = tx.get(Observations).delete(over)
    tx.get(Removals).discard(FileKind.PHOTO, unused)
    return len(over), old[-1].observation_id if len(old) == len(found) else None


def _is_of_alert(seen: Received, spans: Mapping[int, list[Span]]) -> bool:
    return any(
        since - AROUND_ALERT <= seen.at and (until is None or seen.at <= until + AROUND_ALERT)
        for since, until in spans.get(seen.sensor_id, ())
    )
