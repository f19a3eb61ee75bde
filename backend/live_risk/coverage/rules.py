"""Coverage 看得全吗: who watches each event of the register, and where one is missing.

Its matrix is stage by area: a cell holds the events of one stage in one area.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.live_risk.rules import LiveRisk, Sight, worst_first
from backend.risks.assessment.rules import RiskLevel

REPORTED_FOR: Final = timedelta(days=90)
"""Time within which reports and alerts that belong to no event are offered for the register."""
MOST_CASES: Final = 50
"""Cases that one registration names."""


class CoverageClass(StrEnum):
    """Class of an event by who watches it, the first that holds."""

    LIVE = "LIVE"
    """A bound source with limits sees."""
    CHECKED = "CHECKED"
    """A check item asks for it."""
    BLIND = "BLIND"
    """Sources are bound, and none of them sees."""
    NOTHING = "NOTHING"
    """没人看: neither source with limits nor check item."""


UNWATCHED: Final = frozenset({CoverageClass.BLIND, CoverageClass.NOTHING})


class CellState(StrEnum):
    """State of a cell of the matrix, the first that holds."""

    REGISTERED = "REGISTERED"
    """An event in force."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """不涉及: somebody said so, and no machine or source came since."""
    NOT_REGISTERED = "NOT_REGISTERED"
    """没登记: a machine or source, and no event in force."""
    EMPTY = "EMPTY"


class MatterKind(StrEnum):
    """Kind of what happened and belongs to no event."""

    REPORT = "REPORT"
    ALERT = "ALERT"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Statement that a stage does not apply in an area 不涉及. `things`: machines and sources that were there
    then; whatever came later it says nothing about.
    """

    site_id: UUID
    area_id: UUID
    stage: Stage
    reason: str
    by: UUID
    at: datetime
    things: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CoveredRisk:
    """Event in force with its class. `offered`: a source that could watch an event which nobody watches."""

    risk: LiveRisk
    stage: Stage
    coverage: CoverageClass
    offered: int | None = None

    @property
    def is_unwatched(self) -> bool:
        return self.coverage in UNWATCHED

    @property
    def is_red_unwatched(self) -> bool:
        """Whether its residual risk is red 重大 and nobody watches it."""
        return self.is_unwatched and self.risk.residual is RiskLevel.MAJOR


@dataclass(frozen=True)
class Cell:
    """Cell of the matrix. `things`: its machines, `m:` and id, and its sources, `s:` and number."""

    area_id: UUID
    stage: Stage
    risks: tuple[CoveredRisk, ...] = ()
    drafts: int = 0
    things: frozenset[str] = frozenset()
    exclusion: Exclusion | None = None

    @property
    def state(self) -> CellState:
        if self.risks:
            return CellState.REGISTERED
        if self.exclusion is not None and self.things <= self.exclusion.things:
            return CellState.NOT_APPLICABLE
        return CellState.NOT_REGISTERED if self.things else CellState.EMPTY

    @property
    def machines(self) -> int:
        return sum(each.startswith(MACHINE) for each in self.things)

    @property
    def sources(self) -> int:
        return len(self.things) - self.machines

    def count(self, coverage: CoverageClass) -> int:
        """Count its events of a class."""
        return sum(each.coverage is coverage for each in self.risks)


MACHINE: Final = "m:"
SOURCE: Final = "s:"


