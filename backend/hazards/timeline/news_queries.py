"""Which of a person's reports have come further since they last looked."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.store import stages
from backend.hazards.timeline.tables import ReportReadRow

BEGINNING: Final = f"{HazardState.SUBMITTED}  0"
"""Stage of a report that has just been submitted: acts of its reporter are no news to them."""


def news_of(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Whether something happened to these reports of the viewer since they looked; others have none."""
    own = session.exec(
        select(HazardReportRow.id).where(
            one_of(col(HazardReportRow.id), report_ids),
            col(HazardReportRow.site_id).in_(viewer.site_ids),
            col(HazardReportRow.reported_by) == viewer.person_id,
        )
    ).all()
    if not own:
        return {}
    seen = dict(
        session.exec(
            select(ReportReadRow.report_id, ReportReadRow.stage).where(
                one_of(col(ReportReadRow.report_id), own), ReportReadRow.person_id == viewer.person_id
            )
        ).all()
    )
    return {
        report_id: stage != seen.get(report_id, BEGINNING)
        for report_id, stage in stages(session, own).items()
    }
