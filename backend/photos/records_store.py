"""Photos as rows: what is known of each, and who sent it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.allowances import Taken
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of, taken
from backend.photos.rules import PhotoFacts, Place
from backend.photos.tables import PhotoDetailRow, PhotoRow, PhotoUploadRow


@dataclass(frozen=True, slots=True)
class Upload:
    """The sender of a photo, the site, and its length in bytes. `uses_left`: in how many things it may be
    shown; None: in as many as its sender likes.
    """

    by: UUID
    site_id: UUID | None = None
    length: int = 0
    uses_left: int | None = None


class Photos:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, facts: PhotoFacts, upload: Upload, *, at: datetime) -> bool:
        """Note that the bytes are stored and who sent them. Return whether they are new from this person."""
        there = self._session.get(PhotoRow, facts.sha256)
        if there is not None and there.forgotten_at is not None:
            there.forgotten_at = None  # its bytes have come again
            self._session.add(there)
        if there is None:
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
        known = self._session.get(PhotoUploadRow, (facts.sha256, upload.by))
        sent = known or PhotoUploadRow(sha256=facts.sha256, person_id=upload.by, at=at, length=upload.length)
        sent.site_id, sent.uses_left = upload.site_id, upload.uses_left
        self._session.add(sent)
        return known is None

    def use(self, hashes: Iterable[str], *, by: UUID, site_id: UUID) -> None:
        """Let these be shown in something at this site. Raises Refused(PHOTO_MISSING) unless this person has
        sent the bytes of all, and one that serves once has not served yet, and was sent for this site.
        """
        wanted = set(hashes)
        statement = select(PhotoUploadRow).where(
            one_of(col(PhotoUploadRow.sha256), wanted), PhotoUploadRow.person_id == by
        )
        rows = [row for row in self._session.exec(statement) if _may_serve(row, site_id)]
        if missing := wanted - {row.sha256 for row in rows}:
            raise Refused(ErrorCode.PHOTO_MISSING, f"{len(missing)} photo(s) have not arrived yet")
        for row in rows:
            if row.uses_left is not None:
                row.uses_left -= 1
                self._session.add(row)

    def forget_places(self, by: UUID) -> None:
        """Delete where the photos that this person sent were taken, as their cameras said."""
        sent = select(PhotoUploadRow.sha256).where(PhotoUploadRow.person_id == by)
        self._session.execute(
            update(PhotoRow)
            .where(col(PhotoRow.sha256).in_(sent), col(PhotoRow.latitude).is_not(None))
            .values(latitude=None, longitude=None)
            .execution_options(synchronize_session=False)
        )

    def taken(self, site_id: UUID | None, *, since: datetime, by: UUID | None = None) -> Taken:
        """How many were sent at the site since then, and how much, by everybody or by this person."""
        at_site = col(PhotoUploadRow.site_id) == site_id
        return taken(
            self._session,
            PhotoUploadRow.at,
            at_site,
            since=since,
            author=PhotoUploadRow.person_id,
            by=by,
            amount=PhotoUploadRow.length,
        )


def _may_serve(row: PhotoUploadRow, site_id: UUID) -> bool:
    return row.uses_left is None or (row.uses_left > 0 and row.site_id == site_id)


def facts_of(row: PhotoRow) -> PhotoFacts:
    place = Place.of(row.latitude, row.longitude)
    return PhotoFacts(row.sha256, row.width, row.height, row.taken_at, place, row.fingerprint)
