"""Work of a person in cases: requests to decide, tasks and steps.

Tasks, steps and cases take three statements; who decides on more time needs three more at most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from backend.cases.extensions import queries as extensions
from backend.cases.extensions.queries import ExtensionView
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks import queries as task_views
from backend.cases.tasks.cards_queries import CaseCard, cards
from backend.cases.tasks.queries import TaskView
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.tables import TaskRow
from backend.cases.work_rules import WorkKind, due_step
from backend.core import words
from backend.core.providers import WorkItem, in_order
from backend.core.viewer import Permission, Viewer
from backend.core.waiting import Waiting

UNFINISHED: Final = (TaskState.WAITING.value, TaskState.IN_PROGRESS.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWork(WorkItem):
    """`task` for the kinds that say so. `due_at`: when this very step is due; of `asked`, a request for more
    time, when the work is due that it is about.
    """

    kind: WorkKind
    card: CaseCard
    task: TaskView | None = None
    asked: ExtensionView | None = None


def my_work(session: Session, viewer: Viewer, with_decisions: bool = True) -> list[CaseWork]:
    """Everything this person owes in cases: decisions first, each in the one order of what waits."""
    asked = extensions.to_decide(session, viewer) if with_decisions else []
    tasks = task_views.where(session, viewer, col(TaskRow.state).in_(UNFINISHED), _due_tasks(viewer))
    steps = set(session.exec(select(CaseRow.id).where(*_due_steps(viewer))))
    wanted = steps | {view.task.case_id for view in tasks} | {view.extension.case_id for view in asked}
    found = {card.case.case_id: card for card in cards(session, viewer, wanted)} if wanted else {}
    decisions = _decisions(session, asked, found, viewer)
    return in_order([*decisions, *_steps(found, viewer), *_tasks(tasks, found, viewer)])


def _due_tasks(viewer: Viewer) -> ColumnElement[bool]:
    """Condition for a person's tasks and, for those who assign, the unassigned ones of their department."""
    departments = [
        each.department_id
        for each in viewer.memberships
        if each.department_id and viewer.may(Permission.MANAGE_TASKS, site_id=each.site_id)
    ]
    return or_(
        col(TaskRow.owner_id) == viewer.person_id,
        and_(col(TaskRow.owner_id).is_(None), col(TaskRow.department_id).in_(departments)),
    )


def _due_steps(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """Every case of which `due_step` may say that it is the viewer's; that has the last word."""
    departments = [each.department_id for each in viewer.memberships if each.department_id]
    is_own_department = col(CaseRow.department_id).in_(departments)
    triages = viewer.site_ids_where(Permission.TRIAGE)
    return (
        col(CaseRow.site_id).in_(viewer.site_ids),
        or_(
            and_(
                col(CaseRow.state).in_([CaseState.OPEN.value, CaseState.IN_DISPOSAL.value]),
                or_(
                    col(CaseRow.responsible_id) == viewer.person_id,
                    col(CaseRow.acknowledged_by) == viewer.person_id,
                ),
            ),
            and_(col(CaseRow.state) == CaseState.OPEN.value, is_own_department),
            and_(
                col(CaseRow.state) == CaseState.AWAITING_RECHECK.value,
                or_(is_own_department, col(CaseRow.site_id).in_(triages)),
            ),
        ),
    )


def _steps(found: Mapping[UUID, CaseCard], viewer: Viewer) -> Iterator[CaseWork]:
    for card in found.values():
        kind = due_step(card.case, viewer)
        if kind is not None:
            yield _item(kind, card, card.due_at or card.case.changed_at)


def _tasks(tasks: Sequence[TaskView], found: Mapping[UUID, CaseCard], viewer: Viewer) -> Iterator[CaseWork]:
    for view in tasks:
        kind = WorkKind.TASK if view.task.owner_id == viewer.person_id else WorkKind.ASSIGN_TASK
        yield _item(kind, found[view.task.case_id], view.task.due_at, task=view)


def _decisions(
    session: Session, asked: Sequence[ExtensionView], found: Mapping[UUID, CaseCard], viewer: Viewer
) -> Iterator[CaseWork]:
    task_ids = {view.task.task_id for view in asked if view.task}
    tasks = task_views.by_ids(session, viewer, task_ids) if task_ids else {}
    for view in asked:
        card = found[view.extension.case_id]
        task = tasks[view.task.task_id] if view.task else None
        due_at = task.task.due_at if task else card.case.dispose_due_at
        yield _item(WorkKind.DECIDE_TIME, card, due_at, task=task, asked=view)


def _item(
    kind: WorkKind,
    card: CaseCard,
    due_at: datetime,
    *,
    task: TaskView | None = None,
    asked: ExtensionView | None = None,
) -> CaseWork:
    of_part = asked.extension.extension_id if asked else task.task.task_id if task else None
    return CaseWork(
        item_id=of_part or card.case.case_id,
        noun="case",
        title=task.task.work if task else card.case.title,
        step=words.of("WorkKind", kind),
        place=card.equipment or card.area,
        page=f"/cases/{card.case.case_id}",
        waiting=Waiting(card.case.tier, card.is_recovered, due_at, card.case.opened_at),
        number=card.case.number,
        turn=asked.extension.asked_at.isoformat() if asked else "",
        is_decision=asked is not None,
        kind=kind,
        card=card,
        task=task,
        asked=asked,
    )
