"""Filter, order and count of the list of cases; the home counts by the same conditions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_, select
from sqlmodel import Session, col

from backend.cases.register.tables import CaseRiskRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.tables import TaskRow
from backend.cases.waiting_queries import due_column
from backend.core.counts import counts as counts_of
from backend.core.filters import between, holds, only
from backend.core.lists import NAMED, PLACE, Column, From, List, To, of_place
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage, Tier
from backend.equipment.filters_queries import area_code, at_place, place_holds

UNFINISHED: Final = [state.value for state in CaseState if state is not CaseState.ARCHIVED]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """`department_ids`, `person_ids`: responsible for the case or a task of it. `opened_to` and `archived_to`
    are not included.
    """

    states: Sequence[CaseState] | None = None
    is_mine: bool = False
    is_overdue: bool = False
    tiers: Sequence[Tier] | None = None
    stages: Sequence[Stage] | None = None
    area_ids: Sequence[UUID] | None = None
    equipment_ids: Sequence[UUID] | None = None
    department_ids: Annotated[Sequence[UUID] | None, "Responsible for the case, or for a task of it."] = None
    person_ids: Annotated[
        Sequence[UUID] | None, "Responsible for the case or a task of it, or took the case on."
    ] = None
    risk_event_ids: Annotated[Sequence[UUID] | None, "Events of the register that they are about."] = None
    opened_from: From = None
    opened_to: To = None
    archived_from: From = None
    archived_to: To = None
    text: Annotated[str | None, "In number or title, or in the name of its area or equipment."] = None


class CaseSortBy(StrEnum):
    """Columns that the table of cases is sorted by."""

    NUMBER = "NUMBER"
    TIER = "TIER"
    STATE = "STATE"
    OPENED = "OPENED"
    CHANGED = "CHANGED"
    DUE = "DUE"
    AREA = "AREA"


LIST: Final = List(
    root="cases",
    sorted_by=CaseSortBy,
    arguments={"filter": "CaseFilter", "sort": "CaseSort"},
    node=f"number tier state outcome title {NAMED} stage {PLACE} department {{ name {NAMED} }}"
    f" responsible {{ name {NAMED} }} openedAt changedAt acknowledgeDueAt disposeDueAt recheckDueAt"
    f" isOverdue risk {{ code title {NAMED} measure {NAMED} }}",
    columns=(
        Column("number", "node.number"),
        Column("tier", "node.tier", "Tier"),
        Column("state", "node.state", "CaseState"),
        Column("outcome", "node.outcome", "CaseOutcome"),
        Column("title", "node.title"),
        Column("stage", "node.stage", "Stage"),
        *of_place(),
        Column("department", "node.department.name"),
        Column("responsible", "node.responsible.name"),
        Column("opened", "node.openedAt"),
        Column("changed", "node.changedAt"),
        Column("acknowledge_due", "node.acknowledgeDueAt"),
        Column("dispose_due", "node.disposeDueAt"),
        Column("recheck_due", "node.recheckDueAt"),
        Column("overdue", "node.isOverdue"),
        Column("risk_event", "node.risk.title"),
        Column("failed_measure", "node.risk.measure"),
    ),
)


def conditions(viewer: Viewer, which: CaseFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions of the list, of its count and of every figure of the home."""
    found: list[ColumnElement[bool]] = [
        col(CaseRow.site_id).in_(viewer.site_ids),
        *only(col(CaseRow.state), which.states),
        *only(col(CaseRow.tier), which.tiers),
        *only(col(CaseRow.stage), which.stages),
        *at_place(
            col(CaseRow.area_id),
            col(CaseRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
        *between(col(CaseRow.opened_at), which.opened_from, which.opened_to),
        *between(col(CaseRow.archived_at), which.archived_from, which.archived_to),
    ]
    if which.is_mine:
        found += [_is_mine(viewer), col(CaseRow.state) != CaseState.ARCHIVED.value]
    if which.is_overdue:
        found.append(is_overdue(now))
    if which.risk_event_ids is not None:
        named = select(col(CaseRiskRow.id)).where(*only(col(CaseRiskRow.event_id), which.risk_event_ids))
        found.append(col(CaseRow.id).in_(named))
    found += in_charge(which.department_ids, which.person_ids)
    if which.text is not None:
        found.append(case_holds(which.text))
    return found


def counts(
    session: Session, viewer: Viewer, wanted: Iterable[tuple[CaseFilter, datetime]]
) -> dict[tuple[CaseFilter, datetime], int]:
    """Return the number of cases of each of these (filter, now)."""
    return counts_of(session, CaseRow, {key: conditions(viewer, *key) for key in wanted})


def is_of_departments(department_ids: Sequence[UUID]) -> ColumnElement[bool]:
    """Whether one of these departments is responsible for the case, or for a task of it."""
    tasks = _tasks(col(TaskRow.department_id).in_(department_ids))
    return or_(col(CaseRow.department_id).in_(department_ids), col(CaseRow.id).in_(tasks))


def is_of_people(person_ids: Sequence[UUID]) -> ColumnElement[bool]:
    """Whether one of these people is responsible for the case, took it on, or has a task of it."""
    tasks = _tasks(col(TaskRow.owner_id).in_(person_ids))
    return or_(
        col(CaseRow.responsible_id).in_(person_ids),
        col(CaseRow.acknowledged_by).in_(person_ids),
        col(CaseRow.id).in_(tasks),
    )


def in_charge(
    department_ids: Sequence[UUID] | None, person_ids: Sequence[UUID] | None
) -> list[ColumnElement[bool]]:
    """Return the conditions on who is responsible for a case or a task of it; None asks for nothing."""
    found = []
    if department_ids is not None:
        found.append(is_of_departments(department_ids))
    if person_ids is not None:
        found.append(is_of_people(person_ids))
    return found


def case_holds(text: str, *also: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether number, title or place of a case hold this text, or one of these columns beside it."""
    named = holds(text, *also, col(CaseRow.number), col(CaseRow.title_zh), col(CaseRow.title_en))
    return or_(named, place_holds(text, col(CaseRow.area_id), col(CaseRow.equipment_id)))


def number_holds(text: str) -> ColumnElement[bool]:
    return holds(text, col(CaseRow.number))


def is_case_of(
    viewer: Viewer, case_id: SQLColumnExpression[Any], *wanted: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether another table's case meets these conditions on cases."""
    here = col(CaseRow.site_id).in_(viewer.site_ids)
    return case_id.in_(select(col(CaseRow.id)).where(here, *wanted))


def sort_column(by: CaseSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    if by is CaseSortBy.DUE:
        return SortColumn(due_column(), is_optional=True)
    plain: dict[CaseSortBy, SQLColumnExpression[Any]] = {
        CaseSortBy.NUMBER: col(CaseRow.number),
        CaseSortBy.TIER: col(CaseRow.tier),
        CaseSortBy.STATE: rank(col(CaseRow.state), list(CaseState)),
        CaseSortBy.OPENED: col(CaseRow.opened_at),
        CaseSortBy.CHANGED: col(CaseRow.changed_at),
        CaseSortBy.AREA: area_code(col(CaseRow.area_id)),
    }
    return SortColumn(plain[by])


def is_kept() -> ColumnElement[bool]:
    """Whether a task was not cancelled: only then its department and its owner have part in the case."""
    return col(TaskRow.state) != TaskState.CANCELLED.value


def _tasks(*wanted: ColumnElement[bool]) -> Any:
    return select(col(TaskRow.case_id)).where(is_kept(), *wanted)


def _is_mine(viewer: Viewer) -> ColumnElement[bool]:
    """Responsible for it, took it on, or it belongs to the viewer's department."""
    departments = [each.department_id for each in viewer.memberships if each.department_id]
    return or_(
        col(CaseRow.responsible_id) == viewer.person_id,
        col(CaseRow.acknowledged_by) == viewer.person_id,
        col(CaseRow.department_id).in_(departments),
    )


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Whether the step that is next in a case is late."""
    return or_(
        and_(col(CaseRow.state) == CaseState.OPEN, col(CaseRow.acknowledge_due_at) < now),
        and_(col(CaseRow.state) == CaseState.IN_DISPOSAL, col(CaseRow.dispose_due_at) < now),
        and_(col(CaseRow.state) == CaseState.AWAITING_RECHECK, col(CaseRow.recheck_due_at) < now),
    )
