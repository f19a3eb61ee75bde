"""Statements where every millisecond is a danger seen later: put together once, run often.

A SELECT that is put together each time costs three times as much as its rows. So what an alert asks on its
way is a constant with named parameters: `session.exec(CHILDREN, params={"parents": [1, 2]})`.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Executable, bindparam, func, select
from sqlmodel import Session

from backend.core.allowances import Taken


def several(name: str) -> BindParameter[Any]:
    """The parameter of `column.in_(…)`: a list, also an empty one."""
    return bindparam(name, expanding=True)


def execute_many(connection: Connection, statement: Executable, rows: Sequence[dict[str, Any]]) -> int:
    """Run an INSERT, UPDATE or DELETE once per row; returns how many rows of the table that changed.

    `statement` is a constant, compiled once. Values go to the driver as they are: numbers, texts, bytes and
    None, no times and no JSON. It costs a third of `connection.execute`, and nobody else can write meanwhile.
    """
    if not rows:
        return 0
    sql, names = _compiled(statement, connection.dialect, tuple(rows[0]))
    if names is None:  # the driver takes names
        done = connection.exec_driver_sql(sql, list(rows))
    else:
        done = connection.exec_driver_sql(sql, [tuple(map(row.__getitem__, names)) for row in rows])
    return done.rowcount


@lru_cache
def _compiled(
    statement: Executable, dialect: Dialect, columns: tuple[str, ...]
) -> tuple[str, tuple[str, ...] | None]:
    """The SQL and, where the driver wants values by position, the names in their order."""
    found: Any = statement.compile(dialect=dialect, column_keys=list(columns))  # type: ignore[attr-defined]
    return found.string, None if found.positiontup is None else tuple(found.positiontup)


def taken(
    session: Session,
    at: Any,
    *conditions: ColumnElement[bool],
    since: datetime,
    author: Any = None,
    by: UUID | None = None,
    amount: Any = 0,
) -> Taken:
    """Count the rows that fulfil these conditions and came in (column `at`) since then: of everybody, or
    `by` one person, in the column `author`; and sum up `amount`.
    """
    found = [*conditions, at > since]
    if by is not None:
        found.append(author == by)
    statement = select(func.count(), func.min(at), func.coalesce(func.sum(amount), 0)).where(*found)
    count, oldest, total = session.execute(statement).one()
    return Taken(count, oldest, int(total))
