"""Cells of tables that spreadsheets open: a text that begins as a formula is marked as text.

Codes, units, names and notes are typed by people and sent by devices; a spreadsheet would compute `=…`.
"""

from typing import Final, TypeVar

T = TypeVar("T")
COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PARTING: Final = ',;"\t\r\n'
"""What parts cells or lines in a spreadsheet of any locale."""


def plain_cell(value: T) -> T | str:
    """The value for one cell of a table. Numbers, also those written as text, stay as they are."""
    if not isinstance(value, str) or not value.startswith(COMPUTED) or _is_number(value):
        return value
    return f"'{value}"


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
