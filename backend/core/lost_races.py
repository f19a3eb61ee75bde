"""Errors of the database that are no fault of the command: a lost race, a store that is away."""

import sqlite3
from collections.abc import Callable
from typing import Final, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from backend.core.damage import is_damage, is_full
from backend.core.errors import Unavailable

T = TypeVar("T")
ATTEMPTS: Final = 3
RETRYABLE_SQLSTATES: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock (PostgreSQL)
AWAY: Final = (
    OperationalError,
    InterfaceError,
    # Readings go past SQLAlchemy, so their errors come from the driver as they are.
    sqlite3.OperationalError,
    psycopg.OperationalError,
    Unavailable,
)


def attempt(once: Callable[[], T]) -> T:
    """Do it, and again if it lost a race."""
    for number in range(1, ATTEMPTS + 1):
        try:
            return once()
        except DBAPIError as error:
            if number == ATTEMPTS or not _is_lost_race(error):
                raise
    raise AssertionError("unreachable")


def is_of_store(error: BaseException) -> bool:
    """Whether the database is at fault, and nothing of the transaction can go on: away, full, damaged."""
    return isinstance(error, AWAY) or is_damage(error) or is_full(error)


def _is_lost_race(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in RETRYABLE_SQLSTATES
