"""Tasks with who does them, as the case, the board and people's own work show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from backend.cases.evidence.queries import PhotoView, shown_with
from backend.cases.evidence.tables import EvidenceRow
from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Pause
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks.rules import DepartmentTask
from backend.cases.tasks.store import task_of
from backend.cases.tasks.tables import TaskRow
from backend.core.modules import Module
from backend.core.statements import both_names, every_column, one_of, rows
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.rules import Department, Person
from backend.people.tables import DepartmentRow, PersonRow

_OWNER, _FINISHER = aliased(PersonRow), aliased(PersonRow)
_SINCE, _UNTIL = pauses.last_pause(col(ExtensionRow.task_id) == TaskRow.id)
TASKS: Final = (
    select(*every_column(TaskRow))
    .add_columns(
        col(CaseRow.state).label("case_state"),
        col(DepartmentRow.site_id).label("department_site_id"),
        *both_names(DepartmentRow, "department"),
        *both_names(_OWNER, "owner"),
        *both_names(_FINISHER, "finisher"),
        _SINCE.label("began"),
        _UNTIL.label("ends"),
    )
    .join(CaseRow, col(CaseRow.id) == TaskRow.case_id)
    .join(DepartmentRow, col(DepartmentRow.id) == TaskRow.department_id)
    .join(_OWNER, col(_OWNER.id) == TaskRow.owner_id, isouter=True)
    .join(_FINISHER, col(_FINISHER.id) == TaskRow.done_by, isouter=True)
    .order_by(col(TaskRow.created_at), col(TaskRow.due_at), col(TaskRow.id))
)
"""Put together once: that takes longer than reading the rows of a case."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """`case_state` is that of its case: what may be done with the task depends on it."""

    task: DepartmentTask
    case_state: CaseState
    department: Department
    owner: Person | None
    done_by: Person | None
    pause: Pause | None
    """The last one of its clock; it may be over."""


def by_ids(session: Session, viewer: Viewer, task_ids: Iterable[UUID]) -> dict[UUID, TaskView]:
    views = where(session, viewer, one_of(col(TaskRow.id), task_ids))
    return {view.task.task_id: view for view in views}


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[TaskView]]:
    """The tasks of each of these cases in the order in which they were opened; one statement."""
    found: dict[UUID, list[TaskView]] = {case_id: [] for case_id in case_ids}
    for view in where(session, viewer, one_of(col(TaskRow.case_id), found)):
        found[view.task.case_id].append(view)
    return found


def where(session: Session, viewer: Viewer, *conditions: ColumnElement[bool]) -> list[TaskView]:
    """The tasks at the viewer's sites that meet these conditions; one statement."""
    sites = viewer.site_ids_with(Module.DEPARTMENT_TASKS)
    statement = TASKS.where(col(TaskRow.site_id).in_(sites), *conditions)
    return [
        TaskView(
            task=task_of(row),
            case_state=CaseState(row.case_state),
            department=Department(
                row.department_id, row.department_site_id, Text(row.department_zh, row.department_en)
            ),
            owner=person_of(row.owner_id, row.owner_zh, row.owner_en),
            done_by=person_of(row.done_by, row.finisher_zh, row.finisher_en),
            pause=pauses.pause_of(row.began, row.ends),
        )
        for row in rows(session, cast(SelectOfScalar[Any], statement))
    ]


def photos(session: Session, viewer: Viewer, task_ids: Iterable[UUID]) -> dict[UUID, list[PhotoView]]:
    """Return the photos of each of these tasks, in the order it was added."""
    found: dict[UUID, list[PhotoView]] = {task_id: [] for task_id in task_ids}
    for evidence, view in shown_with(session, viewer, EvidenceRow.task_id, list(found)):
        if evidence.task_id is not None:
            found[evidence.task_id].append(view)
    return found


def person_of(person_id: UUID | None, zh: str | None, en: str | None) -> Person | None:
    """The person of an outer join."""
    return Person(person_id, Text(zh, en)) if person_id and zh and en else None
