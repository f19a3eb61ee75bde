"""A database that is damaged or has no room: noticed where somebody meets it, and looked for."""

import errno
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
SQLSTATES: Final = frozenset({"XX001", "XX002"})
"""PostgreSQL: data_corrupted, index_corrupted."""
DISK_FULL: Final = "53100"
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""How the system says that a file finds no room."""
PROBE: Final = bytes(64 * 1024)
LATEST: Final = ("audit", "reading_journal", "outbox", "sensors")
"""Tables that everything depends on."""


def cause_of(error: BaseException) -> BaseException:
    """Return the error of the driver, without what SQLAlchemy put around it."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return error if cause is None else cause


def sqlite_code(cause: sqlite3.Error) -> int:
    """The primary result code of SQLite; SQLITE_ERROR where Python raised it by itself."""
    return getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def is_damage(error: BaseException) -> bool:
    """Whether this error says that a page of the database cannot be read."""
    cause = cause_of(error)
    if isinstance(cause, sqlite3.Error):
        return sqlite_code(cause) in DAMAGED
    return isinstance(cause, psycopg.Error) and cause.sqlstate in SQLSTATES


def is_full(error: BaseException) -> bool:
    """Whether this error says that there is no room to save anything."""
    cause = cause_of(error)
    if isinstance(cause, sqlite3.Error):
        return sqlite_code(cause) == sqlite3.SQLITE_FULL
    return isinstance(cause, psycopg.Error) and cause.sqlstate == DISK_FULL


def require_room(folder: Path) -> None:
    """Write a little beside the database and take it away again. Raises OSError if there is no room."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(PROBE)
        file.flush()
        os.fsync(file.fileno())


def touch(engine: Engine) -> None:
    """Read a row of the tables that everything depends on; raises its error for a damaged page."""
    with engine.connect() as connection:
        for table in LATEST:
            connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").first()  # noqa: S608 - names of ours


def look_for(engine: Engine) -> str | None:
    """Look through the whole database; returns what is wrong, None for nothing. Takes seconds per gigabyte.

    PostgreSQL is asked for the failures that its checksums found (`initdb --data-checksums`).
    """
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                return None if found == "ok" else str(found)
            failures = connection.exec_driver_sql(
                "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
            ).scalar()
            return f"{failures} checksum failures" if failures else None
    except (DBAPIError, sqlite3.Error) as error:
        if not is_damage(error):
            raise
        return str(cause_of(error))
