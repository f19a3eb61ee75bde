"""Pictures of the evidence checks: pictures with their fingerprints, and known places."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.store import EvidenceRole
from backend.cases.evidence.tables import EvidenceRow
from backend.cases.recheck.evidence_checks_rules import Picture
from backend.cases.rules import Case, Evidence
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.photos.fingerprint_rules import Fingerprint
from backend.photos.image.crop_match import is_one_exposure
from backend.photos.rules import Place
from backend.photos.tables import PhotoDetailRow, PhotoRow
from backend.sites.tables import KnownPlaceRow

MOST_COMPARED: Final = 24


class Pictures:
    def __init__(self, session: Session) -> None:
        self._session = session

    def shown(self, evidence: Iterable[Evidence], case: Case) -> list[Picture]:
        """This evidence with what is known of its bytes. The phone's word on time and place comes first."""
        items = list(evidence)
        statement = select(PhotoRow).where(one_of(col(PhotoRow.sha256), {item.sha256 for item in items}))
        photos = {row.sha256: row for row in self._session.exec(statement)}
        return [
            _picture(photos[item.sha256], item.taken_at, item.place, case.case_id, case.round_number)
            for item in items
            if item.sha256 in photos
        ]

    def of_site(self, case: Case, *, since: datetime) -> list[Picture]:
        """The pictures of other rounds, cases and reports of the site, newest first, those of the case's own
        report among them as its own. What a simulation shows is compared with nothing.
        """
        if case.is_simulated:
            return []
        statement = (
            select(EvidenceRow, PhotoRow)
            .join(PhotoRow, col(PhotoRow.sha256) == EvidenceRow.sha256)
            .join(CaseRow, col(CaseRow.id) == EvidenceRow.case_id, isouter=True)
            .where(EvidenceRow.site_id == case.site_id, col(EvidenceRow.added_at) >= since)
            .where(EvidenceRow.role != EvidenceRole.SIGNATURE)
            .where(col(CaseRow.is_simulated).is_not(True))
            .order_by(col(EvidenceRow.id).desc())
        )
        return [
            _picture(photo, row.taken_at, None, self._case_id(row, case), row.round_number)
            for row, photo in self._session.exec(statement)
        ]

    def exposures(self, pictures: Sequence[Picture], own: Sequence[Picture]) -> frozenset[frozenset[str]]:
        """Pairs of one of `pictures` and one of `own` that are one exposure: cut, turned, lighter.

        A closer look costs some 0.1 s for a pair, so it ends after the nearest `MOST_COMPARED` pairs: the
        photos of this disposal first, then those of earlier rounds, newest first.
        """
        names = {each.sha256 for each in (*pictures, *own)}
        statement = select(PhotoDetailRow).where(one_of(col(PhotoDetailRow.sha256), names))
        details = {row.sha256: row.grey for row in self._session.exec(statement)}
        wanted = dict.fromkeys(
            frozenset({one.sha256, other.sha256})
            for other in own
            for one in pictures
            if one.sha256 != other.sha256 and one.sha256 in details and other.sha256 in details
        )
        return frozenset(
            pair
            for pair in list(wanted)[:MOST_COMPARED]
            if is_one_exposure(*(details[each] for each in sorted(pair)))
        )

    def place_of(self, area_id: UUID, site_id: UUID) -> Place | None:
        """Where the area is known to be, or else the site."""
        row = self._session.get(KnownPlaceRow, area_id) or self._session.get(KnownPlaceRow, site_id)
        return Place(row.latitude, row.longitude) if row else None

    def put_place(self, object_id: UUID, site_id: UUID, place: Place) -> None:
        row = KnownPlaceRow(
            object_id=object_id,
            site_id=site_id,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        self._session.merge(row)

    @staticmethod
    def _case_id(row: EvidenceRow, case: Case) -> UUID | None:
        is_own_report = row.report_id is not None and row.report_id == case.report_id
        return case.case_id if is_own_report else row.case_id


def _picture(
    photo: PhotoRow,
    taken_at: datetime | None,
    place: Place | None,
    case_id: UUID | None,
    round_number: int | None,
) -> Picture:
    return Picture(
        sha256=photo.sha256,
        taken_at=taken_at or photo.taken_at,
        place=place or Place.of(photo.latitude, photo.longitude),
        fingerprint=Fingerprint(photo.fingerprint) if photo.fingerprint else None,
        case_id=case_id,
        round_number=round_number,
    )
