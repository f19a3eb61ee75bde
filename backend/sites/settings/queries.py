"""Settings of the viewer's sites, and their calendar."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Viewer
from backend.sites.settings.leavers_rules import LeaverRetention
from backend.sites.settings.rules import SiteDay, SiteSettings
from backend.sites.settings.store import day_of, leaver_retention_of, settings_of
from backend.sites.settings.tables import SiteDayRow
from backend.sites.tables import SiteRow


def by_ids(session: Session, viewer: Viewer, site_ids: Iterable[UUID]) -> dict[UUID, SiteSettings]:
    wanted = set(site_ids)
    statement = select(SiteRow).where(col(SiteRow.id).in_(viewer.site_ids), col(SiteRow.id).in_(wanted))
    return {row.id: settings_of(row) for row in rows(session, statement)}


def leaver_retentions(
    session: Session, viewer: Viewer, site_ids: Iterable[UUID]
) -> dict[UUID, LeaverRetention]:
    """For how long these sites keep data of people who left."""
    wanted = set(site_ids)
    statement = select(SiteRow).where(col(SiteRow.id).in_(viewer.site_ids), col(SiteRow.id).in_(wanted))
    return {row.id: leaver_retention_of(row) for row in rows(session, statement)}


def days(session: Session, viewer: Viewer, site_ids: Iterable[UUID]) -> dict[UUID, list[SiteDay]]:
    """The days of each of these sites that are not as their weekday says, in their order."""
    found: dict[UUID, list[SiteDay]] = {site_id: [] for site_id in site_ids}
    statement = (
        select(SiteDayRow)
        .where(col(SiteDayRow.site_id).in_(list(found)), col(SiteDayRow.site_id).in_(viewer.site_ids))
        .order_by(col(SiteDayRow.day))
    )
    for row in rows(session, statement):
        found[row.site_id].append(day_of(row))
    return found
