"""Objections that nobody has answered: for the officers, who owe an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, tuple_
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


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Objections that the viewer may answer and nobody has, for the home."""
    return {"open_objections": count(session, viewer)}


def is_party(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer declined the report, dismissed its case, agreed to that, or objects: somebody else
    answers.
    """
    declined = select(HazardReportRow.id).where(
        or_(
            col(HazardReportRow.reported_by) == viewer.person_id,
            and_(
                col(HazardReportRow.triaged_by) == viewer.person_id,
                col(HazardReportRow.state) == HazardState.DECLINED.value,
            ),
        )
    )
    dismissed = select(DismissalRow.case_id).where(col(DismissalRow.by) == viewer.person_id)
    agreed = select(AgreementRow.object_id).where(
        col(AgreementRow.decided_by) == viewer.person_id,
        col(AgreementRow.state) == AgreementState.AGREED.value,
    )
    return or_(
        col(ObjectionRow.report_id).in_(declined),
        col(ObjectionRow.report_id).in_(agreed),
        and_(col(ObjectionRow.case_id).is_not(None), col(ObjectionRow.case_id).in_(agreed)),
        and_(col(ObjectionRow.case_id).is_not(None), col(ObjectionRow.case_id).in_(dismissed)),
    )


def _waits_for(viewer: Viewer) -> list[ColumnElement[bool]]:
    sites = [each for each in viewer.site_ids if viewer.may(Permission.TRIAGE, site_id=each)]
    return [
        col(ObjectionRow.site_id).in_(sites),
        col(ObjectionRow.state) == ObjectionState.OPEN.value,
        not_(is_party(viewer)),
    ]
