"""A workbook on its way in: sent, checked, imported; what is known of it after each step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.workbooks.rules import Fault, Note, Outcome, RegisterEffect

LEASE: Final = timedelta(seconds=15)
"""So long a process may keep silent about a run; one that is killed says nothing more."""
WRITING_LEASE: Final = timedelta(seconds=90)
"""While it writes: on SQLite nobody else can, not even its own progress."""
LONGEST_NAME: Final = 120
MOST_CHANGES: Final = 5
WORKBOOK: Final = "workbook"
"""Kind of the hint that a workbook of a site moved on."""


class RunState(StrEnum):
    READING = "READING"
    CHECKING = "CHECKING"
    CHECKED = "CHECKED"
    """It waits for somebody's word, or has faults."""
    WRITING = "WRITING"
    IMPORTED = "IMPORTED"
    REFUSED = "REFUSED"
    """As a whole, with a code. Nothing of it was written."""
    INTERRUPTED = "INTERRUPTED"
    """The process that was at work ended. Nothing of it was written."""


IN_WORK: Final = frozenset({RunState.READING, RunState.CHECKING, RunState.WRITING})


@dataclass(frozen=True, slots=True)
class Run:
    """`sha256`, `size`: of the file. `attempt`: of the process that is at work. `position`: of the audit log,
    when the file was checked. `rows_*`: lines of the file. `digest`: see `Plan`. `changes`: what others did
    meanwhile, packed. `has_content`: whether the file is still kept. `takes_computed`: whatever level was
    typed, the computed one holds.
    """

    run_id: UUID
    site_id: UUID
    person_id: UUID
    file_name: str
    sheet: str
    sha256: str
    size: int
    state: RunState
    is_import: bool
    attempt: UUID
    lease_until: datetime | None
    started_at: datetime
    changed_at: datetime
    position: int = 0
    rows_total: int = 0
    rows_checked: int = 0
    digest: str = ""
    outcome: dict[str, Any] | None = None
    code: str | None = None
    has_content: bool = True
    takes_computed: bool = False

    def state_at(self, now: datetime) -> RunState:
        """Where it is. A process that has been silent for longer than its lease is gone."""
        is_late = self.lease_until is not None and self.lease_until < now
        return RunState.INTERRUPTED if self.state in IN_WORK and is_late else self.state

    def may_be_imported(self, now: datetime) -> bool:
        """Whether it was checked without a fault, does something, and its file is kept."""
        if self.state_at(now) is not RunState.CHECKED or self.outcome is None or not self.has_content:
            return False
        does_something = any(each["new"] or each["changed"] for each in self.outcome["counts"])
        return does_something and not self.outcome["faultCount"]


def require_importable(run: Run, now: datetime) -> None:
    """Raises Refused(ILLEGAL_TRANSITION) for a run that was not checked, has faults, or has ended."""
    if not run.may_be_imported(now):
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"a workbook that is {run.state_at(now)} is not imported")


def packed(outcome: Outcome) -> dict[str, Any]:
    """The outcome as it is kept and shown."""
    return {
        "counts": [
            {
                "sheet": key,
                "rows": each.rows,
                "new": each.new,
                "changed": each.changed,
                "same": each.same,
                "faults": each.faults,
            }
            for key, each in outcome.counts.items()
        ],
        "faults": [_packed_fault(each) for each in outcome.faults],
        "faultCount": outcome.fault_count,
        "notes": [_packed_note(each) for each in outcome.notes],
        "noteCount": outcome.note_count,
        "ignoredSheets": outcome.ignored_sheets,
        "ignoredColumns": [
            {"sheet": key, "columns": columns} for key, columns in outcome.ignored_columns.items() if columns
        ],
        "typedLevels": outcome.typed_levels,
        "register": _packed_effect(outcome.register) if outcome.register else None,
    }


def _packed_effect(effect: RegisterEffect) -> dict[str, Any]:
    return {
        "levels": [
            {"level": level, "before": before, "after": effect.after.get(level, 0)}
            for level, before in effect.before.items()
        ],
        "unconfirmed": effect.unconfirmed,
        "proposed": effect.proposed,
        "stored": effect.stored,
    }


def _packed_note(note: Note) -> dict[str, Any]:
    """Its times are of the clock of the site, without a zone."""
    return {
        "sheet": note.sheet,
        "kind": note.kind.value,
        "line": note.line.both(),
        "startsAt": note.starts_at.isoformat(timespec="minutes"),
        "endsAt": note.ends_at.isoformat(timespec="minutes"),
    }


def _packed_fault(fault: Fault) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "code": fault.code.value,
        **({"details": dict(fault.details)} if fault.details else {}),
    }
