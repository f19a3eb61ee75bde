"""Rows of the duty roster become shifts; what of it stays empty is said before it is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.errors import ErrorCode, Refused
from backend.roster import shifts_commands as roster
from backend.roster.commands import name_of_line
from backend.roster.coverage_rules import Occupied, OverlapKind, holes, overlaps
from backend.roster.rules import AHEAD, Duty, Line, PlannedShift, Shift
from backend.roster.store import Rosters
from backend.workbooks.importing_commands import CellRefused, Importing, text
from backend.workbooks.rules import Known, Note, NoteKind, Value

SHEET = "shifts"


def put_shift(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    """A shift that has not begun; of one that is there only the end can be another. Raises CellRefused where
    the cell is not the one that the code is about elsewhere.
    """
    line = _line(work, row)
    starts_at, ends_at = (_in_utc(row[each], work.zone) for each in ("starts_at", "ends_at"))
    if starts_at > work.tx.now + AHEAD:
        raise CellRefused("starts_at", ErrorCode.CELL_TOO_FAR_AHEAD, "nobody plans so far ahead")
    try:
        if known is not None:
            changed = roster.change_end(
                work.tx, cast(UUID, known.object_id), ends_at=ends_at, version=known.version, by=work.by
            )
            work.shifts_changed.append(changed)
            return changed.shift_id
        planned = PlannedShift(cast(UUID, work.id_of("people", row["on_duty"])), starts_at, ends_at)
        added = roster.plan_shift(work.tx, work.site_id, line, planned, by=work.by)
        work.shifts_added.append(added)
        return added.shift_id
    except Refused as refused:
        if refused.code is ErrorCode.NOT_ALLOWED:
            raise CellRefused("duty", refused.code, refused.reason) from refused
        raise


def end_shifts(work: Importing) -> None:
    """Let the people of the shifts know, once for each line, and note what would stay empty, then where two
    people would be on duty for one line.
    """
    of_lines: dict[UUID, tuple[list[Shift], list[Shift]]] = {}
    for place, shifts in enumerate((work.shifts_added, work.shifts_changed)):
        for each in shifts:
            of_lines.setdefault(each.roster_id, ([], []))[place].append(each)
    for roster_id, (added, changed) in of_lines.items():
        _note_holes(work, roster_id, [*added, *changed])
        roster.announce_planned(work.tx, roster_id, added, changed, by=work.by)
    for roster_id, (added, changed) in of_lines.items():
        _note_overlaps(work, roster_id, [*added, *changed])


def _note_holes(work: Importing, roster_id: UUID, shifts: list[Shift]) -> None:
    standing, since, until = _standing(work, roster_id, shifts)
    spans = [(each.starts_at, each.ends_at) for each in standing]
    for hole in holes(spans, since=since, until=until):
        _note(work, roster_id, NoteKind.HOLE, hole.starts_at, hole.ends_at)


def _note_overlaps(work: Importing, roster_id: UUID, shifts: list[Shift]) -> None:
    standing, _, _ = _standing(work, roster_id, shifts)
    new = {each.shift_id for each in shifts}
    occupied = [
        Occupied(each.shift_id, roster_id, each.person_id, each.starts_at, each.ends_at) for each in standing
    ]
    for each in overlaps(occupied, among=[one for one in occupied if one.key in new]):
        if each.kind is OverlapKind.SAME_ROSTER:
            _note(work, roster_id, NoteKind.SAME_ROSTER, each.starts_at, each.ends_at)


def _standing(
    work: Importing, roster_id: UUID, shifts: list[Shift]
) -> tuple[list[Shift], datetime, datetime]:
    """Return the shifts planned for the line from the start of the first of these to the end of the last."""
    since, until = min(each.starts_at for each in shifts), max(each.ends_at for each in shifts)
    return work.tx.get(Rosters).standing(roster_id, since=since, until=until), since, until


def _note(work: Importing, roster_id: UUID, kind: NoteKind, starts_at: datetime, ends_at: datetime) -> None:
    line = name_of_line(work.tx, work.tx.get(Rosters).get(roster_id).line)
    on_wall = (each.astimezone(work.zone).replace(tzinfo=None) for each in (starts_at, ends_at))
    work.outcome.note(Note(SHEET, kind, line, *on_wall))


def _line(work: Importing, row: Mapping[str, Value]) -> Line:
    """The line that a row is about. Raises CellRefused where it says too much of it, or too little."""
    duty = Duty(text(row, "duty"))
    for column, needs in (("department", duty is Duty.LEAD), ("post", duty is Duty.POST)):
        if needs and not row[column]:
            raise CellRefused(column, ErrorCode.CELL_REQUIRED, f"{duty} of which {column}?")
        if row[column] and not needs:
            raise CellRefused(column, ErrorCode.CELL_NOT_OF_LINE, f"{duty} is of no {column}")
    return Line(duty, work.id_of("departments", row["department"]), work.id_of("posts", row["post"]))


def _in_utc(at: Value, zone: ZoneInfo) -> datetime:
    return cast(datetime, at).replace(tzinfo=zone).astimezone(UTC)
