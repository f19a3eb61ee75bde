"""Readings of the viewer's sources, and how long their sites keep them."""

from uuid import UUID

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.sites.rules import Retention
from backend.sites.store import retention_of
from backend.sites.tables import SiteRow


def retention(session: Session, viewer: Viewer, site_id: UUID) -> Retention | None:
    """How long this site keeps readings; None if it is not the viewer's."""
    row = session.get(SiteRow, site_id) if site_id in viewer.site_ids else None
    return retention_of(row) if row else None
