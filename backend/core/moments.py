"""Times in microseconds since 1970: of so many that a `datetime` of each would cost more than the rest."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def microsecond_of(at: datetime) -> int:
    """Return a time in microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def moment_of(at_us: int) -> datetime:
    """Return the time of so many microseconds since 1970."""
    return EPOCH + at_us * MICROSECOND
