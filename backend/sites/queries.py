"""Sites and areas as the viewer sees them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import among, rows
from backend.core.viewer import Viewer
from backend.sites.rules import SYSTEM_AREA, Area, Site
from backend.sites.store import area_of, site_of
from backend.sites.tables import AreaRow, SiteRow

AREAS: Final = select(AreaRow).where(among(col(AreaRow.id), "ids"), among(col(AreaRow.site_id), "sites"))


def sites(session: Session, viewer: Viewer) -> dict[UUID, Site]:
    statement = select(SiteRow).where(col(SiteRow.id).in_(viewer.site_ids))
    return {row.id: site_of(row) for row in rows(session, statement)}


def by_ids(session: Session, viewer: Viewer, site_ids: Collection[UUID]) -> dict[UUID, Site]:
    return {site_id: site for site_id, site in sites(session, viewer).items() if site_id in site_ids}


def areas(session: Session, viewer: Viewer) -> list[Area]:
    statement = select(AreaRow).where(col(AreaRow.site_id).in_(viewer.site_ids), AreaRow.code != SYSTEM_AREA)
    return [area_of(row) for row in rows(session, statement.order_by(col(AreaRow.code)))]


def areas_by_ids(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Area]:
    if not ids:
        return {}
    found = rows(session, AREAS, {"ids": list(ids), "sites": list(viewer.site_ids)})
    return {row.id: area_of(row) for row in found}
