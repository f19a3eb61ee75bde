"""Counts of lists: how many rows a filter has, for several filters in one statement."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select

from backend.core.session import Session

K = TypeVar("K", bound=Hashable)


def counts(session: Session, table: Any, wanted: Mapping[K, Sequence[ColumnElement[bool]]]) -> dict[K, int]:
    """Return the number of rows of this table that meet each of these groups of conditions."""
    if not wanted:
        return {}
    numbers = [
        select(func.count()).select_from(table).where(*conditions).correlate(None).scalar_subquery()
        for conditions in wanted.values()
    ]
    found = session.connection().execute(select(*numbers)).one()
    return dict(zip(wanted, found, strict=True))
