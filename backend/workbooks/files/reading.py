"""A file that somebody sends becomes rows. What it says of its own size is judged before anything is read."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from python_calamine import CalamineWorkbook

from backend.core.errors import ErrorCode, Refused
from backend.workbooks.cells_rules import EXAMPLES, FORMULA, HEADINGS, SHEET_NAMES, heading, text_in
from backend.workbooks.rules import BY_KEY, MOST_ROWS, Row

MOST_UNPACKED: Final = 100_000_000
MOST_COLUMNS: Final = 200
MOST_LINE: Final = 2 * MOST_ROWS
"""Rows without anything in them may stand between others."""
ZIP: Final = b"PK\x03\x04"
TAG: Final = r"<(?:\w+:)?"
CELL: Final = re.compile(
    TAG.encode() + rb"c(?:\s([^>]*?))?(?<!/)>(\s*" + TAG.encode() + rb"f[\s/>])?", re.ASCII
)
"""A cell with something in it: its attributes, and whether a formula follows."""
PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
IS_ERROR: Final = re.compile(rb'\bt="e"')
SHEET: Final = re.compile(TAG + r"sheet\s[^>]*>")
RELATION: Final = re.compile(TAG + r"Relationship\s[^>]*>")
ATTRIBUTE: Final = re.compile(r'([\w:]+)="([^"]*)"')

Table = list[list[Any]]


def read_workbook(content: bytes, sheet: str = "") -> dict[str, list[Row]]:
    """The rows of each sheet that is ours. `sheet`: which one a file of comma-separated values is.

    Raises Refused: WORKBOOK_UNREADABLE, WORKBOOK_FOREIGN, WORKBOOK_TOO_LARGE, WORKBOOK_TOO_MANY_ROWS,
    COLUMN_MISSING.
    """
    if content.startswith(ZIP):
        tables = _tables(content)
    elif sheet in BY_KEY:
        tables = {sheet: _csv(content)}
    else:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "neither a workbook nor a sheet that was named")
    found = {key: _rows(key, table) for key, table in tables.items()}
    if not found:
        raise Refused(ErrorCode.WORKBOOK_FOREIGN, "no sheet that we know")
    if sum(map(len, found.values())) > MOST_ROWS:
        raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, f"more than {MOST_ROWS} rows")
    return found


def _tables(content: bytes) -> dict[str, Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise Refused(ErrorCode.WORKBOOK_TOO_LARGE, "it unpacks to too much")
            paths = _paths(archive)
            marks = {name: _computed(archive.read(path)) for name, path in paths.items()}
        return _read(content, marks)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"no workbook: {error}") from error


def _read(content: bytes, marks: dict[str, list[tuple[int, int]]]) -> dict[str, Table]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = {}
        for name, computed in marks.items():
            sheet = book.get_sheet_by_name(name)
            table: Table = [list(row) for row in sheet.to_python(skip_empty_area=False)]
            _fill_merged(table, sheet.merged_cell_ranges or ())
            for row, column in computed:
                if row < len(table) and column < len(table[row]):
                    table[row][column] = FORMULA
            tables[SHEET_NAMES[heading(name)]] = table
        return tables
    except Refused:
        raise
    except (
        BaseException
    ) as error:  # the parser's own errors have no common class; its panics are no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"no workbook: {type(error).__name__}") from error


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each sheet that is ours stands, by its name."""
    targets = {}
    for tag in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode()):
        said = dict(ATTRIBUTE.findall(tag))
        targets[said.get("Id", "")] = said.get("Target", "")
    found = {}
    for tag in SHEET.findall(archive.read("xl/workbook.xml").decode()):
        said = dict(ATTRIBUTE.findall(tag))
        name = html.unescape(said.get("name", ""))
        relation = next((value for key, value in said.items() if key.endswith(":id")), "")
        if heading(name) in SHEET_NAMES and relation in targets:
            target = targets[relation]
            found[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _computed(sheet: bytes) -> list[tuple[int, int]]:
    """Places of cells that are computed or failed to be: row and column from 0.

    Raises Refused: WORKBOOK_TOO_MANY_ROWS for a cell so far out that the table would fill the memory,
    WORKBOOK_UNREADABLE for cells that do not say where they are.
    """
    found = []
    for attributes, formula in CELL.findall(sheet):
        place = PLACE.search(attributes or b"")
        if place is None:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "a cell without a place")
        column, row = _number(place[1]), int(place[2])
        if row > MOST_LINE or column > MOST_COLUMNS:
            raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, f"a cell in row {row}, column {column}")
        if formula or IS_ERROR.search(attributes):
            found.append((row - 1, column - 1))
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fill_merged(table: Table, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Every cell of a merged range says what its first one says."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(table) or left >= len(table[top]):
            continue
        for row in table[top : bottom + 1]:
            row[left : right + 1] = [table[top][left]] * len(row[left : right + 1])


def _csv(content: bytes) -> Table:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "in no encoding that we know")
    if "\0" in text:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "no text")
    try:
        return list(_limited(csv.reader(io.StringIO(text, newline=""))))
    except csv.Error as error:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, str(error)) from error


def _limited(lines: Iterator[list[str]]) -> Iterator[list[Any]]:
    for number, line in enumerate(lines):
        if number > MOST_LINE:
            raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, "too many lines")
        yield [_cell_of_csv(each) for each in line[:MOST_COLUMNS]]


def _cell_of_csv(text: str) -> object:
    """A spreadsheet that opened the file would compute this, and that may be meant: it is not guessed."""
    return FORMULA if text.startswith(("=", "@")) else text


def _rows(key: str, table: Sequence[Sequence[Any]]) -> list[Row]:
    """The lines below the first one with our headings; those in which nothing stands, and the examples of
    the template, are left out."""
    known = HEADINGS[key]
    first = next((number for number, line in enumerate(table) if any(map(_is_said, line))), None)
    if first is None:
        return []
    columns = [known.get(heading(text_in(each))) if each is not FORMULA else None for each in table[first]]
    missing = [each.key for each in BY_KEY[key].columns if each.is_required and each.key not in columns]
    if BY_KEY[key].id_column.key in missing:
        raise Refused(ErrorCode.WORKBOOK_FOREIGN, f"sheet {key} lacks {missing[0]}")
    if missing:
        raise Refused(ErrorCode.COLUMN_MISSING, f"sheet {key} lacks {', '.join(missing)}")
    rows = []
    for number, line in enumerate(table[first + 1 :], start=first + 2):
        cells = {column: cell for column, cell in zip(columns, line, strict=False) if column is not None}
        named = heading(text_in(cells.get(BY_KEY[key].id_column.key)))
        if any(_is_said(cell) for cell in cells.values()) and not named.startswith(EXAMPLES):
            rows.append(Row(number, cells))
    return rows


def _is_said(cell: object) -> bool:
    return cell is FORMULA or text_in(cell) != ""
