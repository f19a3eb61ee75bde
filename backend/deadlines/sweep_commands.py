"""The sweep of deadlines: reminders, overdue steps and their superiors, the ladder of an alert.

One step per transaction, oldest first. The deadline is locked, its mark written and the message put into the
outbox together: a process that dies in between leaves the mark for the next one, two never fire the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog

from backend.core import nouns
from backend.core.database import Database, Transaction
from backend.core.events import Event, EventKind, Ref
from backend.core.failed_reactions import FailedReactions
from backend.core.modules import Module
from backend.deadlines import commands as deadlines
from backend.deadlines.events import DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.deadlines.responsible_commands import Responsibilities, superiors
from backend.deadlines.rules import LATE, Deadline, DeadlineStep, Escalation, due_marks, notified_at
from backend.deadlines.store import Deadlines
from backend.sites.modules.store import Modules

log = structlog.get_logger(__name__)
LOOK_AGAIN: Final = timedelta(hours=1)
TRY_AGAIN: Final = timedelta(seconds=10)
FOLLOW_UP: Final = "deadline"
"""How the rows of `failed_reactions` name a deadline that cannot be followed up."""
AT_ONCE: Final = 1_000
"""Steps in one run of the job; after a long downtime the next run goes on."""


def sweep(database: Database, responsibilities: Responsibilities) -> int:
    """Notify people of all due marks. Returns the number of deadlines."""
    return database.repeat(partial(fire_next, responsibilities=responsibilities), at_most=AT_ONCE)


def fire_next(tx: Transaction, *, responsibilities: Responsibilities) -> bool:
    """Notify people of the oldest due mark; False if none is due.

    Several missed marks of one deadline become one notification, of the last mark, to everybody whom any of
    them would have notified. What is of a module that its site has switched off waits until it is on again.
    """
    deadline = tx.get(Deadlines).next_due(now=tx.now)
    if deadline is None:
        return False
    if _is_off(tx, deadline):
        tx.get(Deadlines).put(deadline, next_at=tx.now + LOOK_AGAIN)
        return True
    escalation = deadlines.escalation(tx, deadline, responsibilities[deadline.noun].steps)
    marks = due_marks(deadline, escalation, now=tx.now)
    swept = replace(deadline, reached=marks[-1] if marks else deadline.reached)

    def follow_up() -> None:
        tx.get(Deadlines).put(swept, next_at=swept.next_at(escalation))
        if marks and not responsibilities[deadline.noun].is_said(tx, swept):
            _notify(tx, swept, escalation, marks, responsibilities)

    error = tx.try_alone(follow_up)
    if error is None:
        tx.get(FailedReactions).look_at_once(FOLLOW_UP, str(deadline.deadline_id), now=tx.now)
    else:  # one that cannot be told of must not stop the ladder of all others
        log.error("a deadline cannot be followed up", deadline_id=str(deadline.deadline_id), exc_info=error)
        tx.get(Deadlines).put(deadline, next_at=tx.now + TRY_AGAIN)
        _keep(tx, deadline, error)
    return True


def check_kept(tx: Transaction, kept: Mapping[str, Any]) -> None:
    """Find whether a deadline that could not be followed up was, or need not be any more.

    The sweep itself tries it again; this decides whether its alert goes on. Raises LookupError: it does.
    """
    deadline = tx.get(Deadlines).find(UUID(kept["deadline_id"]))
    if deadline is None or deadline.ended_at is not None or _is_off(tx, deadline):
        return
    if due_marks(deadline, deadlines.escalation(tx, deadline), now=tx.now):
        raise LookupError("a deadline is still not followed up")


def _keep(tx: Transaction, deadline: Deadline, error: Exception) -> None:
    """Keep that it failed, once: the alert about it is raised when the next try fails, too."""
    subject = str(deadline.deadline_id)
    if tx.get(FailedReactions).of_subject(FOLLOW_UP, subject) is None:
        tx.get(FailedReactions).keep(
            deadline.site_id,
            FOLLOW_UP,
            subject,
            {"deadline_id": subject},
            at=tx.now,
            error=error,
            again_after=TRY_AGAIN,
        )


def _is_off(tx: Transaction, deadline: Deadline) -> bool:
    """Whether its site has switched its module off."""
    module = Module.DEPARTMENT_TASKS if deadline.task_id is not None else nouns.module_of(deadline.noun)
    return module is not None and not tx.get(Modules).is_on(deadline.site_id, module)


def _notify(
    tx: Transaction,
    deadline: Deadline,
    escalation: Escalation,
    marks: tuple[int, ...],
    responsibilities: Responsibilities,
) -> None:
    """Notify people of these marks. The note says which step, and its mark."""
    responsibility = responsibilities[deadline.noun]
    responsible = responsibility.responsible(tx, deadline)
    groups = notified_at(deadline, escalation, marks)
    is_overdue = LATE in marks and deadline.step is not DeadlineStep.ACKNOWLEDGE
    if groups:
        people = superiors(tx, responsible.post, groups)
        if is_overdue:
            people |= responsible.people
        kind = _kind_when_late(deadline)
    else:
        people = responsible.people if escalation.is_pushed else frozenset()
        kind = DEADLINE_REMINDED
    if is_overdue:
        responsibility.when_overdue(tx, deadline, responsible.people)
    tx.announce(
        Event(
            kind,
            deadline.site_id,
            about=(Ref(deadline.noun, deadline.object_id), Ref("deadline", deadline.deadline_id)),
            tier=deadline.tier,
            note=f"{deadline.step} {deadline.reached}",
            to=tuple(sorted(people)),
        )
    )


def _kind_when_late(deadline: Deadline) -> EventKind:
    is_unseen = deadline.step is DeadlineStep.ACKNOWLEDGE
    return ESCALATED if is_unseen else DEADLINE_OVERDUE
