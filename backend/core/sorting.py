"""Order of a list by one of its columns, right across pages: equal values by id, those without one last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Integer, SQLColumnExpression, case, func, literal, type_coerce

from backend.core.waiting import NEVER_DUE, Order, Part

By = TypeVar("By", bound=Enum)
NO_VALUE: Final[dict[type, Any]] = {int: 0, datetime: NEVER_DUE}
"""Stands in a key for a column without a value: a comparison with NULL would lose the row."""


@dataclass(frozen=True, slots=True)
class Sort(Generic[By]):
    """Column to sort by, and which end comes first."""

    by: By
    descends: bool = False


@dataclass(frozen=True, slots=True)
class SortColumn:
    """Column of a table that a list may be sorted by. `is_optional`: rows without a value come last,
    whichever end comes first.
    """

    column: SQLColumnExpression[Any]
    is_optional: bool = False

    def order(self, *, descends: bool) -> Order:
        if not self.is_optional:
            return (self.column,)
        # All columns of a key ascend or all descend: the one that puts empty rows last is turned with them.
        with_value, without = (1, 0) if descends else (0, 1)
        kind: Any = getattr(self.column, "type")  # noqa: B009 - every column has one; the stubs hide it
        empty = literal(NO_VALUE[kind.python_type], kind)
        return (
            type_coerce(case((self.column.is_(None), without), else_=with_value), Integer),
            type_coerce(func.coalesce(self.column, empty), kind),
        )


def sorted_part(statement: Any, column: SortColumn, tie: SQLColumnExpression[Any], *, descends: bool) -> Part:
    """Return the whole list in the order of one column; `tie` is unique."""
    return Part(statement, (*column.order(descends=descends), tie), descends=descends)


def rank(column: SQLColumnExpression[Any], values: Sequence[Any]) -> SQLColumnExpression[int]:
    """Return the place of a column's value among these, the first is 0: states in the order of their work."""
    places = {each.value if isinstance(each, Enum) else each: place for place, each in enumerate(values)}
    return type_coerce(case(places, value=column, else_=len(places)), Integer)
