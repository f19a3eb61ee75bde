"""Rows of the risk register become commands. An event is written once all its rows are read: its own, its
measures and its check items make one content.
"""

from collections.abc import Iterable, Mapping
from typing import Final, cast
from uuid import UUID, uuid4

from backend.core.codes import checked_code, checked_name
from backend.core.errors import ErrorCode, Refused
from backend.risks import commands as tree
from backend.risks.assessment.rules import RiskLevel
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.contents_rules import checked_content
from backend.risks.revisions.rules import (
    MOST_LINES,
    MOST_MEASURES,
    CheckWay,
    EventState,
    RiskEvent,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import Owner, UnitKind
from backend.risks.settings.rules import RiskSettings
from backend.risks.settings.store import RisksSettings
from backend.sensors.site_advice_rules import sends_in
from backend.workbooks.importing_commands import CellRefused, EventLines, Importing, Line, LineRefused, text
from backend.workbooks.register_contents_commands import CALLS, Building
from backend.workbooks.register_rules import SIDES
from backend.workbooks.register_sheets_rules import EVENTS, ITEMS, MEASURES, PARTS
from backend.workbooks.rules import CellKind, Known, RegisterEffect, Sheet, Value, folded

CELLS: Final[Mapping[ErrorCode, str]] = {
    ErrorCode.NOT_ALLOWED: "department",
    ErrorCode.DEPARTMENT_REQUIRED: "department",
    ErrorCode.AREA_CLOSED: "area",
    ErrorCode.NOT_FOUND: "machines",
    ErrorCode.INVALID_INPUT: "machines",
}
"""Cell of an object or unit that a refusal is about; else it is the code."""
CELLS_OF_EVENT: Final[Mapping[ErrorCode, str]] = {
    ErrorCode.NOT_ALLOWED: "department",
    ErrorCode.DEPARTMENT_REQUIRED: "department",
    ErrorCode.NAME_INVALID: "title_zh",
    ErrorCode.RISK_CLOSED: "risk_unit",
    ErrorCode.UNKNOWN_ACCIDENT_CLASS: "accident_class",
    ErrorCode.CONTROL_LEVEL_TOO_LOW: "control_level",
    ErrorCode.PHONE_INVALID: "call_numbers",
    ErrorCode.REASON_REQUIRED: "reason",
    ErrorCode.REASON_TOO_SHORT: "reason",
    ErrorCode.REASON_REPEATED: "reason",
    ErrorCode.CONFLICT: "code",
}
STEPS: Final = ("steps_early_zh", "steps_early_en", "steps_urgent_zh", "steps_urgent_en")
ASSESSED: Final = ("inherent_method", "residual_method", "assessed_by")
"""Columns without which an event in force was assessed by nobody."""
SCORES: Final = ("likelihood", "exposure", "consequence")


def put_risk_object(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    """Add or change an object of analysis. Raises CellRefused."""
    name = checked_name(text(row, "name_zh"), text(row, "name_en"))
    details = ObjectDetails(text(row, "code"), name, _owner(work, row))
    try:
        if known is None:
            return tree.add_object(work.tx, work.site_id, details, by=work.by)
        object_id = cast(UUID, known.object_id)
        return tree.change_object(work.tx, object_id, details, version=known.version, by=work.by)
    except Refused as refused:
        raise _at_cell(refused) from refused


def put_risk_unit(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    """Add or change a unit. Raises CellRefused, also for one that would belong to another object."""
    details = UnitDetails(
        code=text(row, "code"),
        name=checked_name(text(row, "name_zh"), text(row, "name_en")),
        kind=UnitKind(text(row, "unit_kind")),
        area_id=cast(UUID, work.id_of("areas", row["area"])),
        owner=_owner(work, row),
        machines=[
            cast(UUID, work.id_of("equipment", each)) for each in cast("tuple[str, ...]", row["machines"])
        ],
    )
    if known is not None:
        _require_same(row, known.values, "risk_object")
    try:
        if known is None:
            object_id = cast(UUID, work.id_of("risk_objects", row["risk_object"]))
            return tree.add_unit(work.tx, object_id, details, by=work.by)
        unit_id = cast(UUID, known.object_id)
        return tree.change_unit(work.tx, unit_id, details, version=known.version, by=work.by)
    except Refused as refused:
        raise _at_cell(refused) from refused


def complete_unit(work: Importing, wanted: dict[str, Value], _: Known | None) -> None:
    """Write the machines of a unit as the site does."""
    wanted["machines"] = work.as_written("equipment", wanted["machines"])


def complete_event(work: Importing, wanted: dict[str, Value], known: Known | None) -> None:
    """Fill in the words of one language, and write codes as the site does. A source that is bound on both
    sides stands among those of both.
    """
    for key in ("title", "harm", "causes", "signs", "steps_early", "steps_urgent"):
        wanted[f"{key}_en"] = wanted[f"{key}_en"] or wanted[f"{key}_zh"]
    wanted["assessed_by"] = work.as_written("people", wanted["assessed_by"], "username")
    wanted["call_people"] = work.as_written("people", wanted["call_people"], "username")
    wanted["call_posts"] = work.as_written("posts", wanted["call_posts"])
    for column in SIDES.values():
        wanted[column] = work.as_written("sources", wanted[column])
    both, high, low = (set(cast("tuple[str, ...]", wanted[each])) for each in SIDES.values())
    both |= high & low
    for column, sources in zip(SIDES.values(), (both, high - both, low - both), strict=True):
        wanted[column] = tuple(sorted(sources))
    wanted["observed"] = tuple(
        sorted(_observed(work, each) for each in cast("tuple[str, ...]", wanted["observed"]))
    )
    if not wanted["event_state"]:
        scores = (f"{part}_{each}" for part in PARTS for each in ("method", *SCORES))
        is_assessed = any(wanted[each] for each in scores)
        state = EventState.IN_FORCE if is_assessed else EventState.DRAFT
        wanted["event_state"] = known.values["event_state"] if known else state.value
    if known is not None:
        _complete_levels(wanted, known.values)


def _complete_levels(wanted: dict[str, Value], before: Mapping[str, Value]) -> None:
    """Fill in the levels that a row leaves open, where nothing changes of what they follow from."""
    for part in PARTS:
        columns = (f"{part}_{each}" for each in ("method", *SCORES, "clause"))
        if all(wanted[each] == before[each] for each in columns):
            wanted[f"{part}_level"] = wanted[f"{part}_level"] or before[f"{part}_level"]
            if part == PARTS[1]:
                wanted["control_level"] = wanted["control_level"] or before["control_level"]


def complete_measure(_: Importing, wanted: dict[str, Value], __: Known | None) -> None:
    """Fill in the words of one language."""
    wanted["text_en"] = wanted["text_en"] or wanted["text_zh"]


def complete_item(_: Importing, wanted: dict[str, Value], __: Known | None) -> None:
    """Fill in the words of one language."""
    for key in ("look_for", "answer"):
        wanted[f"{key}_en"] = wanted[f"{key}_en"] or wanted[f"{key}_zh"]


def keep_line(work: Importing, sheet: Sheet, line: Line) -> None:
    """Keep a row of an event until all are read. Raises CellRefused for what a row alone says wrongly."""
    if line.changed and line.known is not None and line.known.is_closed:
        raise Refused(ErrorCode.RISK_CLOSED, "it is closed")
    if line.changed:
        _check_line(sheet, line)
    lines = work.events.setdefault(event_of(sheet, line.wanted), EventLines())
    if sheet is EVENTS:
        lines.event = line
        if line.known is None:
            work.put(sheet.key, line.code, uuid4(), line.wanted)
    else:
        (lines.measures if sheet is MEASURES else lines.items).append(line)


def event_of(sheet: Sheet, cells: Mapping[str, object]) -> str:
    """Return the folded code of the event that a row belongs to."""
    return folded(str(cells.get("code" if sheet is EVENTS else "risk_event") or ""))


def end_register(work: Importing) -> None:
    """Write the events whose rows were read, each by the commands of the register; count their rows, and the
    levels in force before and after.
    """
    if not work.events:
        return
    known = work.known[EVENTS.key].items()
    after = {code: _level(each.values) for code, each in known if each.version}
    work.outcome.register = effect = RegisterEffect(before=_counted(after.values()))
    for code, lines in work.events.items():
        if code in work.spoiled:
            continue
        try:
            with work.tx.savepoint():
                event_id = _write(work, code, lines)
            if event_id is not None:
                after[code] = _note_waiting(work, effect, event_id)
                work.end_line(lines.first.sheet, lines.first.row.number)
            _count(work, lines, does_something=event_id is not None)
        except LineRefused as refused:
            work.blame(refused)
        except Refused as refused:
            work.blame(_at_line(work, code, lines, refused))
    effect.after = _counted(after.values())


def _write(work: Importing, code: str, lines: EventLines) -> UUID | None:
    """Write one event. Returns its id; None where it says what the site has, or what waits there already."""
    known = work.known[EVENTS.key][code]
    if not lines.is_changed:
        return None
    settings = work.tx.get(RisksSettings).get(work.site_id)
    if not known.version:  # of this file
        content = Building(work, lines, settings, None, None).content()
        line = cast(Line, lines.event)
        unit_id = cast(UUID, work.id_of("risk_units", line.wanted["risk_unit"]))
        event_id = revisions.draft_event(work.tx, unit_id, text(line.wanted, "code"), content, by=work.by)
        _put_in_force(work, event_id, lines)
        return event_id
    return _change(work, cast(UUID, known.object_id), lines, settings)


def _change(work: Importing, event_id: UUID, lines: EventLines, settings: RiskSettings) -> UUID | None:
    events = work.tx.get(RiskEvents)
    event = events.get(event_id)
    proposed = events.proposed(event_id) if event.state is EventState.IN_FORCE else None
    before, waiting = events.content(event), proposed.content if proposed else None
    content = checked_content(Building(work, lines, settings, before, waiting).content(), is_gas=False)
    if content == waiting or (content == before and not _is_put_in_force(event, lines)):
        return None
    if event.state is EventState.DRAFT:
        revisions.change_draft(work.tx, event_id, content, version=event.version, by=work.by)
        _put_in_force(work, event_id, lines)
        return event_id
    reason = text(lines.event.wanted, "reason") if lines.event else ""
    revisions.revise_event(
        work.tx,
        event_id,
        content,
        reason=reason,
        version=event.version,
        asks_second_person=True,
        by=work.by,
    )
    return event_id


def _is_put_in_force(event: RiskEvent, lines: EventLines) -> bool:
    wanted = lines.event.wanted["event_state"] if lines.event else ""
    return event.state is EventState.DRAFT and wanted == EventState.IN_FORCE.value


def _put_in_force(work: Importing, event_id: UUID, lines: EventLines) -> None:
    event = work.tx.get(RiskEvents).get(event_id)
    if _is_put_in_force(event, lines):
        revisions.put_in_force(work.tx, event_id, version=event.version, by=work.by)


def _note_waiting(work: Importing, effect: RegisterEffect, event_id: UUID) -> int:
    """Count what waits for a second person now. Returns the level in force, 0 for none."""
    events = work.tx.get(RiskEvents)
    event = events.get(event_id)
    if event.state is not EventState.IN_FORCE:
        return 0
    proposed = events.proposed(event_id)
    if proposed is not None:
        effect.stored += proposed.waits_for_danger
        effect.proposed += not proposed.waits_for_danger
    elif not event.is_confirmed:
        effect.unconfirmed += 1
    return int(events.content(event).residual_level or 0)


def _count(work: Importing, lines: EventLines, *, does_something: bool) -> None:
    """Count the rows of an event, and take those that do something into the digest."""
    for line in lines.all:
        counts = work.outcome.counts[line.sheet]
        if not line.changed or not does_something:
            counts.same += 1
            continue
        counts.new += line.known is None
        counts.changed += line.known is not None
        work.note(line.sheet, line.code, line.known.values if line.known else None, line.wanted)


def _check_line(sheet: Sheet, line: Line) -> None:
    """Raises CellRefused for a cell that no other row could make right."""
    cells = line.wanted
    for column in sheet.columns:
        if column.kind is CellKind.LINES and len(cast("tuple[str, ...]", cells[column.key])) > MOST_LINES:
            raise CellRefused(column.key, ErrorCode.CELL_TOO_LONG, f"at most {MOST_LINES} lines")
    checked_code(text(cells, "code"))
    if sheet is EVENTS and line.known is not None:
        _require_same(cells, line.known.values, "risk_unit")
        if cells["event_state"] != line.known.values["event_state"] == EventState.IN_FORCE.value:
            raise CellRefused("event_state", ErrorCode.CELL_PART_MOVED, "what is in force is no draft again")
    if sheet is ITEMS:
        _check_item(cells)


def _check_item(cells: Mapping[str, Value]) -> None:
    low, high = (cast("float | None", cells[each]) for each in ("low", "high"))
    if cells["way"] != CheckWay.READING.value and (low is not None or high is not None):
        column = "low" if low is not None else "high"
        raise CellRefused(column, ErrorCode.CELL_READING_ONLY, "only a reading has limits")
    if low is not None and high is not None and low >= high:
        raise CellRefused("high", ErrorCode.CELL_LIMITS_CROSS, "the lower limit lies below the upper one")


def _require_same(row: Mapping[str, Value], before: Mapping[str, Value], column: str) -> None:
    """Raises CellRefused(CELL_PART_MOVED) where a row would belong to another one than the site has it."""
    if folded(text(row, column)) != folded(str(before[column])):
        raise CellRefused(column, ErrorCode.CELL_PART_MOVED, "a workbook moves nothing to another parent")


def _at_cell(refused: Refused) -> Refused:
    """Return the refusal of an object or unit at its cell."""
    column = CELLS.get(refused.code)
    return CellRefused(column, refused.code, refused.reason) if column else refused


def _at_line(work: Importing, code: str, lines: EventLines, refused: Refused) -> LineRefused:
    """Return the refusal of an event at the cell of the row that it is about."""
    if refused.code is ErrorCode.TOO_MANY_MEASURES:
        return LineRefused(_one_too_many(work, code, lines), "code", refused.code, refused.reason)
    if refused.code is ErrorCode.SOURCE_NOT_BOUND:
        unbound = next((each for each in lines.measures if each.wanted["source"]), lines.first)
        column = "source" if unbound.sheet == MEASURES.key else "sources_both"
        return LineRefused(unbound, column, refused.code, refused.reason)
    line = lines.event
    if line is None:
        return LineRefused(lines.first, "risk_event", refused.code, refused.reason)
    return LineRefused(line, _column(line, refused.code), refused.code, refused.reason)


def _one_too_many(work: Importing, code: str, lines: EventLines) -> Line:
    """Return the row of the first measure that an event has no room for."""
    known = sum(
        event_of(MEASURES, each.values) == code for each in work.known["measures"].values() if each.version
    )
    new = [each for each in lines.measures if each.known is None]
    return new[max(0, MOST_MEASURES - known)] if new else lines.first


def _column(line: Line, code: ErrorCode) -> str:
    cells = line.wanted
    if code is ErrorCode.ASSESSMENT_REQUIRED:
        return next((each for each in ASSESSED if not cells[each]), ASSESSED[0])
    if code is ErrorCode.ADVICE_INTO_GAS:
        return next(
            (each for each in STEPS if any(map(sends_in, cast("tuple[str, ...]", cells[each])))), STEPS[0]
        )
    if code is ErrorCode.TOO_MANY_SOURCES:
        return max((*SIDES.values(), "observed"), key=lambda each: len(cast("tuple[str, ...]", cells[each])))
    if code in (ErrorCode.RESIDUAL_WORSE, ErrorCode.MEASURE_REQUIRED):
        others = (
            f"residual_{each}" for each in SCORES if cells[f"residual_{each}"] != cells[f"inherent_{each}"]
        )
        return next(others, "residual_level")
    if code is ErrorCode.INVALID_INPUT:
        return max(CALLS, key=lambda each: len(cast("tuple[str, ...]", cells[each])))
    return CELLS_OF_EVENT.get(code, "code")


def _observed(work: Importing, said: str) -> str:
    source, parted, kind = said.partition("=")
    known = work.known["sources"].get(folded(source))
    return f"{known.values['code'] if known else source}{parted}{kind.upper()}"


def _owner(work: Importing, row: Mapping[str, Value]) -> Owner:
    return Owner(
        work.id_of("departments", row["department"]),
        work.id_of("posts", row["post"]),
        work.id_of("people", row["responsible"]),
    )


def _level(cells: Mapping[str, Value]) -> int:
    """Return the residual level of an event in force; 0 of one that is not."""
    is_in_force = cells["event_state"] == EventState.IN_FORCE.value
    return int(str(cells["residual_level"])) if is_in_force and cells["residual_level"] else 0


def _counted(levels: Iterable[int]) -> dict[int, int]:
    found = list(levels)
    return {int(each): found.count(int(each)) for each in reversed(RiskLevel)}
