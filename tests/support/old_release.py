"""A database as the product left it before there was a loop: made by today's services, put in the old tables.

Every old table gets the columns that it had. What the old product did not write is left out: fingerprints,
the parts of a snapshot that came later, and the subject of an audit row, so the chain is hashed anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlmodel import SQLModel

from backend.archive.rules import snapshot_hash
from backend.core.audit_chain import GENESIS, Link, link_hash
from backend.core.database import Database
from backend.entrypoints.migration import REPOSITORY
from backend.readings.series import plain

BEFORE_THE_LOOP: Final = "d6c6parts"
PARTS_THEN: Final = ("case", "alerts", "report", "rounds", "evidence")
UNKNOWN_THEN: Final = frozenset({"DISPOSAL_FLAGGED", "CASE_REPEATED"})


@contextmanager
def _connected(database: Database) -> Iterator[sa.Connection]:
    """As migrations are run: SQLite's foreign keys are off meanwhile."""
    with database.engine.connect() as connection:
        if not database.is_postgres:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
        if not database.is_postgres:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def build(database: Database, today: Database) -> None:
    """Give an empty database the old tables, and everything of `today` that fits into them."""
    config = Config()
    config.set_main_option("script_location", str(REPOSITORY / "migrations"))
    with _connected(database) as connection:
        config.attributes["connection"] = connection
        plain.drop_views(connection)
        command.upgrade(config, BEFORE_THE_LOOP)
        there = sa.inspect(connection)
        with today.engine.connect() as source:
            for table in SQLModel.metadata.sorted_tables:
                if table.name in there.get_table_names():
                    names = {each["name"] for each in there.get_columns(table.name)}
                    _copy(source, connection, table, [each for each in table.c if each.name in names])


def _copy(
    source: sa.Connection, target: sa.Connection, table: sa.Table, columns: list[sa.Column[Any]]
) -> None:
    rows = [dict(row._mapping) for row in source.execute(sa.select(*columns).order_by(*table.primary_key))]
    rows = AS_THEN.get(table.name, list)(rows)
    old = sa.Table(table.name, sa.MetaData(), *(sa.Column(each.name, each.type) for each in columns))
    if rows:
        target.execute(old.insert(), rows)
    if target.dialect.name == "postgresql" and isinstance(
        getattr(table.c.get("id"), "type", None), sa.Integer
    ):
        target.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
            f"(SELECT coalesce(max(id), 1) FROM {table.name}))"
        )


def _chain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that were written then, hashed without a subject; the archive's hash was no part of them."""
    ends: dict[Any, tuple[int, str]] = {}
    kept = []
    for row in sorted(rows, key=lambda each: (str(each["site_id"]), each["position"])):
        if row["kind"] in UNKNOWN_THEN:
            continue
        position, previous = ends.get(row["site_id"], (0, GENESIS))
        note = None if row["kind"] == "CASE_ARCHIVED" else row["note"]
        then = {**row, "position": position + 1, "note": note, "previous_hash": previous}
        then["hash"] = link_hash(str(then["site_id"]), _link(then))
        ends[then["site_id"]] = (then["position"], then["hash"])
        kept.append(then)
    _HEADS.clear()
    _HEADS.update(ends)
    return kept


_HEADS: Final[dict[Any, tuple[int, str]]] = {}
"""Where the chain of each site ends once its rows are hashed anew; the heads are copied after the rows."""


def _heads(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**row, "position": _HEADS[row["site_id"]][0], "hash": _HEADS[row["site_id"]][1]}
        for row in rows
        if row["site_id"] in _HEADS
    ]


def _link(row: dict[str, Any]) -> Link:
    ids = {name: str(row[name]) if row[name] else None for name in ("by", "alert_id", "case_id", "report_id")}
    return Link(
        position=row["position"],
        at_us=int(row["at"].timestamp() * 1_000_000),
        kind=row["kind"],
        tier=row["tier"],
        round_number=row["round_number"],
        note=row["note"],
        subject_id=None,
        previous_hash=row["previous_hash"],
        hash="",
        **ids,
    )


def _archives(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Snapshots of version 1, with their hash."""
    old = []
    for row in rows:
        content = {"version": 1, **{name: row["snapshot"][name] for name in PARTS_THEN}}
        old.append({**row, "snapshot": content, "hash": snapshot_hash(content)})
    return old


AS_THEN: Final = {"audit": _chain, "audit_heads": _heads, "case_archives": _archives}
