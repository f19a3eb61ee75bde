"""A file that somebody sends becomes rows. What it says of its own size is judged before anything is read."""

import csv
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from backend.core.errors import ErrorCode, Refused
from backend.workbooks.cells_rules import EXAMPLES, FORMULA, HEADINGS, SHEET_NAMES, heading, text_in
from backend.workbooks.rules import MOST_ROWS, Fault, Parsed, Row
from backend.workbooks.sheets_rules import BY_KEY

MOST_UNPACKED: Final = 60_000_000
"""Of what is read of the archive; 10,000 rows are about 8 MB."""
MOST_MEMBERS: Final = 2_000
MOST_COLUMNS: Final = 200
MOST_LINE: Final = 2 * MOST_ROWS
"""Rows without anything in them may stand between others."""
MOST_CELLS: Final = 1_000_000
"""In the rectangle around all cells of a sheet."""
MOST_MERGED: Final = 10_000
MOST_IGNORED: Final = 20
LONGEST_HEADING: Final = 60
ZIP: Final = b"PK\x03\x04"
WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
ROOT: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    f'Target="{WORKBOOK}"/></Relationships>'
)
"""By which a reader finds the workbook in the archive."""
BESIDE: Final = ("xl/styles.xml", "xl/sharedstrings.xml")
"""Parts of the archive that a sheet refers to."""
TAG: Final = r"<(?:\w+:)?"
CELL: Final = re.compile(
    TAG.encode() + rb"c(?:\s([^<>]*))?(?<!/)>(\s*" + TAG.encode() + rb"f[\s/>])?", re.ASCII
)
"""A cell with something in it: its attributes, and whether a formula follows. No attribute holds a `<`: so
each byte is looked at once, whatever stands there.
"""
PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
IS_ERROR: Final = re.compile(rb'\bt="e"')
SHEET: Final = re.compile(TAG + r"sheet\s[^<>]*>")
RELATION: Final = re.compile(TAG + r"Relationship\s[^<>]*>")
ATTRIBUTE: Final = re.compile(r'(?<![\w:])([\w:]+)="([^"]*)"')

Table = list[list[Any]]


def read_workbook(content: bytes, sheet: str = "") -> Parsed:
    """The rows of each sheet that is ours. `sheet`: which one a file of comma-separated values is.

    Runs in a process of its own: see `core.limited_process`. Raises Refused: WORKBOOK_UNREADABLE,
    WORKBOOK_FOREIGN, WORKBOOK_TOO_LARGE, WORKBOOK_TOO_MANY_ROWS.
    """
    found = Parsed()
    if content.startswith(ZIP):
        tables = _tables(content, found)
    elif sheet in BY_KEY:
        tables = {sheet: _csv(content)}
    else:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "neither a workbook nor a sheet that was named")
    are_ours = [_take(key, table, found) for key, table in tables.items()]
    if not any(are_ours):
        raise Refused(ErrorCode.WORKBOOK_FOREIGN, "no sheet that we know")
    if found.row_count > MOST_ROWS:
        raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, f"more than {MOST_ROWS} rows")
    return found


def _tables(content: bytes, found: Parsed) -> dict[str, Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            paths = _paths(members)
            sheets = _sheets(paths, members, found)
            marks = {name: _computed(members[paths[name]]) for name in sheets}
        return _read(_packed(members), marks)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, OSError, EOFError) as error:
        raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"no workbook: {error}") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts of the archive that are read, by their path in small letters. No more is unpacked than
    it says of itself: what says too little is cut off, and then no XML.

    Raises Refused: WORKBOOK_TOO_LARGE, WORKBOOK_UNREADABLE.
    """
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise Refused(ErrorCode.WORKBOOK_TOO_LARGE, "too many parts")
    for each in listed:
        path = each.filename.lower()
        if path not in (WORKBOOK, RELATIONS, *BESIDE) and not path.startswith("xl/worksheets/"):
            continue
        if path in found or each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"{path} twice, or packed in an unusual way")
        left -= each.file_size
        if left < 0:
            raise Refused(ErrorCode.WORKBOOK_TOO_LARGE, "it unpacks to too much")
        with archive.open(each) as part:
            found[path] = part.read(each.file_size)  # not read(): that unpacks all, and cuts it off then
        if b"\0" in found[path]:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"{path} is in no encoding that we know")
    return found


def _packed(members: Mapping[str, bytes]) -> bytes:
    """An archive of these parts alone, whose sizes are true."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", ROOT)
        for path, content in members.items():
            archive.writestr(path, content)
    return target.getvalue()


def _sheets(paths: Mapping[str, str], members: Mapping[str, bytes], found: Parsed) -> list[str]:
    """The sheets that are ours, by name; one that is there twice is at fault, and in which language the
    names are makes no difference.
    """
    ours: dict[str, str] = {}
    for name in paths:
        key = SHEET_NAMES.get(heading(name))
        if key is None:
            if len(found.ignored_sheets) < MOST_IGNORED:
                found.ignored_sheets.append(name[:LONGEST_HEADING])
        elif key in ours:
            found.faults.append(Fault(key, 0, "", f"{ours[key]}, {name}", ErrorCode.SHEET_TWICE))
        elif paths[name] in members:
            ours[key] = name
        else:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, f"the sheet {name} is missing")
    return list(ours.values())


