"""Events 风险事件: what can go wrong in a unit; their revisions, and which of these hold at once.

An event's content stands in its revisions; the one in force is the event. A revision that makes the register
louder holds at once; one that quietens an alarm waits for a second person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import HazardCategory, Stage, TaskKind, Tier
from backend.risks.assessment.rules import Assessment, ControlLevel, RiskLevel
from backend.risks.rules import NO_OWNER, Owner
from backend.sites.rules import EMPTY

MOST_SOURCES: Final = 20
MOST_MEASURES: Final = 30
MOST_ITEMS: Final = 20
MOST_LINES: Final = 12
"""Of causes, signs, and steps of one kind."""
MOST_CALLS: Final = 6
MOST_DEPARTMENTS: Final = 8
LONGEST_TEXT: Final = 500


class EventState(StrEnum):
    DRAFT = "DRAFT"
    IN_FORCE = "IN_FORCE"
    CLOSED = "CLOSED"


class RevisionState(StrEnum):
    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    ENDED = "ENDED"
    """Followed by another one, or overtaken by one while it waited."""


class BoundSide(StrEnum):
    """Side of a source's limits to which an event is bound: too much oxygen needs other steps than too
    little.
    """

    HIGH = "HIGH"
    LOW = "LOW"
    BOTH = "BOTH"


class MeasureKind(StrEnum):
    """Kind of a control measure: 工程技术, 管理, 个体防护, 应急."""

    ENGINEERING = "ENGINEERING"
    MANAGEMENT = "MANAGEMENT"
    PPE = "PPE"
    EMERGENCY = "EMERGENCY"


class WatchedBy(StrEnum):
    """How it is seen that a measure is in place: 自动监测 by a bound source, 隐患排查 by its check items."""

    SOURCE = "SOURCE"
    CHECK = "CHECK"


class CheckWay(StrEnum):
    """How an item is checked: 现场确认, 拍照, or a reading."""

    ON_SITE = "ON_SITE"
    PHOTO = "PHOTO"
    READING = "READING"


@dataclass(frozen=True, slots=True)
class SourceBinding:
    """Source bound 监测绑定 to an event: of readings on one side or both; of a camera, gate or locator with
    the types of observations that are meant.
    """

    sensor_id: int
    side: BoundSide = BoundSide.BOTH
    observations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckItem:
    """Item of a check 隐患排查内容. `answer`: what is found where all is well; `low`, `high`: limits of a
    reading, in `unit`; `category`: of the report that a failed item becomes.
    """

    item_id: UUID
    code: str
    look_for: Text
    way: CheckWay
    answer: Text
    category: HazardCategory
    low: float | None = None
    high: float | None = None
    unit: str = ""
    owner: Owner = NO_OWNER


@dataclass(frozen=True, slots=True)
class ControlMeasure:
    """Control measure 管控措施. `sensor_id`: the bound source that watches it, where one does."""

    measure_id: UUID
    code: str
    text: Text
    kind: MeasureKind
    is_critical: bool = False
    watched_by: WatchedBy = WatchedBy.CHECK
    sensor_id: int | None = None
    owner: Owner = NO_OWNER
    items: tuple[CheckItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """Number to call: of the holder of a post, of a person, or one outside with its name."""

    name: Text | None = None
    phone: str = ""
    post_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConcernedDepartment:
    """Department that gets a task when the event happens. `share`: of the time for disposal, percent."""

    department_id: UUID
    kind: TaskKind
    work: Text
    share: int = 100


@dataclass(frozen=True, slots=True)
class EmergencySteps:
    """Emergency steps: `early` up to yellow, `urgent` from orange; a tier may have its own."""

    early: tuple[Text, ...] = ()
    urgent: tuple[Text, ...] = ()
    of_tier: Mapping[str, tuple[Text, ...]] | None = None
    """By name of the tier; None where none has its own."""

    def at(self, tier: Tier) -> tuple[Text, ...]:
        """Return the steps at this tier: its own, else the early or urgent ones, else the other of these."""
        own = (self.of_tier or {}).get(tier.name)
        if own:
            return own
        first, second = (self.urgent, self.early) if tier >= Tier.ORANGE else (self.early, self.urgent)
        return first or second


NO_STEPS: Final = EmergencySteps()


@dataclass(frozen=True, slots=True)
class Team:
    """People who assessed it, and the day."""

    people: tuple[UUID, ...]
    on: date


@dataclass(frozen=True, slots=True)
class EventContent:
    """Content of one revision of an event. `residual` is the level with the measures `rests_on`;
    `accident_class` a code of `assessment.accident_classes`; `review_months` None: as its site says.
    """

    title: Text
    stage: Stage
    owner: Owner
    harm: Text = EMPTY
    causes: tuple[Text, ...] = ()
    signs: tuple[Text, ...] = ()
    accident_class: str = ""
    inherent: Assessment | None = None
    residual: Assessment | None = None
    rests_on: tuple[UUID, ...] = ()
    team: Team | None = None
    control_level: ControlLevel | None = None
    steps: EmergencySteps = NO_STEPS
    calls: tuple[Call, ...] = ()
    departments: tuple[ConcernedDepartment, ...] = ()
    measures: tuple[ControlMeasure, ...] = ()
    bindings: tuple[SourceBinding, ...] = ()
    review_months: int | None = None

    @property
    def residual_level(self) -> RiskLevel | None:
        return self.residual.level if self.residual else None


def require_state(state: EventState, wanted: EventState) -> None:
    """Raises Refused: RISK_CLOSED for a closed event, ILLEGAL_TRANSITION in another state than the wanted."""
    if state is EventState.CLOSED:
        raise Refused(ErrorCode.RISK_CLOSED, "the event is closed")
    if state is not wanted:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the event is {state}")


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """Event 风险事件 of a unit as it stands now; until its first revision holds it is a draft.

    `is_confirmed`: by a second person, which a larger or major risk needs (待批 until then).
    """

    event_id: UUID
    site_id: UUID
    unit_id: UUID
    code: str
    state: EventState
    revision_id: UUID
    """The one in force, of a draft its only one, of a closed event the last."""
    is_confirmed: bool = False
    version: int = 1
    created_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None
    review_due_at: datetime | None = None
    reviewed_at: datetime | None = None

    def require(self, state: EventState) -> None:
        """Raises Refused: as `require_state` does."""
        require_state(self.state, state)


@dataclass(frozen=True, slots=True)
class DueReview:
    """Time by which an event in force is reviewed next, and who answers for it."""

    event_id: UUID
    site_id: UUID
    due_at: datetime
    department_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class RiskRevision:
    """Revision 修订 of an event; `content` None closes it. In force from `from_at` until `until_at`.

    `waits_for_danger`: stored, to be sent to a second person once no alert or case is open 归档后送批.
    """

    revision_id: UUID
    event_id: UUID
    site_id: UUID
    number: int
    state: RevisionState
    content: EventContent | None
    reason: str
    author_id: UUID
    made_at: datetime
    waits_for_danger: bool = False
    is_confirmed: bool = False
    confirmed_by: UUID | None = None
    confirmed_at: datetime | None = None
    decline_reason: str | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


class Quietens(StrEnum):
    """Ways in which a revision quietens alarms."""

    LEVEL_DOWN = "LEVEL_DOWN"
    SOURCE_UNBOUND = "SOURCE_UNBOUND"
    SOURCE_BOUND_TO_LESS = "SOURCE_BOUND_TO_LESS"
    CRITICAL_MEASURE_GONE = "CRITICAL_MEASURE_GONE"
    CLOSED = "CLOSED"


class Louder(StrEnum):
    """Ways in which a revision makes the register louder."""

    NEW = "NEW"
    LEVEL_UP = "LEVEL_UP"
    SOURCE_BOUND = "SOURCE_BOUND"
    MEASURE_ADDED = "MEASURE_ADDED"


@dataclass(frozen=True, slots=True)
class Effect:
    """Effect of a revision on alarms. What quietens in any way waits whole, whatever else it does."""

    quietens: frozenset[Quietens]
    louder: frozenset[Louder]

    @property
    def holds(self) -> bool:
        """True if the revision holds at once."""
        return not self.quietens

    @property
    def is_mixed(self) -> bool:
        return bool(self.quietens and self.louder)


def effect(before: EventContent | None, after: EventContent | None) -> Effect:
    """Compare two contents by what they do to alarms; `before` None: the first one, `after` None: closing."""
    if after is None:
        return Effect(frozenset({Quietens.CLOSED}), frozenset())
    if before is None:
        return Effect(frozenset(), frozenset({Louder.NEW}))
    quietens, louder = set[Quietens](), set[Louder]()
    for was, now in ((before.inherent, after.inherent), (before.residual, after.residual)):
        if was is not None and (now is None or now.level < was.level):
            quietens.add(Quietens.LEVEL_DOWN)
        elif now is not None and (was is None or now.level > was.level):
            louder.add(Louder.LEVEL_UP)
    _compare_bindings(before, after, quietens, louder)
    critical = {each.measure_id for each in after.measures if each.is_critical}
    if any(each.is_critical and each.measure_id not in critical for each in before.measures):
        quietens.add(Quietens.CRITICAL_MEASURE_GONE)
    known = {each.measure_id for each in before.measures}
    if any(each.measure_id not in known for each in after.measures):
        louder.add(Louder.MEASURE_ADDED)
    return Effect(frozenset(quietens), frozenset(louder))


def _compare_bindings(
    before: EventContent, after: EventContent, quietens: set[Quietens], louder: set[Louder]
) -> None:
    was, now = _scopes(before), _scopes(after)
    if was.keys() - now.keys():
        quietens.add(Quietens.SOURCE_UNBOUND)
    if any(was[each] - now[each] for each in was.keys() & now.keys()):
        quietens.add(Quietens.SOURCE_BOUND_TO_LESS)
    if any(now[each] - was.get(each, frozenset()) for each in now):
        louder.add(Louder.SOURCE_BOUND)


def _scopes(content: EventContent) -> dict[int, frozenset[str]]:
    """Return the sides or types that each source is bound for."""
    return {
        each.sensor_id: frozenset(each.observations)
        | (
            frozenset({BoundSide.HIGH, BoundSide.LOW})
            if each.side is BoundSide.BOTH
            else frozenset({each.side})
        )
        for each in content.bindings
    }


def needs_confirmation(content: EventContent | None) -> bool:
    """Whether a revision in force stands as 待批 until a second person confirms it."""
    level = content.residual_level if content else None
    return level is not None and level >= RiskLevel.LARGER


def is_reviewed_by(before: EventContent, after: EventContent) -> bool:
    """Whether a revision says that somebody looked at the event itself: more than another source or owner."""
    return replace(before, bindings=after.bindings, owner=after.owner) != after
