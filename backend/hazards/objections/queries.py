"""Objections that nobody has answered: for the officers, who owe an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, tuple_
from sqlmodel import Session, col, select

from backend.agreements.rules import AgreementState
from backend.agreements.tables import AgreementRow
from backend.cases.links.tables import DismissalRow
from backend.cases.tables import CaseRow
from backend.core.paging import Page, check_first, decode, page_of
from backend.core.viewer import Permission, Viewer
from backend.hazards import queries as hazards
from backend.hazards.queries import HazardView
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
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


def counts(session: Session, viewer: Viewer, wanted: Iterable[None]) -> dict[None, int]:
    """Return the same for the list, which has no filter."""
    return {which: count(session, viewer) for which in wanted}


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Objections that the viewer may answer and nobody has, for the home."""
    return {"open_objections": count(session, viewer)}


def is_party(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer declined the report, dismissed its case, agreed to that, or objects: somebody else
    answers. Asked of each open objection, by ids: those are few, reports and cases of all years are not.
    """
    reported = (
        exists()
        .where(col(HazardReportRow.id) == ObjectionRow.report_id)
        .where(
            or_(
                col(HazardReportRow.reported_by) == viewer.person_id,
                and_(
                    col(HazardReportRow.triaged_by) == viewer.person_id,
                    col(HazardReportRow.state) == HazardState.DECLINED.value,
                ),
            )
        )
    )
    dismissed = (
        exists()
        .where(col(DismissalRow.case_id) == ObjectionRow.case_id)
        .where(col(DismissalRow.by) == viewer.person_id)
    )
    agreed = (
        exists()
        .where(col(AgreementRow.object_id) == about)
        .where(col(AgreementRow.decided_by) == viewer.person_id)
        .where(col(AgreementRow.state) == AgreementState.AGREED.value)
        for about in (ObjectionRow.report_id, ObjectionRow.case_id)
    )
    return or_(reported, dismissed, *agreed)


def _waits_for(viewer: Viewer) -> list[ColumnElement[bool]]:
    sites = viewer.site_ids_where(Permission.TRIAGE)
    return [
        col(ObjectionRow.site_id).in_(sites),
        col(ObjectionRow.state) == ObjectionState.OPEN.value,
        not_(is_party(viewer)),
    ]
