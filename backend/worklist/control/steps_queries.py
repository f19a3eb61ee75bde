"""Steps of alerts and cases that became due, late or in time: the list behind the shares in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.core.counts import counts as counts_of
from backend.core.filters import between, only
from backend.core.lists import From, To
from backend.core.paging import Page
from backend.core.providers import OverdueSubjects
from backend.core.sorting import SortColumn, sorted_part
from backend.core.viewer import Permission, Viewer
from backend.core.waiting import page_of_parts
from backend.deadlines.modules_queries import is_shown
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import deadline_of
from backend.deadlines.tables import DeadlineRow
from backend.sensors.tables import SensorRow
from backend.worklist import overdue_queries as overdue
from backend.worklist.overdue_queries import OverdueView

DEPARTMENT: Final = func.coalesce(
    col(DeadlineRow.department_id), col(CaseRow.department_id), col(SensorRow.department_id)
)
"""Department that owed a step."""
IN_TIME: Final[ColumnElement[bool]] = func.coalesce(
    col(DeadlineRow.ended_at) <= col(DeadlineRow.due_at), false()
)
"""Whether a step was done in time; what is not done was not."""


@dataclass(frozen=True, slots=True)
class StepFilter:
    """Steps that became due."""

    steps: Sequence[DeadlineStep] | None = None
    department_ids: Annotated[Sequence[UUID] | None, "Who owed them."] = None
    due_from: From = None
    due_to: To = None
    is_late: Annotated[
        bool | None, "True: not done in time, and those that still are not; false: all others."
    ] = None


def of_deadlines(*columns: Any) -> Select[Any]:
    """Select these of the deadlines, beside their case, or alert and source."""
    return (
        select(*columns)
        .select_from(DeadlineRow)
        .join(CaseRow, col(CaseRow.id) == DeadlineRow.object_id, isouter=True)
        .join(AlertRow, col(AlertRow.id) == DeadlineRow.object_id, isouter=True)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id, isouter=True)
    )


def of_viewer(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Whether a deadline is of an alert or a case of the viewer's sites."""
    here = col(DeadlineRow.site_id).in_(viewer.site_ids_where(Permission.SEE_KPIS))
    return [here, col(DeadlineRow.noun).in_(("case", "alert")), *is_shown(viewer)]


def conditions(viewer: Viewer, which: StepFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions of the list, of its count and of every share."""
    found = [
        *of_viewer(viewer),
        col(DeadlineRow.due_at) < now,
        *only(col(DeadlineRow.step), which.steps),
        *between(col(DeadlineRow.due_at), which.due_from, which.due_to),
    ]
    if which.department_ids is not None:
        found.append(DEPARTMENT.in_(which.department_ids))
    if which.is_late is not None:
        found.append(~IN_TIME if which.is_late else IN_TIME)
    return found


def page(
    session: Session,
    viewer: Viewer,
    subjects: OverdueSubjects,
    which: StepFilter,
    *,
    now: datetime,
    first: int,
    after: str | None,
) -> Page[OverdueView]:
    """Return steps, those that became due last first."""

    def views(rows: list[DeadlineRow]) -> list[OverdueView]:
        return overdue.views(session, viewer, [deadline_of(row) for row in rows], subjects)

    statement = select_rows(DeadlineRow).where(_is_found(viewer, which, now))
    part = sorted_part(statement, SortColumn(col(DeadlineRow.due_at)), col(DeadlineRow.id), descends=True)
    return page_of_parts(session, (part,), views, first=first, after=after)


def counts(
    session: Session, viewer: Viewer, wanted: Iterable[tuple[StepFilter, datetime]]
) -> dict[tuple[StepFilter, datetime], int]:
    """Return the number of steps of each of these (filter, now)."""
    return counts_of(session, DeadlineRow, {key: [_is_found(viewer, *key)] for key in wanted})


def _is_found(viewer: Viewer, which: StepFilter, now: datetime) -> ColumnElement[bool]:
    found = of_deadlines(col(DeadlineRow.id)).where(*conditions(viewer, which, now))
    return col(DeadlineRow.id).in_(found)
