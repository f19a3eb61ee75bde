"""Cases and untriaged reports that may be about the same as a report or a case."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.links import queries as links
from backend.cases.links.duplicates_rules import Candidate, Subject
from backend.cases.links.queries import MOST_COMPARED
from backend.core.viewer import Viewer
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
from backend.people.rules import shown_at


def subject_of_report(session: Session, viewer: Viewer, report_id: UUID) -> Subject | None:
    row = session.get(HazardReportRow, report_id)
    if row is None or row.site_id not in viewer.site_ids:
        return None
    return Subject(row.site_id, row.area_id, row.equipment_id, row.category)


def candidates(
    session: Session,
    wanted: Subject,
    *,
    now: datetime,
    without_case: UUID | None = None,
    without_report: UUID | None = None,
) -> list[Candidate]:
    """The newest cases, and reports that wait for triage, in the area or at the equipment; open or recent."""
    cases = links.candidates(
        session, wanted, now=now, without_case=without_case, without_report=without_report
    )
    return cases + _untriaged(session, wanted, without=without_report)


def _untriaged(session: Session, wanted: Subject, *, without: UUID | None) -> list[Candidate]:
    statement = (
        select(HazardReportRow)
        .where(HazardReportRow.site_id == wanted.site_id, HazardReportRow.state == HazardState.SUBMITTED)
        .where(HazardReportRow.category == wanted.category, HazardReportRow.id != without)
        .order_by(col(HazardReportRow.received_at).desc())
        .limit(MOST_COMPARED)
    )
    return [
        Candidate(
            subject=Subject(row.site_id, row.area_id, row.equipment_id, row.category),
            case_id=None,
            report_id=row.id,
            opened_at=shown_at(row.received_at, by=row.reported_by),
            is_open=True,
        )
        for row in session.exec(statement)
    ]
