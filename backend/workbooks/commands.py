"""Import of a workbook: found out on a copy of the site, through the commands of the nouns; then written, all
of it or nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.database import RIGHTS, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.outbox import unpacked
from backend.core.viewer import Permission, Viewer
from backend.people.accounts.store import Accounts
from backend.people.store import People
from backend.risks.revisions.rules import RevisionState
from backend.sensors.quarantine_store import Quarantine
from backend.sites.store import Sites
from backend.workbooks.cells_rules import blank, is_same, nearest_to, text_in, value_in
from backend.workbooks.importing_commands import CellRefused, Importing, Line, SkipRow
from backend.workbooks.limits_commands import begin_limits, complete_limit, put_limit
from backend.workbooks.organisation_commands import put_department, put_person, put_post
from backend.workbooks.places_commands import put_area, put_equipment, put_source, put_tag
from backend.workbooks.register_commands import (
    complete_event,
    complete_item,
    complete_measure,
    complete_unit,
    end_register,
    event_of,
    keep_line,
    put_risk_object,
    put_risk_unit,
)
from backend.workbooks.register_sheets_rules import CONTENT, REGISTER
from backend.workbooks.rules import (
    WORKBOOK_EXPORTED,
    WORKBOOK_IMPORTED,
    Announced,
    Counts,
    Fault,
    Known,
    Outcome,
    Parsed,
    Plan,
    Row,
    Sheet,
    Snapshot,
    Value,
    WouldFail,
    codes_in,
    folded,
)
from backend.workbooks.sheets_rules import COLUMN_OF, LIMITS, SHEETS
from backend.workbooks.shifts_commands import end_shifts, put_shift
from backend.workbooks.snapshot_store import REVISIONS, SENSORS, SHIFTS, Snapshots
from backend.workbooks.store import SiteInventory

Put = Callable[[Importing, Known | None, Mapping[str, Value]], UUID | int]
PUT: Final[Mapping[str, Put]] = {
    "departments": put_department,
    "posts": put_post,
    "people": put_person,
    "areas": put_area,
    "equipment": put_equipment,
    "sources": put_source,
    "limits": put_limit,
    "tags": put_tag,
    "shifts": put_shift,
    "risk_objects": put_risk_object,
    "risk_units": put_risk_unit,
}
END: Final[Mapping[str, Callable[[Importing], None]]] = {"shifts": end_shifts}
"""Functions that run after the last line of a sheet, by its key."""
COMPLETE: Final[Mapping[str, Callable[[Importing, dict[str, Value], Known | None], None]]] = {
    "equipment": Importing.complete_machine,
    "sources": Importing.complete_source,
    "limits": complete_limit,
    "tags": Importing.complete_tag,
    "risk_units": complete_unit,
    "risk_events": complete_event,
    "measures": complete_measure,
    "check_items": complete_item,
}
LONGEST_PURPOSE: Final = 200
MANAGES: Final = (Permission.MANAGE_PEOPLE, Permission.MANAGE_PLACES, Permission.MANAGE_SOURCES)
NEEDED: Final = (*MANAGES, Permission.EDIT_RISKS)
"""Permissions of which one is needed; with the last one alone for sheets of the register only."""


def require_any(by: Viewer, site_id: UUID) -> None:
    """Raises Refused: NOT_FOUND at a foreign site, NOT_ALLOWED for who manages none of the sheets."""
    if not any(by.may(each, site_id=site_id) for each in NEEDED):
        by.require(NEEDED[0], site_id=site_id)


def carry_out(
    tx: Transaction,
    site_id: UUID,
    parsed: Parsed,
    end_line: Callable[[str, int], None],
    *,
    by: Viewer,
    takes_computed: bool = False,
) -> tuple[Outcome, str]:
    """Do what the workbook says; returns what that was, with what is wrong, and its digest. Nothing of it may
    be kept where something is.

    `end_line` is called after each line; `takes_computed`: whatever level was typed, the computed one holds.
    Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    require_any(by, site_id)
    inventory = tx.get(SiteInventory)
    work = Importing(
        tx,
        site_id,
        by,
        inventory.zone(site_id),
        inventory.of_site(site_id, now=tx.now),
        end_line,
        takes_computed=takes_computed,
    )
    outcome = work.outcome
    outcome.counts = {
        sheet.key: Counts(rows=len(parsed.sheets[sheet.key]))
        for sheet in SHEETS
        if sheet.key in parsed.sheets
    }
    outcome.ignored_sheets, outcome.ignored_columns = parsed.ignored_sheets, parsed.ignored_columns
    for fault in parsed.faults:
        outcome.add(fault)
        work.unread.add(fault.sheet)
    for sheet in SHEETS:
        code = _refused(sheet, site_id, by) if parsed.sheets.get(sheet.key) else None
        if code is not None:
            outcome.add(Fault(sheet.key, 0, "", "", code))
            work.unread.add(sheet.key)
        if sheet.key in parsed.sheets and sheet.key not in work.unread:
            _import_sheet(work, sheet, parsed.sheets[sheet.key])
    end_register(work)
    return outcome, work.digest.hexdigest()


