"""Photos and signatures: what is stored, who sent it, and what it shows."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.tables import EvidenceRow
from backend.cases.rules import Evidence
from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import PhotoFacts, Place
from backend.photos.tables import PhotoDetailRow, PhotoRow, PhotoUploadRow


class EvidenceRole(StrEnum):
    REPORT = "REPORT"
    BEFORE = "BEFORE"
    DISPOSAL = "DISPOSAL"
    RECHECK = "RECHECK"
    SIGNATURE = "SIGNATURE"
    LANE = "LANE"
    VOICE = "VOICE"
    """A recording; its bytes and rows lie beside the photos, see `loop.voices`."""


class EvidenceStore:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record_photo(self, facts: PhotoFacts, *, by: UUID, at: datetime) -> bool:
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
                looked_at=at if facts.fingerprint else None,
                uploaded_by=by,
                uploaded_at=at,
            )
            self._session.add(row)
            self._session.flush()
            if facts.detail:
                self._session.add(PhotoDetailRow(sha256=facts.sha256, grey=facts.detail))
        if self._session.get(PhotoUploadRow, (facts.sha256, by)) is None:
            self._session.add(PhotoUploadRow(sha256=facts.sha256, person_id=by))
        return is_new

    def attach(
        self,
        evidence: Iterable[Evidence],
        *,
        role: EvidenceRole,
        site_id: UUID,
        by: UUID,
        at: datetime,
        case_id: UUID | None = None,
        round_number: int | None = None,
        report_id: UUID | None = None,
        lane_id: UUID | None = None,
    ) -> None:
        """Show these photos for something. Refuse PHOTO_MISSING unless this person has sent the bytes."""
        items = list(evidence)
        wanted = {item.sha256 for item in items}
        statement = select(PhotoUploadRow.sha256).where(
            col(PhotoUploadRow.sha256).in_(wanted), PhotoUploadRow.person_id == by
        )
        arrived = set(self._session.exec(statement).all())
        if missing := wanted - arrived:
            raise Refused(ErrorCode.PHOTO_MISSING, f"{len(missing)} photo(s) have not arrived yet")
        for item in items:
            row = EvidenceRow(
                site_id=site_id,
                sha256=item.sha256,
                role=role,
                case_id=case_id,
                round_number=round_number,
                report_id=report_id,
                lane_id=lane_id,
                taken_at=item.taken_at,
                latitude=item.place.latitude if item.place else None,
                longitude=item.place.longitude if item.place else None,
                added_by=by,
                added_at=at,
            )
            self._session.add(row)
        # Before anything else is written: evidence of a finished round is refused by the database.
        self._session.flush()

    def of_case(self, case_id: UUID) -> list[tuple[EvidenceRole, int, Evidence]]:
        """Everything shown in a case, in the order it was added: (role, round, evidence)."""
        statement = select(EvidenceRow).where(EvidenceRow.case_id == case_id).order_by(col(EvidenceRow.id))
        return [
            (EvidenceRole(row.role), row.round_number or 0, evidence_of(row))
            for row in self._session.exec(statement)
        ]


def evidence_of(row: EvidenceRow) -> Evidence:
    return Evidence(row.sha256, row.taken_at, Place.of(row.latitude, row.longitude))
