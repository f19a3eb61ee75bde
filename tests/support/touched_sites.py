"""Finds transactions that write at a site of which they promised not to (`Transaction.only_at`).

Triggers of the connection to SQLite that writes note the site of every row that is written, by its own column
or by what it belongs to; before the commit they are compared with the promise.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import Table
from sqlmodel import Session

from backend.core import data_version
from backend.core.metadata import metadata

NOTED: Final = "CREATE TEMP TABLE touched (site_id TEXT, what TEXT, UNIQUE (site_id, what))"
TRIGGER: Final = "CREATE TEMP TRIGGER touched_{table}_{when} AFTER {when} ON main.{table} BEGIN {note} END"
NOTE: Final = """INSERT INTO touched SELECT site_id, what
FROM (SELECT {site_id} AS site_id, '{when} {table}' AS what) AS new
WHERE NOT EXISTS (SELECT 1 FROM touched AS old WHERE old.site_id IS new.site_id AND old.what = new.what);"""
"""Without a conflict: what a statement says of its own holds for those of the triggers that it fires, too."""
EVENTS: Final = {"INSERT": ("NEW.",), "UPDATE": ("OLD.", "NEW."), "DELETE": ("OLD.",)}


def hold_to_promises(patch: pytest.MonkeyPatch) -> None:
    """Fail any transaction that breaks its promise."""
    begin, raise_where_written = data_version.begin, data_version.raise_where_written

    def begin_anew(session: Session) -> None:
        if driver := _driver(session):
            _note_anew(driver)
        begin(session)

    def compared(session: Session, site_ids: Collection[UUID] | None) -> frozenset[UUID]:
        raised = raise_where_written(session, site_ids)
        if raised and data_version.EVERYWHERE not in raised and (driver := _driver(session)):
            found = driver.execute("SELECT site_id, what FROM temp.touched")
            beyond = [what for site_id, what in found if site_id is None or UUID(site_id) not in raised]
            assert not beyond, f"a promise was broken: written at another site: {beyond}"
        return raised

    patch.setattr(data_version, "begin", begin_anew)
    patch.setattr(data_version, "raise_where_written", compared)


def _driver(session: Session) -> Any:
    """The driver's connection to SQLite, past what counts statements; None to PostgreSQL."""
    connection = session.connection()
    return connection.connection.driver_connection if connection.dialect.name == "sqlite" else None


def _note_anew(driver: Any) -> None:
    """Forget what was noted. A connection that only reads never pays the 15 ms for its triggers."""
    if driver.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'touched'").fetchone():
        driver.execute("DELETE FROM temp.touched")
        return
    for statement in _statements():
        driver.execute(statement)


@cache
def _statements() -> tuple[str, ...]:
    return (NOTED, *(each for table in metadata().sorted_tables for each in _triggers(table)))


def _triggers(table: Table) -> list[str]:
    is_shown = not (table.info.get("of_readings") or table.info.get("unseen"))
    if not is_shown or table.name == "data_versions" or (find := _site_of(table)) is None:
        return []
    return [_trigger(table.name, when, [find(row) for row in rows]) for when, rows in EVENTS.items()]


def _trigger(table: str, when: str, site_ids: list[str]) -> str:
    notes = [NOTE.format(site_id=site_id, when=when, table=table) for site_id in site_ids]
    return TRIGGER.format(table=table, when=when, note=" ".join(notes))


def _site_of(table: Table, below: frozenset[str] = frozenset()) -> Callable[[str], str] | None:
    """Expression for the site of a row of the table, by the prefix of its columns."""
    if "site_id" in table.c:
        return lambda row: f"{row}site_id"
    for key in table.foreign_keys:
        above, here, there = key.column.table, key.parent.name, key.column.name
        if above.name in below | {table.name} or key.parent.nullable:
            continue
        if (find := _site_of(above, below | {table.name})) is not None:
            found = find(f"{above.name}.")
            return lambda row: f"(SELECT {found} FROM {above.name} WHERE {above.name}.{there} = {row}{here})"
    return None
