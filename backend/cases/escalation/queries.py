"""督办 as lists and as part of a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_
from sqlmodel import Session, col, select

from backend.cases.escalation.rules import Supervision, SupervisionFilter
from backend.cases.escalation.store import supervision_of
from backend.cases.escalation.tables import SupervisionRow
from backend.core.paging import Page, check_first, decode, page_of
from backend.core.viewer import Permission, Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView


@dataclass(frozen=True, slots=True)
class SupervisionView:
    supervision: Supervision
    to: PersonView
    by: PersonView | None


def page(
    session: Session, viewer: Viewer, which: SupervisionFilter, *, first: int, after: str | None
) -> Page[SupervisionView]:
    """Newest first: what the viewer was asked, and what was asked where the viewer may chase."""
    statement = select(SupervisionRow).where(*_conditions(viewer, which))
    if after is not None:
        key = decode(after, datetime.fromisoformat, UUID)
        statement = statement.where(tuple_(SupervisionRow.at, SupervisionRow.id) < tuple_(*key))
    statement = statement.order_by(col(SupervisionRow.at).desc(), col(SupervisionRow.id).desc())
    rows = list(session.exec(statement.limit(check_first(first) + 1)))
    views = _views(session, viewer, rows)
    return page_of(views, first, lambda view: (view.supervision.at, view.supervision.supervision_id))


def by_ids(session: Session, viewer: Viewer, supervision_ids: Iterable[UUID]) -> dict[UUID, SupervisionView]:
    statement = select(SupervisionRow).where(col(SupervisionRow.id).in_(set(supervision_ids)))
    views = _views(session, viewer, list(session.exec(statement.where(_is_seen(viewer)))))
    return {view.supervision.supervision_id: view for view in views}


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[SupervisionView]]:
    """Newest first, for everybody at the site: a case hides nothing of what happened to it."""
    wanted = set(case_ids)
    statement = (
        select(SupervisionRow)
        .where(col(SupervisionRow.case_id).in_(wanted), col(SupervisionRow.site_id).in_(viewer.site_ids))
        .order_by(col(SupervisionRow.at).desc(), col(SupervisionRow.id).desc())
    )
    found: dict[UUID, list[SupervisionView]] = {case_id: [] for case_id in wanted}
    for view in _views(session, viewer, list(session.exec(statement))):
        found[view.supervision.case_id].append(view)
    return found


def _conditions(viewer: Viewer, which: SupervisionFilter) -> list[ColumnElement[bool]]:
    conditions = [_is_seen(viewer)]
    if which is SupervisionFilter.MINE:
        conditions.append(col(SupervisionRow.to_id) == viewer.person_id)
    if which is not SupervisionFilter.ALL:
        conditions += [col(SupervisionRow.answered_at).is_(None), col(SupervisionRow.ended_at).is_(None)]
    return conditions


def _is_seen(viewer: Viewer) -> ColumnElement[bool]:
    chased = [each for each in viewer.site_ids if viewer.may(Permission.SUPERVISE, site_id=each)]
    is_mine = col(SupervisionRow.to_id) == viewer.person_id
    return or_(
        col(SupervisionRow.site_id).in_(chased), is_mine & col(SupervisionRow.site_id).in_(viewer.site_ids)
    )


def _views(session: Session, viewer: Viewer, rows: Sequence[SupervisionRow]) -> list[SupervisionView]:
    people = [person for row in rows for person in (row.to_id, row.by_id)]
    refs = references(session, viewer, people=people)
    return [
        SupervisionView(supervision_of(row), refs.people[row.to_id], refs.person(row.by_id)) for row in rows
    ]