def _read(content: bytes, marks: dict[str, list[tuple[int, int]]]) -> dict[str, Table]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - optional: see core/libraries

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


def _paths(members: Mapping[str, bytes]) -> dict[str, str]:
    """Where in the archive each sheet stands, by its name. Raises Refused(WORKBOOK_UNREADABLE) for two of one
    name, of which a reader sees the first only.
    """
    targets = {}
    for tag in RELATION.findall(members[RELATIONS].decode()):
        said = dict(ATTRIBUTE.findall(tag))
        targets[said.get("Id", "")] = said.get("Target", "")
    found: dict[str, str] = {}
    for tag in SHEET.findall(members[WORKBOOK].decode()):
        said = dict(ATTRIBUTE.findall(tag))
        name = html.unescape(said.get("name", ""))
        relation = next((value for key, value in said.items() if key.endswith(":id")), "")
        if relation not in targets:
            continue
        if name in found:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "two sheets of one name")
        target = targets[relation].lower()
        found[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _computed(sheet: bytes) -> list[tuple[int, int]]:
    """Places of cells that are computed or failed to be: row and column from 0.

    Raises Refused: WORKBOOK_TOO_MANY_ROWS for a cell so far out that the table would fill the memory,
    WORKBOOK_UNREADABLE for cells that do not say where they are.
    """
    found = []
    last_row = last_column = 0
    for attributes, formula in CELL.findall(sheet):
        place = PLACE.search(attributes or b"")
        if place is None:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "a cell without a place")
        column, row = _number(place[1]), int(place[2])
        last_row, last_column = max(last_row, row), max(last_column, column)
        if row > MOST_LINE or column > MOST_COLUMNS or last_row * last_column > MOST_CELLS:
            raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, f"a cell in row {row}, column {column}")
        if formula or IS_ERROR.search(attributes):
            found.append((row - 1, column - 1))
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fill_merged(table: Table, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Every cell of a merged range says what its first one says. Ranges of a spreadsheet do not overlap.

    Raises Refused: WORKBOOK_UNREADABLE, WORKBOOK_TOO_MANY_ROWS.
    """
    if len(ranges) > MOST_MERGED:
        raise Refused(ErrorCode.WORKBOOK_TOO_MANY_ROWS, "too many merged cells")
    left_cells = sum(map(len, table))
    for (top, left), (bottom, right) in ranges:
        if top >= len(table) or left >= len(table[top]):
            continue
        for row in table[top : bottom + 1]:
            covered = len(row[left : right + 1])
            left_cells -= covered
            if left_cells < 0:
                raise Refused(ErrorCode.WORKBOOK_UNREADABLE, "merged cells that overlap")
            row[left : right + 1] = [table[top][left]] * covered


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


def _take(key: str, table: Sequence[Sequence[Any]], found: Parsed) -> bool:
    """Take the lines below the first one with our headings; those in which nothing stands, and the examples
    of the template, are left out. A line that is too short ends in empty cells.

    Headings that are missing or stand twice are at fault. Returns False for a sheet that has our name only.
    """
    rows = found.sheets[key] = []
    first = next((number for number, line in enumerate(table) if any(map(_is_said, line))), None)
    if first is None:
        return True
    id_key = BY_KEY[key].id_column.key
    columns = _columns(key, first + 1, table[first], found)
    if id_key not in columns.values():
        return False
    for number, line in enumerate(table[first + 1 :], start=first + 2):
        cells = {column: line[at] if at < len(line) else "" for at, column in columns.items()}
        named = heading(text_in(cells[id_key]))
        if any(map(_is_said, cells.values())) and not named.startswith(EXAMPLES):
            rows.append(Row(number, cells))
    return True


def _columns(key: str, number: int, line: Sequence[Any], found: Parsed) -> dict[int, str]:
    """Which column of ours stands at which place of the line of headings."""
    columns: dict[int, str] = {}
    for at, cell in enumerate(line):
        text = "" if cell is FORMULA else text_in(cell)
        column = HEADINGS[key].get(heading(text))
        if column is None:
            ignored = found.ignored_columns.setdefault(key, [])
            if text and len(ignored) < MOST_IGNORED:
                ignored.append(text[:LONGEST_HEADING])
        elif column in columns.values():
            found.faults.append(Fault(key, number, column, text, ErrorCode.COLUMN_TWICE))
        else:
            columns[at] = column
    for each in BY_KEY[key].columns:
        if each.is_required and each.key not in columns.values():
            found.faults.append(Fault(key, number, each.key, "", ErrorCode.COLUMN_MISSING))
    return columns


def _is_said(cell: object) -> bool:
    return cell is FORMULA or text_in(cell) != ""
