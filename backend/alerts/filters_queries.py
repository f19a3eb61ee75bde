"""Filter, order and count of the list of alerts; the home counts by the same conditions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.alerts.rules import ANNOUNCED, STATE_OF, TIER_MOVES, AlertState, Suppression
from backend.alerts.store import is_hidden
from backend.alerts.suppression.explained_queries import is_explained_by, leads_explained
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.counts import counts as counts_of
from backend.core.filters import between, only
from backend.core.lists import NAMED, PLACE, UNASKED, Column, From, Ids, IfAsked, List, To, of_place
from backend.core.sorting import SortColumn, rank
from backend.core.types import UtcDateTime
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Stage, Tier
from backend.core.waiting import NEVER_DUE, Order
from backend.deadlines.tables import DeadlineRow
from backend.equipment.filters_queries import area_code, at_place
from backend.risks.revisions.tables import RiskEventRow
from backend.sensors.filters_queries import source_holds
from backend.sensors.tables import SensorRow

Owner: TypeAlias = tuple[SQLColumnExpression[Any], SQLColumnExpression[Any]]
"""Column of a source, and of an event of the register, that says who answers for it."""
DEPARTMENT: Final[Owner] = (col(SensorRow.department_id), col(RiskEventRow.department_id))
PERSON: Final[Owner] = (col(SensorRow.responsible_id), col(RiskEventRow.person_id))

CaseCondition: TypeAlias = Callable[[Viewer, SQLColumnExpression[Any]], ColumnElement[bool]]
"""Condition on the id of an alert's case; `cases`, the noun above, makes it."""


@dataclass(frozen=True, slots=True, eq=False)
class OfCases:
    """Conditions on the case of an alert, for what a filter names."""

    department: CaseCondition
    person: CaseCondition
    text: CaseCondition
    overdue: Callable[[datetime], CaseCondition]
    """Whether the next step of the case is late at a moment."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Time in which somebody was asked to look, both ends included: `is_announced`."""

    from_at: datetime
    to_at: datetime
    person_id: Annotated[UUID | None, "Responsible for the risk that speaks for it, else its source."] = None
    is_nobodys: Annotated[bool, "Nobody is responsible for that."] = False


IN_CHARGE: Final = (
    "Responsible for its case or a task of it; without a case for the risk that speaks for it, else for its"
    " source."
)


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """`unanswered_at`: acknowledged after its time, or still due then. `of_cases`: is needed with a text,
    departments, people or late cases.
    """

    tiers: Annotated[
        Sequence[Tier] | None, "Of open alerts their rank; in the history of alerts their worst tier."
    ] = None
    states: Sequence[AlertState] | None = None
    equipment_id: UUID | None = None
    is_suppressed: Annotated[bool | None, "True: only what is suppressed and hidden; false: all else."] = None
    leads: Annotated[
        bool,
        "Without the open alerts that stand behind another one of their group; one that nobody has"
        " acknowledged never stands behind one that somebody has.",
    ] = False
    group_id: Annotated[UUID | None, "Only the open alerts of this group, its leader included."] = None
    suppressed_by: Annotated[
        Sequence[Suppression] | None, "Only what is suppressed for one of these reasons."
    ] = None
    explained_by: Annotated[
        int | None, Ids("Only what is suppressed because of the alerts of this source.")
    ] = None
    leads_explained: Annotated[
        bool,
        "Of more than twelve alerts that are suppressed because of one source the worst one alone"
        " (`suppression.explained`).",
    ] = False
    stages: Sequence[Stage] | None = None
    area_ids: Sequence[UUID] | None = None
    equipment_ids: Sequence[UUID] | None = None
    sensor_ids: Annotated[Sequence[int] | None, Ids()] = None
    conditions: Sequence[AlertCondition] | None = None
    announced: Announced | None = None
    department_ids: Annotated[Sequence[UUID] | None, IN_CHARGE] = None
    person_ids: Annotated[Sequence[UUID] | None, IN_CHARGE] = None
    raised_from: From = None
    raised_to: To = None
    text: Annotated[
        str | None, "In code or name of its source, area or equipment, or in the number of its case."
    ] = None
    overdue_at: Annotated[datetime | None, IfAsked("is_overdue", "To be acknowledged, and late.")] = None
    matter_overdue_at: Annotated[
        datetime | None,
        IfAsked("is_matter_overdue", "To be acknowledged, and late; or the next step of its case is late."),
    ] = None
    unanswered_at: Annotated[
        datetime | None,
        IfAsked("is_late", "Acknowledged after its time, or not at all though it was due."),
    ] = None
    of_cases: Annotated[OfCases | None, UNASKED] = None


