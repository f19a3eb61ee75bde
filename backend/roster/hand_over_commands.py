"""A shift is handed over: a note at its end, for whoever comes next."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.roster.commands import announce_shift
from backend.roster.events import HAND_OVER_READ, HAND_OVER_WRITTEN
from backend.roster.rules import Shift, checked_note, next_after
from backend.roster.store import Rosters

HAND_OVER_FOR: Final = timedelta(hours=12)
"""How long after its end a shift may still be handed over."""
NEXT_WITHIN: Final = timedelta(days=3)
"""Time after the end of a shift in which the next one begins; one that begins later does not come next."""


def write_hand_over(tx: Transaction, shift_id: UUID, text: str, *, by: Viewer) -> UUID:
    """Leave a note to whoever comes next; written again, it counts as unread.

    Raises Refused: NOT_FOUND, NOT_ALLOWED for somebody else's shift, SHIFT_BEGUN before it began or long
    after it ended, REASON_REQUIRED.
    """
    shift = _own_site(tx, shift_id, by=by)
    if not by.is_person(shift.person_id):
        raise Refused(ErrorCode.NOT_ALLOWED, "whoever had the shift hands it over")
    if shift.cancelled_at is not None or not shift.starts_at <= tx.now < shift.ends_at + HAND_OVER_FOR:
        raise Refused(ErrorCode.SHIFT_BEGUN, "a shift is handed over at its end")
    written = replace(
        shift,
        hand_over=checked_note(text),
        handed_over_at=tx.now,
        hand_over_read_at=None,
        hand_over_read_by=None,
    )
    tx.get(Rosters).put_shift(written)
    to = {each.person_id for each in _next(tx, shift)}
    announce_shift(tx, HAND_OVER_WRITTEN, shift, by=by, to=to)
    return shift_id


def read_hand_over(tx: Transaction, shift_id: UUID, *, by: Viewer) -> UUID:
    """Note that whoever comes next has read what the one before left. The first one stays on record.

    Raises Refused: NOT_FOUND, NOT_ALLOWED for somebody who does not come next.
    """
    shift = _own_site(tx, shift_id, by=by)
    if not shift.hand_over:
        raise Refused(ErrorCode.NOT_FOUND, "nothing was handed over")
    if not any(by.is_person(each.person_id) for each in _next(tx, shift)):
        raise Refused(ErrorCode.NOT_ALLOWED, "whoever comes next reads it")
    if shift.hand_over_read_at is None:
        read = replace(shift, hand_over_read_at=tx.now, hand_over_read_by=by.person_id)
        tx.get(Rosters).put_shift(read)
        announce_shift(tx, HAND_OVER_READ, shift, by=by, to=())
    return shift_id


def _next(tx: Transaction, shift: Shift) -> list[Shift]:
    around = tx.get(Rosters).standing(
        shift.roster_id, since=shift.starts_at, until=shift.ends_at + NEXT_WITHIN
    )
    return next_after(shift, around)


def _own_site(tx: Transaction, shift_id: UUID, *, by: Viewer) -> Shift:
    """The shift at a site of the viewer's. Raises Refused(NOT_FOUND)."""
    shift = tx.get(Rosters).shift(shift_id)
    if by.membership_at(shift.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    return shift
