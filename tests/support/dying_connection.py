"""A connection that dies at a statement of one's choice, or at its COMMIT."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from backend.core.database import Database, Transaction

Command = Callable[[Transaction], object]
Counts = dict[str, int]


class Died(BaseException):
    """The process is gone, or its connection: nothing catches this."""


class Fate:
    """Lets every statement fail from the `at`-th on, or the COMMIT (`at` None), while it holds."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def moments(self) -> list[int]:
        """Statements before which more is written than before the last: each leaves another half."""
        return [1, *(number + 1 for number in self.writes if number < self.statements)]

    @contextmanager
    def dies(self, at: int | None = None) -> Iterator["Fate"]:
        self.statements, self.writes, self.would_leave = 0, list[int](), Counts()

        def execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.statements += 1
            if not statement.startswith("SELECT"):
                self.writes.append(self.statements)
            if at is not None and self.statements >= at:
                raise Died

        def commit(driver: Any) -> None:
            self.would_leave = _counts(driver)
            raise sqlite3.OperationalError("disk I/O error")

        dialect = self.database.engine.dialect
        event.listen(self.database.engine, "before_cursor_execute", execute)
        if at is None:
            dialect.do_commit = commit  # type: ignore[method-assign]
        try:
            yield self
        finally:
            event.remove(self.database.engine, "before_cursor_execute", execute)
            vars(dialect).pop("do_commit", None)


def die(fate: Fate, command: Command, at: int | None) -> Counts:
    with fate.dies(at), pytest.raises((Died, sqlite3.OperationalError, OperationalError)):
        fate.database.transact(command)
    return fate.would_leave


def dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table, as the driver gives it."""
    with database.engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        return {table.name: _rows(cursor, table.name) for table in SQLModel.metadata.sorted_tables}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


def _counts(driver: Any) -> Counts:
    """Rows per table as the transaction sees them that is about to end."""
    cursor = driver.cursor()
    return {table.name: _count(cursor, table.name) for table in SQLModel.metadata.sorted_tables}


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    count: int = cursor.fetchone()[0]
    return count
