"""A workbook is checked and imported: all of it or nothing, through the commands of the nouns.

A check is an import of which nothing is kept, so that it finds what an import would.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.workbooks.cells_rules import blank, is_same, text_in, value_in
from backend.workbooks.events import WORKBOOK_EXPORTED, WORKBOOK_IMPORTED
from backend.workbooks.importing_commands import Importing, SkipRow, UnknownCode
from backend.workbooks.organisation_commands import put_department, put_person, put_post
from backend.workbooks.places_commands import put_area, put_equipment, put_source
from backend.workbooks.rules import (
    COLUMN_OF,
    SHEETS,
    CellKind,
    Counts,
    Fault,
    Known,
    NothingKept,
    Outcome,
    Row,
    Sheet,
    Value,
    folded,
)
from backend.workbooks.store import SiteInventory

Put = Callable[[Importing, Known | None, Mapping[str, Value]], UUID | int]
PUT: Final[Mapping[str, Put]] = {
    "departments": put_department,
    "posts": put_post,
    "people": put_person,
    "areas": put_area,
    "equipment": put_equipment,
    "sources": put_source,
}
NEEDED: Final = (Permission.MANAGE_PEOPLE, Permission.MANAGE_PLACES, Permission.MANAGE_SOURCES)


def require_any(by: Viewer, site_id: UUID) -> None:
    """Raises Refused: NOT_FOUND at a foreign site, NOT_ALLOWED for who manages none of the sheets."""
    if not any(by.may(each, site_id=site_id) for each in NEEDED):
        by.require(NEEDED[0], site_id=site_id)


def check_workbook(
    tx: Transaction, site_id: UUID, sheets: Mapping[str, Sequence[Row]], *, by: Viewer
) -> None:
    """Find out what the workbook would do. Raises NothingKept with it, Refused: NOT_FOUND, NOT_ALLOWED."""
    raise NothingKept(_import(tx, site_id, sheets, by=by))


def import_workbook(
    tx: Transaction, site_id: UUID, sheets: Mapping[str, Sequence[Row]], *, by: Viewer
) -> Outcome:
    """Do what the workbook says; the same again changes nothing.

    Raises NothingKept where a cell is at fault, Refused: NOT_FOUND, NOT_ALLOWED.
    """
    outcome = _import(tx, site_id, sheets, by=by)
    if outcome.fault_count:
        raise NothingKept(outcome)
    changed = {
        key: f"{counts.new} + {counts.changed}"
        for key, counts in outcome.counts.items()
        if counts.new or counts.changed
    }
    if changed:
        note = ", ".join(f"{key}: {said}" for key, said in changed.items())
        tx.announce(Event(WORKBOOK_IMPORTED, site_id, by=by.person_id, note=note))
    return outcome


def record_export(tx: Transaction, site_id: UUID, rows: Mapping[str, int], *, by: Viewer) -> None:
    """Record who took which sheets out of the product, before the first byte is sent."""
    require_any(by, site_id)
    note = ", ".join(f"{key}: {count}" for key, count in rows.items())
    tx.announce(Event(WORKBOOK_EXPORTED, site_id, by=by.person_id, note=note))


def _import(tx: Transaction, site_id: UUID, sheets: Mapping[str, Sequence[Row]], *, by: Viewer) -> Outcome:
    require_any(by, site_id)
    inventory = tx.get(SiteInventory)
    work = Importing(tx, site_id, by, inventory.zone(site_id), inventory.of_site(site_id))
    for sheet in SHEETS:
        if sheet.key in sheets:
            work.outcome.counts[sheet.key] = Counts()
            _import_sheet(work, sheet, sheets[sheet.key])
    return work.outcome


def _import_sheet(work: Importing, sheet: Sheet, rows: Sequence[Row]) -> None:
    read = [(row, values) for row in rows if (values := _values(work, sheet, row)) is not None]
    read = _without_repeated(work, sheet, read)
    for row, values in _parents_first(work, sheet, read):
        code = folded(str(values[sheet.id_column.key]))
        try:
            with work.tx.savepoint():
                _put(work, sheet, code, values)
        except SkipRow:
            work.failed[sheet.key].add(code)
        except Refused as refused:
            work.failed[sheet.key].add(code)
            _blame(work, sheet, row, _column_of(sheet, refused), refused.code)


def _values(work: Importing, sheet: Sheet, row: Row) -> dict[str, Value] | None:
    """What the cells of a row mean; None, and a fault for each bad one, where some mean nothing."""
    found: dict[str, Value] = {}
    is_whole = True
    for column in sheet.columns:
        if column.key not in row.cells:
            continue
        try:
            found[column.key] = value_in(column, row.cells[column.key])
        except Refused as refused:
            is_whole = False
            _blame(work, sheet, row, column.key, refused.code)
    if is_whole:
        return found
    work.failed[sheet.key].add(folded(text_in(row.cells.get(sheet.id_column.key))))
    return None


def _without_repeated(
    work: Importing, sheet: Sheet, read: Sequence[tuple[Row, dict[str, Value]]]
) -> list[tuple[Row, dict[str, Value]]]:
    first: dict[str, tuple[Row, dict[str, Value]]] = {}
    for row, values in read:
        code = folded(str(values[sheet.id_column.key]))
        if code in first:
            _blame(work, sheet, row, sheet.id_column.key, ErrorCode.CELL_CODE_TWICE)
        else:
            first[code] = (row, values)
    return list(first.values())


def _parents_first(
    work: Importing, sheet: Sheet, read: Sequence[tuple[Row, dict[str, Value]]]
) -> list[tuple[Row, dict[str, Value]]]:
    """The rows in an order in which each stands after the one above it, without those in a circle."""
    if not sheet.parent:
        return list(read)
    waiting = {folded(str(values[sheet.id_column.key])): (row, values) for row, values in read}
    above = {code: folded(str(values.get(sheet.parent) or "")) for code, (_, values) in waiting.items()}
    for code in [each for each in waiting if _is_in_circle(each, above)]:
        row, _ = waiting.pop(code)
        work.failed[sheet.key].add(code)
        is_department = sheet.key == "departments"
        circle = ErrorCode.DEPARTMENT_CYCLE if is_department else ErrorCode.PARENT_CYCLE
        _blame(work, sheet, row, sheet.parent, circle)
    ordered: list[tuple[Row, dict[str, Value]]] = []
    while waiting:
        ordered += [waiting.pop(code) for code in [each for each in waiting if above[each] not in waiting]]
    return ordered


def _is_in_circle(code: str, above: Mapping[str, str]) -> bool:
    passed = set()
    at = above.get(code)
    while at is not None and at not in passed:
        if at == code:
            return True
        passed.add(at)
        at = above.get(at)
    return False


def _put(work: Importing, sheet: Sheet, code: str, values: dict[str, Value]) -> None:
    known = work.known[sheet.key].get(code)
    wanted = _wanted(work, sheet, values, code)
    counts = work.outcome.counts[sheet.key]
    if known is None:
        work.put(sheet.key, code, PUT[sheet.key](work, None, wanted), wanted)
        counts.new += 1
        return
    if all(is_same(each, wanted[each.key], known.values[each.key]) for each in sheet.columns):
        counts.same += 1
        return
    if known.is_closed:
        raise Refused(ErrorCode.CLOSED, "it is closed")
    work.put(sheet.key, code, PUT[sheet.key](work, known, wanted), wanted)
    counts.changed += 1


def _wanted(work: Importing, sheet: Sheet, values: Mapping[str, Value], code: str) -> dict[str, Value]:
    """A value for every column: what the file says, else what the site has, else a blank."""
    known = work.known[sheet.key].get(code)
    wanted = {
        each.key: values[each.key]
        if each.key in values
        else (known.values[each.key] if known else blank(each))
        for each in sheet.columns
    }
    if not wanted["name_en"]:
        wanted["name_en"] = wanted["name_zh"]
    for column in sheet.columns:
        if column.kind is CellKind.REFERENCE and column.key in values:
            work.require(column, str(wanted[column.key]))
    if sheet.key == "sources":
        work.complete_source(wanted, known)
    return wanted


def _column_of(sheet: Sheet, refused: Refused) -> str:
    if isinstance(refused, UnknownCode):
        return refused.column
    if sheet.key == "people" and refused.code in (ErrorCode.CODE_TAKEN, ErrorCode.CODE_INVALID):
        return "employee_code"
    return COLUMN_OF.get(refused.code, sheet.id_column.key)


def _blame(work: Importing, sheet: Sheet, row: Row, column: str, code: ErrorCode) -> None:
    value = text_in(row.cells.get(column))[:100]
    work.outcome.add(Fault(sheet.key, row.number, column, value, code))
