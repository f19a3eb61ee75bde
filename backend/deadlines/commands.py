"""Deadlines of any noun: when one begins, is handed on and ends. The sweep acts at their marks."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from backend.core.database import Transaction
from backend.core.vocabulary import Tier
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from backend.policies.rules import Rung
from backend.policies.store import Policies


def begin(tx: Transaction, deadline: Deadline) -> Deadline:
    """Keep a new deadline; its marks are due from now on. Returns it."""
    tx.get(Deadlines).add(deadline, next_at=next_at(tx, deadline))
    return deadline


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
    tx: Transaction, case_id: UUID, step: DeadlineStep | None = None, *, task_id: UUID | None = None
) -> list[Deadline]:
    """End this step, or (None) all of this case, or of this task of it; again: nothing happens.

    Returns the deadlines as they were.
    """
    running = tx.get(Deadlines).running(case_id, step, task_id=task_id)
    for deadline in running:
        put(tx, replace(deadline, ended_at=tx.now))
    return running


def end_for_alert(tx: Transaction, alert_id: UUID) -> None:
    """The alert was seen, it became a case, or it is suppressed."""
    deadline = tx.get(Deadlines).of_alert(alert_id)
    if deadline is not None:
        put(tx, replace(deadline, ended_at=tx.now))


def next_at(tx: Transaction, deadline: Deadline) -> datetime | None:
    """When the sweep has to look at it again."""
    return deadline.next_at(ladder(tx, deadline.policy_id, deadline.tier))


def ladder(tx: Transaction, policy_id: UUID, tier: Tier) -> tuple[Rung, ...]:
    return tx.get(Policies).get(policy_id).of(tier).ladder
