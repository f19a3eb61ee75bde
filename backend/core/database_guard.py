"""Recognize a database that cannot be reached: the one failure that means "later" and not "never"."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.core.damage import cause_of
from backend.core.database import Database, HotConnection, Transaction
from backend.core.errors import Unavailable
from backend.core.lost_races import is_away, is_lost

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
        if not is_lost(error) and not isinstance(error, AWAY):
            raise
        raise Unavailable(str(cause_of(error))) from error


def no_op(_tx: Transaction) -> None:
    """Do nothing."""


def guarded(
    database: Database | HotConnection,
    command: Callable[[Transaction], T],
    *,
    guard: Callable[[Transaction], None] = no_op,
) -> T:
    """`database.sweep`, or Unavailable if the database cannot be reached.

    `guard` begins the transaction and may refuse it.
    """

    def checked(tx: Transaction) -> T:
        guard(tx)
        return command(tx)

    with reachable():
        return database.sweep(checked)
