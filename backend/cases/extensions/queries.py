"""Requests for more time, and what a case still lacks, as the case shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.cases.extensions.pauses_queries import of_shown_tasks
from backend.cases.extensions.rules import Extension, ExtensionState, may_decide
from backend.cases.extensions.store import extension_of
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.recheck.queries import plans_by_round
from backend.cases.recheck.remediation_plan_rules import RemediationPlan
from backend.cases.tables import CaseRow
from backend.cases.tasks.rules import DepartmentTask
from backend.cases.tasks.store import task_of
from backend.cases.tasks.tables import TaskRow
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView


@dataclass(frozen=True, slots=True)
class ExtensionView:
    extension: Extension
    asked_by: PersonView
    decided_by: PersonView | None
    task: DepartmentTask | None


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[ExtensionView]]:
    """Of the cases themselves, not of their tasks, in the order they were asked for."""
    views: dict[UUID, list[ExtensionView]] = {case_id: [] for case_id in case_ids}
    is_wanted = one_of(col(ExtensionRow.case_id), views), col(ExtensionRow.task_id).is_(None)
    for view in _where(session, viewer, *is_wanted):
        views[view.extension.case_id].append(view)
    return views


def of_tasks(session: Session, viewer: Viewer, task_ids: Iterable[UUID]) -> dict[UUID, list[ExtensionView]]:
    """In the order they were asked for."""
    views: dict[UUID, list[ExtensionView]] = {task_id: [] for task_id in task_ids}
    for view in _where(session, viewer, one_of(col(ExtensionRow.task_id), views)):
        if view.task is not None:
            views[view.task.task_id].append(view)
    return views


def to_decide(session: Session, viewer: Viewer) -> list[ExtensionView]:
    """Return the requests that wait for a decision of the viewer, of cases and of tasks, the oldest first."""
    decides = viewer.site_ids_where(Permission.DECIDE_EXTENSION)
    if not decides:
        return []
    is_asked = col(ExtensionRow.state) == ExtensionState.ASKED.value
    found = _where(session, viewer, is_asked, col(ExtensionRow.site_id).in_(decides))
    return [view for view in found if may_decide(view.extension, view.task, viewer)]


def _where(session: Session, viewer: Viewer, *conditions: ColumnElement[bool]) -> list[ExtensionView]:
    statement = (
        select(ExtensionRow, TaskRow)
        .join(TaskRow, col(TaskRow.id) == ExtensionRow.task_id, isouter=True)
        .where(*conditions, col(ExtensionRow.site_id).in_(viewer.site_ids), of_shown_tasks(viewer))
        .order_by(col(ExtensionRow.asked_at), col(ExtensionRow.id))
    )
    found = [(extension_of(row), task_of(task) if task else None) for row, task in session.execute(statement)]
    people = [person for each, _ in found for person in (each.asked_by, each.decided_by)]
    refs = references(session, viewer, people=people)
    return [
        ExtensionView(each, refs.people[each.asked_by], refs.person(each.decided_by), task)
        for each, task in found
    ]


def plans_of_cases(
    session: Session, viewer: Viewer, case_ids: Iterable[UUID]
) -> dict[UUID, RemediationPlan | None]:
    """Return the remediation plan of the present round of each case."""
    statement = select(CaseRow.id, CaseRow.round_number).where(
        one_of(col(CaseRow.id), case_ids), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    present = dict(session.exec(statement).all())
    fives = plans_by_round(session, set(present))
    return {case_id: fives.get((case_id, number)) for case_id, number in present.items()}
