"""Live level 此刻 of a risk: its residual level, and what is true of its sources, cases and measures now.

A level moves by whole steps, never below the residual one. Where no bound source sees, the level is not
known: it is at least as bad as it is said to be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final
from uuid import UUID

from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import ControlMeasure, WatchedBy


class Sight(StrEnum):
    """How much of an event its bound sources see."""

    NONE_BOUND = "NONE_BOUND"
    ALL_SEE = "ALL_SEE"
    SOME_BLIND = "SOME_BLIND"
    ALL_BLIND = "ALL_BLIND"


class Blindness(StrEnum):
    """Reason why a source does not see, the first that holds."""

    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    MAINTENANCE = "MAINTENANCE"
    """Its machine or area is under planned maintenance: what it says is of the work, not of the plant."""
    NEVER_HEARD = "NEVER_HEARD"
    SILENT = "SILENT"
    UNTRUSTED = "UNTRUSTED"
    """Its readings are no values: out of its range, or of bad quality."""
    OLD = "OLD"
    """Its last value is too old to say what is there now."""


class MeasureStanding(StrEnum):
    """Whether a measure is in place 在位."""

    IN_PLACE = "IN_PLACE"
    AWAY = "AWAY"
    """不在位: it is watched, and not seen to be in place."""
    UNWATCHED = "UNWATCHED"
    """没人看: neither a source nor a check is set up for it, so nobody knows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Name of an event or a unit."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class ShownUnit(Shown):
    area_id: UUID


@dataclass(frozen=True, slots=True)
class LiveLevel:
    """`is_known`: False where the event is at least this bad, and nobody sees whether it is worse."""

    level: RiskLevel
    is_known: bool


@dataclass(frozen=True, slots=True)
class Danger:
    """Alert of a bound source on the side or of the type bound. `tier`: of one that nobody has acknowledged
    the worst since it asks. `is_shelved`: somebody asked for its silence; it counts all the same.
    """

    alert_id: UUID
    tier: Tier
    is_shelved: bool = False


@dataclass(frozen=True, slots=True)
class BoundSource:
    """Source that an event is bound to. `seen_at`: its last value; None: it never sent one."""

    sensor_id: int
    name: Text
    blindness: Blindness | None = None
    seen_at: datetime | None = None
    dangers: tuple[Danger, ...] = ()


@dataclass(frozen=True, slots=True)
class LateCase:
    """Open case of the event with a step whose deadline has passed."""

    case_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class CriticalMeasure:
    """Critical measure 关键措施. `sensor_id`: of the bound source that watches it; None: none does."""

    measure_id: UUID
    code: str
    sensor_id: int | None = None


@dataclass(frozen=True)
class LiveRisk:
    """An event in force with what its live level follows from. `inherent`: None where nobody assessed it."""

    event_id: UUID
    code: str
    unit_id: UUID
    area_id: UUID
    residual: RiskLevel
    inherent: RiskLevel | None = None
    sources: tuple[BoundSource, ...] = ()
    late_cases: tuple[LateCase, ...] = ()
    critical: tuple[CriticalMeasure, ...] = ()

    @cached_property
    def live(self) -> LiveLevel:
        """Its level now."""
        is_pressed = bool(self.late_cases) or bool(self.away)
        return live_level(self.residual, self.tier, self.sight, is_pressed=is_pressed)

    @property
    def tier(self) -> Tier | None:
        """Worst tier of the alerts of its sources."""
        return max((danger.tier for source in self.sources for danger in source.dangers), default=None)

    @property
    def sight(self) -> Sight:
        blind = len(self.blind)
        if not self.sources:
            return Sight.NONE_BOUND
        if blind == len(self.sources):
            return Sight.ALL_BLIND
        return Sight.SOME_BLIND if blind else Sight.ALL_SEE

    @property
    def blind(self) -> list[BoundSource]:
        return [each for each in self.sources if each.blindness is not None]

    @property
    def away(self) -> list[CriticalMeasure]:
        """Critical measures that are not in place."""
        if not self.critical:
            return []
        seen = {each.sensor_id for each in self.sources if each.blindness is None}
        return [each for each in self.critical if measure_standing(each.sensor_id, seen) is AWAY]

    @property
    def rise(self) -> int:
        """By how many levels it is worse now than its residual level."""
        return self.live.level - self.residual

    @property
    def blind_since(self) -> datetime | None:
        """Last value of any of its sources; None while one of them sees, or if none ever sent any."""
        if self.sight is not Sight.ALL_BLIND:
            return None
        return max((each.seen_at for each in self.sources if each.seen_at), default=None)


