"""Clocks that stand still, by a stop-clock that was granted and has not ended: since when and until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from backend.domain.loop.clocks.extensions import ExtensionState, Stop
from backend.domain.people import Viewer
from backend.storage.tables.cases import CaseRow
from backend.storage.tables.loop.extensions import ExtensionRow

IS_GRANTED = (ExtensionRow.state == ExtensionState.APPROVED, col(ExtensionRow.until).is_not(None))


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, Stop]:
    """The last stop of each of these cases that was not ended early; it may be over by now."""
    since, until = last_stop(col(CaseRow.id))
    statement = select(CaseRow.id, since, until).where(
        col(CaseRow.id).in_(set(case_ids)), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    found = {case_id: stop_of(began, ends) for case_id, began, ends in session.execute(statement)}
    return {case_id: stop for case_id, stop in found.items() if stop}


def last_stop(case_id: Mapped[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Since when and until when the last one of this case lasts, as columns of a statement about cases.

    A clock that stands still is not stopped again: the latest beginning and the latest end are of one stop.
    """
    mine = (col(ExtensionRow.case_id) == case_id, *IS_GRANTED)
    return (
        select(func.max(ExtensionRow.decided_at)).where(*mine).scalar_subquery(),
        select(func.max(ExtensionRow.until)).where(*mine).scalar_subquery(),
    )


def stop_of(since: datetime | None, until: datetime | None) -> Stop | None:
    return Stop(since, until) if since and until else None
