"""The sheets and columns of a workbook, and what is found wrong with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

from backend.core.codes import clean
from backend.core.errors import ErrorCode
from backend.core.modules import Module
from backend.core.viewer import Permission, Role, Viewer
from backend.core.vocabulary import Stage
from backend.sensors.camera_events.tags_rules import TagKind
from backend.sensors.rules import SensorKind
from backend.sensors.templates_rules import TEMPLATES

MOST_ROWS: Final = 10_000
"""Of all sheets together."""
MOST_FAULTS: Final = 500
"""A screen shows no more, and nobody mends more at once."""

Value: TypeAlias = str | bool | date | tuple[str, ...] | None
"""What a cell means: empty text, False, None or () where it is blank."""


class CellKind(StrEnum):
    CODE = "CODE"
    """Names the row; case and width of its letters make no difference."""
    REFERENCE = "REFERENCE"
    """The code of a row of another sheet, or of one that the site has."""
    NAME = "NAME"
    TEXT = "TEXT"
    DATE = "DATE"
    FLAG = "FLAG"
    CHOICE = "CHOICE"
    CODES = "CODES"
    """Several codes, parted by commas or spaces."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is worded as `WorkbookColumn.*`, each of `choices` in `group`. `refers`: key of a sheet, in which
    the code, or each of the codes, stands.
    """

    key: str
    kind: CellKind = CellKind.TEXT
    example: str = ""
    is_required: bool = False
    refers: str = ""
    group: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`key` is worded as `WorkbookSheet.*`. The first column names a row. `parent`: column that makes the
    rows a tree. `seen_with`: permission by which the sheet is exported. `module`: without which there is no
    such sheet.
    """

    key: str
    seen_with: Permission
    columns: tuple[Column, ...]
    parent: str = ""
    module: Module | None = None

    @property
    def id_column(self) -> Column:
        return self.columns[0]

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
    """Why a cell cannot be used. `value`: what stands in it, as text."""

    sheet: str
    row: int
    column: str
    value: str
    code: ErrorCode


