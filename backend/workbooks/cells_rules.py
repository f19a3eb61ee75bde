"""Meaning of a cell: people type full-width digits, dates as text and numbers as names."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Final, cast

from backend.core import words
from backend.core.cells import plain_cell
from backend.core.codes import clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language
from backend.risks.assessment.accident_classes_rules import (
    AccidentClass,
    AccidentClassList,
    accident_class,
    counterparts,
    nearest_classes,
)
from backend.risks.revisions.contents_rules import class_key, class_of
from backend.workbooks.rules import LONGEST_CELL, CellKind, Column, Value
from backend.workbooks.sheets_rules import SHEETS

if TYPE_CHECKING:
    from backend.core.word_keys import Group, Key


def _said(key: "Key") -> set[str]:
    found = words.text(key)
    return {found.zh.casefold(), found.en.casefold()}


DAY: Final = re.compile(
    r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*[-/.\u6708]\s*(\d{1,2})\s*\u65e5?(?:[ T]0{1,2}:00(?::00)?)?"
)
ROUNDED_FROM: Final = 1e15
"""Numbers of more than 15 digits have lost the others: codes of tags have 24."""
PLAIN_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?", re.ASCII)
FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
TIME: Final = re.compile(
    r"(?P<day>.+?)(?:\s+|T|(?<=\u65e5))(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::00)?|[\u65f6\u70b9](?:(?P<more>\d{1,2})\u5206?)?)"
)
"""A day, and a time on it: 20:00, or in Chinese characters."""
SERIAL_DAYS: Final = (20_000, 80_000)
"""Numbers that are days of 1954 to 2119; others are mistakes."""
DAYS: Final = frozenset({CellKind.DATE, CellKind.MOMENT})
LATEST_HOUR: Final = 24
"""Midnight at the end of a day, as people write it."""
YES: Final = frozenset({*_said("workbook.yes"), "y", "true", "1", "√", "✓"})
NO: Final = frozenset({"", *_said("workbook.no"), "n", "false", "0", "×"})
CLASS: Final = re.compile(r"(?:(?P<listed>\w+)/)?(?P<code>\d{1,2})(?:\s+(?P<name>.+))?")
"""A class of accidents by its code, of a list, with or without its name."""


class Formula:
    """Stands in a cell that is computed, or whose computation failed: what it says may change by itself."""

    def __reduce__(self) -> str:
        """There is one only, also on the other side of a process."""
        return "FORMULA"


FORMULA: Final = Formula()


def text_in(raw: object) -> str:
    """Return the text that a person sees in the cell, without the mark that keeps it from being computed."""
    if raw is None or isinstance(raw, Formula):
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else _in_words(raw)
    return unmarked(" ".join(str(raw).split()))[: LONGEST_CELL + 1]


def value_in(column: Column, raw: object) -> Value:
    """Return the value of the cell. Raises Refused: CELL_FORMULA, CELL_REQUIRED, CELL_NO_DATE,
    CELL_NO_MOMENT, CELL_NO_CHOICE, CELL_NO_NUMBER, CELL_OUT_OF_RANGE, CELL_TOO_LONG, CELL_ROUNDED,
    UNKNOWN_ACCIDENT_CLASS.
    """
    if isinstance(raw, Formula):
        raise Refused(ErrorCode.CELL_FORMULA, "a formula")
    if isinstance(raw, float) and abs(raw) >= ROUNDED_FROM and column.kind not in DAYS:
        raise Refused(ErrorCode.CELL_ROUNDED, "a number of more digits than a spreadsheet keeps")
    if column.kind is CellKind.LINES:
        return _lines(column, raw)
    text = text_in(raw)
    if len(text) > column.longest:
        raise Refused(ErrorCode.CELL_TOO_LONG, "too long a text")
    if column.is_required and not text:
        raise Refused(ErrorCode.CELL_REQUIRED, f"{column.key} is needed")
    return _meaning(column, raw, text)


def _meaning(column: Column, raw: object, text: str) -> Value:
    read = READ.get(column.kind)
    return read(column, raw, text) if read else text


def blank(column: Column) -> Value:
    """Return the value of an empty cell of this column."""
    return _meaning(column, "", "")


def shown(column: Column, value: Value, language: Language) -> str | date | float:
    """The value for a cell of a file, safe to open in a spreadsheet."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return _yes(language) if value else ""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, date) else _written(column, value, language)


