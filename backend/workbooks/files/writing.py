"""Rows become a workbook with drop-downs, or one sheet of comma-separated values."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime

from backend.core import words
from backend.core.text import Language
from backend.workbooks.cells_rules import EXAMPLE, shown, value_in
from backend.workbooks.files.table import Lines, heading
from backend.workbooks.rules import Column, Sheet, Value
from backend.workbooks.sheets_rules import SHEETS


def write_workbook(tables: Mapping[str, Lines], language: Language) -> bytes:
    """An .xlsx of these sheets, in the order in which they are imported."""
    # Its library takes a quarter of a second to load, and a workbook is written once in weeks.
    from backend.workbooks.files.xlsx import workbook  # noqa: PLC0415

    return workbook(tables, language)


def write_sheet(sheet: Sheet, lines: Lines, language: Language) -> bytes:
    """One sheet as comma-separated values, with the mark by which spreadsheets know the encoding."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([heading(each, language) for each in sheet.columns])
    for line in lines:
        writer.writerow([_plain(shown(each, line.get(each.key), language)) for each in sheet.columns])
    return target.getvalue().encode("utf-8-sig")


def examples(language: Language) -> dict[str, Lines]:
    """One line for each sheet of the template, marked so that nobody imports it by mistake."""
    found: dict[str, Lines] = {}
    for sheet in SHEETS:
        line = {each.key: value_in(each, each.example) for each in sheet.columns if each.example}
        line |= {each.key: _worded(sheet, each) for each in sheet.columns if each.is_worded}
        named = f"{EXAMPLE.in_(language)}{sheet.id_column.example}"
        if sheet.has_names:
            name = words.of("WorkbookExample", sheet.key)
            line |= {"name_zh": name.zh, "name_en": name.en}
        found[sheet.key] = [{**line, sheet.id_column.key: named}]
    return found


def _worded(sheet: Sheet, column: Column) -> Value:
    """Return the example of a text: of a key as `title_en` the English of `WorkbookExample.<sheet>_title`."""
    key, _, language = column.key.rpartition("_")
    text = words.of("WorkbookExample", f"{sheet.key}_{key}").in_(Language(language.upper()))
    return value_in(column, text)


def _plain(value: str | date | float) -> str | date | float:
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value
