"""Tasks with who does them, as the case, the board and people's own work show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

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
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.rules import Department, Person
from backend.people.tables import DepartmentRow, PersonRow


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
    views = where(session, viewer, col(TaskRow.id).in_(set(task_ids)))
    return {view.task.task_id: view for view in views}


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[TaskView]]:
    """The tasks of each of these cases in the order in which they were opened; one statement."""
    found: dict[UUID, list[TaskView]] = {case_id: [] for case_id in case_ids}
    for view in where(session, viewer, col(TaskRow.case_id).in_(list(found))):
        found[view.task.case_id].append(view)
    return found


def where(session: Session, viewer: Viewer, *conditions: ColumnElement[bool]) -> list[TaskView]:
    """The tasks at the viewer's sites that meet these conditions; one statement."""
    owner, finisher = aliased(PersonRow), aliased(PersonRow)
    since, until = pauses.last_pause(col(ExtensionRow.task_id) == TaskRow.id)
    statement = (
        select(TaskRow, CaseRow.state, DepartmentRow)
        .add_columns(owner, finisher, since, until)
        .join(CaseRow, col(CaseRow.id) == TaskRow.case_id)
        .join(DepartmentRow, col(DepartmentRow.id) == TaskRow.department_id)
        .join(owner, col(owner.id) == TaskRow.owner_id, isouter=True)
        .join(finisher, col(finisher.id) == TaskRow.done_by, isouter=True)
        .where(col(TaskRow.site_id).in_(viewer.site_ids), *conditions)
        .order_by(col(TaskRow.created_at), col(TaskRow.due_at), col(TaskRow.id))
    )
    return [
        TaskView(
            task=task_of(task),
            case_state=CaseState(state),
            department=Department(
                department.id, department.site_id, Text(department.name_zh, department.name_en)
            ),
            owner=person_of(owned),
            done_by=person_of(done),
            pause=pauses.pause_of(began, ends),
        )
        for task, state, department, owned, done, began, ends in session.execute(statement)
    ]


def photos(session: Session, viewer: Viewer, task_ids: Iterable[UUID]) -> dict[UUID, list[PhotoView]]:
    """Return the photos of each of these tasks, in the order it was added."""
    found: dict[UUID, list[PhotoView]] = {task_id: [] for task_id in task_ids}
    for evidence, view in shown_with(session, viewer, EvidenceRow.task_id, list(found)):
        if evidence.task_id is not None:
            found[evidence.task_id].append(view)
    return found


def person_of(row: PersonRow | None) -> Person | None:
    return Person(row.id, Text(row.name_zh, row.name_en)) if row else None
