"""Tasks: what each department does about a case, step by step. Every step locks the case before the task."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from backend.cases import deadline_commands as case_deadlines
from backend.cases.events import (
    TASK_ASSIGNED,
    TASK_CANCELLED,
    TASK_FINISHED,
    TASK_OPENED,
    TASK_REOPENED,
    TASK_STARTED,
    TASK_UPDATED,
)
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.extensions import commands as extensions
from backend.cases.rules import Case, Evidence
from backend.cases.store import Cases
from backend.cases.tasks import rules
from backend.cases.tasks.rules import DepartmentTask, TaskAction, TaskState
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_rules import at_least
from backend.core import bulk
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission, Role, Viewer
from backend.core.vocabulary import TaskKind
from backend.deadlines import commands as deadlines
from backend.deadlines.rules import DeadlineStep
from backend.people.store import People
from backend.sites.modules.store import Modules

LEADING = frozenset({Role.LEAD, Role.OFFICER})


def add_task(
    tx: Transaction,
    case_id: UUID,
    *,
    department_id: UUID,
    kind: TaskKind,
    work: str,
    owner_id: UUID | None,
    due_at: datetime | None,
    by: Viewer,
) -> DepartmentTask:
    """A lead or officer asks a department for its part. Without `due_at` it has the disposal's deadline."""
    case = tx.get(Cases).get(case_id)
    by.require(Permission.MANAGE_TASKS, site_id=case.site_id)
    if case.state not in rules.UNTIL_RECHECK:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"no new task while {case.state}")
    rules.check_work(work)
    if due_at is not None and due_at <= tx.now:
        raise Refused(ErrorCode.INVALID_INPUT, "the deadline is in the past")
    tx.get(People).require_at_site(case.site_id, department_id=department_id, person_id=None)
    words = Text(work.strip(), work.strip())
    task = new_task(
        tx, case, department_id, kind, words, due_at=due_at or at_least(case.dispose_due_at, tx.now)
    )
    task = replace(task, created_by=by.person_id)
    if owner_id is not None:
        task = rules.assign(task, tx.get(People).membership(owner_id, case.site_id))
    open_task(tx, case, task, by=by.person_id)
    return task


def assign_task(tx: Transaction, task_id: UUID, *, person_id: UUID, by: Viewer) -> DepartmentTask:
    """A lead gives the task to a person of its department; that person is notified."""
    case, task, moved = _advance(tx, task_id, TaskAction.ASSIGN, by)
    moved = rules.assign(moved, tx.get(People).membership(person_id, case.site_id))
    _announce(tx, case, task, TASK_ASSIGNED, by=by.person_id, to=(person_id,))
    return _owned(tx, moved)


def assign_tasks(tx: Transaction, task_ids: Sequence[UUID], *, person_id: UUID, by: Viewer) -> bulk.Results:
    """Give each of these tasks to one person; one that may not be is refused by itself. Raises
    Refused(INVALID_INPUT).
    """
    return bulk.each(task_ids, lambda task_id: assign_task(tx, task_id, person_id=person_id, by=by))


def start_task(tx: Transaction, task_id: UUID, *, by: Viewer) -> DepartmentTask:
    """Work on it begins. What nobody had belongs to the person who starts it."""
    case, task, moved = _advance(tx, task_id, TaskAction.START, by)
    _announce(tx, case, task, TASK_STARTED, by=by.person_id)
    return _owned(tx, moved)


def update_task(
    tx: Transaction, task_id: UUID, *, percent: int, progress: str, photos: tuple[Evidence, ...], by: Viewer
) -> DepartmentTask:
    """Record the progress of a task; everybody at the board sees it."""
    rules.check_progress(percent=percent, progress=progress, photo_count=len(photos))
    case, task, moved = _advance(tx, task_id, TaskAction.UPDATE, by)
    moved = replace(moved, percent=percent, progress=progress.strip())
    _attach(tx, case, task, photos, by)
    note = f"{percent} % {moved.progress}".strip()
    _announce(tx, case, task, TASK_UPDATED, by=by.person_id, note=note)
    return tx.get(Tasks).put(moved)


