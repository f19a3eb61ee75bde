"""Migrated databases of both kinds, made quickly: migrated once per run, copied for every test."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from backend.entrypoints.migration import migrate
from backend.storage.transaction import Database


def migrated(url: str) -> str:
    """Bring the database at this URL to the present schema and let go of it; return the URL."""
    database = Database(url)
    migrate(database)
    database.dispose()
    return url


def sqlite_copy(template: Path, folder: Path) -> str:
    """URL of a copy of a migrated SQLite file."""
    target = folder / "anhuan.sqlite3"
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


@contextmanager
def postgres_copy(template_url: str) -> Iterator[str]:
    """URL of a copy of a migrated PostgreSQL database, dropped at the end of the block."""
    template = make_url(template_url)
    name = f"anhuan_test_{uuid.uuid4().hex[:12]}"
    server = template.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template.database or "")))
        try:
            yield template.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
