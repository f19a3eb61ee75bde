"""Readings on the hot path: plain tuples, integers of microseconds, no objects."""

from dataclasses import dataclass, field
from enum import IntFlag
from typing import Final, TypeAlias

from backend.core.vocabulary import Quality
from backend.sensors.camera_events.observation_rules import Observation
from backend.sensors.quarantine_rules import Rejected

Reading: TypeAlias = tuple[str, int, float, int]
"""(source, sampled_us, value, quality): source is `{site code}/{sensor code}`, `sampled_us` microseconds
since the epoch (UTC), value in the sensor's unit and finite, quality as in `Quality`."""

JournalRow: TypeAlias = tuple[int, int, float, int, int]
"""(sensor_id, sampled_us, value, quality, flags): one stored reading."""


MAX_AHEAD_US: Final = 5 * 60 * 1_000_000
"""A reading further ahead of the server's clock than this is from a wrong clock."""


class ReadingFlag(IntFlag):
    """Oddity of a stored reading."""

    NONE = 0
    LATE = 1
    """Older than one already evaluated: stored, not evaluated."""
    FROM_THE_FUTURE = 2
    """Its clock was ahead of ours: stored and evaluated as if sampled on arrival."""


QUALITY_BITS: Final = 3
"""Mask of the quality in a mark, the byte in which a block keeps both; the flags follow from bit 2 on."""


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
