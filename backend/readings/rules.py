"""Readings on the hot path: plain tuples, integers of microseconds, no objects."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntFlag, StrEnum
from typing import Final, TypeAlias

from backend.sensors.camera_events.observation_rules import Observation
from backend.sensors.rules import Quality

Reading: TypeAlias = tuple[str, int, float, int]
"""(source, sampled_us, value, quality): source is `{site code}/{sensor code}`, `sampled_us` microseconds
since the epoch (UTC), value in the sensor's unit and finite, quality as in `Quality`."""

JournalRow: TypeAlias = tuple[int, int, float, int, int]
"""(sensor_id, sampled_us, value, quality, flags): one stored reading."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)

MAX_AHEAD_US: Final = 5 * 60 * 1_000_000
"""A reading further ahead of the server's clock than this is from a wrong clock."""


def microseconds(at: datetime) -> int:
    """An aware datetime as microseconds since the epoch (UTC)."""
    return (at - EPOCH) // MICROSECOND


def moment(sampled_us: int) -> datetime:
    """Microseconds since the epoch as an aware datetime (UTC)."""
    return EPOCH + timedelta(microseconds=sampled_us)


class ReadingFlag(IntFlag):
    """What was odd about a stored reading."""

    NONE = 0
    LATE = 1
    """Older than one already evaluated: stored, not evaluated."""
    FROM_THE_FUTURE = 2
    """Its clock was ahead of ours: stored and evaluated as if sampled on arrival."""


QUALITY_BITS: Final = 3
"""Mask of the quality in a mark, the byte in which a block keeps both; the flags follow from bit 2 on."""


class RejectReason(StrEnum):
    """Why a message, or one element of it, went to quarantine."""

    TOPIC = "TOPIC"
    MALFORMED = "MALFORMED"
    TIMESTAMP = "TIMESTAMP"
    VALUE = "VALUE"
    TOO_LARGE = "TOO_LARGE"
    POISON = "POISON"
    SNAPSHOT = "SNAPSHOT"
    """The picture of an event; the event itself was kept."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A message that could not be used, kept for a person to look at. `detail` is English, for the log."""

    topic: str
    payload: bytes
    reason: RejectReason
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one burst from the network contained, in the order of arrival."""

    readings: list[Reading] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LatestReading:
    """The last reading of a source as screens show it; at most about a second old."""

    sampled_us: int
    value: float
    quality: Quality


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How unusual a source is, some seconds old: 1 is the limit from which on it is anomalous."""

    scored_us: int
    score: float
    is_learning: bool


@dataclass(frozen=True, slots=True)
class UnknownSource:
    """A source that sends readings but is not known at its site; `code` as in its topic."""

    code: str
    readings: int
    first_seen_at: datetime
    last_seen_at: datetime
    samples: tuple[tuple[int, float], ...] = ()
    """The first values that it sent: (microseconds since the epoch, value)."""
    sends_events: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a batch holds of a source that nobody knows."""

    count: int
    samples: tuple[tuple[int, float], ...] = ()
    sends_events: bool = False
