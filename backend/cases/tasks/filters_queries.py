"""The list of department tasks with their cases: filter, order and count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, not_, select, type_coerce
from sqlmodel import Session, col
from sqlmodel import select as select_row

from backend.cases.filters_queries import case_holds
from backend.cases.tables import CaseRow
from backend.cases.tasks import queries as tasks
from backend.cases.tasks.queries import TaskView
from backend.cases.tasks.rules import FINISHED, TaskState
from backend.cases.tasks.tables import TaskRow
from backend.cases.waiting_queries import recovered_column
from backend.core.counts import counts as counts_of
from backend.core.filters import only
from backend.core.lists import NAMED, OF_CASE, Column, IfAsked, List, of_case
from backend.core.modules import Module
from backend.core.paging import Page
from backend.core.sorting import Sort, SortColumn, rank, sorted_part
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.core.waiting import Order, Part, page_of_parts
from backend.equipment.filters_queries import at_place
from backend.people.tables import DepartmentRow

NEWEST: Final = (col(TaskRow.created_at), col(TaskRow.id))


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """`is_unassigned`: without an owner. `overdue_at`: only what is unfinished and was due before."""

    states: Sequence[TaskState] | None = None
    kinds: Sequence[TaskKind] | None = None
    tiers: Annotated[Sequence[Tier] | None, "Of the case."] = None
    area_ids: Annotated[Sequence[UUID] | None, "Of the case."] = None
    equipment_ids: Annotated[Sequence[UUID] | None, "Of the case."] = None
    department_ids: Sequence[UUID] | None = None
    person_ids: Annotated[Sequence[UUID] | None, "Who is to do it."] = None
    is_mine: bool = False
    is_unassigned: bool = False
    overdue_at: Annotated[datetime | None, IfAsked("is_overdue", "Unfinished and late.")] = None
    text: Annotated[
        str | None, "In the work, in number or title of the case, or in the name of its place."
    ] = None


class TaskSortBy(StrEnum):
    """Columns that the table of tasks is sorted by."""

    CASE = "CASE"
    TIER = "TIER"
    STATE = "STATE"
    KIND = "KIND"
    DEPARTMENT = "DEPARTMENT"
    PERCENT = "PERCENT"
    CREATED = "CREATED"
    DUE = "DUE"


LIST: Final = List(
    root="tasks",
    sorted_by=TaskSortBy,
    arguments={"filter": "TaskFilter", "sort": "TaskSort"},
    node=f"kind work {NAMED} state department {{ name {NAMED} }} owner {{ name {NAMED} }} percent dueAt"
    f" isOverdue doneAt {OF_CASE}",
    columns=(
        *of_case(),
        Column("kind", "node.kind", "TaskKind"),
        Column("work", "node.work"),
        Column("state", "node.state", "TaskState"),
        Column("department", "node.department.name"),
        Column("responsible", "node.owner.name"),
        Column("percent", "node.percent"),
        Column("due", "node.dueAt"),
        Column("overdue", "node.isOverdue"),
        Column("done", "node.doneAt"),
    ),
)


def page(
    session: Session,
    viewer: Viewer,
    which: TaskFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[TaskSortBy] | None = None,
) -> Page[TaskView]:
    """Return a page of tasks: those that are open in the one order of `core.waiting`, then the finished ones,
    newest first; or all of them sorted by one column.
    """

    def views(found: list[Any]) -> list[TaskView]:
        known = tasks.by_ids(session, viewer, [row.id for row in found])
        return [known[row.id] for row in found]

    of_case = select_row(TaskRow).join(CaseRow, col(CaseRow.id) == TaskRow.case_id)
    wanted = of_case.where(*_conditions(viewer, which))
    is_finished = col(TaskRow.state).in_([state.value for state in FINISHED])
    parts: tuple[Part, ...] = (
        Part(wanted.where(not_(is_finished)), _waiting_order()),
        Part(wanted.where(is_finished), NEWEST, descends=True),
    )
    if sort is not None:
        parts = (sorted_part(wanted, _sort_column(sort.by), col(TaskRow.id), descends=sort.descends),)
    return page_of_parts(session, parts, views, first=first, after=after)


def counts(session: Session, viewer: Viewer, wanted: Iterable[TaskFilter]) -> dict[TaskFilter, int]:
    """Return the number of tasks of each of these filters."""
    of_case = col(CaseRow.id) == TaskRow.case_id
    return counts_of(session, TaskRow, {which: [of_case, *_conditions(viewer, which)] for which in wanted})


def _waiting_order() -> Order:
    return (
        -col(CaseRow.tier),
        type_coerce(recovered_column(col(TaskRow.case_id)), Integer),
        col(TaskRow.due_at),
        col(TaskRow.created_at),
        col(TaskRow.id),
    )


def _conditions(viewer: Viewer, which: TaskFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(TaskRow.site_id).in_(viewer.site_ids_with(Module.DEPARTMENT_TASKS)),
        *only(col(TaskRow.state), which.states),
        *only(col(TaskRow.kind), which.kinds),
        *only(col(TaskRow.department_id), which.department_ids),
        *only(col(TaskRow.owner_id), which.person_ids),
        *only(col(CaseRow.tier), which.tiers),
        *at_place(
            col(CaseRow.area_id),
            col(CaseRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
    ]
    if which.is_mine:
        found.append(col(TaskRow.owner_id) == viewer.person_id)
    if which.is_unassigned:
        found.append(col(TaskRow.owner_id).is_(None))
    if which.overdue_at is not None:
        found.append(not_(col(TaskRow.state).in_([state.value for state in FINISHED])))
        found.append(col(TaskRow.due_at) < which.overdue_at)
    if which.text is not None:
        found.append(case_holds(which.text, col(TaskRow.work_zh), col(TaskRow.work_en)))
    return found


def _sort_column(by: TaskSortBy) -> SortColumn:
    department = (
        select(col(DepartmentRow.name_zh))
        .where(col(DepartmentRow.id) == TaskRow.department_id)
        .correlate_except(DepartmentRow)
        .scalar_subquery()
    )
    plain: dict[TaskSortBy, SQLColumnExpression[Any]] = {
        TaskSortBy.CASE: col(CaseRow.number),
        TaskSortBy.TIER: col(CaseRow.tier),
        TaskSortBy.STATE: rank(col(TaskRow.state), list(TaskState)),
        TaskSortBy.KIND: rank(col(TaskRow.kind), list(TaskKind)),
        TaskSortBy.DEPARTMENT: department,
        TaskSortBy.PERCENT: col(TaskRow.percent),
        TaskSortBy.CREATED: col(TaskRow.created_at),
        TaskSortBy.DUE: col(TaskRow.due_at),
    }
    return SortColumn(plain[by])
