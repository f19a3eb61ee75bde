"""Hazard reports as rows."""

from uuid import UUID

from sqlmodel import Session

from backend.core.columns import columns_of, write_over
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from backend.hazards.tables import HazardReportRow


class Hazards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report: HazardReport) -> None:
        self._session.add(HazardReportRow(**columns_of(report, key="report_id")))
        self._session.flush()

    def get(self, report_id: UUID) -> HazardReport:
        """The report, locked for this transaction. Refuse NOT_FOUND."""
        row = self._session.get(HazardReportRow, report_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such hazard report")
        return report_of(row)

    def put(self, report: HazardReport) -> None:
        row = self._session.get_one(HazardReportRow, report.report_id)
        write_over(row, columns_of(report, key="report_id"))
        self._session.add(row)


def report_of(row: HazardReportRow) -> HazardReport:
    return HazardReport(
        report_id=row.id,
        site_id=row.site_id,
        number=row.number,
        state=HazardState(row.state),
        category=HazardCategory(row.category),
        grade=HazardGrade(row.grade),
        clause=row.clause,
        description=row.description,
        area_id=row.area_id,
        equipment_id=row.equipment_id,
        reported_by=row.reported_by,
        captured_at=row.captured_at,
        received_at=row.received_at,
        triaged_by=row.triaged_by,
        triaged_at=row.triaged_at,
        decline_reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
        triage_note=row.triage_note,
    )
