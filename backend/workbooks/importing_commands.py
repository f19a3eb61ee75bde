"""An import that is under way: what the site has by now, and what the rows refer to."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.equipment.rules import EquipmentState
from backend.roster.rules import Shift
from backend.sensors.templates_rules import template_of
from backend.workbooks.cells_rules import text_in
from backend.workbooks.rules import Column, Fault, Known, Outcome, Row, Value, codes_in, folded

OWNERS: Final = ("department", "post", "responsible")


class SkipRow(Exception):
    """The row refers to one that is at fault itself: it is told of that one only."""


class CellRefused(Refused):
    """The cell of this column is at fault, whichever cell such refusals are about otherwise."""

    def __init__(self, column: str, code: ErrorCode, reason: str) -> None:
        super().__init__(code, reason)
        self.column = column


@dataclass(frozen=True)
class Line:
    """A row of an event of the register. `known`: as the site has it, None for a new one; `changed`: columns
    that say otherwise, all of a new one.
    """

    sheet: str
    row: Row
    code: str
    known: Known | None
    wanted: Mapping[str, Value]
    changed: frozenset[str]


class LineRefused(CellRefused):
    """The cell of this column in this line is at fault."""

    def __init__(
        self, line: Line, column: str, code: ErrorCode, reason: str, details: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(column, code, reason)
        self.line = line
        self.details = details or {}


@dataclass
class EventLines:
    """Lines of one event of the register: its own, if the file has one, its measures and check items."""

    event: Line | None = None
    measures: list[Line] = field(default_factory=list)
    items: list[Line] = field(default_factory=list)

    @property
    def all(self) -> list[Line]:
        return [*([self.event] if self.event else []), *self.measures, *self.items]

    @property
    def first(self) -> Line:
        return self.all[0]

    @property
    def is_changed(self) -> bool:
        return any(each.changed for each in self.all)


@dataclass
class Importing:
    """`known`: by sheet and folded code, what the site has and what the file has added. `end_line`: called
    with a sheet and the number of its line that is done. `failed`: codes of rows that are at fault.
    `unread`: sheets whose headings are. `digest`: of everything that is new or changes. `shifts_*`: of the
    duty roster, until they are announced. `limited`: folded codes of sources that have limits already;
    `limits`: what the file says of each. `events`: lines of the register by the folded code of their event;
    `spoiled`: codes of events of which a line is at fault. `takes_computed`: levels that were typed make no
    difference.
    """

    tx: Transaction
    site_id: UUID
    by: Viewer
    zone: ZoneInfo
    known: dict[str, dict[str, Known]]
    end_line: Callable[[str, int], None]
    failed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unread: set[str] = field(default_factory=set)
    limited: set[str] = field(default_factory=set)
    limits: dict[str, list[Mapping[str, Value]]] = field(default_factory=lambda: defaultdict(list))
    outcome: Outcome = field(default_factory=Outcome)
    digest: Any = field(default_factory=hashlib.sha256)
    shifts_added: list[Shift] = field(default_factory=list)
    shifts_changed: list[Shift] = field(default_factory=list)
    events: dict[str, EventLines] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    takes_computed: bool = False

    def put(self, sheet: str, code: str, object_id: UUID | int, values: Mapping[str, Value]) -> None:
        """From now on rows may refer to it."""
        self.known[sheet][code] = Known(object_id, 0, values)

    def note(
        self, sheet: str, code: str, before: Mapping[str, Value] | None, after: Mapping[str, Value]
    ) -> None:
        """Take a row that is new or changes into the digest, with what it was before."""
        values = [
            sorted((name, str(value)) for name, value in (each or {}).items()) for each in (before, after)
        ]
        self.digest.update(repr((sheet, code, values)).encode())

    def blame(self, refused: LineRefused) -> None:
        """Name the cell that is at fault."""
        line = refused.line
        value = text_in(line.row.cells.get(refused.column))[:100]
        self.outcome.add(
            Fault(line.sheet, line.row.number, refused.column, value, refused.code, refused.details)
        )

    def require(self, column: Column, code: str) -> None:
        """Raises CellRefused for a code that nothing has, or SkipRow where the row of that code, or its whole
        sheet, is at fault.
        """
        if not code:
            return
        if column.refers in self.unread or folded(code) in self.failed[column.refers]:
            raise SkipRow
        if folded(code) not in self.known[column.refers]:
            unknown = ErrorCode.CELL_UNKNOWN_CODE
            raise CellRefused(column.key, unknown, f"nothing has the code in {column.key}")

    def id_of(self, sheet: str, code: Value) -> UUID | None:
        """The object of this code; None for none."""
        return cast(UUID, self.known[sheet][folded(str(code))].object_id) if code else None

    def complete_source(self, wanted: dict[str, Value], known: Known | None) -> None:
        """Fill in a source from its template, and its owner where the file names nobody."""
        template = str(wanted["template"] or "")
        if template:
            found = template_of(template)
            wanted["unit"] = wanted["unit"] or found.unit
            wanted["standard"] = wanted["standard"] or found.standard
        elif known is not None:
            wanted["template"] = known.values["template"]
            # Its limits are from this clause; the sheet of limits may have said it.
            wanted["standard"] = wanted["standard"] or known.values["standard"]
        if not any(wanted[owner] for owner in OWNERS):
            if known is None:
                wanted["responsible"] = self._own_username()
            else:
                for column in OWNERS:
                    wanted[column] = known.values[column]

    def complete_machine(self, wanted: dict[str, Value], known: Known | None) -> None:
        """In which state a machine stands, and since when: one that the site has stays where it is, and a new
        one that is more than installed comes with its day. Raises CellRefused.
        """
        if known is None:
            wanted["state"] = wanted["state"] or EquipmentState.INSTALLED.value
            if wanted["state"] != EquipmentState.INSTALLED.value and wanted["state_since"] is None:
                raise CellRefused("state_since", ErrorCode.CELL_REQUIRED, "since when it stands so")
            return
        for column in ("state", "state_since"):
            wanted[column] = wanted[column] or known.values[column]
            if wanted[column] != known.values[column]:
                refused = ErrorCode.CELL_NOT_CHANGED_HERE
                raise CellRefused(column, refused, "a machine is moved on by its page")

    def complete_tag(self, wanted: dict[str, Value], _: Known | None) -> None:
        """Fill in the names of a tag from its holder; write its machine and areas as the site does."""
        holder = self.known["people"].get(folded(str(wanted["holder"])))
        if holder is not None and not wanted["name_zh"]:
            wanted["name_zh"] = holder.values["name_zh"]
            wanted["name_en"] = wanted["name_en"] or holder.values["name_en"]
        wanted["tag_role"] = str(wanted["tag_role"]).upper()
        wanted["equipment"] = "".join(self.as_written("equipment", wanted["equipment"]))
        wanted["allowed_areas"] = self.as_written("areas", wanted["allowed_areas"])

    def as_written(self, sheet: str, value: Value, column: str = "code") -> tuple[str, ...]:
        """Return the codes of a cell, as the site writes those that it has, in their order."""
        found = {each: self.known[sheet].get(folded(each)) for each in codes_in(value)}
        return tuple(sorted({str(known.values[column]) if known else code for code, known in found.items()}))

    def _own_username(self) -> Value:
        people = self.known["people"].values()
        return next(each.values["username"] for each in people if each.object_id == self.by.person_id)


def text(values: Mapping[str, Value], key: str) -> str:
    return str(values[key] or "")
