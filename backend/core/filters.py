"""Conditions that the filters of lists have in common: one of several values, a span of time, a text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, or_

from backend.core.errors import ErrorCode, Refused

T = TypeVar("T")
LONGEST_TEXT: Final = 100
MOST_VALUES: Final = 200
"""Values that one field of a filter may name."""


def listed(values: Iterable[T] | None) -> tuple[T, ...] | None:
    """Return the values of one field of a filter, so that two equal filters are equal. Raises
    Refused(INVALID_INPUT) for more than anybody picks.
    """
    if values is None:
        return None
    found = tuple(dict.fromkeys(values))
    if len(found) > MOST_VALUES:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_VALUES} values in one field of a filter")
    return found


def only(column: SQLColumnExpression[Any], values: Sequence[Any] | None) -> list[ColumnElement[bool]]:
    """Return the condition that a column has one of these values; none without a list."""
    if values is None:
        return []
    return [column.in_([each.value if isinstance(each, Enum) else each for each in values])]


def between(
    column: SQLColumnExpression[Any], from_at: datetime | None, to_at: datetime | None
) -> list[ColumnElement[bool]]:
    """Return the conditions of a span of time: `from_at` is included, `to_at` is not."""
    found = []
    if from_at is not None:
        found.append(column >= from_at)
    if to_at is not None:
        found.append(column < to_at)
    return found


def holds(text: str, *columns: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether one of these columns holds the text, in whichever case; `%` and `_` are themselves."""
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def checked_time(at: datetime | None) -> datetime | None:
    """Return the time that somebody gave. Raises Refused(INVALID_INPUT) for one without a zone."""
    if at is not None and at.tzinfo is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a time needs a zone")
    return at


def searched(text: str | None) -> str | None:
    """Return the text to look for; None for an empty one. Raises Refused(INVALID_INPUT) for one that is too
    long.
    """
    found = (text or "").strip()
    if len(found) > LONGEST_TEXT or "\x00" in found:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {LONGEST_TEXT} characters of text")
    return found or None
