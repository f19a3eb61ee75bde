"""Health of the installation itself: parts that work, that are away, and of which nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.monitoring.system.vitals_rules import AWAY_AFTER_S, Part
from backend.sensors.system_rules import SystemCondition


class SystemPart(StrEnum):
    """Part of an installation as its administrator sees it."""

    WORKER = "WORKER"
    SCHEDULE = "SCHEDULE"
    INGEST = "INGEST"
    BROKER = "BROKER"
    REDIS = "REDIS"
    DATABASE = "DATABASE"
    CHANNELS = "CHANNELS"
    """Providers of messages."""


class PartState(StrEnum):
    """State of a part, as far as anybody knows."""

    WORKS = "WORKS"
    AWAY = "AWAY"
    """Away, or in trouble: an alert of the `system` source tells of it."""
    UNKNOWN = "UNKNOWN"
    """It gave no sign of life for a minute, or who would know of it gave none."""


PART_OF: Final[Mapping[SystemCondition, SystemPart]] = {
    SystemCondition.WORKER_AWAY: SystemPart.WORKER,
    SystemCondition.SCHEDULE_AWAY: SystemPart.SCHEDULE,
    SystemCondition.INGEST_AWAY: SystemPart.INGEST,
    SystemCondition.BROKER_AWAY: SystemPart.BROKER,
    SystemCondition.REDIS_AWAY: SystemPart.REDIS,
    SystemCondition.PAGE_CORRUPTED: SystemPart.DATABASE,
    SystemCondition.PROVIDER_AWAY: SystemPart.CHANNELS,
}
"""Which part a condition is about; the others stand beside the parts."""

BEATING: Final[Mapping[SystemPart, Part]] = {
    SystemPart.WORKER: Part.WORKER,
    SystemPart.SCHEDULE: Part.SCHEDULE,
    SystemPart.INGEST: Part.INGEST,
    SystemPart.BROKER: Part.BROKER,
    SystemPart.REDIS: Part.REDIS,
}
"""Parts that give signs of life."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Condition that holds, the alert that tells of it, and since when."""

    condition: SystemCondition
    alert_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class HealthItem:
    """A part, or a condition that is about none (`part` is None). `since`: away, or its last sign of life."""

    part: SystemPart | None
    state: PartState
    since: datetime | None = None
    trouble: Trouble | None = None


def health(beats: Mapping[Part, datetime], troubles: Iterable[Trouble], *, now: datetime) -> list[HealthItem]:
    """Return the parts that this installation has, then what else is wrong with it.

    What never gave a sign of life is none of its parts, unless an alert tells of it.
    """
    oldest: dict[SystemCondition, Trouble] = {}
    for each in sorted(troubles, key=lambda each: each.since):  # the same at several sites is one
        oldest.setdefault(each.condition, each)
    by_part = {PART_OF[each.condition]: each for each in oldest.values() if each.condition in PART_OF}
    late = now - timedelta(seconds=AWAY_AFTER_S)
    worker = _part(SystemPart.WORKER, beats, by_part.get(SystemPart.WORKER), late)
    found = [_part(part, beats, by_part.get(part), late, worker) for part in SystemPart]
    beside = [
        HealthItem(None, PartState.AWAY, each.since, each)
        for each in oldest.values()
        if each.condition not in PART_OF
    ]
    return [each for each in found if each is not None] + beside


def _part(
    part: SystemPart,
    beats: Mapping[Part, datetime],
    trouble: Trouble | None,
    late: datetime,
    worker: HealthItem | None = None,
) -> HealthItem | None:
    beat = beats.get(BEATING[part]) if part in BEATING else None
    if trouble is not None:
        # Its work may stand still although it gives signs; else the last sign is when it went.
        since = min(beat, trouble.since) if beat is not None and beat <= late else trouble.since
        return HealthItem(part, PartState.AWAY, since, trouble)
    if part in BEATING:
        if beat is None:
            return None
        return (
            HealthItem(part, PartState.UNKNOWN, beat) if beat <= late else HealthItem(part, PartState.WORKS)
        )
    if part is SystemPart.CHANNELS and worker is not None and worker.state is not PartState.WORKS:
        return HealthItem(part, PartState.UNKNOWN, worker.since)  # nobody tries them
    return HealthItem(part, PartState.WORKS)  # the database answered this question
