"""Which sources somebody may take away as plain rows."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.readings.series.exports import ExportedSource
from backend.sensors.tables import SensorRow
from backend.sites.tables import SiteRow


def sources(session: Session, viewer: Viewer, site: str, codes: Sequence[str]) -> list[ExportedSource]:
    """These sensors of the site, all of them if none is named, by code.

    Raises Refused: NOT_FOUND for a site that is not the viewer's or a code that is not there, NOT_ALLOWED by
    role.
    """
    site_id = session.exec(select(SiteRow.id).where(SiteRow.code == site)).first()
    if site_id is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such site")
    viewer.require(Permission.EXPORT_READINGS, site_id=site_id)
    return of_site(session, site, codes)


def of_site(session: Session, site: str, codes: Sequence[str]) -> list[ExportedSource]:
    """The same for whoever sits at the server. Raises Refused(NOT_FOUND)."""
    statement = (
        select(SensorRow.id, SensorRow.code, SensorRow.unit)
        .join(SiteRow, col(SiteRow.id) == SensorRow.site_id)
        .where(SiteRow.code == site)
        .order_by(col(SensorRow.code))
    )
    if codes:
        statement = statement.where(one_of(col(SensorRow.code), codes))
    found = [ExportedSource(row[0] or 0, site, row[1], row[2]) for row in session.exec(statement)]
    missing = set(codes) - {source.code for source in found}
    if missing or not found:
        raise Refused(
            ErrorCode.NOT_FOUND, f"no such sensors at {site}: {', '.join(sorted(missing)) or 'any'}"
        )
    return found