class AlertSortBy(StrEnum):
    """Columns that the table of alerts is sorted by."""

    TIER = "TIER"
    STATE = "STATE"
    RAISED = "RAISED"
    CHANGED = "CHANGED"
    TIER_SINCE = "TIER_SINCE"
    DUE = "DUE"
    SOURCE = "SOURCE"
    AREA = "AREA"


UNSEEN: Final = (AlertState.UNACKNOWLEDGED, AlertState.RTN_UNACKNOWLEDGED)
IN_SIGHT: Final = AlertFilter(
    states=(AlertState.ACKNOWLEDGED, *UNSEEN),
    is_suppressed=False,
    leads=True,
)
"""Alerts that the home counts and the list of open alerts shows: one row per cause."""


LIST: Final = List(
    root="alerts",
    sorted_by=AlertSortBy,
    arguments={"filter": "AlertFilter", "sort": "AlertSort"},
    node="rank tier worstTier condition state raisedAt changedAt acknowledgedAt"
    f" acknowledgedBy {{ name {NAMED} }}"
    f" sensor {{ code name {NAMED} stage {PLACE} }} cause {{ sentence {NAMED} value limit unit }}"
    f" case {{ number responsible {{ name {NAMED} }} }}",
    columns=(
        Column("tier", "node.rank", "Tier"),
        Column("present_tier", "node.tier", "Tier"),
        Column("worst_tier", "node.worstTier", "Tier"),
        Column("state", "node.state", "AlertState"),
        Column("condition", "node.condition", "AlertCondition"),
        Column("source_code", "node.sensor.code"),
        Column("source", "node.sensor.name"),
        Column("stage", "node.sensor.stage", "Stage"),
        *of_place("node.sensor"),
        Column("cause", "node.cause.sentence"),
        Column("value", "node.cause.value"),
        Column("limit", "node.cause.limit"),
        Column("unit", "node.cause.unit"),
        Column("raised", "node.raisedAt"),
        Column("changed", "node.changedAt"),
        Column("acknowledged", "node.acknowledgedAt"),
        Column("acknowledged_by", "node.acknowledgedBy.name"),
        Column("case", "node.case.number"),
        Column("responsible", "node.case.responsible.name"),
    ),
)


