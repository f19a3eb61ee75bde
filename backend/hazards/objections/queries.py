"""Objections that nobody has answered: for the officers, who owe an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import Session, col, select

from backend.cases.tables import CaseRow
from backend.core.paging import Page, check_first, decode, page_of
from backend.core.viewer import Permission, Viewer
from backend.hazards import queries as hazards
from backend.hazards.queries import HazardView
from backend.hazards.timeline.rules import Objection, ObjectionState
from backend.hazards.timeline.store import objection_of
from backend.hazards.timeline.tables import ObjectionRow


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """`case_number`: the archived case it is about; None: the report was declined."""

    objection: Objection
    report: HazardView
    case_number: str | None


def page(session: Session, viewer: Viewer, *, first: int, after: str | None) -> Page[ObjectionView]:
    """Return the open objections, the longest waiting first. Only what the viewer may answer."""
    statement = (
        select(ObjectionRow, CaseRow.number)
        .outerjoin(CaseRow, col(CaseRow.id) == ObjectionRow.case_id)
        .where(*_waits_for(viewer))
    )
    if after is not None:
        key = decode(after, datetime.fromisoformat, UUID)
        statement = statement.where(tuple_(ObjectionRow.made_at, ObjectionRow.id) > tuple_(*key))
    statement = statement.order_by(col(ObjectionRow.made_at), col(ObjectionRow.id))
    found = session.exec(statement.limit(check_first(first) + 1)).all()
    reports = hazards.by_ids(session, viewer, [row.report_id for row, _ in found])
    views = [ObjectionView(objection_of(row), reports[row.report_id], number) for row, number in found]
    return page_of(views, first, lambda view: (view.objection.made_at, view.objection.objection_id))


def count(session: Session, viewer: Viewer) -> int:
    return session.exec(select(func.count()).select_from(ObjectionRow).where(*_waits_for(viewer))).one()


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Objections that the viewer may answer and nobody has, for the home."""
    return {"open_objections": count(session, viewer)}


def _waits_for(viewer: Viewer) -> list[ColumnElement[bool]]:
    sites = [each for each in viewer.site_ids if viewer.may(Permission.TRIAGE, site_id=each)]
    return [col(ObjectionRow.site_id).in_(sites), col(ObjectionRow.state) == ObjectionState.OPEN.value]
