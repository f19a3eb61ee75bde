"""A workbook is carried out on a copy of the site, in memory: by the commands of the nouns, as they are.

So every rule holds, no writer of the database waits meanwhile, and what is left to do is rows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NoReturn

import msgspec
from sqlalchemy import Connection, event, insert, select, text
from sqlmodel import Session, SQLModel

from backend.core.audit import KEY_SOURCE
from backend.core.database import RIGHTS, Transaction
from backend.core.engine import make_engine
from backend.core.events import Event
from backend.core.viewer import Viewer
from backend.risks.revisions.dangers_store import KNOWN
from backend.sensors.quarantine_tables import unknown_sources
from backend.workbooks.commands import carry_out
from backend.workbooks.rules import Announced, Parsed, Plan, Snapshot, TableChange
from backend.workbooks.snapshot_store import COPIED, Copied, keyed

EMPTY: Final = (unknown_sources,)
"""Tables that commands of an import write to, and whose rows make no difference to it."""
INDEXES: Final = (
    "CREATE INDEX r1 ON people (lower(username))",
    "CREATE INDEX r2 ON memberships (site_id, lower(employee_code))",
    "CREATE INDEX r3 ON equipment (site_id, lower(code))",
    "CREATE INDEX r4 ON equipment_codes (site_id, lower(code))",
    "CREATE INDEX r5 ON tags (site_id, lower(code))",
    "CREATE INDEX r6 ON risk_objects (site_id, lower(code))",
    "CREATE INDEX r7 ON risk_units (site_id, lower(code))",
    "CREATE INDEX r8 ON risk_events (site_id, lower(code))",
)
"""Indexes for what commands ask once for each line of a file, whatever the case of its letters."""
OFTEN: Final = 20
"""Lines after which progress is reported."""


@dataclass(frozen=True)
class Wanted:
    """Input of a rehearsal: by whom and when, on which copy; `takes_computed`: see `carry_out`."""

    snapshot: Snapshot
    parsed: Parsed
    by: Viewer
    now: datetime
    takes_computed: bool = False


class MemorySession(Session):
    """A session that remembers every row it met, and locks none: nobody else is there."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, info={KEY_SOURCE: _no_keys}, expire_on_commit=False)
        self._met: list[object] = []
        for moment in ("loaded_as_persistent", "pending_to_persistent"):
            event.listen(self, moment, self._meet)

    def get(self, *asked: Any, with_for_update: Any = None, **options: Any) -> Any:  # noqa: ARG002 - no locks
        return super().get(*asked, **options)

    def forget(self) -> None:
        """Read everything anew: what this session knows was undone."""
        self.expunge_all()
        self._met.clear()

    def _meet(self, _: object, row: object) -> None:
        self._met.append(row)


class Rehearsal(Transaction):
    """A transaction in memory. What is announced is kept with its line, and follows when the import is
    written.
    """

    def __init__(self, session: MemorySession, report: Callable[[int], None], *, now: datetime) -> None:
        super().__init__(lambda: session, now=now, is_postgres=False, reactions={})
        self._memory = session
        self.announced: list[Announced] = []
        self._of_line: list[Event] = []
        self._report = report
        self._lines = 0

    def announce(self, happened: Event, *, quietly: bool = False) -> None:  # noqa: ARG002 - nobody hears of it
        self._of_line.append(happened)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """The same for a tenth of the time: one for each line adds up."""
        self.driver.execute("SAVEPOINT line")
        try:
            yield
            self._memory.flush()
        except BaseException:
            self._memory.forget()
            self._of_line.clear()
            self.driver.execute("ROLLBACK TO line")
            raise
        finally:
            self.driver.execute("RELEASE line")

    def end_line(self, sheet: str, row: int) -> None:
        """The line is done: what was announced since the last one follows from it."""
        for each in self._of_line:
            self.announced.append(Announced(sheet, row, msgspec.to_builtins(each, enc_hook=str)))
        self._of_line.clear()
        self._lines += 1
        if self._lines % OFTEN == 0:
            self._report(self._lines)


def rehearse(wanted: Wanted, report: Callable[[int], None] = lambda _: None) -> Plan:
    """Find out what the workbook does. `report` takes the number of lines that are checked.

    Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    snapshot = wanted.snapshot
    engine = make_engine("sqlite://")
    with engine.connect() as connection:
        _copy(connection, snapshot)
        session = MemorySession(connection)
        session.info[KNOWN] = snapshot.dangers
        tx = Rehearsal(session, report, now=wanted.now)
        outcome, digest = carry_out(
            tx,
            snapshot.site_id,
            wanted.parsed,
            tx.end_line,
            by=wanted.by,
            takes_computed=wanted.takes_computed,
        )
        session.flush()
        if outcome.fault_count:
            return Plan(outcome, digest)
        changes = [_change(connection, each, snapshot) for each in COPIED]
        decides_on_rights = bool(session.info.get(RIGHTS))
    tables = [each for each in changes if each.added or each.changed or each.removed]
    return Plan(outcome, digest, tables, tx.announced, decides_on_rights)


def _copy(connection: Connection, snapshot: Snapshot) -> None:
    # What a row refers to need not be here: a plan, or the person who changed it last.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    SQLModel.metadata.create_all(connection, [*(each.table for each in COPIED), *EMPTY])
    for index in INDEXES:
        connection.exec_driver_sql(index)
    connection.exec_driver_sql("BEGIN")
    for each in COPIED:
        if rows := list(snapshot.tables[each.table.name].values()):
            connection.execute(insert(each.table), rows)


def _change(connection: Connection, copied: Copied, snapshot: Snapshot) -> TableChange:
    """Return the rows of a table that are otherwise than before, in the order in which they were made."""
    before = snapshot.tables[copied.table.name]
    rows = select(copied.table).order_by(text("rowid"))  # parents before those below them
    after = keyed(copied.table, connection.execute(rows).mappings())
    return TableChange(
        copied.table.name,
        added=[row for key, row in after.items() if key not in before],
        changed={
            key: {name: value for name, value in row.items() if value != was[name]}
            for key, row in after.items()
            if (was := before.get(key)) is not None and row != was
        },
        removed=[key for key in before if key not in after],
    )


def _no_keys() -> NoReturn:
    raise AssertionError("nothing is sealed in a rehearsal")
