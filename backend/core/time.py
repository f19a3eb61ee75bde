"""Microseconds since the epoch (UTC): how the hot path counts time. And the steady clock of the machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Self
from uuid import uuid4

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """An aware datetime as microseconds since the epoch (UTC)."""
    return (at - EPOCH) // MICROSECOND


def moment(sampled_us: int) -> datetime:
    """Microseconds since the epoch as an aware datetime (UTC)."""
    return EPOCH + timedelta(microseconds=sampled_us)


@cache
def _boot_id() -> str:
    """Name of this run of the machine; where the system gives none, of this process."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())


@dataclass(frozen=True, slots=True)
class Machine:
    """The clock of a machine that nobody sets: seconds since some moment of its run `boot_id`."""

    steady_s: Callable[[], float] = time.monotonic
    boot_id: Callable[[], str] = _boot_id

    @classmethod
    def in_step_with(cls, clock: Callable[[], datetime]) -> Self:
        """A machine on which this wall clock is never set."""
        return cls(lambda: clock().timestamp())
