"""Issued maps of the viewer's sites, and their pictures."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core import words
from backend.core.providers import OverdueSubject
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.live_risk.maps.rules import RiskMap
from backend.live_risk.maps.store import map_of
from backend.live_risk.maps.tables import RiskMapRow
from backend.sites.plans.queries import ShownPicture
from backend.sites.plans.tables import PlanPictureRow

MOST: Final = 40
"""Seasons of ten years."""


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[RiskMap]:
    """Return the issued maps of one of the viewer's sites, the newest first, 40 at most."""
    statement = (
        select(RiskMapRow)
        .where(RiskMapRow.site_id == site_id, one_of(col(RiskMapRow.site_id), viewer.site_ids))
        .order_by(col(RiskMapRow.issued_at).desc(), col(RiskMapRow.number).desc())
        .limit(MOST)
    )
    return [map_of(row) for row in session.exec(statement)]


def by_ids(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, RiskMap]:
    """Return these maps, as far as they are of the viewer's sites."""
    statement = select(RiskMapRow).where(
        one_of(col(RiskMapRow.id), ids), one_of(col(RiskMapRow.site_id), viewer.site_ids)
    )
    return {row.id: map_of(row) for row in session.exec(statement)}


def pictures(session: Session, issued: RiskMap) -> dict[str, ShownPicture]:
    """Return the pictures of a map's plans by their hash."""
    wanted = [each["picture"] for each in issued.content["plans"] if each["picture"]]
    statement = select(PlanPictureRow).where(
        PlanPictureRow.site_id == issued.site_id, one_of(col(PlanPictureRow.sha256), wanted)
    )
    rows = session.exec(statement)
    return {row.sha256: ShownPicture(row.content, row.media_type, row.sha256) for row in rows}


def overdue_subjects(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OverdueSubject]:  # noqa: ARG001 - as other nouns do
    """Return how the list of what is overdue names the maps of these sites."""
    name = words.text("riskMap.official")
    return {site_id: OverdueSubject(name, "/plan") for site_id in ids if site_id in viewer.site_ids}
