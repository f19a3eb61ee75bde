"""Migrated databases of both kinds, made quickly: migrated once per run, copied for every test.

What is committed is on disk in the product; here it need only outlive the processes, not the machine.
"""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import event, make_url

from backend.core.database import Database
from backend.entrypoints.migration import migrate
from backend.reactions import REACTIONS


def migrated(url: str) -> str:
    """Bring the database at this URL to the present schema and let go of it; return the URL."""
    database = hasty(Database(url, reactions=REACTIONS))
    migrate(database)
    database.dispose()
    return url


def sqlite_copy(template: Path, folder: Path) -> str:
    """URL of a copy of a migrated SQLite file."""
    target = folder / "anhuan.sqlite3"
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


def hasty(database: Database) -> Database:
    """The same database, which does not wait for the disk at every commit."""
    if not database.is_postgres:
        event.listen(database.engine, "connect", _do_not_wait)
    return database


def _do_not_wait(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def postgres_copy(template_url: str) -> Iterator[str]:
    """URL of a copy of a migrated PostgreSQL database, dropped at the end of the block."""
    template = make_url(template_url)
    name = f"anhuan_test_{uuid.uuid4().hex[:12]}"
    server = template.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        # Copied as files, not through the log: a quarter of the time. Before PostgreSQL 15 it was always so.
        how = " STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + how)
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template.database or "")))
        try:
            yield template.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
