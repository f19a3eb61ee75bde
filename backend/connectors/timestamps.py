"""When a device says that something was, and why what it says may be of no use."""

from datetime import UTC, datetime
from typing import Final

from backend.core.time import microseconds
from backend.sensors.quarantine_rules import RejectReason

EARLIEST_US: Final = microseconds(datetime(2000, 1, 1, tzinfo=UTC))
LATEST_US: Final = microseconds(datetime(2100, 1, 1, tzinfo=UTC))


class Unusable(Exception):
    """Why a reading or an event cannot be used; caught where messages are decoded."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def moment_us(at: int | float | datetime) -> int:
    """Microseconds since the epoch from ISO 8601 with a zone, or from milliseconds since the epoch.

    Raises Unusable.
    """
    found = since_epoch(at) if isinstance(at, datetime) else round(at * 1000)
    if not EARLIEST_US < found < LATEST_US:
        raise Unusable(RejectReason.TIMESTAMP, f"{found // 1000} ms is not in this century")
    return found


def since_epoch(at: datetime) -> int:
    """The aware time in microseconds since the epoch. Raises Unusable."""
    if at.tzinfo is None:
        # Taking local time for UTC would make every reading hours late, and late readings are not judged.
        raise Unusable(RejectReason.TIMESTAMP, "a time without a zone")
    return microseconds(at)