@dataclass(slots=True)
class Parsed:
    """What stands in a file. `faults`: of its sheets and headings (row 0: of the sheet itself). `ignored_*`:
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


@dataclass(slots=True)
class Outcome:
    """What a workbook does, or would do. `faults`: at most MOST_FAULTS of `fault_count`."""

    counts: dict[str, Counts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    ignored_sheets: list[str] = field(default_factory=list)
    ignored_columns: dict[str, list[str]] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        self.fault_count += 1
        self.counts.setdefault(fault.sheet, Counts()).faults += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Known:
    """A row that the site has: `values` as a workbook says them. `object_id`: a number for sources."""

    object_id: UUID | int
    version: int
    values: Mapping[str, Value]
    is_closed: bool = False


Key: TypeAlias = tuple[Any, ...]
"""The primary key of a row of the database."""
Columns: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows of the database on which an import rests, by table and key: enough for the rules of the nouns, and
    without secrets. `position`: of the audit log, as of then.
    """

    site_id: UUID
    position: int
    tables: Mapping[str, Mapping[Key, Columns]]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What an import does to one table: whole rows, the columns of rows that change, and keys."""

    table: str
    added: Sequence[Columns] = ()
    changed: Mapping[Key, Columns] = field(default_factory=dict)
    removed: Sequence[Key] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """An event, packed, and the line of the file that it follows from."""

    sheet: str
    row: int
    event: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a workbook does to a site as the snapshot has it. With faults it does nothing.

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


_CODE, _REFERENCE, _NAME = CellKind.CODE, CellKind.REFERENCE, CellKind.NAME
_STAGES: Final = tuple(each.value for each in Stage)
_ROLES: Final = tuple(each.value for each in Role)
_KINDS: Final = tuple(each.value for each in SensorKind if each is not SensorKind.SYSTEM)
_TEMPLATES: Final = tuple(each.code for each in TEMPLATES)
_CARRIERS: Final = tuple(each.value for each in TagKind)


NAMES: Final = (Column("name_zh", _NAME, is_required=True), Column("name_en", _NAME))
"""Their examples are words: `WorkbookExample.*`, by the key of the sheet."""


def _reference(key: str, refers: str, example: str = "", *, is_required: bool = False) -> Column:
    return Column(key, _REFERENCE, example, is_required=is_required, refers=refers)


def _stage(key: str, *, is_required: bool) -> Column:
    return Column(key, CellKind.CHOICE, "PROCESS", is_required=is_required, group="Stage", choices=_STAGES)


SHEETS: Final = (
    Sheet(
        "departments",
        Permission.MANAGE_PEOPLE,
        (
            Column("code", _CODE, "PROD", is_required=True),
            *NAMES,
            _reference("parent", "departments"),
        ),
        parent="parent",
    ),
    Sheet(
        "posts",
        Permission.MANAGE_PEOPLE,
        (
            Column("code", _CODE, "OP", is_required=True),
            *NAMES,
            _reference("department", "departments", "PROD"),
        ),
    ),
    Sheet(
        "people",
        Permission.MANAGE_PEOPLE,
        (
            Column("username", _CODE, "li.na", is_required=True),
            *NAMES,
            Column("role", CellKind.CHOICE, "WORKER", is_required=True, group="Role", choices=_ROLES),
            _reference("department", "departments", "PROD"),
            _reference("post", "posts", "OP"),
            Column("employee_code", CellKind.TEXT, "0042"),
            Column("joined_on", CellKind.DATE, "2024-03-01"),
            Column("phone", CellKind.TEXT, "13800000000"),
            Column("email"),
            Column("chat"),
        ),
    ),
    Sheet(
        "areas",
        Permission.MANAGE_PLACES,
        (
            Column("code", _CODE, "A-01", is_required=True),
            *NAMES,
            _reference("parent", "areas"),
            _stage("default_stage", is_required=False),
            Column("muster_zh"),
            Column("muster_en"),
        ),
        parent="parent",
    ),
    Sheet(
        "equipment",
        Permission.MANAGE_PLACES,
        (
            Column("code", _CODE, "P-101", is_required=True),
            *NAMES,
            _reference("area", "areas", "A-01", is_required=True),
            _stage("stage", is_required=True),
            Column("kind"),
            _reference("parent", "equipment"),
            Column("maker"),
            Column("serial_number"),
            Column("is_special", CellKind.FLAG),
            Column("next_inspection", CellKind.DATE, "2027-03-01"),
            Column("next_maintenance", CellKind.DATE),
            Column("other_codes", CellKind.CODES),
        ),
        parent="parent",
    ),
    Sheet(
        "sources",
        Permission.MANAGE_SOURCES,
        (
            Column("code", _CODE, "GT-101", is_required=True),
            *NAMES,
            Column(
                "source_kind",
                CellKind.CHOICE,
                "READINGS",
                is_required=True,
                group="SensorKind",
                choices=_KINDS,
            ),
            _reference("area", "areas", "A-01", is_required=True),
            _stage("stage", is_required=True),
            _reference("equipment", "equipment", "P-101"),
            _reference("department", "departments", "PROD"),
            _reference("post", "posts"),
            _reference("responsible", "people", "li.na"),
            Column("unit", CellKind.TEXT, "%LEL"),
            Column("standard"),
            Column("sampling_plan"),
            Column(
                "template",
                CellKind.CHOICE,
                "COMBUSTIBLE_GAS",
                group="LimitTemplate",
                choices=_TEMPLATES,
            ),
        ),
    ),
    Sheet(
        "tags",
        Permission.MANAGE_SOURCES,
        (
            Column("tag_code", _CODE, "E28011606000020D", is_required=True),
            Column(
                "tag_kind", CellKind.CHOICE, "PERSON", is_required=True, group="TagKind", choices=_CARRIERS
            ),
            Column("name_zh", _NAME),
            Column("name_en", _NAME),
            _reference("holder", "people", "li.na"),
            Column("tag_role", _CODE, "OPERATOR"),
            _reference("equipment", "equipment"),
            Column("allowed_areas", CellKind.CODES, "A-01", refers="areas"),
        ),
        module=Module.CAMERA_EVENTS,
    ),
)
"""In the order in which they are imported: none refers to a later one."""
BY_KEY: Final = {sheet.key: sheet for sheet in SHEETS}

COLUMN_OF: Final = {
    ErrorCode.NAME_INVALID: "name_zh",
    ErrorCode.PHONE_INVALID: "phone",
    ErrorCode.EMAIL_INVALID: "email",
    ErrorCode.DEPARTMENT_REQUIRED: "department",
    ErrorCode.DEPARTMENT_CYCLE: "parent",
    ErrorCode.DEPARTMENT_TOO_DEEP: "parent",
    ErrorCode.PARENT_CYCLE: "parent",
    ErrorCode.AREA_CLOSED: "area",
    ErrorCode.UNIT_DIFFERS: "unit",
    ErrorCode.UNIT_IN_USE: "unit",
    ErrorCode.LIMITS_CHANGED: "template",
    ErrorCode.SECOND_PERSON_REQUIRED: "role",
    ErrorCode.OWN_ROLE: "role",
    ErrorCode.LAST_ADMINISTRATOR: "role",
    ErrorCode.ILLEGAL_TRANSITION: "source_kind",
}
"""The cell that a refusal of a command is about; else it is the one that names the row."""
