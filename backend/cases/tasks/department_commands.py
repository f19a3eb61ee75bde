"""Departments that tasks need stay open."""

from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event


def keep_department(tx: Transaction, happened: Event) -> None:
    """Raises Refused(DEPARTMENT_HAS_TASKS) where the department that is to be closed has open tasks, or rules
    would give it some.
    """
    department_id = happened.ref("department")
    if department_id is None:
        return
    rules = tx.get(TaskRules).of_site(happened.site_id)
    if tx.get(Tasks).has_open_of(department_id) or any(each.department_id == department_id for each in rules):
        raise Refused(ErrorCode.DEPARTMENT_HAS_TASKS, "tasks of it are open, or will be")
