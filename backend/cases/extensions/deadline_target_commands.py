"""The two clocks that more time may be asked for: the disposal of a case, and one of its tasks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.cases.tasks import rules as task_rules
from backend.cases.tasks.rules import UNTIL_RECHECK, DepartmentTask, TaskAction
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.people.rules import Audience
from backend.people.store import People
from backend.sites.modules.store import Modules


@dataclass(frozen=True, slots=True)
class DeadlineTarget:
    """The case, and the task where it is about one; both are locked."""

    case: Case
    task: DepartmentTask | None

    @property
    def due_at(self) -> datetime:
        return self.task.due_at if self.task else self.case.dispose_due_at

    def check_running(self) -> None:
        """Raises Refused(ILLEGAL_TRANSITION) where the clock is over, or has not begun."""
        if self.task is not None:
            is_running = self.task.is_open and self.case.state in UNTIL_RECHECK
        else:
            is_running = self.case.state is CaseState.IN_DISPOSAL
        if not is_running:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"nothing is due while {self.case.state}")

    def require_asking(self, by: Viewer) -> None:
        """Of a task: its owner. Raises Refused: NOT_FOUND at a foreign site, NOT_ALLOWED,
        ILLEGAL_TRANSITION.
        """
        by.require(Permission.DISPOSE, site_id=self.case.site_id)
        self.check_running()
        if self.task is not None and not task_rules.may_ask_for_time(self.task, self.case.state, by):
            raise Refused(ErrorCode.NOT_ALLOWED, "its owner asks for more time")

    def require_deciding(self, by: Viewer) -> None:
        """Of a task: a lead of its department, or an officer."""
        by.require(Permission.DECIDE_EXTENSION, site_id=self.case.site_id)
        if self.task is not None and not task_rules.may_decide_on_time(self.task, by):
            raise Refused(ErrorCode.NOT_ALLOWED, "its lead or an officer decides on more time")

    def require_working(self, by: Viewer) -> None:
        by.require(Permission.DISPOSE, site_id=self.case.site_id)
        if self.task is not None:
            task_rules.require(self.task, TaskAction.UPDATE, by)

    def deciders(self, tx: Transaction, *, without: UUID) -> tuple[UUID, ...]:
        """Return the people who decide: the lead of the department, and the officers."""
        department_id = self.task.department_id if self.task else self.case.department_id
        responsible_id = self.task.owner_id if self.task else self.case.responsible_id
        people: set[UUID] = set()
        for group in (Audience.LEAD, Audience.OFFICER):
            people |= tx.get(People).audience(
                self.case.site_id, group, department_id=department_id, responsible_id=responsible_id
            )
        return tuple(sorted(people - {without}))


def deadline_target(tx: Transaction, case_id: UUID, task_id: UUID | None) -> DeadlineTarget:
    """The clock of this task, or of the disposal. Raises Refused(NOT_FOUND) for a task of another case."""
    case = tx.get(Cases).get(case_id)
    task = tx.get(Tasks).get(task_id) if task_id is not None else None
    has_tasks = tx.get(Modules).is_on(case.site_id, Module.DEPARTMENT_TASKS)
    if task is not None and (task.case_id != case_id or not has_tasks):
        raise Refused(ErrorCode.NOT_FOUND, "no such task in this case")
    return DeadlineTarget(case, task)
