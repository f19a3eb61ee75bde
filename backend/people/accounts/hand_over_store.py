"""Open work of a person who leaves, written to a successor; each noun hands over its own rows."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, SQLModel, select


class HandsOver(Protocol):
    """A store of a noun whose rows have somebody who is to do something about them."""

    def __init__(self, session: Session) -> None: ...

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give open rows of this person to another one; returns how many. None: count only."""
        ...


def hand_over(
    session: Session,
    table: type[SQLModel],
    column: str,
    theirs: Sequence[ColumnElement[bool]],
    to: UUID | None,
) -> int:
    """Write the successor into this column of the rows; returns how many. None: count only."""
    count = session.exec(select(func.count()).select_from(table).where(*theirs)).one()
    if count and to is not None:
        values: dict[str, Any] = {column: to}
        session.execute(update(table).where(*theirs).values(values))
    return count
