"""Statements where every millisecond is a danger seen later: put together once, run often.

A SELECT that is put together each time costs three times as much as its rows. So what an alert asks on its
way is a constant with named parameters: `session.exec(CHILDREN, params={"parents": [1, 2]})`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Self, TypeVar, cast
from uuid import UUID

import msgspec
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Label,
    SQLColumnExpression,
    String,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine
from sqlmodel import Session, SQLModel
from sqlmodel import select as select_rows
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.allowances import Taken

R = TypeVar("R")

INSERT: Final = {dialect.__name__.rpartition(".")[2]: dialect.insert for dialect in (sqlite, postgresql)}
"""By the name of the dialect: an INSERT that may say what it does where the row is there already."""


class ListOf(TypeDecorator[Sequence[Any]]):
    """A list as one parameter: an array on PostgreSQL, JSON on SQLite, its items as their column has them."""

    impl = String
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        array = ARRAY(self.item) if dialect.name == "postgresql" else String()
        return dialect.type_descriptor(array)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """Raises TypeError for None: no list is not an empty list."""
        if value is None:
            raise TypeError("a list is needed")
        if dialect.name == "postgresql":
            return list(value)
        write = self.item.dialect_impl(dialect).bind_processor(dialect)
        return msgspec.json.encode([write(each) for each in value] if write else list(value)).decode()


def with_code(table: type[R], site_id: UUID, code: str) -> SelectOfScalar[R]:
    """Select the row of a site that has this code, whatever its case. `table`: one with both columns."""
    named: Any = table
    statement: SelectOfScalar[R] = select_rows(table)
    return statement.where(named.site_id == site_id, func.lower(named.code) == code.lower())


class among(FunctionElement[bool]):
    """Whether a column has one of the values of a parameter, also of none: `IN` whose text stays the same.

    An `IN` with as many parameters as values is put together again each time it runs.
    """

    inherit_cache = True
    type = Boolean()

    def __init__(self, column: SQLColumnExpression[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_list_of(column)))

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002 - SQLAlchemy's signature
        """It stands in its own brackets, and is a condition already."""
        return self


class one_of(among):
    """Whether a column has one of these values, also of none: `among` with the values at hand."""

    inherit_cache = True

    def __init__(self, column: SQLColumnExpression[Any], values: Iterable[Any]) -> None:
        super(among, self).__init__(
            column, bindparam(None, list(values), type_=_list_of(column), unique=True)
        )


def _list_of(column: SQLColumnExpression[Any]) -> ListOf:
    kind: TypeEngine[Any] = getattr(column, "type")  # noqa: B009 - every column has one; the stubs hide it
    return ListOf(String() if isinstance(kind, NullType) else kind)  # what a function returns is a text here


@compiles(among, "sqlite")
def _in_sqlite(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"  # noqa: S608 - of what SQLAlchemy wrote


@compiles(among, "postgresql")
def _in_postgres(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"({column} = ANY ({values}))"


def every_column(table: type[SQLModel]) -> list[Column[Any]]:
    """The columns of a table, for reads that join others to it: `row.name` is that of this table."""
    return list(getattr(table, "__table__").columns)  # noqa: B009 - SQLModel does not name it


def both_names(named: Any, prefix: str) -> tuple[Label[str], Label[str]]:
    """The name of a table's rows in both languages, as `<prefix>_zh` and `<prefix>_en`."""
    return named.name_zh.label(f"{prefix}_zh"), named.name_en.label(f"{prefix}_en")


def rows(session: Session, statement: SelectOfScalar[R], params: Mapping[str, Any] | None = None) -> list[R]:
    """The rows of a `select(Table)` for reading: their columns as attributes, and no session behind them.

    An object that a session keeps, to write what changes in it, costs three times as much as its row.
    """
    if session.autoflush:  # inside a command: what it wrote before counts
        session.flush()
    return cast(list[R], session.connection().execute(statement, params).all())


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
