"""Pictures that came with observations, and who may open them: everybody of the site."""

from sqlmodel import Session, col, select

from backend.core.time import moment
from backend.core.viewer import Viewer
from backend.monitoring.tables import ObservationRow
from backend.photos.rules import PhotoFacts


def find(session: Session, viewer: Viewer, sha256: str) -> PhotoFacts | None:
    """The picture, if a source at one of the viewer's sites sent it."""
    statement = select(ObservationRow).where(
        ObservationRow.snapshot == sha256, col(ObservationRow.site_id).in_(viewer.site_ids)
    )
    row = session.exec(statement.limit(1)).first()
    if row is None:
        return None
    return PhotoFacts(sha256, row.width, row.height, moment(row.seen_us))
