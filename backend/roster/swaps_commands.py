"""Swaps of shifts: one asks, the other one says yes or no; until then the one who asks has the shift."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.codes import clean
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Viewer
from backend.roster.commands import require_fits, require_free, withdraw_swaps
from backend.roster.events import (
    SHIFT_SWAP_ACCEPTED,
    SHIFT_SWAP_ASKED,
    SHIFT_SWAP_DECLINED,
    SHIFT_SWAP_WITHDRAWN,
)
from backend.roster.rules import Shift, ShiftSwap, SwapState
from backend.roster.store import Rosters
from backend.roster.swaps_store import ShiftSwaps

LONGEST_REASON = 200


def ask_swap(
    tx: Transaction, shift_id: UUID, *, to_id: UUID, in_return_id: UUID | None, reason: str, by: Viewer
) -> UUID:
    """Ask somebody to take an own shift, for one of theirs or for nothing.

    Raises Refused: NOT_FOUND, NOT_ALLOWED for somebody else's shift, SHIFT_BEGUN, NOT_OF_ROSTER, SHIFT_TWICE,
    SWAP_ASKED where somebody was asked already, INVALID_INPUT.
    """
    shift = tx.get(Rosters).shift(shift_id)
    if by.membership_at(shift.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    if not by.is_person(shift.person_id):
        raise Refused(ErrorCode.NOT_ALLOWED, "whoever has the shift asks for somebody else")
    if len(reason) > LONGEST_REASON or by.is_person(to_id):
        raise Refused(ErrorCode.INVALID_INPUT, "somebody else, and a short reason")
    in_return = tx.get(Rosters).shift(in_return_id) if in_return_id else None
    _check(tx, shift, in_return, asked_by=by.person_id, to_id=to_id)
    if any(each.shift_id == shift_id for each in tx.get(ShiftSwaps).open_of([shift_id])):
        raise Refused(ErrorCode.SWAP_ASKED, "somebody was asked already")
    swap = ShiftSwap(
        swap_id=uuid4(),
        site_id=shift.site_id,
        shift_id=shift_id,
        asked_by=by.person_id,
        to_id=to_id,
        asked_at=tx.now,
        reason=clean(reason),
        in_return_id=in_return_id,
    )
    tx.get(ShiftSwaps).add(swap)
    _announce(tx, SHIFT_SWAP_ASKED, swap, by=by, to=to_id)
    return swap.swap_id


def accept_swap(tx: Transaction, swap_id: UUID, *, by: Viewer) -> UUID:
    """Take the shift that one was asked to take, and give the one that was asked for in return.

    Raises Refused: NOT_FOUND for somebody who was not asked, CONFLICT where it was answered or a shift has
    changed hands, SHIFT_BEGUN, NOT_OF_ROSTER, SHIFT_TWICE.
    """
    swap = tx.get(ShiftSwaps).get(swap_id)
    if not by.is_person(swap.to_id):
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    if swap.state is SwapState.ACCEPTED:
        return swap_id
    _require_open(swap)
    shift = tx.get(Rosters).shift(swap.shift_id)
    in_return = tx.get(Rosters).shift(swap.in_return_id) if swap.in_return_id else None
    _check(tx, shift, in_return, asked_by=swap.asked_by, to_id=swap.to_id)
    tx.get(ShiftSwaps).put(replace(swap, state=SwapState.ACCEPTED, answered_at=tx.now))
    tx.get(Rosters).put_shift(replace(shift, person_id=swap.to_id, reminded_at=None))
    if in_return is not None:
        tx.get(Rosters).put_shift(replace(in_return, person_id=swap.asked_by, reminded_at=None))
    moved = [each.shift_id for each in (shift, in_return) if each is not None]
    withdraw_swaps(tx, moved, by=by.person_id)
    _announce(tx, SHIFT_SWAP_ACCEPTED, swap, by=by, to=swap.asked_by)
    return swap_id


def decline_swap(tx: Transaction, swap_id: UUID, *, by: Viewer) -> UUID:
    """Say no. Raises Refused: NOT_FOUND for somebody who was not asked, CONFLICT where it was answered."""
    swap = tx.get(ShiftSwaps).get(swap_id)
    if not by.is_person(swap.to_id):
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    return _close(tx, swap, SwapState.DECLINED, SHIFT_SWAP_DECLINED, by=by, to=swap.asked_by)


def withdraw_swap(tx: Transaction, swap_id: UUID, *, by: Viewer) -> UUID:
    """Ask no more. Raises Refused: NOT_FOUND for somebody who did not ask, CONFLICT where it was answered."""
    swap = tx.get(ShiftSwaps).get(swap_id)
    if not by.is_person(swap.asked_by):
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    return _close(tx, swap, SwapState.WITHDRAWN, SHIFT_SWAP_WITHDRAWN, by=by, to=swap.to_id)


def _close(
    tx: Transaction, swap: ShiftSwap, state: SwapState, kind: EventKind, *, by: Viewer, to: UUID
) -> UUID:
    if swap.state is state:
        return swap.swap_id
    _require_open(swap)
    tx.get(ShiftSwaps).put(replace(swap, state=state, answered_at=tx.now))
    _announce(tx, kind, swap, by=by, to=to)
    return swap.swap_id


def _require_open(swap: ShiftSwap) -> None:
    if swap.state is not SwapState.ASKED:
        raise Refused(ErrorCode.CONFLICT, "this was answered, or withdrawn")


def _check(tx: Transaction, shift: Shift, in_return: Shift | None, *, asked_by: UUID, to_id: UUID) -> None:
    """Raises Refused where one of the two could not have the shift of the other."""
    for each, holder, taker in ((shift, asked_by, to_id), (in_return, to_id, asked_by)):
        if each is None:
            continue
        if each.site_id != shift.site_id:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        if each.cancelled_at is not None or each.person_id != holder:
            raise Refused(ErrorCode.CONFLICT, "the shift has changed hands")
        if each.starts_at <= tx.now:
            raise Refused(ErrorCode.SHIFT_BEGUN, "it has begun")
        roster = tx.get(Rosters).get(each.roster_id)
        require_fits(tx, each.site_id, roster.line, taker)
        swapped = frozenset(other.shift_id for other in (shift, in_return) if other is not None)
        require_free(tx, each, taker, without=swapped)


def _announce(tx: Transaction, kind: EventKind, swap: ShiftSwap, *, by: Viewer, to: UUID) -> None:
    about = refs(shift=swap.shift_id, shift_swap=swap.swap_id)
    tx.announce(Event(kind, swap.site_id, by=by.person_id, about=about, note=swap.reason or None, to=(to,)))
