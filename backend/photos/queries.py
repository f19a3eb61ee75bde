"""Photos: what is shown with a case or a report, and who may open one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.tables import EvidenceRow
from backend.core.viewer import Viewer
from backend.monitoring import snapshots_queries as snapshots
from backend.photos.rules import PhotoFacts, Place
from backend.photos.tables import PhotoRow, PhotoUploadRow


@dataclass(frozen=True, slots=True)
class PhotoView:
    """`taken_at` is what the phone said, else what the camera wrote into the picture."""

    sha256: str
    width: int
    height: int
    taken_at: datetime | None
    uploaded_at: datetime


def find(session: Session, viewer: Viewer, sha256: str) -> PhotoFacts | None:
    """The photo, if the viewer sent it or it is evidence at one of their sites."""
    if not _may_open(session, viewer, sha256):
        return None
    row = session.get(PhotoRow, sha256)
    if row is None:
        return snapshots.find(session, viewer, sha256)
    place = Place.of(row.latitude, row.longitude)
    return PhotoFacts(row.sha256, row.width, row.height, row.taken_at, place, row.fingerprint)


def _may_open(session: Session, viewer: Viewer, sha256: str) -> bool:
    if session.get(PhotoUploadRow, (sha256, viewer.person_id)) is not None:
        return True
    statement = select(EvidenceRow.id).where(
        EvidenceRow.sha256 == sha256, col(EvidenceRow.site_id).in_(viewer.site_ids)
    )
    if session.exec(statement.limit(1)).first() is not None:
        return True
    return snapshots.find(session, viewer, sha256) is not None


def of_cases(
    session: Session, viewer: Viewer, case_ids: Iterable[UUID]
) -> dict[tuple[UUID, int], dict[str, list[PhotoView]]]:
    """The photos of these cases by (case, round), then by role."""
    found: dict[tuple[UUID, int], dict[str, list[PhotoView]]] = {}
    for evidence, photo in _shown(session, viewer, EvidenceRow.case_id, case_ids):
        if evidence.case_id is not None:
            roles = found.setdefault((evidence.case_id, evidence.round_number or 0), {})
            roles.setdefault(evidence.role, []).append(_view(evidence, photo))
    return found


def of_reports(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, list[PhotoView]]:
    found: dict[UUID, list[PhotoView]] = {}
    for evidence, photo in _shown(session, viewer, EvidenceRow.report_id, report_ids):
        if evidence.report_id is not None:
            found.setdefault(evidence.report_id, []).append(_view(evidence, photo))
    return found


def shown_with(
    session: Session, viewer: Viewer, owner: UUID | None, ids: Iterable[UUID]
) -> list[tuple[EvidenceRow, PhotoView]]:
    """The photos whose column `owner` is one of these, in the order they were added."""
    return [(evidence, _view(evidence, photo)) for evidence, photo in _shown(session, viewer, owner, ids)]


def _shown(
    session: Session, viewer: Viewer, owner: UUID | None, ids: Iterable[UUID]
) -> list[tuple[EvidenceRow, PhotoRow]]:
    statement = (
        select(EvidenceRow, PhotoRow)
        .join(PhotoRow, col(PhotoRow.sha256) == EvidenceRow.sha256)
        .where(col(owner).in_(list(ids)), col(EvidenceRow.site_id).in_(viewer.site_ids))
        .order_by(col(EvidenceRow.id))
    )
    return list(session.exec(statement).all())


def _view(evidence: EvidenceRow, photo: PhotoRow) -> PhotoView:
    taken_at = evidence.taken_at or photo.taken_at
    return PhotoView(photo.sha256, photo.width, photo.height, taken_at, evidence.added_at)
