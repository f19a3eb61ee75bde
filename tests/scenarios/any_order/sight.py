"""What the database says after every step: read as the driver gives it, understood only where it changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, String, bindparam, cast, select
from sqlmodel import SQLModel

from backend.alerts.tables import AlertRow
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.extensions.tables import ExtensionRow, RemediationPlanRow
from backend.cases.links.tables import DismissalRow
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.tables import CaseArchiveRow, CaseRow, RoundRow
from backend.cases.tasks.tables import TaskRow
from backend.core.events import unpacked_refs
from backend.core.tables import AuditRow, OutboxRow
from backend.deadlines.tables import DeadlineRow
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.tables import ObjectionRow

Thing = dict[str, Any]
OWN: Final = frozenset({"number", "version", "content_hash", "signed_hash", "snapshot", "hash", "cause"})
"""What differs between two cases that stand alike."""
TABLES: Final[tuple[type[SQLModel], ...]] = (
    AlertRow,
    CaseRow,
    RoundRow,
    CaseArchiveRow,
    DismissalRow,
    DeadlineRow,
    ExtensionRow,
    RemediationPlanRow,
    HazardReportRow,
    TaskRow,
    ObjectionRow,
    RecurrenceRow,
    RootCauseRow,
    FollowUpRow,
)


def _columns(table: type[SQLModel]) -> Any:
    return SQLModel.metadata.tables[str(table.__tablename__)].c


def _understood(table: type[SQLModel]) -> Any:
    """All of a table; a snapshot stays text."""
    return select(*(cast(c, String).label(c.name) if c.name == "snapshot" else c for c in _columns(table)))


def _since(table: type[SQLModel]) -> Any:
    columns = _columns(table)
    return select(*columns).where(columns.id > bindparam("last")).order_by(columns.id)


UNDERSTOOD: Final = {table: _understood(table) for table in TABLES}
SINCE: Final = {table: _since(table) for table in (AuditRow, OutboxRow)}


class Sight:
    """Every row of the loop by its key, in the order in which they came; `before` as of the look before."""

    def __init__(self) -> None:
        self.now: dict[type[SQLModel], dict[Any, Thing]] = {table: {} for table in TABLES}
        self.before = dict(self.now)
        self.rows: list[Row[Any]] = []
        """What the record has more than at the look before."""
        self.messages: list[Row[Any]] = []
        self._raw: dict[str, Any] = {}
        self._last = {AuditRow: 0, OutboxRow: 0}

    def looks(self, connection: Connection) -> None:
        cursor: Any = connection.connection.cursor()
        self.before = dict(self.now)
        for table in TABLES:
            if self._is_changed(cursor, f"SELECT * FROM {table.__tablename__}"):
                self.now[table] = self._read(connection, table)
        self.rows = self._news(connection, cursor, AuditRow)
        self.messages = self._news(connection, cursor, OutboxRow)
        cursor.close()

    def of(self, table: type[SQLModel]) -> dict[Any, Thing]:
        return self.now[table]

    def changed(self, table: type[SQLModel]) -> Iterator[tuple[Thing | None, Thing]]:
        """Each row that is new or is not what it was, with what it was."""
        before = self.before[table]
        if before is not self.now[table]:
            for key, row in self.now[table].items():
                if before.get(key) != row:
                    yield before.get(key), row

    def situation(self, case_id: UUID, people: set[UUID]) -> tuple[object, ...]:
        """How a case stands: all its rows, but for what only tells it from others."""
        found: list[tuple[object, ...]] = []
        for table in TABLES:
            rows = [row for row in self.now[table].values() if case_id in _ids(row)]
            found += [(table.__tablename__, *_plain(row, people)) for row in rows]
        return tuple(sorted(found, key=repr))

    @property
    def is_changed(self) -> bool:
        return any(self.before[table] is not self.now[table] for table in TABLES) or bool(self.rows)

    def _is_changed(self, cursor: Any, question: str) -> bool:
        cursor.execute(question)
        found = cursor.fetchall()
        if self._raw.get(question, []) == found:
            return False
        self._raw[question] = found
        return True

    def _read(self, connection: Connection, table: type[SQLModel]) -> dict[Any, Thing]:
        """The rows that were there keep their place, so that a choice among them is the same again."""
        keys = [column.name for column in SQLModel.metadata.tables[str(table.__tablename__)].primary_key]
        read = [dict(row) for row in connection.execute(UNDERSTOOD[table]).mappings()]
        found = {(row[keys[0]] if len(keys) == 1 else tuple(row[k] for k in keys)): row for row in read}
        known = {key: found.pop(key) for key in self.now[table] if key in found}
        return known | found

    def _news(self, connection: Connection, cursor: Any, table: type[Any]) -> list[Row[Any]]:
        if not self._is_changed(cursor, f"SELECT max(id) FROM {table.__tablename__}"):
            return []
        news = list(connection.execute(SINCE[table], {"last": self._last[table]}))
        self._last[table] = news[-1].id
        return news


def _ids(row: Thing) -> tuple[object, ...]:
    """Of the row itself, and of the object that it is of."""
    return row.get("id"), row.get("case_id"), row.get("object_id")


def _plain(row: Thing, people: set[UUID]) -> Iterator[object]:
    for name, value in row.items():
        if isinstance(value, datetime):
            yield "then"
        elif isinstance(value, UUID):
            yield value if value in people else "this"
        elif name not in OWN:
            yield repr(value)


def ids_in(rows: list[Row[Any]]) -> set[UUID | None]:
    """Everything that these rows of the record name."""
    return {each.object_id for row in rows for each in unpacked_refs(row.about)}