def conditions(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of the list, of its count and of every figure of the home."""
    found: list[ColumnElement[bool]] = [col(AlertRow.site_id).in_(viewer.site_ids)]
    found += only(_counted_tier(which), which.tiers)
    found += between(col(AlertRow.raised_at), which.raised_from, which.raised_to)
    found += only(col(AlertRow.sensor_id), which.sensor_ids)
    found += only(col(AlertRow.condition), which.conditions)
    if which.announced is not None:
        found += _was_announced(viewer, which.announced)
    if which.states is not None:
        found.append(_is_in_state(which.states))
        if AlertState.NORMAL not in which.states:  # what is past need not be read
            found.append(and_(col(AlertRow.is_open)))
    if which.group_id is not None:
        found.append(and_(col(AlertRow.group_id) == which.group_id, col(AlertRow.is_open)))
    found += _of_suppression(viewer, which)
    if which.leads:
        found.append(or_(col(AlertRow.leads_group), ~col(AlertRow.is_open), _is_unseen_behind_a_seen_one()))
    found += _of_lateness(viewer, which)
    return [*found, *_of_source(viewer, which), *_of_case(viewer, which)]


def is_announced() -> list[ColumnElement[bool]]:
    """Whether a line in the history of an alert asked somebody to look: nobody is asked about what is
    suppressed. The figures of alarm performance count these lines.
    """
    # Written out: SQLite reads by the index of these lines only where it says the same as the statement.
    kinds = col(AlertTransitionRow.kind).in_(
        bindparam(None, [each.value for each in ANNOUNCED], expanding=True, literal_execute=True)
    )
    return [kinds, col(AlertTransitionRow.suppression).is_(None)]


def counts(session: Session, viewer: Viewer, wanted: Iterable[AlertFilter]) -> dict[AlertFilter, int]:
    """Return the number of alerts of each of these filters."""
    return counts_of(session, AlertRow, {which: conditions(viewer, which) for which in wanted})


def worst_open_tier(viewer: Viewer, sensor_id: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Return the worst rank of what is open of a source and not suppressed; NULL for none."""
    of_source = conditions(viewer, replace(IN_SIGHT, leads=False))
    worst = select(func.max(col(AlertRow.rank))).where(col(AlertRow.sensor_id) == sensor_id, *of_source)
    return worst.correlate_except(AlertRow).scalar_subquery()


def waiting_order() -> Order:
    """Ascending: the worst rank, active before recovered, what is to be acknowledged first, the oldest."""
    return (
        -col(AlertRow.rank),
        case((col(AlertRow.is_active), 0), else_=1),
        _due(),
        col(AlertRow.raised_at),
        col(AlertRow.id),
    )


def sort_column(by: AlertSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    of_source = {
        AlertSortBy.SOURCE: _of_sensor(col(SensorRow.code)),
        AlertSortBy.AREA: _of_sensor(area_code(col(SensorRow.area_id))),
    }
    if by in of_source:
        return SortColumn(of_source[by])
    if by is AlertSortBy.DUE:
        due = case(
            (~col(AlertRow.is_open), None),
            (~col(AlertRow.is_acknowledged), col(AlertRow.acknowledge_due_at)),
            else_=_case_due(),
        )
        return SortColumn(type_coerce(due, UtcDateTime), is_optional=True)
    plain: dict[AlertSortBy, SQLColumnExpression[Any]] = {
        AlertSortBy.TIER: col(AlertRow.rank),
        AlertSortBy.RAISED: col(AlertRow.raised_at),
        AlertSortBy.CHANGED: col(AlertRow.changed_at),
        AlertSortBy.TIER_SINCE: _tier_since(),
        AlertSortBy.STATE: _state_rank(),
    }
    return SortColumn(plain[by])


def _tier_since() -> SQLColumnExpression[datetime]:
    """Return when an alert got its present tier, as `queries.tiers_since` reads it."""
    moved = (
        select(func.max(AlertTransitionRow.at))
        .where(col(AlertTransitionRow.alert_id) == AlertRow.id, col(AlertTransitionRow.kind).in_(TIER_MOVES))
        .correlate(AlertRow)
        .scalar_subquery()
    )
    return type_coerce(func.coalesce(moved, AlertRow.active_since, AlertRow.raised_at), UtcDateTime)


def _counted_tier(which: AlertFilter) -> SQLColumnExpression[int]:
    """Return the tier that a filter asks about: of what is open its rank, in the history of alerts the worst,
    for on its way back to normal a red one was yellow.
    """
    is_past = which.states is None or AlertState.NORMAL in which.states
    is_late = which.overdue_at is not None or which.matter_overdue_at is not None
    is_of_open = not is_past or is_late or which.is_suppressed
    return col(AlertRow.rank) if is_of_open else col(AlertRow.worst_tier)


def _of_suppression(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    found = only(col(AlertRow.suppressed_by), which.suppressed_by)
    if which.is_suppressed is not None:
        found.append(is_hidden() if which.is_suppressed else ~is_hidden())
    if which.explained_by is not None:
        found.append(is_explained_by(viewer, which.explained_by))
    if which.leads_explained:
        found.append(leads_explained(viewer))
    return found


def _of_lateness(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    found = []
    if which.overdue_at is not None:
        found.append(_is_overdue(which.overdue_at))
    if which.matter_overdue_at is not None:
        found.append(_is_matter_overdue(viewer, which, which.matter_overdue_at))
    if which.unanswered_at is not None:
        answered = func.coalesce(AlertRow.acknowledged_at, literal(which.unanswered_at, UtcDateTime))
        found.append(answered > col(AlertRow.acknowledge_due_at))
    return found


def _is_overdue(at: datetime, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an open alert is to be acknowledged, and late, or meets one of these conditions."""
    is_late = and_(~col(AlertRow.is_acknowledged), col(AlertRow.acknowledge_due_at) < at)
    return and_(col(AlertRow.is_open), ~is_hidden(), or_(is_late, *more))


def _is_matter_overdue(viewer: Viewer, which: AlertFilter, at: datetime) -> ColumnElement[bool]:
    """Whether an open alert, or the next step of its case, is late."""
    if which.of_cases is None:
        raise LookupError("a filter by late cases without the conditions of cases")
    return _is_overdue(at, which.of_cases.overdue(at)(viewer, col(AlertRow.case_id)))


def _case_due() -> SQLColumnExpression[datetime]:
    """Return when the step that is next in the case of an alert is due; NULL for none."""
    of_case = (
        select(func.min(col(DeadlineRow.due_at)))
        .where(col(DeadlineRow.object_id) == AlertRow.case_id, col(DeadlineRow.noun) == "case")
        .where(col(DeadlineRow.ended_at).is_(None), col(DeadlineRow.task_id).is_(None))
        .correlate(AlertRow)
        .scalar_subquery()
    )
    return type_coerce(of_case, UtcDateTime)


def _due() -> SQLColumnExpression[datetime]:
    is_seen = col(AlertRow.is_acknowledged)
    due = case((is_seen, literal(NEVER_DUE, UtcDateTime)), else_=col(AlertRow.acknowledge_due_at))
    return type_coerce(due, UtcDateTime)


def _state_rank() -> SQLColumnExpression[int]:
    """0 for active and unseen, then active, then recovered and unseen, then over: as `AlertState` lists."""
    number = case((col(AlertRow.is_active), 0), else_=2) + case((col(AlertRow.is_acknowledged), 1), else_=0)
    return rank(number, range(len(AlertState)))


def _is_in_state(states: Sequence[AlertState]) -> ColumnElement[bool]:
    corners = [corner for corner, state in STATE_OF.items() if state in states]
    return or_(
        *(
            and_(col(AlertRow.is_active).is_(active), col(AlertRow.is_acknowledged).is_(seen))
            for active, seen in corners
        )
    )


def _is_unseen_behind_a_seen_one() -> ColumnElement[bool]:
    """Whether an alert is to be acknowledged and the leader of its group no longer is: it must be seen."""
    leader = aliased(AlertRow)
    is_led = (
        exists()
        .where(col(leader.group_id) == AlertRow.group_id, col(leader.is_open), col(leader.leads_group))
        .where(col(leader.is_acknowledged))
    )
    return and_(~col(AlertRow.is_acknowledged), is_led)


def _of_source(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on the source of an alert: sources are few, alerts are many."""
    found = [
        *only(col(SensorRow.stage), which.stages),
        *at_place(
            col(SensorRow.area_id),
            col(SensorRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
    ]
    if which.equipment_id is not None:
        found.append(col(SensorRow.equipment_id) == which.equipment_id)
    return [_is_of(viewer, *found)] if found else []


def _was_announced(viewer: Viewer, which: Announced) -> list[ColumnElement[bool]]:
    of_alert = col(AlertTransitionRow.alert_id) == AlertRow.id
    at = col(AlertTransitionRow.at).between(which.from_at, which.to_at)
    found: list[ColumnElement[bool]] = [exists().where(of_alert, at, *is_announced())]
    if which.person_id is not None:
        found.append(_belongs_to(viewer, PERSON, lambda owner: owner == which.person_id))
    if which.is_nobodys:
        found.append(_belongs_to(viewer, PERSON, lambda owner: owner.is_(None)))
    return found


def _of_case(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on who is responsible, and on the text."""
    if which.of_cases is None:
        return []
    case_id = col(AlertRow.case_id)
    found = []
    if which.department_ids is not None:
        belongs = _belongs_to(viewer, DEPARTMENT, lambda owner: and_(*only(owner, which.department_ids)))
        found.append(or_(which.of_cases.department(viewer, case_id), and_(case_id.is_(None), belongs)))
    if which.person_ids is not None:
        belongs = _belongs_to(viewer, PERSON, lambda owner: and_(*only(owner, which.person_ids)))
        found.append(or_(which.of_cases.person(viewer, case_id), and_(case_id.is_(None), belongs)))
    if which.text is not None:
        found.append(or_(_is_of(viewer, source_holds(which.text)), which.of_cases.text(viewer, case_id)))
    return found


def _belongs_to(
    viewer: Viewer, owner: Owner, meets: Callable[[SQLColumnExpression[Any]], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Whether the owner of an alert meets a condition: of the event that speaks for it, else of its source,
    as `owners_store.AlertOwners` says for the ladder.
    """
    of_source, of_event = owner
    event_id = col(AlertRow.risk_event_id)
    here = col(RiskEventRow.site_id).in_(viewer.site_ids)
    speaks = event_id.in_(select(col(RiskEventRow.id)).where(here, meets(of_event)))
    return or_(speaks, and_(event_id.is_(None), _is_of(viewer, meets(of_source))))


def _is_of(viewer: Viewer, *of_source: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the source of an alert meets these conditions."""
    here = col(SensorRow.site_id).in_(viewer.site_ids)
    return col(AlertRow.sensor_id).in_(select(col(SensorRow.id)).where(here, *of_source))


def _of_sensor(column: SQLColumnExpression[str]) -> SQLColumnExpression[str]:
    return (
        select(column)
        .where(col(SensorRow.id) == AlertRow.sensor_id)
        .correlate_except(SensorRow)
        .scalar_subquery()
    )
