"""Whether sites take reports without a name, and what phones show to send one."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.modules import Module
from backend.core.viewer import Viewer
from backend.hazards.tables import HazardReportRow
from backend.sites.tables import SiteRow


def passes(session: Session, viewer: Viewer) -> dict[UUID, str | None]:
    """The pass of each of the viewer's sites that has the module; None where phones have none yet."""
    sites = viewer.site_ids_with(Module.REPORTS_WITHOUT_NAME)
    statement = select(SiteRow.id, SiteRow.anonymous_pass).where(col(SiteRow.id).in_(sites))
    return dict(session.exec(statement.order_by(col(SiteRow.code))).all())


def number_of(session: Session, report_id: UUID) -> str:
    return session.get_one(HazardReportRow, report_id).number
