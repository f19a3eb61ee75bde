"""Microseconds since the epoch (UTC): how the hot path counts time."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """An aware datetime as microseconds since the epoch (UTC)."""
    return (at - EPOCH) // MICROSECOND


def moment(sampled_us: int) -> datetime:
    """Microseconds since the epoch as an aware datetime (UTC)."""
    return EPOCH + timedelta(microseconds=sampled_us)
