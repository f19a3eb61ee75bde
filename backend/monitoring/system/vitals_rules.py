"""Parts of an installation that give signs of life, and when one that gives none is away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from backend.sensors.system_rules import SystemCondition

AWAY_AFTER_S: Final = 60.0
BEAT_EVERY_S: Final = 10.0


class Part(StrEnum):
    """Part of an installation; the name of its row, its metric and its field in `/health/ready`."""

    WORKER = "worker"
    """It plans and sends messages, and watches deadlines and silence."""
    SCHEDULE = "beat"
    """It asks the worker for its jobs, over Redis."""
    INGEST = "ingest"
    BROKER = "broker"
    """The connection of ingest, or of the gateways, to it."""
    REDIS = "redis"
    """The answer of Redis to a process that serves pages."""


EVENTS: Final = "events"
MESSAGES: Final = "messages"
PROVIDERS: Final = "providers"

CONDITIONS: Final[Mapping[str, SystemCondition]] = {
    Part.WORKER: SystemCondition.WORKER_AWAY,
    EVENTS: SystemCondition.WORKER_AWAY,
    MESSAGES: SystemCondition.WORKER_AWAY,
    Part.SCHEDULE: SystemCondition.SCHEDULE_AWAY,
    Part.INGEST: SystemCondition.INGEST_AWAY,
    Part.BROKER: SystemCondition.BROKER_AWAY,
    Part.REDIS: SystemCondition.REDIS_AWAY,
    PROVIDERS: SystemCondition.PROVIDER_AWAY,
}
"""By what stands still."""


@dataclass
class Stillness:
    """For how long nothing has changed, by a steady clock: that of the machine may jump, and parts run on
    several machines.
    """

    _seen: dict[str, tuple[object, float]] = field(default_factory=dict)

    def of(self, name: str, value: object, *, steady_s: float) -> float:
        """Return for how many seconds this name has had this value."""
        before = self._seen.get(name)
        if before is None or before[0] != value:
            before = self._seen[name] = (value, steady_s)
        return steady_s - before[1]


def still(seconds: Mapping[str, float]) -> dict[str, bool]:
    """Whether each works, of those for which it is known for how long they have stood still.

    While ingest is away nobody knows of the broker; while the worker or Redis is, nobody of the schedule.
    """
    works = {name: value < AWAY_AFTER_S for name, value in seconds.items()}
    if not works.get(Part.INGEST, True):
        works.pop(Part.BROKER, None)
    if not (works.get(Part.WORKER, True) and works.get(Part.REDIS, True)):
        works.pop(Part.SCHEDULE, None)
    return works