def finish_task(
    tx: Transaction, task_id: UUID, *, measures: str, photos: tuple[Evidence, ...], by: Viewer
) -> DepartmentTask:
    """This department is done. Whoever did it may not recheck the case; the last one lets it be submitted."""
    rules.check_measures(measures=measures, photo_count=len(photos))
    case, task, moved = _advance(tx, task_id, TaskAction.FINISH, by)
    done = tx.get(Tasks).put(replace(moved, measures=measures.strip()))
    case_deadlines.end(tx, case.case_id, DeadlineStep.DISPOSE, task_id=task_id)
    extensions.close_task(tx, task)
    hands = {by.person_id, task.owner_id or by.person_id}
    tx.get(Cases).put(replace(case, disposed_by=case.disposed_by | hands))
    _attach(tx, case, task, photos, by)
    is_last = not any(each.is_open for each in tx.get(Tasks).of_case(case.case_id))
    _announce(
        tx,
        case,
        task,
        TASK_FINISHED,
        by=by.person_id,
        note=done.measures,
        to=(case.holder_id,) if is_last and case.holder_id else (),
    )
    return done


def reopen_task(tx: Transaction, task_id: UUID, *, reason: str, by: Viewer) -> DepartmentTask:
    """A lead finds that it is not done after all, while the case is still in disposal.

    It has until the case's own deadline.
    """
    why = rules.check_reason(reason)
    case, task, moved = _advance(tx, task_id, TaskAction.REOPEN, by)
    return _reopened(tx, case, task, moved, by=by.person_id, note=why)


def cancel_task(tx: Transaction, task_id: UUID, *, reason: str, by: Viewer) -> DepartmentTask:
    """Cancel a task that is not needed; the reason is on record and its owner is notified."""
    why = rules.check_reason(reason)
    case, task, moved = _advance(tx, task_id, TaskAction.CANCEL, by)
    return _cancelled(tx, case, task, moved, by=by.person_id, note=why)


def require_finished(tx: Transaction, case: Case) -> None:
    """Raises Refused(TASKS_OPEN) while a department still works on the case; of a site that has switched
    tasks off nobody could finish them.
    """
    if are_on(tx, case.site_id):
        rules.check_all_finished(tx.get(Tasks).of_case(case.case_id))


def are_on(tx: Transaction, site_id: UUID) -> bool:
    """Whether the site has tasks of departments."""
    return tx.get(Modules).is_on(site_id, Module.DEPARTMENT_TASKS)


def reopen_named(tx: Transaction, case: Case, task_ids: Sequence[UUID], *, by: Viewer) -> None:
    """A recheck failed for these tasks: they are open again until the case's new deadline.

    Raises Refused(NOT_FOUND) for a task of another case.
    """
    for task_id in dict.fromkeys(task_ids):
        task = tx.get(Tasks).get(task_id)
        if task.case_id != case.case_id or not are_on(tx, case.site_id):
            raise Refused(ErrorCode.NOT_FOUND, "no such task in this case")
        moved = rules.advance(task, TaskAction.REOPEN, case.state, by=by.person_id, at=tx.now)
        _reopened(tx, case, task, moved, by=by.person_id, note=None)


def cancel_open(tx: Transaction, case: Case, *, by: UUID) -> None:
    """The case is over, so is what was still open in it."""
    for task in tx.get(Tasks).of_case(case.case_id):
        if task.is_open:
            moved = replace(task, state=TaskState.CANCELLED)
            _cancelled(tx, case, task, moved, by=by, note=str(case.outcome))


def new_task(
    tx: Transaction, case: Case, department_id: UUID, kind: TaskKind, work: Text, *, due_at: datetime
) -> DepartmentTask:
    """A task of this case that waits for its department."""
    return DepartmentTask(
        task_id=uuid4(),
        case_id=case.case_id,
        site_id=case.site_id,
        department_id=department_id,
        kind=kind,
        work=work,
        state=TaskState.WAITING,
        owner_id=None,
        due_at=due_at,
        created_at=tx.now,
        created_by=None,
    )


