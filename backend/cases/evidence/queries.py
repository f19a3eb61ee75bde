"""Photos that are shown with a case, a report or a task."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.tables import EvidenceRow
from backend.core.viewer import Viewer
from backend.photos.records_store import facts_of
from backend.photos.rules import PhotoFacts
from backend.photos.tables import PhotoRow


@dataclass(frozen=True, slots=True)
class PhotoView:
    """`taken_at` is what the phone said, else what the camera wrote into the picture."""

    sha256: str
    width: int
    height: int
    taken_at: datetime | None
    uploaded_at: datetime
    added_by: UUID


def find(session: Session, viewer: Viewer, sha256: str) -> PhotoFacts | None:
    """The photo, if it is evidence at one of the viewer's sites."""
    statement = (
        select(PhotoRow)
        .join(EvidenceRow, col(EvidenceRow.sha256) == PhotoRow.sha256)
        .where(EvidenceRow.sha256 == sha256, col(EvidenceRow.site_id).in_(viewer.site_ids))
    )
    row = session.exec(statement.limit(1)).first()
    return facts_of(row) if row else None


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
    return PhotoView(photo.sha256, photo.width, photo.height, taken_at, evidence.added_at, evidence.added_by)
