"""Photos as rows: what is known of each, and who sent it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import PhotoFacts, Place
from backend.photos.tables import PhotoDetailRow, PhotoRow, PhotoUploadRow


class Photos:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, facts: PhotoFacts, *, by: UUID, at: datetime) -> bool:
        """Note that the bytes are stored and who sent them. Return whether they are new here."""
        is_new = self._session.get(PhotoRow, facts.sha256) is None
        if is_new:
            row = PhotoRow(
                sha256=facts.sha256,
                width=facts.width,
                height=facts.height,
                taken_at=facts.taken_at,
                latitude=facts.place.latitude if facts.place else None,
                longitude=facts.place.longitude if facts.place else None,
                fingerprint=facts.fingerprint,
                uploaded_at=at,
            )
            self._session.add(row)
            self._session.flush()
            if facts.detail:
                self._session.add(PhotoDetailRow(sha256=facts.sha256, grey=facts.detail))
        if self._session.get(PhotoUploadRow, (facts.sha256, by)) is None:
            self._session.add(PhotoUploadRow(sha256=facts.sha256, person_id=by))
        return is_new

    def require_sent(self, hashes: Iterable[str], *, by: UUID) -> None:
        """Raises Refused(PHOTO_MISSING) unless this person has sent the bytes of all these."""
        wanted = set(hashes)
        statement = select(PhotoUploadRow.sha256).where(
            col(PhotoUploadRow.sha256).in_(wanted), PhotoUploadRow.person_id == by
        )
        if missing := wanted - set(self._session.exec(statement).all()):
            raise Refused(ErrorCode.PHOTO_MISSING, f"{len(missing)} photo(s) have not arrived yet")


def facts_of(row: PhotoRow) -> PhotoFacts:
    place = Place.of(row.latitude, row.longitude)
    return PhotoFacts(row.sha256, row.width, row.height, row.taken_at, place, row.fingerprint)
