"""Rows become a workbook with drop-downs."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from backend.core import words
from backend.core.text import Language
from backend.workbooks.cells_rules import shown
from backend.workbooks.files.table import Lines, choices_of, heading
from backend.workbooks.rules import MOST_ROWS, CellKind, Column, Value
from backend.workbooks.sheets_rules import SHEETS

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


def workbook(tables: Mapping[str, Lines], language: Language) -> bytes:
    """As `writing.write_workbook`."""
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


def _head(page: object, column: Column, language: Language) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, heading(column, language))
    cell.font, cell.fill = BOLD, HEAD
    return cell


def _cell(page: object, column: Column, line: Mapping[str, Value], language: Language) -> WriteOnlyCell:
    value = shown(column, line.get(column.key), language)
    cell = WriteOnlyCell(page, None if value == "" else value)
    cell.number_format = _format(column)
    return cell


def _format(column: Column) -> str:
    return FORMATS.get(column.kind, AS_TEXT)


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
