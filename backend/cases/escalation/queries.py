"""督办 as lists and as part of a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import and_, not_
from sqlmodel import Session, col, select

from backend.cases.escalation.filters_queries import (
    FollowUpList,
    FollowUpSortBy,
    conditions,
    is_seen,
    sort_column,
)
from backend.cases.escalation.rules import FollowUp
from backend.cases.escalation.store import follow_up_of
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.tables import CaseRow
from backend.cases.waiting_queries import waiting_order
from backend.core.paging import Page
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.core.waiting import Part, page_of_parts
from backend.equipment.references_queries import references
from backend.people.queries import PersonView

NEWEST: Final = (col(FollowUpRow.at), col(FollowUpRow.id))


@dataclass(frozen=True, slots=True)
class FollowUpView:
    follow_up: FollowUp
    to: PersonView
    by: PersonView | None


def page(
    session: Session,
    viewer: Viewer,
    which: FollowUpList,
    *,
    first: int,
    after: str | None,
    sort: Sort[FollowUpSortBy] | None = None,
) -> Page[FollowUpView]:
    """Return a page of what the viewer was asked, and of what was asked where the viewer may follow up:
    requests that wait for an answer in the order of their cases, then the others, newest first; or all of
    them sorted by one column.
    """
    of_case = select(FollowUpRow).join(CaseRow, col(CaseRow.id) == FollowUpRow.case_id)
    wanted = of_case.where(*conditions(viewer, which))
    waits = and_(col(FollowUpRow.answered_at).is_(None), col(FollowUpRow.ended_at).is_(None))
    tier, recovered, due, _, _ = waiting_order()
    order = (tier, recovered, due, col(FollowUpRow.at), col(FollowUpRow.id))
    parts: tuple[Part, ...] = (
        Part(wanted.where(waits), order),
        Part(wanted.where(not_(waits)), NEWEST, descends=True),
    )
    if sort is not None:
        parts = (sorted_part(wanted, sort_column(sort.by), col(FollowUpRow.id), descends=sort.descends),)
    return page_of_parts(session, parts, partial(_views, session, viewer), first=first, after=after)


def by_ids(session: Session, viewer: Viewer, follow_up_ids: Iterable[UUID]) -> dict[UUID, FollowUpView]:
    statement = select(FollowUpRow).where(one_of(col(FollowUpRow.id), follow_up_ids))
    views = _views(session, viewer, list(session.exec(statement.where(is_seen(viewer)))))
    return {view.follow_up.follow_up_id: view for view in views}


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[FollowUpView]]:
    """Newest first, for everybody at the site: a case hides nothing of what happened to it."""
    wanted = set(case_ids)
    statement = (
        select(FollowUpRow)
        .where(one_of(col(FollowUpRow.case_id), wanted), col(FollowUpRow.site_id).in_(viewer.site_ids))
        .order_by(col(FollowUpRow.at).desc(), col(FollowUpRow.id).desc())
    )
    found: dict[UUID, list[FollowUpView]] = {case_id: [] for case_id in wanted}
    for view in _views(session, viewer, list(session.exec(statement))):
        found[view.follow_up.case_id].append(view)
    return found


def _views(session: Session, viewer: Viewer, rows: Sequence[FollowUpRow]) -> list[FollowUpView]:
    people = [person for row in rows for person in (row.to_id, row.by_id)]
    refs = references(session, viewer, people=people)
    return [FollowUpView(follow_up_of(row), refs.people[row.to_id], refs.person(row.by_id)) for row in rows]
