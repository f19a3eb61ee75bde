"""People who are responsible for a step of a case, or for one of its tasks."""

from backend.cases.recheck.rules import RECHECKERS
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.deadlines.responsible_commands import Post, Responsible, first_of, named
from backend.deadlines.rules import Deadline, DeadlineStep


def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
    """Return the owner of a task; of a disposal for which nobody is responsible, who took the case on; of a
    recheck the officers who took no part in the disposal.
    """
    if deadline.case_id is None:
        raise LookupError("a deadline of no case")
    case = tx.get(Cases).peek(deadline.case_id)
    if deadline.task_id is not None:
        post = Post(deadline.site_id, deadline.department_id, deadline.owner_id)
    else:
        department_id = deadline.department_id or case.department_id
        post = Post(deadline.site_id, department_id, deadline.owner_id or case.responsible_id)
    if deadline.step is DeadlineStep.RECHECK:
        return Responsible(post, first_of(tx, post, RECHECKERS, without=case.disposed_by))
    has_owner = post.person_id is not None or deadline.task_id is not None
    is_disposal = deadline.step is DeadlineStep.DISPOSE and not has_owner
    taken_by = frozenset({case.acknowledged_by} if is_disposal and case.acknowledged_by else ())
    return named(tx, post, beside=taken_by)