def _refused(sheet: Sheet, site_id: UUID, by: Viewer) -> ErrorCode | None:
    """Return why nothing of this sheet may come in, if so."""
    if not sheet.is_at(site_id, by):
        return ErrorCode.MODULE_OFF
    manages = any(by.may(each, site_id=site_id) for each in MANAGES)
    return None if manages or sheet in REGISTER else ErrorCode.NOT_ALLOWED


def usernames_in(parsed: Parsed) -> set[str]:
    """The names of people that a file is about, in small letters."""
    return {text_in(row.cells.get("username")).lower() for row in parsed.sheets.get("people", ())}


def write_plan(
    tx: Transaction, plan: Plan, snapshot: Snapshot, usernames: set[str], *, by: Viewer, means: str = ""
) -> None:
    """Write what was rehearsed on the snapshot, if the site is still as it was then, and so is whoever
    imports. `means`: by what, where it was not the page.

    Raises Refused: CONFLICT, NOT_FOUND, NOT_ALLOWED, and WouldFail for what follows from a line.
    """
    site_id = snapshot.site_id
    require_any(by, site_id)
    is_disabled = tx.get(Accounts).account(by.person_id).disabled_at is not None
    if is_disabled or tx.get(People).viewer(by.person_id).membership_at(site_id) != by.membership_at(site_id):
        raise Refused(ErrorCode.CONFLICT, "whoever imports is not who they were")
    snapshots = tx.get(Snapshots)
    snapshots.lock(plan.tables)
    now = snapshots.take(site_id, usernames, now=snapshot.taken_at)
    if now.tables != snapshot.tables or (now.dangers ^ snapshot.dangers) & _proposed(plan):
        raise Refused(ErrorCode.CONFLICT, "the site is not as it was when the file was checked")
    _require_ahead(plan, snapshot, now=tx.now)
    snapshots.write(plan.tables)
    if plan.decides_on_rights:
        tx.session.info[RIGHTS] = True
    _forget_unknown(tx, plan, site_id)
    _announce(tx, plan.announced)
    changed = {key: each for key, each in plan.outcome.counts.items() if each.new or each.changed}
    if changed:
        note = ", ".join(f"{key}: {counts.new} + {counts.changed}" for key, counts in changed.items())
        note = f"{note} ({means})" if means else note
        tx.announce(Event(WORKBOOK_IMPORTED, site_id, by=by.person_id, note=note))


def _proposed(plan: Plan) -> set[UUID]:
    """Return the events of which the plan has a revision that waits."""
    added = [row for each in plan.tables if each.table == REVISIONS for row in each.added]
    return {row["event_id"] for row in added if row["state"] == RevisionState.PROPOSED.value}


