"""Hazard reports as rows."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from backend.core.allowances import Taken
from backend.core.columns import columns_of, value_of, write_over
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import taken
from backend.hazards.rules import HazardReport
from backend.hazards.tables import HazardReportRow


class Hazards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report: HazardReport) -> None:
        self._session.add(HazardReportRow(**columns_of(report, key="report_id")))
        self._session.flush()

    def taken(self, site_id: UUID, *, since: datetime, by: UUID | None = None) -> Taken:
        """How many came in at the site since then, of everybody or of this person."""
        at_site = col(HazardReportRow.site_id) == site_id
        return taken(
            self._session,
            HazardReportRow.received_at,
            at_site,
            since=since,
            author=HazardReportRow.reported_by,
            by=by,
        )

    def get(self, report_id: UUID) -> HazardReport:
        """Return the report, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(HazardReportRow, report_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such hazard report")
        return report_of(row)

    def put(self, report: HazardReport) -> None:
        row = self._session.get_one(HazardReportRow, report.report_id)
        write_over(row, columns_of(report, key="report_id"))
        self._session.add(row)


def report_of(row: HazardReportRow) -> HazardReport:
    return value_of(row, HazardReport, key="report_id")