def _written(column: Column, value: str | tuple[str, ...], language: Language) -> str:
    if isinstance(value, tuple):
        return marked(("\n" if column.kind is CellKind.LINES else ", ").join(value))
    if column.kind is CellKind.CLASS:
        return _shown_class(value, language)
    return words.of(cast("Group", column.group), value).in_(language) if column.group else marked(value)


def marked(text: str) -> str:
    """The text, marked as one where a spreadsheet would compute it."""
    bare = text.lstrip("'")
    return f"'{text}" if plain_cell(bare) != bare else text


def unmarked(text: str) -> str:
    """Return the text that `marked` was given."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and plain_cell(bare) != bare else text


def is_same(column: Column, typed: Value, kept: Value) -> bool:
    """Whether the file says what the site has: width and case of letters make no difference in codes, nor
    width in names, nor how many spaces or lines are between words.
    """
    if isinstance(typed, str) and isinstance(kept, str):
        if column.kind in (CellKind.REFERENCE, CellKind.CODE):
            return clean(typed).casefold() == clean(kept).casefold()
        if column.kind is CellKind.NAME:
            return clean(typed) == clean(kept)
        return typed.split() == kept.split()
    return typed == kept


def heading(key: str) -> str:
    """A heading for comparison: without the mark of what is needed."""
    return clean(key).rstrip("* ").casefold()


def _headings() -> Mapping[str, Mapping[str, str]]:
    """By sheet, the key of each column by its headings in both languages and by itself."""
    found: dict[str, dict[str, str]] = {}
    for sheet in SHEETS:
        found[sheet.key] = {}
        for column in sheet.columns:
            said = words.of("WorkbookColumn", column.key)
            found[sheet.key] |= {heading(each): column.key for each in (column.key, said.zh, said.en)}
    return found


HEADINGS: Final = _headings()
SHEET_NAMES: Final = {
    heading(name): sheet.key
    for sheet in SHEETS
    for name in (
        sheet.key,
        words.of("WorkbookSheet", sheet.key).zh,
        words.of("WorkbookSheet", sheet.key).en,
    )
}

EXAMPLE: Final = words.text("workbook.example")
EXAMPLES: Final = (heading(EXAMPLE.zh), heading(EXAMPLE.en))
"""First words of the line of an example."""


def _codes(text: str) -> tuple[str, ...]:
    return tuple(sorted({each for each in re.split(r"[\s,;\u3001]+", clean(text)) if each}))


def _yes(language: Language) -> str:
    return words.text("workbook.yes").in_(language)


def _day(raw: object, text: str) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not text:
        return None
    typed = clean(text)
    found = DAY.fullmatch(typed) or PLAIN_DAY.fullmatch(typed)
    try:
        if found:
            return date(*(int(each) for each in found.groups()))
        number = float(typed)
    except ValueError as error:
        raise Refused(ErrorCode.CELL_NO_DATE, "no date") from error
    if not SERIAL_DAYS[0] <= number <= SERIAL_DAYS[1]:
        raise Refused(ErrorCode.CELL_NO_DATE, "no date")
    return FIRST_DAY + timedelta(days=int(number))


def _moment(raw: object, text: str) -> datetime | None:
    """A day with a time, to the minute. A cell that a spreadsheet keeps as a day is its midnight."""
    if isinstance(raw, datetime):
        return _to_minute(raw)
    if isinstance(raw, date):
        return datetime.combine(raw, time())
    if not text:
        return None
    typed = clean(text)
    found = TIME.fullmatch(typed)
    try:
        if found:
            day = _day(None, found["day"])
            hour, minute = int(found["hour"]), int(found["minute"] or found["more"] or 0)
            is_end = (hour, minute) == (LATEST_HOUR, 0)
            at = time() if is_end else time(hour, minute)
            return datetime.combine(cast(date, day), at) + timedelta(days=is_end)
        number = float(typed)
    except (ValueError, OverflowError, Refused) as error:
        raise Refused(ErrorCode.CELL_NO_MOMENT, "no day with a time") from error
    if not SERIAL_DAYS[0] <= number <= SERIAL_DAYS[1]:
        raise Refused(ErrorCode.CELL_NO_MOMENT, "no day with a time")
    return _to_minute(datetime.combine(FIRST_DAY, time()) + timedelta(days=number))


def _to_minute(at: datetime) -> datetime:
    """Spreadsheets keep times as parts of a day, which are a second beside the minute now and then."""
    return (at + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _in_words(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")


def _number(column: Column, raw: object, text: str) -> float | None:
    """The number, also one that is kept as text; a unit or a mark of thousands is not guessed away."""
    if not text:
        return None
    typed = clean(text)
    if isinstance(raw, (bool, date)) or NUMBER.fullmatch(typed) is None or not isfinite(float(typed)):
        raise Refused(ErrorCode.CELL_NO_NUMBER, "no number")
    number = float(raw) if isinstance(raw, (int, float)) else float(typed)
    if column.most is not None and not 0 <= number <= column.most:
        raise Refused(ErrorCode.CELL_OUT_OF_RANGE, f"not from 0 to {column.most:g}")
    return number


def _flag(text: str) -> bool:
    typed = clean(text).casefold()
    if typed in YES or typed in NO:
        return typed in YES
    raise Refused(ErrorCode.CELL_NO_CHOICE, "yes or no")


def _choice(column: Column, text: str) -> str:
    typed = clean(text).casefold()
    if not typed:
        return ""
    for code in column.choices:
        said = [words.of(cast("Group", group), code) for group in (column.group, column.also) if group]
        if typed in {code.casefold(), *(clean(each).casefold() for one in said for each in (one.zh, one.en))}:
            return code
    raise Refused(ErrorCode.CELL_NO_CHOICE, "none of the choices")


def nearest_to(text: str) -> list[AccidentClass]:
    """Return the three classes of today's list that a text may mean, the nearest first: those that a class of
    the old list became, then those with a name like it.
    """
    found = CLASS.fullmatch(clean(text))
    name = (found["name"] if found else None) or text
    old = accident_class(name, AccidentClassList.GB_1986)
    became = list(counterparts(old)) if old else []
    return [*became, *(each for each in nearest_classes(name) if each not in became)][:3]


def _class(text: str) -> str:
    """Return the key of the class that a text names; one of the old list becomes that of today where there is
    only one. Raises Refused(UNKNOWN_ACCIDENT_CLASS).
    """
    typed = clean(text)
    if not typed:
        return ""
    found = CLASS.fullmatch(typed)
    if found and found["listed"]:
        key = f"{found['listed'].upper()}/{found['code'].zfill(2)}"
        if class_of(key):
            return key
    code = found["code"].zfill(2) if found else ""
    name = (found["name"] if found else typed) or code
    named = accident_class(name)
    old = None if named else accident_class(name, AccidentClassList.GB_1986)
    became = counterparts(old) if old else ()
    if named is None and len(became) == 1:
        named = became[0]
    if named is None:
        raise Refused(ErrorCode.UNKNOWN_ACCIDENT_CLASS, "no such class of accidents")
    return class_key(named)


def _shown_class(key: str, language: Language) -> str:
    """Return the name of a class behind its code, which says its list where that is the old one."""
    found = class_of(key)
    if found is None:
        return key
    code = found.code if found.listed is AccidentClassList.GB_2025 else key
    return f"{code} {found.name.in_(language)}"


def _lines(column: Column, raw: object) -> tuple[str, ...]:
    """Return the lines of a cell in which anything stands. Raises Refused(CELL_TOO_LONG)."""
    said = unmarked(raw) if isinstance(raw, str) else text_in(raw)
    found = tuple(line for each in said.splitlines() if (line := " ".join(each.split())))
    if any(len(each) > column.longest for each in found):
        raise Refused(ErrorCode.CELL_TOO_LONG, "too long a line")
    return found


READ: Final[Mapping[CellKind, Callable[[Column, object, str], Value]]] = {
    CellKind.DATE: lambda _, raw, text: _day(raw, text),
    CellKind.MOMENT: lambda _, raw, text: _moment(raw, text),
    CellKind.NUMBER: _number,
    CellKind.FLAG: lambda _, __, text: _flag(text),
    CellKind.CHOICE: lambda column, _, text: _choice(column, text),
    CellKind.CODES: lambda _, __, text: _codes(text),
    CellKind.CODE: lambda _, __, text: clean(text),
    CellKind.REFERENCE: lambda _, __, text: clean(text),
    CellKind.LINES: lambda column, raw, _: _lines(column, raw),
    CellKind.CLASS: lambda _, __, text: _class(text),
}
"""Functions by which a cell of a kind is read; of the others its text is the value."""
