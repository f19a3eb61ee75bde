"""Statistics by which SQLite plans its statements: without them it takes every index for equally good."""

from datetime import timedelta
from typing import Final

from backend.core.database import Database, Transaction

EVERY: Final = timedelta(days=1)
ROWS_LOOKED_AT: Final = 400
"""Of each index: a look at millions of rows takes milliseconds, too."""
ALL_THAT_CHANGED: Final = 0x10002
"""Measure every table that has grown or shrunk tenfold since, whether or not this connection asked it."""

FEW_ROWS: Final = 1000
"""A table with fewer is taken for a large one, as without statistics: by what it holds on its first day every
statement would look through all of it, still at noon of a day with a flood.
"""
FORGET_SMALL: Final = (
    "DELETE FROM sqlite_stat1 WHERE tbl NOT IN "
    "(SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING max(CAST(stat AS INTEGER)) >= ?)"
)


def measure(database: Database) -> None:
    """Measure the tables that changed. PostgreSQL does so by itself.

    A connection that is open already plans with what it read when it was opened: see `make_engine`.
    """
    if not database.is_postgres:
        database.transact(_measure)


def _measure(tx: Transaction) -> None:
    connection = tx.session.connection()
    for pragma in (f"analysis_limit={ROWS_LOOKED_AT}", f"optimize={ALL_THAT_CHANGED}"):
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").first():
        connection.exec_driver_sql(FORGET_SMALL, (FEW_ROWS,))
        connection.exec_driver_sql("ANALYZE sqlite_schema")  # this connection plans by what is left
