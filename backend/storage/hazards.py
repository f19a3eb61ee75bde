"""Hazard reports as rows."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from backend.domain.errors import ErrorCode, Refused
from backend.domain.hazards import DeclineReason, HazardCategory, HazardGrade, HazardReport, HazardState
from backend.storage.tables.hazards import HazardReportRow


class Hazards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report: HazardReport) -> None:
        self._session.add(HazardReportRow(**_columns(report)))
        self._session.flush()

    def get(self, report_id: UUID) -> HazardReport:
        """The report, locked for this transaction. Refuse NOT_FOUND."""
        row = self._session.get(HazardReportRow, report_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such hazard report")
        return report_of(row)

    def put(self, report: HazardReport) -> None:
        row = self._session.get_one(HazardReportRow, report.report_id)
        for name, value in _columns(report).items():
            setattr(row, name, value)
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


def _columns(report: HazardReport) -> dict[str, Any]:
    return {
        "id": report.report_id,
        "site_id": report.site_id,
        "number": report.number,
        "state": report.state.value,
        "category": report.category.value,
        "grade": report.grade.value,
        "clause": report.clause,
        "description": report.description,
        "area_id": report.area_id,
        "equipment_id": report.equipment_id,
        "reported_by": report.reported_by,
        "captured_at": report.captured_at,
        "received_at": report.received_at,
        "triaged_by": report.triaged_by,
        "triaged_at": report.triaged_at,
        "decline_reason": report.decline_reason.value if report.decline_reason else None,
        "triage_note": report.triage_note,
    }
