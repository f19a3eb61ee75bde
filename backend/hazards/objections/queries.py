"""Objections that nobody has answered: for the officers, who owe an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    and_,
    exists,
    func,
    not_,
    or_,
    type_coerce,
)
from sqlmodel import Session, col, select

from backend.agreements.rules import AgreementState
from backend.agreements.tables import AgreementRow
from backend.cases.links.tables import DismissalRow
from backend.cases.tables import CaseRow
from backend.core.paging import Page
from backend.core.viewer import Permission, Viewer
from backend.core.waiting import Part, page_of_parts
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
    """Return the open objections in the order of reports that wait: grave ones first, then the longest
    waiting. Only what the viewer may answer.
    """
    statement: Any = (
        select(ObjectionRow)
        .outerjoin(CaseRow, col(CaseRow.id) == ObjectionRow.case_id)
        .where(*_waits_for(viewer))
        .add_columns(col(CaseRow.number).label("case_number"))
    )
    part = Part(statement, (_report_order(), col(ObjectionRow.made_at), col(ObjectionRow.id)))
    return page_of_parts(session, [part], partial(_views, session, viewer), first=first, after=after)


def _report_order() -> SQLColumnExpression[int]:
    """Return the first part of the order of reports: whether the one objected about is grave."""
    grave, _, _ = hazards.waiting_order()
    of_report = select(grave).where(col(HazardReportRow.id) == ObjectionRow.report_id)
    return type_coerce(of_report.correlate(ObjectionRow).scalar_subquery(), Integer)


def _views(session: Session, viewer: Viewer, found: Sequence[Any]) -> list[ObjectionView]:
    reports = hazards.by_ids(session, viewer, [row.report_id for row in found])
    return [ObjectionView(objection_of(row), reports[row.report_id], row.case_number) for row in found]


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
