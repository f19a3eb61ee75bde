"""The one order of what waits for people: tier (of an unanswered alert the worst that it had), active before
recovered, lateness, age; then what is over.

SQL says it as columns that ascend; `Waiting.key` says the same of values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import SQLColumnExpression, literal, tuple_
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.errors import ErrorCode, Refused
from backend.core.paging import Page, check_first, decode, encode
from backend.core.session import Session
from backend.core.statements import rows

View = TypeVar("View")
Order: TypeAlias = tuple[SQLColumnExpression[Any], ...]
NEVER_DUE: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""Of what has no deadline: it stands behind all that has one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why something stands where it stands. `tier`: 4 is worst, 0 for what has none, of an alert its rank;
    `is_recovered`: nothing of it goes on any more; `due_at`: the earlier, the later it is; `since`: the
    earlier, the older.
    """

    tier: int
    is_recovered: bool
    due_at: datetime
    since: datetime

    @property
    def key(self) -> tuple[int, int, datetime, datetime]:
        """Sort key: the smallest comes first."""
        return -self.tier, int(self.is_recovered), self.due_at, self.since


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a list: the statement of one table, and what orders it, unique in its last column."""

    statement: SelectOfScalar[Any]
    order: Order
    descends: bool = False


def page_of_parts(
    session: Session,
    parts: Sequence[Part],
    views: Callable[[list[Any]], Sequence[View]],
    *,
    first: int,
    after: str | None,
) -> Page[View]:
    """One page of the first part to its end, then of the next. A cursor holds the key of its row, the number
    of its part before it. `first` 0: no rows, and nothing is read. Raises Refused(INVALID_INPUT).
    """
    check_first(first)
    number, key = (0, None) if after is None else _place(parts, after)
    if first == 0:  # who only counts reads no row
        return Page((), has_next=False)
    found: list[tuple[str, Any]] = []
    for index, part in enumerate(parts[number:], start=number):
        wanted = first + 1 - len(found)
        if wanted > 0:
            met = _rows(session, part, key, limit=wanted)
            found += [(encode((index, *row[-len(part.order) :])), row) for row in met]
        key = None
    shown = views([row for _, row in found[:first]])
    cursors = (cursor for cursor, _ in found)
    return Page(tuple(zip(cursors, shown, strict=False)), len(found) > first)


def _rows(session: Session, part: Part, key: Sequence[Any] | None, *, limit: int) -> list[Any]:
    keys: list[Any] = [column.label(f"place_{number}") for number, column in enumerate(part.order)]
    statement: Any = part.statement.add_columns(*keys)
    if key is not None:
        place = tuple_(
            *(literal(value, _type(column)) for value, column in zip(key, part.order, strict=True))
        )
        here = tuple_(*part.order)
        statement = statement.where(here < place if part.descends else here > place)
    order = [column.desc() if part.descends else column.asc() for column in part.order]
    return rows(session, statement.order_by(*order).limit(limit))


def _place(parts: Sequence[Part], cursor: str) -> tuple[int, Sequence[Any]]:
    """The part and the key that a cursor names."""
    for index, part in enumerate(parts):
        try:
            number, *key = decode(cursor, int, *(_KINDS[_type(column).python_type] for column in part.order))
        except Refused:
            continue
        if number == index:
            return number, key
    raise Refused(ErrorCode.INVALID_INPUT, "not a cursor of ours")


def _type(column: SQLColumnExpression[Any]) -> TypeEngine[Any]:
    found: TypeEngine[Any] = getattr(column, "type")  # noqa: B009 - every column has one; the stubs hide it
    return found


_KINDS: Final[dict[type, Callable[[Any], Any]]] = {
    object: str,  # what SQLModel's own column of text says that it holds
    int: int,
    str: str,
    bool: bool,
    datetime: datetime.fromisoformat,
    UUID: UUID,
}
