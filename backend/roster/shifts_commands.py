"""Single shifts, as a workbook says them: planned, and given another end. Whoever does many announces them
once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.roster.commands import (
    kept_roster,
    require_fits,
    require_may_plan,
    require_version,
    withdraw_swaps,
)
from backend.roster.events import SHIFTS_PLANNED
from backend.roster.rules import AHEAD, Line, PlannedShift, Shift
from backend.roster.store import Rosters


def plan_shift(tx: Transaction, site_id: UUID, line: Line, planned: PlannedShift, *, by: Viewer) -> Shift:
    """Write a shift that has not begun; the roster of its line is kept from now on. `announce_planned` says
    so to its person.

    Raises Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, SHIFT_BEGUN, SHIFT_LENGTH_INVALID, NOT_OF_ROSTER,
    SHIFT_TWICE where the person is on duty then already, for whichever line.
    """
    by.require(Permission.PLAN_ROSTER, site_id=site_id)
    line.check()
    require_may_plan(tx, site_id, line, by=by)
    _check(planned, now=tx.now)
    require_fits(tx, site_id, line, planned.person_id)
    shift = Shift(
        shift_id=uuid4(),
        site_id=site_id,
        roster_id=kept_roster(tx, site_id, line).roster_id,
        person_id=planned.person_id,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
    )
    _require_alone(tx, shift)
    tx.get(Rosters).add_shifts([shift])
    return shift


def change_end(tx: Transaction, shift_id: UUID, *, ends_at: datetime, version: int, by: Viewer) -> Shift:
    """Let a shift that has not begun end at another time; nobody is asked about swapping it any more.

    Raises Refused: CONFLICT, and as `plan_shift`.
    """
    before = tx.get(Rosters).shift(shift_id)
    by.require(Permission.PLAN_ROSTER, site_id=before.site_id)
    require_may_plan(tx, before.site_id, tx.get(Rosters).get(before.roster_id).line, by=by)
    require_version(before.version, version)
    _check(PlannedShift(before.person_id, before.starts_at, ends_at), now=tx.now)
    changed = replace(before, ends_at=ends_at)
    _require_alone(tx, changed)
    withdraw_swaps(tx, [shift_id], by=by.person_id)
    tx.get(Rosters).put_shift(changed)
    return changed


def announce_planned(
    tx: Transaction, roster_id: UUID, added: Sequence[Shift], changed: Sequence[Shift], *, by: Viewer
) -> None:
    """Let the people of these shifts of one line know, each once."""
    shifts = [*added, *changed]
    first, last = min(each.starts_at for each in shifts), max(each.ends_at for each in shifts)
    note = f"{first:%Y-%m-%d} – {last:%Y-%m-%d} +{len(added)} ±{len(changed)}"
    to = tuple(sorted({each.person_id for each in shifts}))
    about = refs(roster=roster_id)
    tx.announce(Event(SHIFTS_PLANNED, shifts[0].site_id, by=by.person_id, about=about, note=note, to=to))


def _check(planned: PlannedShift, *, now: datetime) -> None:
    if planned.starts_at <= now:
        raise Refused(ErrorCode.SHIFT_BEGUN, "what has begun stays as it is")
    planned.check()
    if planned.starts_at > now + AHEAD:
        raise Refused(ErrorCode.INVALID_INPUT, "nobody plans so far ahead")


def _require_alone(tx: Transaction, shift: Shift) -> None:
    """Raises Refused(SHIFT_TWICE) where the person is on duty then already. Who plans by rotation is shown
    such overlaps between lines first; of many single shifts nobody would look at them.
    """
    since, until = shift.starts_at, shift.ends_at
    standing = tx.get(Rosters).of_person(shift.site_id, shift.person_id, since=since, until=until)
    if any(each.shift_id != shift.shift_id for each in standing):
        raise Refused(ErrorCode.SHIFT_TWICE, "the person is on duty then already")
