"""What departments do about their tasks of a case."""

from typing import Final
from uuid import UUID

from backend.cases.tasks import commands as tasks
from backend.core.database import Transaction
from backend.core.vocabulary import TaskKind
from tests.support.actions.action import Command, Deed
from tests.support.plants import id_of

ELSEWHERE: Final = id_of("north/maintenance")
"""A department of north that nobody of the cast belongs to."""


def _open(tx: Transaction, deed: Deed) -> UUID:
    """By turns production with its owner, production, and a department whose people are elsewhere."""
    return tasks.add_task(
        tx,
        deed.target,
        department_id=ELSEWHERE if deed.variant == 3 else deed.plants.department,
        kind=TaskKind.OTHER,
        work="搭脚手架",
        owner_id=id_of("bob") if deed.variant == 1 else None,
        due_at=None,
        by=deed.by,
    ).task_id


def _assign(tx: Transaction, deed: Deed) -> UUID:
    owner = id_of(("bob", "erik")[deed.variant % 2])
    return tasks.assign_task(tx, deed.target, person_id=owner, by=deed.by).task_id


def _start(tx: Transaction, deed: Deed) -> UUID:
    return tasks.start_task(tx, deed.target, by=deed.by).task_id


def _update(tx: Transaction, deed: Deed) -> UUID:
    percent = 25 * deed.variant
    return tasks.update_task(
        tx, deed.target, percent=percent, progress="拆检中", photos=(deed.photo,), by=deed.by
    ).task_id


def _finish(tx: Transaction, deed: Deed) -> UUID:
    return tasks.finish_task(tx, deed.target, measures="已更换", photos=(deed.photo,), by=deed.by).task_id


def _reopen(tx: Transaction, deed: Deed) -> UUID:
    return tasks.reopen_task(tx, deed.target, reason="仍有异响", by=deed.by).task_id


def _cancel(tx: Transaction, deed: Deed) -> UUID:
    return tasks.cancel_task(tx, deed.target, reason="无需停产", by=deed.by).task_id


OPEN_TASK: Final[dict[str, Command]] = {"open task": _open}
TASK_DEEDS: Final[dict[str, Command]] = {
    "assign task": _assign,
    "start task": _start,
    "update task": _update,
    "finish task": _finish,
    "reopen task": _reopen,
    "cancel task": _cancel,
}
