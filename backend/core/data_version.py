"""The version of the data: every transaction that writes raises it, but for those that write readings alone.

By it `core.graphql.answers` knows whether what it keeps still holds. Screens hear of new readings by
subscription: so tables of readings raise nothing, and nothing that was read from them is kept.
"""

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Engine, Table, event, select, update
from sqlmodel import SQLModel, col

from backend.core.session import Session
from backend.core.tables import DataVersionRow

OF_READINGS: Final = {"of_readings": True}
"""`info` of a table that is written with readings, or of a column of which no screen knows."""
STATEMENTS_KNOWN: Final = 4096
WRITTEN: Final = re.compile(
    r'(?:INSERT\s+INTO|REPLACE\s+INTO|DELETE\s+FROM|COPY|(?<!FOR )(?<!DO )UPDATE)\s+"?(\w+)', re.IGNORECASE
)
UPDATED: Final = re.compile(
    r'UPDATE\s+"?(?P<table>\w+)"?\s+SET\s+(?P<values>.*?)(?:\s+(?:FROM|WHERE|RETURNING)\b|$)',
    re.IGNORECASE | re.DOTALL,
)
SET: Final = re.compile(r'(?:^|,\s*)"?(\w+)"?\s*=')
WORDS: Final = re.compile(r"\w+")
_WROTE: Final = "anhuan_wrote"
_MAY_HAVE_WRITTEN: Final = "anhuan_may_have_written"
_CHANGES: Final = "anhuan_changes"
_READ_READINGS: Final = "anhuan_read_readings"
_VERSION: Final = select(col(DataVersionRow.version))
_RAISE: Final = update(DataVersionRow).values(version=col(DataVersionRow.version) + 1)


class Nature(NamedTuple):
    """Effect of a statement."""

    writes: bool
    """Anything but readings."""
    meets_readings: bool


def watch(engine: Engine) -> None:
    """Have every connection note what its statements do. What goes past SQLAlchemy writes readings only."""

    @event.listens_for(engine, "after_cursor_execute")
    def _note(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
        found = nature(statement)
        if found.writes and cursor.rowcount != 0:  # -1: nobody knows
            connection.info[_WROTE] = True
        elif found.writes:
            connection.info[_MAY_HAVE_WRITTEN] = True
        if found.meets_readings:
            note_readings(connection)


def note_readings(connection: Connection) -> None:
    """Note that readings were read past SQLAlchemy."""
    connection.info[_READ_READINGS] = True


def begin(session: Session) -> None:
    """Forget what this connection did for others."""
    connection = session.connection()
    for noted in (_WROTE, _MAY_HAVE_WRITTEN, _READ_READINGS):
        connection.info.pop(noted, None)
    connection.info[_CHANGES] = _changes(connection)


def has_read_readings(session: Session) -> bool:
    """Whether anything since `begin` was read from a table of readings."""
    return _READ_READINGS in session.connection().info


def raise_where_written(session: Session) -> bool:
    """Raise the version if anything but readings was written since `begin`; whether it was.

    The last statement before the commit: on PostgreSQL the row is locked from here to its end.
    """
    session.flush()
    connection = session.connection()
    info = connection.info
    has_written = _WROTE in info or (_MAY_HAVE_WRITTEN in info and _changes(connection) != info[_CHANGES])
    if has_written:
        connection.execute(_RAISE)
    return has_written


def _changes(connection: Connection) -> int:
    """How many rows this connection ever changed; 0 on PostgreSQL, where each statement says it by itself.

    SQLite counts the rows of a statement that gives them back (RETURNING) as they are fetched.
    """
    driver: Any = connection.connection.driver_connection
    return int(getattr(driver, "total_changes", 0))


def version(session: Session) -> int | None:
    """The version as of this transaction; None in a database that counts none."""
    found: int | None = session.connection().execute(_VERSION).scalar_one_or_none()
    return found


@lru_cache(STATEMENTS_KNOWN)
def nature(statement: str) -> Nature:
    """What a statement does, by the names of the tables in it."""
    tables = SQLModel.metadata.tables
    of_readings = {name for name, table in tables.items() if _is_of_readings(table)}
    if (updated := UPDATED.match(statement)) and (table := tables.get(updated["table"])) is not None:
        columns = [table.c.get(name) for name in SET.findall(updated["values"])]
        is_plain = "SELECT" not in updated["values"].upper()  # else its columns are not told apart here
        if is_plain and all(each is not None and _is_of_readings(each) for each in columns):
            return Nature(writes=False, meets_readings=False)
    written = set(WRITTEN.findall(statement))
    return Nature(bool(written - of_readings), not of_readings.isdisjoint(WORDS.findall(statement)))


def _is_of_readings(part: Table | Column[Any]) -> bool:
    return bool(part.info.get("of_readings"))
