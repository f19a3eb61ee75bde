"""The sheets and columns of a workbook, and what is found wrong with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

from backend.core.codes import clean
from backend.core.errors import ErrorCode
from backend.core.events import Event, EventKind
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer

WORKBOOK_IMPORTED: Final = EventKind("WORKBOOK_IMPORTED")
WORKBOOK_EXPORTED: Final = EventKind("WORKBOOK_EXPORTED")


MOST_ROWS: Final = 20_000
"""Of all sheets together. A larger register comes in several files, by object."""
MOST_FAULTS: Final = 500
"""A screen shows no more, and nobody mends more at once."""
MOST_NOTES: Final = 100
LONGEST_CELL: Final = 1_000
SHIFTS_KNOWN_FOR: Final = timedelta(days=92)
"""After their end: a file that was exported before it changes nothing."""

Value: TypeAlias = str | bool | float | date | tuple[str, ...] | None
"""Value of a cell: empty text, False, None or () where it is blank."""


class CellKind(StrEnum):
    CODE = "CODE"
    """Names the row; case and width of its letters make no difference."""
    REFERENCE = "REFERENCE"
    """The code of a row of another sheet, or of one that the site has."""
    NAME = "NAME"
    TEXT = "TEXT"
    DATE = "DATE"
    MOMENT = "MOMENT"
    """A day and a time by the clock of the site, without its zone: a `datetime`."""
    FLAG = "FLAG"
    CHOICE = "CHOICE"
    NUMBER = "NUMBER"
    CODES = "CODES"
    """Several codes, parted by commas or spaces."""
    LINES = "LINES"
    """Several texts, one in each line of the cell."""
    CLASS = "CLASS"
    """A class of accidents, by its name or code."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is worded as `WorkbookColumn.*`, each of `choices` in `group`, or as well in the group `also`.
    `refers`: key of a sheet, in which the code, or each of the codes, stands. `most`: of a number that is
    none below zero; `longest`: of a text. `is_worded`: its example is a word of `WorkbookExample`.
    `is_computed`: where the file lacks it, it follows from other columns.
    """

    key: str
    kind: CellKind = CellKind.TEXT
    example: str = ""
    is_required: bool = False
    refers: str = ""
    group: str = ""
    choices: tuple[str, ...] = ()
    most: float | None = None
    also: str = ""
    longest: int = LONGEST_CELL
    is_worded: bool = False
    is_computed: bool = False


NAMES: Final = (Column("name_zh", CellKind.NAME, is_required=True), Column("name_en", CellKind.NAME))
"""Their examples are words: `WorkbookExample.*`, by the key of the sheet."""


def reference(key: str, refers: str, example: str = "", *, is_required: bool = False) -> Column:
    """Return a column that refers to a row of a sheet."""
    return Column(key, CellKind.REFERENCE, example, is_required=is_required, refers=refers)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`key` is worded as `WorkbookSheet.*`. The first column names a row; `named_by`: the columns that do so
    together, where one alone does not. `parent`: column that makes the rows a tree. `seen_with`: permission
    by which the sheet is exported. `module`: without which there is no such sheet.
    """

    key: str
    seen_with: Permission
    columns: tuple[Column, ...]
    parent: str = ""
    module: Module | None = None
    named_by: tuple[str, ...] = ()

    @property
    def id_column(self) -> Column:
        return self.columns[0]

    @property
    def has_names(self) -> bool:
        """Whether its rows have a name in two languages."""
        return any(each.key == "name_en" for each in self.columns)

    def code_of(self, values: Mapping[str, Value]) -> str:
        """By what the row is known, for comparison."""
        names = self.named_by or (self.id_column.key,)
        return " ".join(folded(str(values.get(each) or "")) for each in names)

    def is_at(self, site_id: UUID, viewer: Viewer) -> bool:
        """Whether the site, which is the viewer's, has what the sheet is about."""
        return self.module is None or site_id in viewer.site_ids_with(self.module)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet as it was read. `number`: as the spreadsheet counts it. `cells`: by the key of the
    column; a column that the file lacks is not there, and leaves what it says as it is.
    """

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be used. `value`: what stands in it, as text; `details`: what the screen says of it
    beside the code, as values for JSON.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: ErrorCode
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """Content of a file. `faults`: of its sheets and headings (row 0: of the sheet itself). `ignored_*`:
    names of sheets and, by sheet, headings that are none of ours, and were not read.
    """

    sheets: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    ignored_sheets: list[str] = field(default_factory=list)
    ignored_columns: dict[str, list[str]] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        return sum(map(len, self.sheets.values()))


@dataclass(slots=True)
class Counts:
    """Rows of a sheet, those that are new, that change something, and that say what the site has already; and
    how many cells are at fault.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    faults: int = 0