def _require_ahead(plan: Plan, snapshot: Snapshot, *, now: datetime) -> None:
    """Raises Refused(CONFLICT) where a shift has begun since the file was checked."""
    for each in plan.tables:
        if each.table == SHIFTS:
            before = snapshot.tables[SHIFTS]
            rows = [*each.added, *(before[key] for key in each.changed)]
            if any(row["starts_at"] <= now for row in rows):
                raise Refused(ErrorCode.CONFLICT, "a shift has begun since the file was checked")


def _forget_unknown(tx: Transaction, plan: Plan, site_id: UUID) -> None:
    """Sources that nobody knew, and that the file takes into service, are no longer among the unknown."""
    added = {row["code"] for each in plan.tables if each.table == SENSORS for row in each.added}
    site_code = tx.get(Sites).codes()[site_id]
    for each in tx.get(Quarantine).unknown(site_code) if added else ():
        if each.code in added:
            tx.get(Quarantine).forget_unknown(site_code, each.code)


def _announce(tx: Transaction, announced: Sequence[Announced]) -> None:
    """Announce in order. Where what follows from one is refused, its line is at fault."""
    reached: list[Announced] = []

    def each() -> Iterator[Event]:
        for one in announced:
            reached.append(one)
            yield _event_of(one)

    try:
        tx.announce_all(each())
    except Refused as refused:
        raise WouldFail(Fault(reached[-1].sheet, reached[-1].row, "", "", refused.code)) from refused


def with_events(plan: Plan) -> Plan:
    """Return the plan with its events unpacked: it takes as long as writing them, and needs no writer."""
    announced = [replace(each, event=_event_of(each)) for each in plan.announced]
    return replace(plan, announced=announced)


def _event_of(announced: Announced) -> Event:
    found = announced.event
    return found if isinstance(found, Event) else unpacked(dict(found))


def record_export(
    tx: Transaction, site_id: UUID, rows: Mapping[str, int], *, purpose: str, by: Viewer
) -> None:
    """Record who took which sheets out of the product and what for, before the first byte is sent.

    Raises Refused: REASON_REQUIRED, INVALID_INPUT, NOT_FOUND, NOT_ALLOWED.
    """
    require_any(by, site_id)
    if not purpose.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "what for?")
    if len(purpose) > LONGEST_PURPOSE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a purpose in at most {LONGEST_PURPOSE} characters")
    note = ", ".join(f"{key}: {count}" for key, count in rows.items())
    tx.announce(Event(WORKBOOK_EXPORTED, site_id, by=by.person_id, note=f"{note}: {purpose.strip()}"))


def _import_sheet(work: Importing, sheet: Sheet, rows: Sequence[Row]) -> None:
    read = [(row, values) for row in rows if (values := _values(work, sheet, row)) is not None]
    read = _without_repeated(work, sheet, read)
    if sheet is LIMITS:
        begin_limits(work, [values for _, values in read])
    for row, values in _parents_first(work, sheet, read):
        code = sheet.code_of(values)
        try:
            with work.tx.savepoint():
                _put(work, sheet, row, code, values)
            if sheet.key not in CONTENT:
                work.end_line(sheet.key, row.number)
        except SkipRow:
            _fail(work, sheet, code, values)
        except Refused as refused:
            _fail(work, sheet, code, values)
            _blame(work, sheet, row, _column_of(sheet, refused), refused.code)
    if rows and sheet.key in END and not work.outcome.fault_count:
        END[sheet.key](work)
        work.end_line(sheet.key, rows[-1].number)


def _values(work: Importing, sheet: Sheet, row: Row) -> dict[str, Value] | None:
    """Return the values of a row's cells; None, and a fault for each bad one, where some mean nothing."""
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
    said = {key: text_in(cell) for key, cell in row.cells.items()}
    _fail(work, sheet, folded(said.get(sheet.id_column.key, "")), said)
    return None


