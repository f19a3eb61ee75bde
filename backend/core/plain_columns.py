"""Times and ids of very many rows at least cost: as the database keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Executable, Float, SQLColumnExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType
from sqlmodel import Session

READ_AT_ONCE: Final = 1000


class plain_moment(FunctionElement[Any]):
    """Time as the database gives it at least cost: `microseconds_of` makes numbers of these."""

    inherit_cache = True
    type = NullType()

    def __init__(self, column: SQLColumnExpression[datetime]) -> None:
        super().__init__(column)


class plain_id(FunctionElement[Any]):
    """Id as text, at least cost: as the database writes it, so equal to that of the same object."""

    inherit_cache = True
    type = NullType()

    def __init__(self, column: SQLColumnExpression[UUID] | SQLColumnExpression[UUID | None]) -> None:
        super().__init__(column)


class elapsed_days(FunctionElement[float]):
    """Time from one moment to another in days, to the millisecond."""

    inherit_cache = True
    type = Float()

    def __init__(self, since: SQLColumnExpression[datetime], until: SQLColumnExpression[datetime]) -> None:
        super().__init__(since, until)


@compiles(plain_moment, "sqlite")
@compiles(plain_id, "sqlite")
def _in_sqlite(element: plain_moment | plain_id, compiler: SQLCompiler, **options: Any) -> str:
    return _column(element, compiler, options)


@compiles(plain_moment, "postgresql")
def _moment_in_postgres(element: plain_moment, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(extract(epoch FROM {_column(element, compiler, options)}) * 1000000 AS bigint)"


@compiles(plain_id, "postgresql")
def _id_in_postgres(element: plain_id, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({_column(element, compiler, options)} AS text)"


@compiles(elapsed_days, "sqlite")
def _days_in_sqlite(element: elapsed_days, compiler: SQLCompiler, **options: Any) -> str:
    since, until = (compiler.process(each, **options) for each in element.clauses)
    return f"(julianday({until}) - julianday({since}))"


@compiles(elapsed_days, "postgresql")
def _days_in_postgres(element: elapsed_days, compiler: SQLCompiler, **options: Any) -> str:
    since, until = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST(extract(epoch FROM {until} - {since}) AS double precision) / 86400)"


def _column(element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]) -> str:
    (column,) = (compiler.process(each, **options) for each in element.clauses)
    return column


def read_columns(session: Session, statement: Executable) -> list[list[Any]]:
    """Return the columns of the rows, as the driver gives them: numbers, texts, and what `plain_moment` and
    `plain_id` stand for.

    A row of SQLAlchemy's costs as much again as reading it; and 100,000 that are kept are walked through by
    the next collection of garbage, which costs as much once more.
    """
    result = session.connection().execute(statement)
    names = list(result.keys())
    found: list[list[Any]] = [[] for _ in names]
    try:
        while rows := result.cursor.fetchmany(READ_AT_ONCE) if result.cursor else []:
            for column, values in zip(found, zip(*rows, strict=True), strict=True):
                column.extend(values)
    finally:
        result.close()
    return found


def microseconds_of(moments: Sequence[Any]) -> NDArray[np.int64]:
    """Return what `plain_moment` gave, as microseconds since 1970."""
    if moments and isinstance(moments[0], str):  # as SQLite keeps it, in UTC
        return np.array(moments, "datetime64[us]").astype(np.int64)
    return np.array(moments, np.int64)