@dataclass(frozen=True)
class Coverage:
    """Coverage of a site at a moment. `cells` in the order of the areas, then of the stages; no cell of an
    area in which there is nothing at all.
    """

    taken_at: datetime
    risks: tuple[CoveredRisk, ...]
    """The worst now first."""
    cells: tuple[Cell, ...]

    @cached_property
    def counts(self) -> Mapping[CoverageClass, int]:
        return {each: sum(risk.coverage is each for risk in self.risks) for each in CoverageClass}

    @property
    def red_unwatched(self) -> int:
        return sum(each.is_red_unwatched for each in self.risks)

    @property
    def not_registered(self) -> int:
        return sum(each.state is CellState.NOT_REGISTERED for each in self.cells)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Source of the site. `is_limited`: something calls when it is in danger; an observation always does."""

    sensor_id: int
    code: str
    area_id: UUID
    equipment_id: UUID | None
    stage: Stage
    is_limited: bool
    sees: bool


@dataclass(frozen=True)
class Registered:
    """Event as the register has it for its coverage. `machines`: of its unit."""

    stage: Stage
    is_checked: bool
    machines: Collection[UUID] = ()


@dataclass(frozen=True)
class Facts:
    """Facts that make a coverage, beside the live register. `areas` in their order."""

    areas: tuple[UUID, ...]
    events: Mapping[UUID, Registered]
    watchers: Mapping[int, Watcher]
    machines: Mapping[UUID, tuple[UUID, Stage]]
    """Area and stage by machine."""
    drafts: Mapping[tuple[UUID, Stage], int]
    exclusions: tuple[Exclusion, ...]


def coverage_class(risk: LiveRisk, *, is_checked: bool, limited: Collection[int]) -> CoverageClass:
    """Return the class of an event. `limited`: sources with limits in force, or of observations."""
    if any(each.blindness is None and each.sensor_id in limited for each in risk.sources):
        return CoverageClass.LIVE
    if is_checked:
        return CoverageClass.CHECKED
    return CoverageClass.BLIND if risk.sight is Sight.ALL_BLIND else CoverageClass.NOTHING


def covered(risks: Iterable[LiveRisk], facts: Facts, *, at: datetime) -> Coverage:
    """Return the coverage of a site with these events in force. One that came into force while the facts
    were read is left out until the next time.
    """
    limited = {each.sensor_id for each in facts.watchers.values() if each.is_limited}
    known = [each for each in worst_first(risks) if each.event_id in facts.events]
    bound = {source.sensor_id for each in known for source in each.sources}
    helpful: dict[UUID, list[Watcher]] = {}
    for each in facts.watchers.values():
        if each.is_limited and each.sees:
            helpful.setdefault(each.area_id, []).append(each)
    found = []
    for risk in known:
        event = facts.events[risk.event_id]
        coverage = coverage_class(risk, is_checked=event.is_checked, limited=limited)
        near = helpful.get(risk.area_id, []) if coverage in UNWATCHED else []
        found.append(CoveredRisk(risk, event.stage, coverage, _offered(risk, event, near, bound)))
    return Coverage(at, tuple(found), _cells(found, facts))


def _offered(risk: LiveRisk, event: Registered, near: list[Watcher], bound: Collection[int]) -> int | None:
    """Return which of these sources an event may be bound to: of a machine of its unit rather than of its
    stage, and one that watches nothing yet rather than another one.
    """
    own = {each.sensor_id for each in risk.sources}
    best = min(
        (each for each in near if each.sensor_id not in own),
        key=lambda each: (
            each.equipment_id not in event.machines,
            each.stage is not event.stage,
            each.sensor_id in bound,
            each.code,
        ),
        default=None,
    )
    return best.sensor_id if best else None


def _cells(risks: Iterable[CoveredRisk], facts: Facts) -> tuple[Cell, ...]:
    events: dict[tuple[UUID, Stage], list[CoveredRisk]] = {}
    things: dict[tuple[UUID, Stage], set[str]] = {}
    for each in risks:
        events.setdefault((each.risk.area_id, each.stage), []).append(each)
    for machine_id, place in facts.machines.items():
        things.setdefault(place, set()).add(f"{MACHINE}{machine_id}")
    for watcher in facts.watchers.values():
        things.setdefault((watcher.area_id, watcher.stage), set()).add(f"{SOURCE}{watcher.sensor_id}")
    said = {(each.area_id, each.stage): each for each in facts.exclusions}
    filled = {area_id for of in (events, things, facts.drafts, said) for area_id, _ in of}
    return tuple(
        Cell(
            area_id=area_id,
            stage=stage,
            risks=tuple(events.get((area_id, stage), ())),
            drafts=facts.drafts.get((area_id, stage), 0),
            things=frozenset(things.get((area_id, stage), ())),
            exclusion=said.get((area_id, stage)),
        )
        for area_id in facts.areas
        if area_id in filled
        for stage in Stage
    )


def check_matter(case_ids: Collection[UUID], sensor_id: int | None) -> None:
    """Check what is registered: some cases, or a source. Raises Refused(INVALID_INPUT)."""
    if not case_ids and sensor_id is None:
        raise Refused(ErrorCode.INVALID_INPUT, "say which cases or which source")
    if len(case_ids) > MOST_CASES:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_CASES} cases")


@dataclass(frozen=True, slots=True)
class Matter:
    """Matter of a place within 90 days that belongs to no event 报过，却不在册: reports of one category, or
    alerts of one source. `title`: of the newest. `case_ids`: of reports, the newest first.
    """

    kind: MatterKind
    title: Text
    area_id: UUID
    equipment_id: UUID | None
    stage: Stage
    count: int
    last_at: datetime
    case_ids: tuple[UUID, ...] = ()
    sensor_id: int | None = None
