"""The sweep that chases: reminders, notices to who is late and to the next superior, the ladder of an alert.

One step per transaction, oldest first. The deadline is locked, its mark written and the message put into the
outbox together: a process that dies in between leaves the mark for the next one, two never fire the same.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.cases.escalation import follow_ups_commands as supervisions
from backend.cases.events import DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.core.database import Database, Transaction
from backend.core.events import Event, EventKind, refs
from backend.deadlines import commands as deadlines
from backend.deadlines import responsible_commands as owing
from backend.deadlines.rules import LATE, Deadline, DeadlineStep, due_marks, told_at
from backend.deadlines.store import Deadlines
from backend.policies.store import Policies

AT_ONCE: Final = 1_000
"""Steps in one run of the duty; after a long downtime the next run goes on."""


def sweep(database: Database) -> int:
    """Fire everything that is due; answers how many deadlines that were."""
    fired = 0
    while fired < AT_ONCE and database.transact(fire_next):
        fired += 1
    return fired


def fire_next(tx: Transaction) -> bool:
    """Tell people of the oldest mark that is due; False if none is.

    Several marks of one deadline that were missed are told as the last of them, to everybody whom any of them
    would have told.
    """
    deadline = tx.get(Deadlines).next_due(now=tx.now)
    if deadline is None:
        return False
    ladder = deadlines.ladder(tx, deadline.policy_id, deadline.tier)
    marks = due_marks(deadline, ladder, now=tx.now)
    told = replace(deadline, reached=marks[-1] if marks else deadline.reached)
    tx.get(Deadlines).put(told, next_at=told.next_at(ladder))
    if marks:
        _tell(tx, told, marks)
    return True


def _tell(tx: Transaction, deadline: Deadline, marks: tuple[int, ...]) -> None:
    policy = tx.get(Policies).get(deadline.policy_id).of(deadline.tier)
    owing_people = owing.owes(tx, deadline)
    groups = told_at(deadline, policy.ladder, marks)
    if groups:
        people = owing.superiors(tx, deadline, groups)
        if deadline.step is not DeadlineStep.ACKNOWLEDGE and LATE in marks:
            people |= owing_people
        kind = _kind_when_late(deadline)
    else:
        people = owing_people if policy.is_pushed else set()
        kind = DEADLINE_REMINDED
    if LATE in marks and deadline.step is not DeadlineStep.ACKNOWLEDGE:
        supervisions.begin_automatic(tx, deadline, owing_people)
    _announce(tx, deadline, kind, people)


def _kind_when_late(deadline: Deadline) -> EventKind:
    is_unseen = deadline.step is DeadlineStep.ACKNOWLEDGE
    return ESCALATED if is_unseen else DEADLINE_OVERDUE


def _announce(tx: Transaction, deadline: Deadline, kind: EventKind, people: set[UUID]) -> None:
    """`note`: which step, and how many percent of its time are gone."""
    tx.announce(
        Event(
            kind,
            deadline.site_id,
            about=refs(alert=deadline.alert_id, case=deadline.case_id, deadline=deadline.deadline_id),
            tier=deadline.tier,
            note=f"{deadline.step} {deadline.reached}",
            to=tuple(sorted(people)),
        )
    )
