"""What departments do about their lanes of a case."""

from typing import Final
from uuid import UUID

from backend.cases.tasks import commands as lanes
from backend.cases.tasks.rules import LaneKind
from backend.core.database import Transaction
from tests.support.actions.action import Command, Deed
from tests.support.plants import id_of

ELSEWHERE: Final = id_of("north/maintenance")
"""A department of north that nobody of the cast belongs to."""


def _open(tx: Transaction, deed: Deed) -> UUID:
    """By turns production with its owner, production, and a department whose people are elsewhere."""
    return lanes.add_lane(
        tx,
        deed.target,
        department_id=ELSEWHERE if deed.variant == 3 else deed.plants.department,
        kind=LaneKind.OTHER,
        task="搭脚手架",
        owner_id=id_of("bob") if deed.variant == 1 else None,
        due_at=None,
        by=deed.by,
    ).lane_id


def _assign(tx: Transaction, deed: Deed) -> UUID:
    owner = id_of(("bob", "erik")[deed.variant % 2])
    return lanes.assign_lane(tx, deed.target, person_id=owner, by=deed.by).lane_id


def _start(tx: Transaction, deed: Deed) -> UUID:
    return lanes.start_lane(tx, deed.target, by=deed.by).lane_id


def _update(tx: Transaction, deed: Deed) -> UUID:
    percent = 25 * deed.variant
    return lanes.update_lane(
        tx, deed.target, percent=percent, progress="拆检中", photos=(deed.photo,), by=deed.by
    ).lane_id


def _finish(tx: Transaction, deed: Deed) -> UUID:
    return lanes.finish_lane(tx, deed.target, measures="已更换", photos=(deed.photo,), by=deed.by).lane_id


def _reopen(tx: Transaction, deed: Deed) -> UUID:
    return lanes.reopen_lane(tx, deed.target, reason="仍有异响", by=deed.by).lane_id


def _cancel(tx: Transaction, deed: Deed) -> UUID:
    return lanes.cancel_lane(tx, deed.target, reason="无需停产", by=deed.by).lane_id


OPEN_LANE: Final[dict[str, Command]] = {"open lane": _open}
LANE_DEEDS: Final[dict[str, Command]] = {
    "assign lane": _assign,
    "start lane": _start,
    "update lane": _update,
    "finish lane": _finish,
    "reopen lane": _reopen,
    "cancel lane": _cancel,
}
