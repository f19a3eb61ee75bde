"""Deadlines of any noun: when one begins, is handed on and ends. The sweep acts at their marks."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from backend.core import nouns
from backend.core.database import Transaction
from backend.deadlines.responsible_commands import Post, Responsibility, superiors
from backend.deadlines.rules import Deadline, DeadlineStep, Escalation, notified_at
from backend.deadlines.store import Deadlines
from backend.policies.store import Policies


def begin(tx: Transaction, deadline: Deadline) -> Deadline:
    """Keep a new deadline; its marks are due from now on. Returns it."""
    begin_all(tx, [deadline])
    return deadline


def begin_all(tx: Transaction, several: Sequence[Deadline]) -> None:
    """Keep several new deadlines; their marks are due from now on."""
    tx.get(Deadlines).add_all((each, next_at(tx, each)) for each in several)


def put(tx: Transaction, deadline: Deadline) -> None:
    """Write a changed deadline, with the time of its next mark."""
    tx.get(Deadlines).put(deadline, next_at=next_at(tx, deadline))


def assign(
    tx: Transaction,
    case_id: UUID,
    step: DeadlineStep,
    *,
    task_id: UUID | None = None,
    owner_id: UUID | None,
    department_id: UUID | None = None,
) -> None:
    """Hand this step to another person; its deadline goes on."""
    for deadline in tx.get(Deadlines).running(case_id, step, task_id=task_id):
        put(tx, replace(deadline, owner_id=owner_id, department_id=department_id))


def end(
    tx: Transaction, object_id: UUID, step: DeadlineStep | None = None, *, task_id: UUID | None = None
) -> list[Deadline]:
    """End this step, or (None) all of this object, or of this task of a case; again: nothing happens.

    Returns the deadlines as they were.
    """
    running = tx.get(Deadlines).running(object_id, step, task_id=task_id)
    for deadline in running:
        put(tx, replace(deadline, ended_at=tx.now))
    return running


def end_all(tx: Transaction, object_ids: Collection[UUID]) -> None:
    """End every running deadline of these objects but those of tasks; again: nothing happens."""
    tx.get(Deadlines).end(object_ids, at=tx.now)


def take_next_rung(
    tx: Transaction, deadline: Deadline, post: Post, *, without: UUID
) -> tuple[Deadline, frozenset[UUID]]:
    """Climb to the next rung that has anybody beside this person, before its time. Returns the deadline as it
    is then, and who is told; on the last rung those of it once more.
    """
    by = escalation(tx, deadline)
    ahead = [rung.percent for rung in by.ladder if rung.percent > deadline.reached]
    for mark in ahead or [rung.percent for rung in by.ladder[-1:]]:
        people = superiors(tx, post, notified_at(deadline, by, (mark,))) - {without}
        deadline = replace(deadline, reached=max(mark, deadline.reached))
        if people:
            break
    else:
        people = frozenset()
    put(tx, deadline)
    return deadline, people


def next_at(tx: Transaction, deadline: Deadline) -> datetime | None:
    """When the sweep has to look at it again."""
    return deadline.next_at(escalation(tx, deadline))


def escalation(tx: Transaction, deadline: Deadline, of_kind: Escalation | None = None) -> Escalation:
    """How it is followed up: as the policy it began under says for its tier; without one as its noun
    declares. `of_kind`: these steps, for who has the declaration at hand.
    """
    if deadline.policy_id is None or deadline.tier is None:
        return of_kind or _steps_of(deadline.noun)
    policy = tx.get(Policies).get(deadline.policy_id).of(deadline.tier)
    return Escalation(policy.ladder, policy.is_pushed)


def _steps_of(noun: str) -> Escalation:
    """Return the steps that a noun declares for its deadlines."""
    found: Responsibility = nouns.by_noun(Responsibility)[noun]
    return found.steps
