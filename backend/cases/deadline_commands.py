"""The deadlines of a case and of its tasks: when a step begins, moves, is paused and ends.

Called by the command that changes the case, in the same transaction.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from backend.cases.escalation.store import FollowUps
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.deadlines import commands as deadlines
from backend.deadlines import rules
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from backend.policies import commands as policies


def begin(
    tx: Transaction,
    case: Case,
    step: DeadlineStep,
    *,
    due_at: datetime,
    task_id: UUID | None = None,
    owner_id: UUID | None = None,
    department_id: UUID | None = None,
) -> Deadline:
    """Begin the deadline of this step; one that was running for it ends.

    A case's marks count from when the time that its tier gives began, a task's from now. Raises
    Refused(INVALID_INPUT) for a task that is due in the past. `owner_id` and `department_id`: who owes it,
    where that is not what the case says (a task).
    """
    end(tx, case.case_id, step, task_id=task_id)
    started_at = tx.now if task_id is not None else _started_at(tx, case, step, due_at)
    deadline = Deadline(
        deadline_id=uuid4(),
        site_id=case.site_id,
        noun="case",
        object_id=case.case_id,
        step=step,
        tier=case.tier,
        policy_id=case.policy_id,
        started_at=started_at,
        due_at=due_at,
        task_id=task_id,
        owner_id=owner_id,
        department_id=department_id,
    )
    return deadlines.begin(tx, rules.moved(deadline, due_at=due_at, now=tx.now, started_at=started_at))


def move(
    tx: Transaction,
    case_id: UUID,
    step: DeadlineStep,
    *,
    due_at: datetime,
    task_id: UUID | None = None,
    paused_until: datetime | None = None,
) -> None:
    """An approved extension: the step is due then, and the marks that lie ahead again notify again.

    `paused_until`: when a pause of this deadline ends; nobody is notified before. The case's own due time,
    or the task's, moves with it: read it again afterwards. Raises Refused: ILLEGAL_TRANSITION where no
    deadline runs, INVALID_INPUT for a time before it began.
    """
    deadline = _running(tx, case_id, step, task_id)
    clock = paused_until or tx.now
    moved = rules.moved(deadline, due_at=due_at, now=clock, started_at=deadline.started_at)
    _put_off(tx, deadline, moved)


def pause(
    tx: Transaction, case_id: UUID, step: DeadlineStep, *, lasting: timedelta, task_id: UUID | None = None
) -> None:
    """Pause the deadline of this step for so long from now on; negative: resume it that much earlier.

    The case's own due time, or the task's, moves with it. Raises Refused(ILLEGAL_TRANSITION) where no
    deadline runs.
    """
    deadline = _running(tx, case_id, step, task_id)
    _put_off(tx, deadline, rules.paused(deadline, lasting=lasting))


def end(
    tx: Transaction, case_id: UUID, step: DeadlineStep | None = None, *, task_id: UUID | None = None
) -> None:
    """This step is done, or (None) all of this case, or of this task of it. Again: nothing happens."""
    for deadline in deadlines.end(tx, case_id, step, task_id=task_id):
        if deadline.reached >= rules.LATE:
            tx.get(FollowUps).end_of_step(case_id, deadline.step, at=tx.now, task_id=task_id)


def end_all(tx: Transaction, case_id: UUID) -> None:
    """The case is over, with all its tasks."""
    for deadline in tx.get(Deadlines).running_anywhere(case_id):
        deadlines.put(tx, replace(deadline, ended_at=tx.now))
    tx.get(FollowUps).end(case_id, at=tx.now)


def tighten(tx: Transaction, case: Case, step: DeadlineStep, *, due_at: datetime) -> None:
    """The case got worse: this step is due then and climbs the ladder of the tier the case has now.

    The marks count from what that tier gives: a step that was late already is escalated at once.
    """
    started_at = _started_at(tx, case, step, due_at)
    for deadline in tx.get(Deadlines).running(case.case_id, step):
        worse = replace(deadline, tier=case.tier)
        deadlines.put(tx, rules.moved(worse, due_at=due_at, now=tx.now, started_at=started_at))


def _within(tx: Transaction, case: Case, step: DeadlineStep) -> timedelta:
    """Return the time that the case's policy gives for this step."""
    policy = policies.begun_under(tx, case.policy_id).of(case.tier)
    match step:
        case DeadlineStep.ACKNOWLEDGE:
            return policy.acknowledge_within
        case DeadlineStep.DISPOSE:
            return policy.dispose_within
        case DeadlineStep.RECHECK:
            return policy.recheck_within
        case DeadlineStep.REVIEW | DeadlineStep.REDRAW:
            raise ValueError(f"a case has no step {step}")


def _started_at(tx: Transaction, case: Case, step: DeadlineStep, due_at: datetime) -> datetime:
    """When the time that the tier gives began: never before the case, whose officer may have given less.

    A case that was opened before the clock was set back counts as opened now.
    """
    return max(due_at - _within(tx, case, step), min(case.opened_at, tx.now))


def _running(tx: Transaction, case_id: UUID, step: DeadlineStep, task_id: UUID | None) -> Deadline:
    found = tx.get(Deadlines).running(case_id, step, task_id=task_id)
    if not found:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nothing is owed at this step")
    return found[0]


def _put_off(tx: Transaction, before: Deadline, after: Deadline) -> None:
    """The step has another time. Who was late is not any more, and owes no answer for it."""
    deadlines.put(tx, after)
    _keep_in_step(tx, after)
    if before.reached >= rules.LATE > after.reached and after.case_id is not None:
        tx.get(FollowUps).end_of_step(after.case_id, after.step, at=tx.now, task_id=after.task_id)


def _keep_in_step(tx: Transaction, deadline: Deadline) -> None:
    """Keep the due time that the case or task shows equal to its deadline."""
    if deadline.case_id is None:
        return
    if deadline.task_id is not None:
        task = tx.get(Tasks).get(deadline.task_id)
        tx.get(Tasks).put(replace(task, due_at=deadline.due_at))
        return
    case = tx.get(Cases).get(deadline.case_id)
    match deadline.step:
        case DeadlineStep.ACKNOWLEDGE:
            changed = replace(case, acknowledge_due_at=deadline.due_at)
        case DeadlineStep.DISPOSE:
            changed = replace(case, dispose_due_at=deadline.due_at)
        case DeadlineStep.RECHECK:
            changed = replace(case, recheck_due_at=deadline.due_at)
    if changed != case:
        tx.get(Cases).put(replace(changed, changed_at=tx.now))
