"""Cells of tables that spreadsheets open: a text that begins as a formula is marked as text.

Codes, units, names and notes are typed by people and sent by devices; a spreadsheet would compute `=…`.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import Final, TypeVar

T = TypeVar("T")
BYTE_ORDER_MARK: Final = "\ufeff"
"""Begins a file of lines: without it a spreadsheet takes Chinese for something else."""
COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
PARTING: Final = ',;"\t\r\n'
"""Characters that part cells or lines in a spreadsheet of any locale."""


def plain_cell(value: T) -> T | str:
    """The value for one cell of a table. Numbers, also those written as text, stay as they are."""
    if not isinstance(value, str) or _is_number(value):
        return value
    # Spreadsheets take the full-width forms of these signs for the signs themselves.
    if not unicodedata.normalize("NFKC", value[:1]).startswith(COMPUTED):
        return value
    return f"'{value}"


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as one line of a file (RFC 4180), with its end."""
    target = io.StringIO()
    csv.writer(target).writerow([plain_cell(each) for each in cells])
    return target.getvalue()


def csv_field(text: str) -> str:
    """The text as one field of a line (RFC 4180)."""
    cell = plain_cell(text)
    if not any(mark in cell for mark in PARTING):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and text == text.strip()
