"""Deadlines paused by a granted request that has not ended: since when and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from backend.cases.extensions.rules import Extension, ExtensionState, Pause
from backend.cases.extensions.store import extension_of
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.tables import CaseRow
from backend.core.modules import Module
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView

MOST: Final = 100
IS_GRANTED: Final = (ExtensionRow.state == ExtensionState.APPROVED, col(ExtensionRow.until).is_not(None))
OF_NO_TASK: Final = col(ExtensionRow.task_id).is_(None)


@dataclass(frozen=True, slots=True)
class PausedView:
    """A paused deadline, and who asked for the pause."""

    extension: Extension
    asked_by: PersonView


def in_force(session: Session, viewer: Viewer, *, now: datetime) -> list[PausedView]:
    """Return the paused deadlines for those who may follow up, the next to resume first."""
    sites = viewer.site_ids_where(Permission.FOLLOW_UP)
    statement = (
        select(ExtensionRow)
        .where(col(ExtensionRow.site_id).in_(sites), col(ExtensionRow.until) > now, *IS_GRANTED)
        .where(of_shown_tasks(viewer))
        .order_by(col(ExtensionRow.until), col(ExtensionRow.id))
        .limit(MOST)
    )
    found = [extension_of(row) for row in session.exec(statement)]
    people = references(session, viewer, people=[each.asked_by for each in found]).people
    return [PausedView(each, people[each.asked_by]) for each in found]


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, Pause]:
    """Last pause of each of these cases that was not ended early; it may be over by now."""
    since, until = last_pause(col(ExtensionRow.case_id) == CaseRow.id, OF_NO_TASK)
    statement = select(CaseRow.id, since, until).where(
        one_of(col(CaseRow.id), case_ids), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    found = {case_id: pause_of(began, ends) for case_id, began, ends in session.execute(statement)}
    return {case_id: pause for case_id, pause in found.items() if pause}


def of_shown_tasks(viewer: Viewer) -> ColumnElement[bool]:
    """Condition for requests that are of no task, or of a site that has tasks."""
    has_tasks = col(ExtensionRow.site_id).in_(viewer.site_ids_with(Module.DEPARTMENT_TASKS))
    return OF_NO_TASK | has_tasks


def last_pause(*of: ColumnElement[bool]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Since when and until when the last one of this clock lasts, as columns of another statement.

    A paused deadline is not paused again: the latest beginning and the latest end are of one pause.
    """
    return (
        select(func.max(ExtensionRow.decided_at)).where(*of, *IS_GRANTED).scalar_subquery(),
        select(func.max(ExtensionRow.until)).where(*of, *IS_GRANTED).scalar_subquery(),
    )


def pause_of(since: datetime | None, until: datetime | None) -> Pause | None:
    return Pause(since, until) if since and until else None
