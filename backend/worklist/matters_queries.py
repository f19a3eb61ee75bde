"""Overdue matters, one row each: a case with all its late steps and tasks is one, an alert without an open
case another. Such an alert only has a deadline of its own, so a matter is the object of a deadline.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from backend.core.paging import Page
from backend.core.providers import OverdueSubjects
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.core.waiting import Part, page_of_parts
from backend.deadlines.store import deadline_of
from backend.deadlines.tables import DeadlineRow
from backend.people.queries import PersonView
from backend.people.rules import Department
from backend.worklist.overdue_queries import OverdueView, is_late, views, waiting_order


@dataclass(frozen=True, slots=True)
class OverdueMatter:
    """A case, an alert, or what else has deadlines; `parts`: its late steps in the one order."""

    object_id: UUID
    parts: tuple[OverdueView, ...]

    @property
    def case_id(self) -> UUID | None:
        return self.parts[0].deadline.case_id

    @property
    def responsible(self) -> tuple[PersonView, ...]:
        """People responsible for any of the late steps, each once."""
        return tuple(
            {person.person.person_id: person for part in self.parts for person in part.responsible}.values()
        )

    @property
    def department(self) -> Department | None:
        return next((part.department for part in self.parts if part.department), None)


def page(
    session: Session,
    viewer: Viewer,
    subjects: OverdueSubjects,
    *,
    now: datetime,
    first: int,
    after: str | None,
) -> Page[OverdueMatter]:
    """In the one order, each matter where its first late step stands."""
    late = is_late(viewer, now)
    place = func.row_number().over(partition_by=col(DeadlineRow.object_id), order_by=waiting_order())
    ranked = select(col(DeadlineRow.id), place.label("place")).where(*late).subquery()
    leading = select(ranked.c.id).where(ranked.c.place == 1)

    def matters(rows: list[DeadlineRow]) -> list[OverdueMatter]:
        return _matters(session, viewer, subjects, [row.object_id for row in rows], late)

    part = Part(select(DeadlineRow).where(col(DeadlineRow.id).in_(leading)), waiting_order())
    return page_of_parts(session, (part,), matters, first=first, after=after)


def counts(session: Session, viewer: Viewer, moments: Iterable[datetime]) -> dict[datetime, int]:
    """Return the number of matters with a late step at each of these moments."""
    number = select(func.count(func.distinct(DeadlineRow.object_id)))
    return {now: session.exec(number.where(*is_late(viewer, now))).one() for now in moments}


def _matters(
    session: Session,
    viewer: Viewer,
    subjects: OverdueSubjects,
    object_ids: Sequence[UUID],
    late: Sequence[ColumnElement[bool]],
) -> list[OverdueMatter]:
    """These matters, with all late steps of each."""
    of_them = select(DeadlineRow).where(*late, one_of(col(DeadlineRow.object_id), object_ids))
    found = [deadline_of(row) for row in session.exec(of_them.order_by(*waiting_order()))]
    parts: dict[UUID, list[OverdueView]] = defaultdict(list)
    for view in views(session, viewer, found, subjects):
        parts[view.deadline.object_id].append(view)
    return [OverdueMatter(each, tuple(parts[each])) for each in object_ids]
