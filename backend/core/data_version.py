"""The versions of the data: every transaction that writes raises one, unless it writes readings alone.

By them `core.graphql.answers` knows whether what it keeps still holds. Screens hear of new readings by
subscription: so tables of readings raise nothing, and nothing that was read from them is kept.
A transaction that says at which sites it writes raises the versions of these; all others raise that of every
site, and so does whoever writes to a table whose rows are of no site, such as people (`is_of_sites`).
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Connection, Engine, Table, event, select
from sqlmodel import SQLModel, col

from backend.core.session import Session
from backend.core.statements import INSERT
from backend.core.tables import DataVersionRow

EVERYWHERE: Final = UUID(int=0)
"""In place of a site: the version of what concerns every site."""
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
_WROTE_BEYOND_SITES: Final = "anhuan_wrote_beyond_sites"
_MAY_HAVE_WRITTEN: Final = "anhuan_may_have_written"
_CHANGES: Final = "anhuan_changes"
_READ_READINGS: Final = "anhuan_read_readings"
_VERSIONS: Final = select(col(DataVersionRow.site_id), col(DataVersionRow.version))
_RAISE: Final = {
    name: insert(DataVersionRow).on_conflict_do_update(
        index_elements=["site_id"], set_={"version": col(DataVersionRow.version) + 1}
    )
    for name, insert in INSERT.items()
}
"""By the name of the dialect."""


class Nature(NamedTuple):
    """Effect of a statement."""

    writes: bool
    """Anything that screens show, but for readings."""
    writes_beyond_sites: bool
    """To a table whose rows are of no site."""
    meets_readings: bool


def watch(engine: Engine) -> None:
    """Have every connection note what its statements do. What goes past SQLAlchemy writes readings only."""

    @event.listens_for(engine, "after_cursor_execute")
    def _note(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
        found = nature(statement)
        if found.writes_beyond_sites:
            connection.info[_WROTE_BEYOND_SITES] = True
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
    for noted in (_WROTE, _WROTE_BEYOND_SITES, _MAY_HAVE_WRITTEN, _READ_READINGS):
        connection.info.pop(noted, None)
    connection.info[_CHANGES] = _changes(connection)


def has_read_readings(session: Session) -> bool:
    """Whether anything since `begin` was read from a table of readings."""
    return _READ_READINGS in session.connection().info


def raise_where_written(session: Session, site_ids: Collection[UUID] | None) -> frozenset[UUID]:
    """Raise the versions of `site_ids`, None: of every site, if anything but readings was written since
    `begin`; return what was raised, which may be `EVERYWHERE`.

    The last statement before the commit: on PostgreSQL the rows are locked from here to its end.
    """
    session.flush()
    connection = session.connection()
    info = connection.info
    has_written = _WROTE in info or (_MAY_HAVE_WRITTEN in info and _changes(connection) != info[_CHANGES])
    if not has_written:
        return frozenset()
    if not site_ids or _WROTE_BEYOND_SITES in info:
        site_ids = (EVERYWHERE,)
    in_one_order = [{"site_id": site_id, "version": 1} for site_id in sorted(site_ids)]  # so nobody deadlocks
    connection.execute(_RAISE[connection.dialect.name], in_one_order)
    return frozenset(site_ids)


def _changes(connection: Connection) -> int:
    """How many rows this connection ever changed; 0 on PostgreSQL, where each statement says it by itself.

    SQLite counts the rows of a statement that gives them back (RETURNING) as they are fetched.
    """
    driver: Any = connection.connection.driver_connection
    return int(getattr(driver, "total_changes", 0))


def versions(session: Session) -> Mapping[UUID, int]:
    """Return the versions as of this transaction; a site at which nothing was written by itself has none."""
    return {each.site_id: each.version for each in session.connection().execute(_VERSIONS)}


@lru_cache(STATEMENTS_KNOWN)
def nature(statement: str) -> Nature:
    """Return the effects of a statement, by the names of the tables in it."""
    tables = SQLModel.metadata.tables
    of_readings = {name for name, table in tables.items() if _is_of_readings(table)}
    unseen = {name for name, table in tables.items() if table.info.get("unseen")}
    if (updated := UPDATED.match(statement)) and (table := tables.get(updated["table"])) is not None:
        columns = [table.c.get(name) for name in SET.findall(updated["values"])]
        is_plain = "SELECT" not in updated["values"].upper()  # else its columns are not told apart here
        if is_plain and all(each is not None and _is_of_readings(each) for each in columns):
            return Nature(writes=False, writes_beyond_sites=False, meets_readings=False)
    written = set(WRITTEN.findall(statement)) - of_readings - unseen
    return Nature(
        writes=bool(written),
        writes_beyond_sites=not all(name in tables and is_of_sites(tables[name]) for name in written),
        meets_readings=not of_readings.isdisjoint(WORDS.findall(statement)),
    )


def is_of_sites(table: Table, *, below: frozenset[str] = frozenset()) -> bool:
    """Whether each row of the table is of a site: by a column of its own, or by what it belongs to.

    `below`: tables that belong to this one, so that a circle has an end.
    """
    if (site_id := table.c.get("site_id")) is not None:
        return not site_id.nullable
    above = {key.column.table for key in table.foreign_keys if not key.parent.nullable}
    below |= {table.name}
    return any(is_of_sites(each, below=below) for each in above if each.name not in below)


def _is_of_readings(part: Table | Column[Any]) -> bool:
    return bool(part.info.get("of_readings"))
