"""People who are responsible for a step of a case, or for one of its tasks."""

from uuid import UUID

from backend.cases.recheck.rules import RECHECKERS
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.deadlines.responsible_commands import Post, Responsible, named, people_of
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.people.accounts.second_person_commands import linked_to


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
        return Responsible(post, _recheckers(tx, post, case.disposed_by))
    has_owner = post.person_id is not None or deadline.task_id is not None
    is_disposal = deadline.step is DeadlineStep.DISPOSE and not has_owner
    taken_by = frozenset({case.acknowledged_by} if is_disposal and case.acknowledged_by else ())
    return named(tx, post, beside=taken_by)


def _recheckers(tx: Transaction, post: Post, disposed_by: frozenset[UUID]) -> frozenset[UUID]:
    """Return the first group of which anybody may recheck: not who took part, nor who may be one of them
    under another name. Where all may be, those who took no part: the page says who confirms them.
    """
    groups = [people_of(tx, post, group) - disposed_by for group in RECHECKERS]
    linked = linked_to(tx, frozenset().union(*groups), to=disposed_by)
    return next(filter(None, [*(each - linked for each in groups), *groups]), frozenset())
