"""Settings of the register as everybody of a site reads them."""

from uuid import UUID

from sqlmodel import Session

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.risks.rules import NOT_THERE
from backend.risks.settings.rules import RiskSettings
from backend.risks.settings.store import RisksSettings


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> RiskSettings:
    """Return the settings of a site. Raises Refused(NOT_FOUND) for one that is not the viewer's."""
    if site_id not in viewer.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    return RisksSettings(session).get(site_id)
