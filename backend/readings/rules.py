"""Readings on the hot path: plain tuples, integers of microseconds, no objects."""

from dataclasses import dataclass, field
from enum import IntFlag
from typing import Final, TypeAlias

from backend.core.events import EventKind
from backend.core.vocabulary import Quality
from backend.sensors.camera_events.observation_rules import Observation
from backend.sensors.quarantine_rules import Rejected

RETENTION_SET: Final = EventKind("RETENTION_SET")


Reading: TypeAlias = tuple[str, int, float, int]
"""(source, sampled_us, value, quality): source is `{site code}/{sensor code}`, `sampled_us` microseconds
since the epoch (UTC), value in the sensor's unit and finite, quality as in `Quality`."""

JournalRow: TypeAlias = tuple[int, int, float, int, int]
"""(sensor_id, sampled_us, value, quality, flags): one stored reading."""


MAX_AHEAD_US: Final = 5 * 60 * 1_000_000
"""A reading further ahead of the server's clock than this is from a wrong clock."""
SKEW_US: Final = 1_000_000
"""Clocks that differ by less than this agree."""


class ReadingFlag(IntFlag):
    """Oddity of a stored reading."""

    NONE = 0
    LATE = 1
    """Older than one already evaluated, and of no clock that was set back: stored, not evaluated."""
    FROM_THE_FUTURE = 2
    """Its clock was ahead of ours: stored and evaluated as if sampled on arrival."""


FLAG_BITS: Final = 2
"""Above them a row keeps the number of its stretch."""
STRETCHES: Final = 16
"""A stretch of a source is what its clock said between two times that it was set: within it time goes on. Of
the first one the number is 0; each later one counts one up, and begins anew after so many.

Where one begins, the readings say nothing of the time that passed: it counts as long as the step before it.
"""


def stretch_of(flags: int) -> int:
    """The number of the stretch of a stored reading."""
    return flags >> FLAG_BITS


def comes_after(stretch: int, before: int) -> bool:
    """Whether this stretch of a source is later than the other one; of neighbours this is certain."""
    return 0 < (stretch - before) % STRETCHES < STRETCHES // 2


QUALITY_BITS: Final = 3
"""Mask of the quality in a mark, the byte in which a block keeps both; the flags follow from bit 2 on."""
STRETCH_BITS: Final = 2 + FLAG_BITS
"""In a mark the number of the stretch is above these."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Contents of one burst from the network, in the order of arrival."""

    readings: list[Reading] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LatestReading:
    """The last reading of a source as screens show it; at most about a second old."""

    sampled_us: int
    value: float
    quality: Quality
    stretch: int = 0