class NoteKind(StrEnum):
    """HOLE: nobody would be on duty. SAME_ROSTER: two people for one line."""

    HOLE = "HOLE"
    SAME_ROSTER = "SAME_ROSTER"


@dataclass(frozen=True, slots=True)
class Note:
    """A note for a person to look at before a workbook is written; it refuses nothing. `line`: of the roster.
    The times are by the clock of the site.
    """

    sheet: str
    kind: NoteKind
    line: Text
    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class RegisterEffect:
    """Events in force by their residual level, before the file and after; those that hold and are to be
    confirmed, that wait for a second person, and that are stored while a danger is open.
    """

    before: dict[int, int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)
    unconfirmed: int = 0
    proposed: int = 0
    stored: int = 0


@dataclass(slots=True)
class Outcome:
    """The effect of a workbook, done or only tried. `faults`: at most MOST_FAULTS of `fault_count`; `notes`:
    at most MOST_NOTES of `note_count`. `typed_levels`: faults that are gone once computed levels are taken.
    `register`: of a file with the register.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    notes: list[Note] = field(default_factory=list)
    note_count: int = 0
    ignored_sheets: list[str] = field(default_factory=list)
    ignored_columns: dict[str, list[str]] = field(default_factory=dict)
    typed_levels: int = 0
    register: "RegisterEffect | None" = None

    def add(self, fault: Fault) -> None:
        self.fault_count += 1
        self.typed_levels += fault.code is ErrorCode.LEVEL_COMPUTED
        self.counts.setdefault(fault.sheet, Counts()).faults += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def note(self, note: Note) -> None:
        self.note_count += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)


@dataclass(frozen=True, slots=True)
class Known:
    """A row that the site has: `values` as a workbook says them. `object_id`: a number for sources.
    `is_past`: it has had its time, and is exported no more.
    """

    object_id: UUID | int
    version: int
    values: Mapping[str, Value]
    is_closed: bool = False
    is_past: bool = False


Key: TypeAlias = tuple[Any, ...]
"""The primary key of a row of the database."""
Columns: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows of the database on which an import rests, by table and key: enough for the rules of the nouns, and
    without secrets. `position`: of the audit log, as of then. `dangers`: events of the register about which
    something orange or red is open.
    """

    site_id: UUID
    taken_at: datetime
    position: int
    tables: Mapping[str, Mapping[Key, Columns]]
    dangers: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class TableChange:
    """The effect of an import on one table: whole rows, the columns of rows that change, and keys."""

    table: str
    added: Sequence[Columns] = ()
    changed: Mapping[Key, Columns] = field(default_factory=dict)
    removed: Sequence[Key] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """An event and the line of the file that it follows from; packed where it comes from another process."""

    sheet: str
    row: int
    event: "Mapping[str, Any] | Event"


@dataclass(frozen=True, slots=True)
class Plan:
    """The effect of a workbook on a site as the snapshot has it. With faults it has none.

    `digest`: of everything that is new or changes, with what it was before.
    """

    outcome: Outcome
    digest: str
    tables: Sequence[TableChange] = ()
    announced: Sequence[Announced] = ()
    decides_on_rights: bool = False


class WouldFail(Exception):
    """A rule refused what follows from a line of the file, while it was written: nothing of it is kept."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.sheet} {fault.row}: {fault.code}")
        self.fault = fault


def folded(code: str) -> str:
    """The code for comparison."""
    return clean(code).casefold()


def codes_in(value: Value) -> tuple[str, ...]:
    """The codes that a cell refers to."""
    if isinstance(value, tuple):
        return value
    return (str(value),) if value else ()