def open_task(tx: Transaction, case: Case, task: DepartmentTask, *, by: UUID | None) -> None:
    """Write the new task and notify its owner; without one those who lead the department, else all of it."""
    tx.get(Tasks).add(task)
    begin_clock(tx, case, task)
    members = tx.get(People).members(task.site_id, task.department_id)
    leads = [each.person_id for each in members if each.role in LEADING]
    notified = [task.owner_id] if task.owner_id else leads or [each.person_id for each in members]
    _announce(tx, case, task, TASK_OPENED, by=by, to=tuple(notified))


def begin_clock(tx: Transaction, case: Case, task: DepartmentTask) -> None:
    """From now on its owner, else its department, owes the task by its deadline."""
    case_deadlines.begin(
        tx,
        case,
        DeadlineStep.DISPOSE,
        due_at=task.due_at,
        task_id=task.task_id,
        owner_id=task.owner_id,
        department_id=task.department_id,
    )


def _advance(
    tx: Transaction, task_id: UUID, action: TaskAction, by: Viewer
) -> tuple[Case, DepartmentTask, DepartmentTask]:
    """The case, the task before and after the step; both rows are locked."""
    case = tx.get(Cases).get(tx.get(Tasks).case_id_of(task_id))
    task = tx.get(Tasks).get(task_id)
    rules.require(task, action, by)
    return case, task, rules.advance(task, action, case.state, by=by.person_id, at=tx.now)


def _owned(tx: Transaction, moved: DepartmentTask) -> DepartmentTask:
    """Write the task that may have another owner now; its clock goes on for that person."""
    deadlines.assign(
        tx,
        moved.case_id,
        DeadlineStep.DISPOSE,
        task_id=moved.task_id,
        owner_id=moved.owner_id,
        department_id=moved.department_id,
    )
    return tx.get(Tasks).put(moved)


def _reopened(
    tx: Transaction, case: Case, task: DepartmentTask, moved: DepartmentTask, *, by: UUID, note: str | None
) -> DepartmentTask:
    to = task.owner_id or task.done_by
    _announce(tx, case, task, TASK_REOPENED, by=by, note=note, to=(to,) if to else ())
    again = tx.get(Tasks).put(replace(moved, due_at=at_least(case.dispose_due_at, tx.now)))
    begin_clock(tx, case, again)
    return again


def _cancelled(
    tx: Transaction, case: Case, task: DepartmentTask, moved: DepartmentTask, *, by: UUID, note: str
) -> DepartmentTask:
    to = (task.owner_id,) if task.owner_id else ()
    _announce(tx, case, task, TASK_CANCELLED, by=by, note=note, to=to)
    case_deadlines.end(tx, case.case_id, DeadlineStep.DISPOSE, task_id=task.task_id)
    extensions.close_task(tx, task)
    return tx.get(Tasks).put(replace(moved, cancel_reason=note))


def _attach(
    tx: Transaction, case: Case, task: DepartmentTask, photos: Sequence[Evidence], by: Viewer
) -> None:
    tx.get(EvidenceStore).attach(
        photos,
        role=EvidenceRole.TASK,
        site_id=case.site_id,
        by=by.person_id,
        at=tx.now,
        case_id=case.case_id,
        round_number=case.round_number,
        task_id=task.task_id,
    )


def _announce(
    tx: Transaction,
    case: Case,
    task: DepartmentTask,
    kind: EventKind,
    *,
    by: UUID | None,
    note: str | None = None,
    to: tuple[UUID, ...] = (),
) -> None:
    tx.announce(
        Event(
            kind,
            case.site_id,
            about=refs(case=case.case_id, task=task.task_id),
            by=by,
            tier=case.tier,
            round_number=case.round_number,
            note=note,
            to=to,
        )
    )
