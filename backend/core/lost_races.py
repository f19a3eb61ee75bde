"""Errors of the database that are no fault of the command: a lost race, a store that is away."""

import sqlite3
from collections.abc import Callable
from typing import Final, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.core.damage import cause_of, sqlite_code
from backend.core.errors import Unavailable

T = TypeVar("T")
ATTEMPTS: Final = 3
RETRYABLE_SQLSTATES: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock (PostgreSQL)
# Of SQLite: no room, no file, no turn, damage. SQLITE_ERROR, a bug of ours, is none of them.
SQLITE_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
# Of PostgreSQL: connection, out of room or memory, cancelled or shutting down, its system, damaged pages.
SQLSTATES_AWAY: Final = ("08", "53", "57", "58", "XX001", "XX002")


def attempt(once: Callable[[], T]) -> T:
    """Do it, and again if it lost a race."""
    for number in range(1, ATTEMPTS + 1):
        try:
            return once()
        except DBAPIError as error:
            if number == ATTEMPTS or not _is_lost_race(error):
                raise
    raise AssertionError("unreachable")


def is_lost(error: BaseException) -> bool:
    """Whether the connection ended with it."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_away(error: BaseException) -> bool:
    """Whether the store is at fault and not the request: the same request may succeed later."""
    if isinstance(error, (Unavailable, PoolTimeoutError)) or is_lost(error):
        return True
    cause = cause_of(error)
    if isinstance(cause, sqlite3.Error):
        return sqlite_code(cause) in SQLITE_AWAY
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate is None:
            return isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError))
        return cause.sqlstate.startswith(SQLSTATES_AWAY)
    return False


def is_of_store(error: BaseException) -> bool:
    """Whether the transaction cannot go on: the store is away, full or damaged, or a race was lost."""
    return is_away(error) or getattr(cause_of(error), "sqlstate", None) in RETRYABLE_SQLSTATES


def _is_lost_race(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in RETRYABLE_SQLSTATES
