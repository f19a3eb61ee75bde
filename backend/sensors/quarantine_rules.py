"""Why a message is no reading, and what is known of a source that nobody knows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
class UnlistedSources:
    """Readings of codes that found no place in the list of unknown sources, which was full."""

    readings: int
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class UnknownTraffic:
    """Traffic of an unknown source in a batch."""

    count: int
    samples: tuple[tuple[int, float], ...] = ()
    sends_events: bool = False
