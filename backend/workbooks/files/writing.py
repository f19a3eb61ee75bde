"""Rows become a workbook with drop-downs, or one sheet of comma-separated values."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from backend.core import words
from backend.core.text import Language
from backend.workbooks.cells_rules import EXAMPLE, shown, value_in
from backend.workbooks.rules import MOST_ROWS, CellKind, Column, Sheet, Value
from backend.workbooks.sheets_rules import SHEETS

if TYPE_CHECKING:
    from backend.core.word_keys import Group

HEAD: Final = PatternFill("solid", start_color="FFD9E8E4")
BOLD: Final = Font(bold=True)
WIDTH: Final = 20
AS_TEXT: Final = "@"
AS_DAY: Final = "yyyy-mm-dd"
AS_MOMENT: Final = "yyyy-mm-dd hh:mm"
AS_NUMBER: Final = "General"
FORMATS: Final = {CellKind.DATE: AS_DAY, CellKind.MOMENT: AS_MOMENT, CellKind.NUMBER: AS_NUMBER}
LONGEST_LIST: Final = 255
"""Letters of a drop-down that a spreadsheet reads."""

Lines = Sequence[Mapping[str, Value]]


def write_workbook(tables: Mapping[str, Lines], language: Language) -> bytes:
    """An .xlsx of these sheets, in the order in which they are imported."""
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        if sheet.key not in tables:
            continue
        page = book.create_sheet(words.of("WorkbookSheet", sheet.key).in_(language))
        page.freeze_panes = "B2"
        for number, column in enumerate(sheet.columns, start=1):
            letter = get_column_letter(number)
            page.column_dimensions[letter].width = WIDTH
            # What is typed below the last line stays as it is typed: codes begin with noughts.
            page.column_dimensions[letter].number_format = _format(column)
            if choices := choices_of(column, language):
                page.data_validations.append(_drop_down(choices, letter, language))
        page.append([_head(page, each, language) for each in sheet.columns])
        for line in tables[sheet.key]:
            page.append([_cell(page, each, line, language) for each in sheet.columns])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_sheet(sheet: Sheet, lines: Lines, language: Language) -> bytes:
    """One sheet as comma-separated values, with the mark by which spreadsheets know the encoding."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([_heading(each, language) for each in sheet.columns])
    for line in lines:
        writer.writerow([_plain(shown(each, line.get(each.key), language)) for each in sheet.columns])
    return target.getvalue().encode("utf-8-sig")


def examples(language: Language) -> dict[str, Lines]:
    """One line for each sheet of the template, marked so that nobody imports it by mistake."""
    found: dict[str, Lines] = {}
    for sheet in SHEETS:
        line = {each.key: value_in(each, each.example) for each in sheet.columns if each.example}
        named = f"{EXAMPLE.in_(language)}{sheet.id_column.example}"
        if sheet.has_names:
            name = words.of("WorkbookExample", sheet.key)
            line |= {"name_zh": name.zh, "name_en": name.en}
        found[sheet.key] = [{**line, sheet.id_column.key: named}]
    return found


def choices_of(column: Column, language: Language) -> list[str]:
    """The words that a cell of this column may hold; none where anything may be typed."""
    if column.kind is CellKind.FLAG:
        return [words.text("workbook.yes").in_(language), words.text("workbook.no").in_(language)]
    return [words.of(cast("Group", column.group), each).in_(language) for each in column.choices]


def _heading(column: Column, language: Language) -> str:
    return words.of("WorkbookColumn", column.key).in_(language) + ("*" if column.is_required else "")


def _head(page: object, column: Column, language: Language) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, _heading(column, language))
    cell.font, cell.fill = BOLD, HEAD
    return cell


def _cell(page: object, column: Column, line: Mapping[str, Value], language: Language) -> WriteOnlyCell:
    value = shown(column, line.get(column.key), language)
    cell = WriteOnlyCell(page, None if value == "" else value)
    cell.number_format = _format(column)
    return cell


def _format(column: Column) -> str:
    return FORMATS.get(column.kind, AS_TEXT)


def _plain(value: str | date | float) -> str | date | float:
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value


def _drop_down(choices: Sequence[str], letter: str, language: Language) -> DataValidation:
    """A list in the cell. What is longer than a spreadsheet reads is cut; others may be typed."""
    kept: list[str] = []
    for each in choices:
        if "," not in each and len(",".join([*kept, each])) <= LONGEST_LIST:
            kept.append(each)
    validation = DataValidation(type="list", formula1=f'"{",".join(kept)}"', allow_blank=True)
    validation.showErrorMessage = len(kept) == len(choices)
    validation.error = words.text("workbook.choose").in_(language)
    validation.add(f"{letter}2:{letter}{MOST_ROWS}")
    return validation
