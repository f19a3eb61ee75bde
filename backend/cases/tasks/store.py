"""Tasks as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.tasks.rules import DepartmentTask, TaskState
from backend.cases.tasks.tables import TaskRow
from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.people.accounts.hand_over_store import hand_over


class Tasks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give the unfinished tasks of this person to another one; returns how many. None: count only."""
        is_open = col(TaskRow.state).in_((TaskState.WAITING.value, TaskState.IN_PROGRESS.value))
        theirs = (col(TaskRow.site_id) == site_id, col(TaskRow.owner_id) == of, is_open)
        return hand_over(self._session, TaskRow, "owner_id", theirs, to)

    def add(self, task: DepartmentTask) -> None:
        self._session.add(TaskRow(**columns_of(task, key="task_id")))
        self._session.flush()

    def case_id_of(self, task_id: UUID) -> UUID:
        """The case of the task, so that a command locks the case first. Raises Refused(NOT_FOUND)."""
        statement = select(TaskRow.case_id).where(TaskRow.id == task_id)
        case_id = self._session.exec(statement).first()
        if case_id is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such task")
        return case_id

    def get(self, task_id: UUID) -> DepartmentTask:
        """The task, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(TaskRow, task_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such task")
        return task_of(row)

    def put(self, task: DepartmentTask) -> DepartmentTask:
        """Write the task; raises Refused(CONFLICT) if someone wrote in between. Return it as it stands
        now.
        """
        row = self._session.get_one(TaskRow, task.task_id)
        write_next(row, columns_of(task, key="task_id"))
        self._session.add(row)
        self._session.flush()
        return task_of(row)

    def has_open_of(self, department_id: UUID) -> bool:
        """Whether tasks of a department wait or are in progress."""
        statement = select(TaskRow.id).where(
            TaskRow.department_id == department_id,
            col(TaskRow.state).in_([TaskState.WAITING.value, TaskState.IN_PROGRESS.value]),
        )
        return self._session.exec(statement.limit(1)).first() is not None

    def of_case(self, case_id: UUID) -> list[DepartmentTask]:
        """All tasks of a case, in the order in which they were opened."""
        statement = (
            select(TaskRow)
            .where(TaskRow.case_id == case_id)
            .order_by(col(TaskRow.created_at), col(TaskRow.due_at), col(TaskRow.id))
        )
        return [task_of(row) for row in self._session.exec(statement)]


def task_of(row: TaskRow) -> DepartmentTask:
    return value_of(row, DepartmentTask, key="task_id")