def _fail(work: Importing, sheet: Sheet, code: str, cells: Mapping[str, object]) -> None:
    """Note that a row is at fault, and with it the event of the register that it belongs to."""
    work.failed[sheet.key].add(code)
    if sheet.key in CONTENT:
        work.spoiled.add(event_of(sheet, cells))


def _without_repeated(
    work: Importing, sheet: Sheet, read: Sequence[tuple[Row, dict[str, Value]]]
) -> list[tuple[Row, dict[str, Value]]]:
    first: dict[str, tuple[Row, dict[str, Value]]] = {}
    for row, values in read:
        code = sheet.code_of(values)
        if code in first and sheet.named_by:
            _blame(work, sheet, row, sheet.named_by[-1], ErrorCode.CELL_ROW_TWICE)
        elif code in first:
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


def _put(work: Importing, sheet: Sheet, row: Row, code: str, values: dict[str, Value]) -> None:
    known = work.known[sheet.key].get(code)
    wanted = _wanted(work, sheet, values, code)
    if sheet.key in CONTENT:
        changed = frozenset(
            each.key
            for each in sheet.columns
            if known is None or not is_same(each, wanted[each.key], known.values[each.key])
        )
        keep_line(work, sheet, Line(sheet.key, row, code, known, wanted, changed))
        return
    counts = work.outcome.counts[sheet.key]
    if known is None:
        work.put(sheet.key, code, PUT[sheet.key](work, None, wanted), wanted)
        counts.new += 1
        work.note(sheet.key, code, None, wanted)
        return
    if all(is_same(each, wanted[each.key], known.values[each.key]) for each in sheet.columns):
        counts.same += 1
        return
    if known.is_closed:
        raise Refused(ErrorCode.CLOSED, "it is closed")
    work.put(sheet.key, code, PUT[sheet.key](work, known, wanted), wanted)
    counts.changed += 1
    work.note(sheet.key, code, known.values, wanted)


def _wanted(work: Importing, sheet: Sheet, values: Mapping[str, Value], code: str) -> dict[str, Value]:
    """A value for every column: what the file says, else what the site has, else a blank."""
    known = work.known[sheet.key].get(code)
    wanted = {
        each.key: values[each.key]
        if each.key in values
        else (known.values[each.key] if known and not each.is_computed else blank(each))
        for each in sheet.columns
    }
    if known is not None:
        # As the site writes it: a file that writes it in small letters renames nothing.
        wanted[sheet.id_column.key] = known.values[sheet.id_column.key]
    if sheet.has_names:
        _complete_names(wanted, known, values)
    for column in sheet.columns:
        if column.refers and column.key in values:
            for each in codes_in(wanted[column.key]):
                work.require(column, each)
    if sheet.key in COMPLETE:
        COMPLETE[sheet.key](work, wanted, known)
    return wanted


def _complete_names(wanted: dict[str, Value], known: Known | None, values: Mapping[str, Value]) -> None:
    """Use the one name that the row gives in both languages."""
    was_untranslated = known is not None and known.values["name_en"] == known.values["name_zh"]
    if not wanted["name_en"] or (was_untranslated and "name_en" not in values):
        wanted["name_en"] = wanted["name_zh"]


def _column_of(sheet: Sheet, refused: Refused) -> str:
    if isinstance(refused, CellRefused):
        return refused.column
    if sheet.key == "people" and refused.code in (ErrorCode.CODE_TAKEN, ErrorCode.CODE_INVALID):
        return "employee_code"
    return COLUMN_OF.get(refused.code, sheet.id_column.key)


def _blame(work: Importing, sheet: Sheet, row: Row, column: str, code: ErrorCode) -> None:
    value = text_in(row.cells.get(column))[:100]
    is_class = code is ErrorCode.UNKNOWN_ACCIDENT_CLASS
    near = [each.name.both() for each in nearest_to(value)] if is_class else []
    details = {"nearest": near} if near else {}
    work.outcome.add(Fault(sheet.key, row.number, column, value, code, details))
