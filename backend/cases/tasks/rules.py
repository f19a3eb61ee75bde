"""Tasks 协同任务: one department's part of a case. A table of what may follow what, beside the case's own.

Tasks of a case run side by side, each with its own deadline; the disposal of the case waits for all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.cases.rules import MAX_PHOTOS, CaseState
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Permission, Viewer
from backend.core.vocabulary import TaskKind

MAX_WORK: Final = 200
MAX_WORDS: Final = 2_000
ALL_DONE: Final = 100


class TaskState(StrEnum):
    """待响应, 处置中, 已完成, 已取消."""

    WAITING = "WAITING"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class TaskAction(StrEnum):
    ASSIGN = "ASSIGN"
    START = "START"
    UPDATE = "UPDATE"
    FINISH = "FINISH"
    REOPEN = "REOPEN"
    CANCEL = "CANCEL"


NEXT_STATE: Final = {
    (TaskState.WAITING, TaskAction.ASSIGN): TaskState.WAITING,
    (TaskState.WAITING, TaskAction.START): TaskState.IN_PROGRESS,
    (TaskState.WAITING, TaskAction.CANCEL): TaskState.CANCELLED,
    (TaskState.IN_PROGRESS, TaskAction.ASSIGN): TaskState.IN_PROGRESS,
    (TaskState.IN_PROGRESS, TaskAction.UPDATE): TaskState.IN_PROGRESS,
    (TaskState.IN_PROGRESS, TaskAction.FINISH): TaskState.DONE,
    (TaskState.IN_PROGRESS, TaskAction.CANCEL): TaskState.CANCELLED,
    (TaskState.DONE, TaskAction.REOPEN): TaskState.IN_PROGRESS,
}

IN_DISPOSAL: Final = frozenset({CaseState.IN_DISPOSAL})
UNTIL_RECHECK: Final = frozenset({CaseState.OPEN, CaseState.IN_DISPOSAL})
CASE_STATES: Final = {
    **dict.fromkeys(TaskAction, UNTIL_RECHECK),
    TaskAction.REOPEN: IN_DISPOSAL,
}
"""In which states of the case a task may take the step: what waits for a recheck stays as it is."""

FINISHED: Final = frozenset({TaskState.DONE, TaskState.CANCELLED})
BY_LEADS: Final = frozenset({TaskAction.ASSIGN, TaskAction.REOPEN, TaskAction.CANCEL})


@dataclass(frozen=True, slots=True)
class DepartmentTask:
    """One department's part of a case. `percent` is 0 to 100; `rule_id` is the task rule that opened it, None
    where a person or the register did; `share` (percent of the time for disposal) is the register's.
    """

    task_id: UUID
    case_id: UUID
    site_id: UUID
    department_id: UUID
    kind: TaskKind
    work: Text
    state: TaskState
    owner_id: UUID | None
    due_at: datetime
    created_at: datetime
    created_by: UUID | None
    rule_id: UUID | None = None
    share: int | None = None
    percent: int = 0
    progress: str = ""
    measures: str = ""
    started_at: datetime | None = None
    started_by: UUID | None = None
    done_at: datetime | None = None
    done_by: UUID | None = None
    cancel_reason: str | None = None
    version: int = 0
    """Goes up with every write; a write on an older version fails."""

    @property
    def is_open(self) -> bool:
        return self.state not in FINISHED

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.due_at < now


def advance(
    task: DepartmentTask, action: TaskAction, case_state: CaseState, *, by: UUID, at: datetime
) -> DepartmentTask:
    """Return the task after `action`; raises Refused(ILLEGAL_TRANSITION) for what is not in the tables."""
    state = NEXT_STATE.get((task.state, action))
    if state is None or case_state not in CASE_STATES[action]:
        raise Refused(
            ErrorCode.ILLEGAL_TRANSITION, f"cannot {action} a task that is {task.state} while {case_state}"
        )
    moved = replace(task, state=state)
    match action:
        case TaskAction.START:
            return replace(moved, started_at=at, started_by=by, owner_id=task.owner_id or by)
        case TaskAction.FINISH:
            return replace(moved, done_at=at, done_by=by, percent=ALL_DONE)
        case TaskAction.REOPEN:
            return replace(moved, done_at=None, done_by=None, percent=0, progress="")
        case _:
            return moved


def may(task: DepartmentTask, action: TaskAction, by: Viewer) -> bool:
    """Whether this person's place at the site allows the step; what the state allows is another question.

    An officer may all, a lead all of the own department's. Everybody else works on what is theirs, and takes
    on what nobody of the own department has yet.
    """
    permissions = by.permissions_at(task.site_id)
    membership = by.membership_at(task.site_id)
    is_own_department = membership is not None and membership.department_id == task.department_id
    if Permission.MANAGE_ALL_TASKS in permissions:
        return True
    if Permission.MANAGE_TASKS in permissions and is_own_department:
        return True
    if action in BY_LEADS or Permission.DISPOSE not in permissions:
        return False
    return task.owner_id == by.person_id or (task.owner_id is None and is_own_department)


def may_ask_for_time(task: DepartmentTask, case_state: CaseState, by: Viewer) -> bool:
    """More time for a task is asked for by its owner, while the task may still be worked on."""
    is_running = task.is_open and case_state in UNTIL_RECHECK
    return is_running and task.owner_id == by.person_id and by.may(Permission.DISPOSE, site_id=task.site_id)


def may_decide_on_time(task: DepartmentTask, by: Viewer) -> bool:
    """A lead of its department, or an officer."""
    return may(task, TaskAction.ASSIGN, by) and by.may(Permission.DECIDE_EXTENSION, site_id=task.site_id)


def require(task: DepartmentTask, action: TaskAction, by: Viewer) -> None:
    """Raises Refused: NOT_FOUND at a foreign site, NOT_ALLOWED where the step is somebody else's."""
    if by.membership_at(task.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such task at the viewer's sites")
    if not may(task, action, by):
        raise Refused(ErrorCode.NOT_ALLOWED, f"may not {action} a task of this department")


def allowed_actions(task: DepartmentTask, case_state: CaseState, by: Viewer) -> list[TaskAction]:
    """Return the actions on the task that are open to this person."""
    return [
        action
        for (state, action) in NEXT_STATE
        if state is task.state and case_state in CASE_STATES[action] and may(task, action, by)
    ]


def assign(task: DepartmentTask, owner: Membership | None) -> DepartmentTask:
    """Give it to a person of its department; raises Refused(INVALID_INPUT) for anybody else."""
    if owner is None or owner.department_id != task.department_id:
        raise Refused(ErrorCode.INVALID_INPUT, "a task is for a person of its department")
    return replace(task, owner_id=owner.person_id)


def check_progress(*, percent: int, progress: str, photo_count: int) -> None:
    """Progress is 0 to 99 %; 100 % is what finishing says."""
    if not 0 <= percent < ALL_DONE or len(progress) > MAX_WORDS or photo_count > MAX_PHOTOS:
        raise Refused(ErrorCode.INVALID_INPUT, "percent beyond 0 to 99, or too much text or photos")


def check_measures(*, measures: str, photo_count: int) -> None:
    """A finished task says what was done."""
    if not measures.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say what was done")
    if len(measures) > MAX_WORDS or photo_count > MAX_PHOTOS:
        raise Refused(ErrorCode.INVALID_INPUT, "too much text or photos")


def check_work(work: str) -> None:
    """A task says what is to be done, in a line."""
    if not work.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say what is to be done")
    if len(work) > MAX_WORK:
        raise Refused(ErrorCode.INVALID_INPUT, "the work is too long")


def check_reason(reason: str) -> str:
    """The reason as it is kept; raises Refused(REASON_REQUIRED) without one."""
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why")
    if len(reason) > MAX_WORDS:
        raise Refused(ErrorCode.INVALID_INPUT, "the reason is too long")
    return reason.strip()


def check_all_finished(tasks: Iterable[DepartmentTask]) -> None:
    """The disposal of a case waits for all its tasks: raises Refused(TASKS_OPEN)."""
    waiting = [task for task in tasks if task.is_open]
    if waiting:
        raise Refused(ErrorCode.TASKS_OPEN, f"{len(waiting)} task(s) are not finished")