AWAY: Final = MeasureStanding.AWAY


@dataclass(frozen=True, slots=True)
class Layer:
    """Level of a place in one layer of the map: that of its worst event, which is `event_id`."""

    level: RiskLevel
    is_known: bool
    event_id: UUID


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """Levels of an area or a unit in the three layers of the map. `inherent`: None where none of its events
    has such a level. `live.is_known`: False where an event is not known that may be the worst.
    """

    place_id: UUID
    events: int
    worse: int
    """Events that are worse now than their residual level."""
    not_known: int
    inherent: Layer | None
    residual: Layer
    live: Layer


def live_level(residual: RiskLevel, tier: Tier | None, sight: Sight, *, is_pressed: bool) -> LiveLevel:
    """Return the live level of an event of this residual level.

    `tier`: the worst alert of its bound sources, danger of the side or type bound. `is_pressed`: a case of it
    is late, or a critical measure is not in place. A red alert is the worst level, and known whoever else is
    blind; an orange one and what presses are together one level worse.
    """
    if tier is Tier.RED:
        return LiveLevel(RiskLevel.MAJOR, is_known=True)
    is_worse = tier is Tier.ORANGE or is_pressed
    level = RiskLevel(min(residual + is_worse, RiskLevel.MAJOR))
    return LiveLevel(level, is_known=sight is not Sight.ALL_BLIND)


def measure_standing(sensor_id: int | None, seen: Iterable[int]) -> MeasureStanding:
    """Return whether a measure is in place. `sensor_id`: of the source that watches it; None: none
    does. `seen`: the bound sources that see. No check is recorded yet: what only checks watch is unwatched.
    """
    if sensor_id is None:
        return MeasureStanding.UNWATCHED
    return MeasureStanding.IN_PLACE if sensor_id in seen else MeasureStanding.AWAY


def watching(measure: ControlMeasure) -> int | None:
    """Return the source that watches a measure; None where only checks do."""
    return measure.sensor_id if measure.watched_by is WatchedBy.SOURCE else None


def worst_first(risks: Iterable[LiveRisk]) -> list[LiveRisk]:
    """Sort events by their level now, by their rise, by their worst alert; unknown before known, by code."""
    return sorted(risks, key=_urgency)


def _urgency(risk: LiveRisk) -> tuple[int, int, int, bool, str]:
    return -risk.live.level, -risk.rise, -(risk.tier or 0), risk.live.is_known, risk.code


def place_levels(place_id: UUID, risks: list[LiveRisk]) -> PlaceLevels:
    """Sum up the events of an area or a unit; there is at least one."""
    residual = min(risks, key=lambda each: (-each.residual, each.code))
    assessed = [(each.inherent, each) for each in risks if each.inherent is not None]
    worst, event = min(assessed, key=lambda each: (-each[0], each[1].code), default=(None, None))
    now = min(risks, key=_urgency)
    is_major = any(each.live.level is RiskLevel.MAJOR and each.live.is_known for each in risks)
    not_known = sum(not each.live.is_known for each in risks)
    return PlaceLevels(
        place_id=place_id,
        events=len(risks),
        worse=sum(each.rise > 0 for each in risks),
        not_known=not_known,
        inherent=Layer(worst, True, event.event_id) if worst is not None and event is not None else None,
        residual=Layer(residual.residual, True, residual.event_id),
        live=Layer(now.live.level, is_major or not not_known, now.event_id),
    )


@dataclass(frozen=True)
class LiveRegister:
    """Events in force of a site as they are at a moment, by id."""

    taken_at: datetime
    risks: dict[UUID, LiveRisk]

    @cached_property
    def ordered(self) -> list[LiveRisk]:
        """All events, the worst now first."""
        return worst_first(self.risks.values())

    @cached_property
    def areas(self) -> dict[UUID, PlaceLevels]:
        return self._places("area_id")

    @cached_property
    def units(self) -> dict[UUID, PlaceLevels]:
        return self._places("unit_id")

    def _places(self, of: str) -> dict[UUID, PlaceLevels]:
        found: dict[UUID, list[LiveRisk]] = {}
        for each in self.risks.values():
            found.setdefault(getattr(each, of), []).append(each)
        return {place_id: place_levels(place_id, risks) for place_id, risks in found.items()}
