"""Recognize a database that cannot be reached: the one failure that means "later" and not "never"."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.core.damage import cause_of, sqlite_code
from backend.core.database import Database, HotConnection, Transaction
from backend.core.errors import Unavailable

T = TypeVar("T")
AWAY: Final = (
    OperationalError,
    InterfaceError,
    PoolTimeoutError,
    # Readings go past SQLAlchemy, so their errors come from the driver as they are.
    sqlite3.OperationalError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)


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


def is_away(error: BaseException) -> bool:
    """Whether the store is at fault and not the request: the same request may succeed later."""
    if isinstance(error, (Unavailable, PoolTimeoutError)) or _is_lost(error):
        return True
    cause = cause_of(error)
    if isinstance(cause, sqlite3.Error):
        return sqlite_code(cause) in SQLITE_AWAY
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate is None:
            return isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError))
        return cause.sqlstate.startswith(SQLSTATES_AWAY)
    return False


@contextmanager
def available() -> Iterator[None]:
    """Raises Unavailable for errors inside that are the database's; around what an edge asks of it."""
    try:
        yield
    except Exception as error:
        if isinstance(error, Unavailable) or not is_away(error):
            raise
        raise Unavailable(str(cause_of(error))) from error


@contextmanager
def reachable() -> Iterator[None]:
    """Raises Unavailable for errors inside where the database cannot be reached."""
    try:
        yield
    except (DBAPIError, *AWAY) as error:
        if not _is_lost(error) and not isinstance(error, AWAY):
            raise
        raise Unavailable(str(cause_of(error))) from error


def _is_lost(error: BaseException) -> bool:
    """Whether the connection ended with it."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def no_op(_tx: Transaction) -> None:
    """Do nothing."""


def guarded(
    database: Database | HotConnection,
    command: Callable[[Transaction], T],
    *,
    guard: Callable[[Transaction], None] = no_op,
) -> T:
    """`database.transact`, or Unavailable if the database cannot be reached.

    `guard` begins the transaction and may refuse it.
    """

    def checked(tx: Transaction) -> T:
        guard(tx)
        return command(tx)

    with reachable():
        return database.transact(checked)
