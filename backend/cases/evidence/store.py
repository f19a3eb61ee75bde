"""Photos and signatures: what they show, in which case or report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import exists, update
from sqlmodel import Session, col, select

from backend.cases.evidence.tables import EvidenceRow, SignatureStrokesRow
from backend.cases.rules import CaseState, Evidence
from backend.cases.tables import CaseRow, RoundRow
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.rules import Purpose
from backend.photos.records_store import Photos
from backend.photos.rules import Place


class EvidenceRole(StrEnum):
    REPORT = "REPORT"
    BEFORE = "BEFORE"
    DISPOSAL = "DISPOSAL"
    RECHECK = "RECHECK"
    SIGNATURE = "SIGNATURE"
    TASK = "TASK"
    COMMENT = "COMMENT"
    """Shown with what somebody said: no round counts it."""
    VOICE = "VOICE"
    """A recording; its bytes and rows lie beside the photos, see `voices_store`."""


class EvidenceStore:
    def __init__(self, session: Session) -> None:
        self._session = session

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
        task_id: UUID | None = None,
    ) -> None:
        """Show these photos for something. Raises Refused(PHOTO_MISSING) unless this person has sent the
        bytes.
        """
        items = self.with_agreed_places(evidence, site_id=site_id, by=by)
        Photos(self._session).use((item.sha256 for item in items), by=by, site_id=site_id)
        for item in items:
            row = EvidenceRow(
                site_id=site_id,
                sha256=item.sha256,
                role=role,
                case_id=case_id,
                round_number=round_number,
                report_id=report_id,
                task_id=task_id,
                taken_at=item.taken_at,
                latitude=item.place.latitude if item.place else None,
                longitude=item.place.longitude if item.place else None,
                added_by=by,
                added_at=at,
            )
            self._session.add(row)
        # Before anything else is written: evidence of a finished round is refused by the database.
        self._session.flush()

    def put_strokes(self, strokes_sha256: str, sha256: str, strokes: list[dict[str, Any]]) -> bool:
        """Keep the strokes of this picture of a signature; false where they have signed something before."""
        if self._session.get(SignatureStrokesRow, strokes_sha256) is not None:
            return False
        self._session.add(SignatureStrokesRow(strokes_sha256=strokes_sha256, sha256=sha256, strokes=strokes))
        self._session.flush()
        return True

    def with_agreed_places(
        self, evidence: Iterable[Evidence], *, site_id: UUID, by: UUID
    ) -> tuple[Evidence, ...]:
        """The evidence, without where it was taken unless this person agrees to that."""
        items = tuple(evidence)
        if not any(item.place for item in items):
            return items
        if Consents(self._session).has(by, site_id, Purpose.PLACE):
            return items
        return tuple(replace(item, place=None) for item in items)

    def forget_places(self, *, site_id: UUID, by: UUID) -> None:
        """Delete where this person took photos, but for what a disposal has handed in or an archive holds:
        its hash covers the places.
        """
        is_handed_in = exists().where(
            col(RoundRow.case_id) == EvidenceRow.case_id, col(RoundRow.number) == EvidenceRow.round_number
        )
        is_archived = exists().where(
            col(CaseRow.report_id) == EvidenceRow.report_id, col(CaseRow.state) == CaseState.ARCHIVED
        )
        self._session.execute(
            update(EvidenceRow)
            .where(col(EvidenceRow.site_id) == site_id, col(EvidenceRow.added_by) == by)
            .where(col(EvidenceRow.latitude).is_not(None), ~is_handed_in, ~is_archived)
            .values(latitude=None, longitude=None)
            .execution_options(synchronize_session=False)
        )
        Photos(self._session).forget_places(by)

    def of_case(self, case_id: UUID) -> list[tuple[EvidenceRole, int, Evidence]]:
        """Everything shown in a case, in the order it was added: (role, round, evidence)."""
        statement = select(EvidenceRow).where(EvidenceRow.case_id == case_id).order_by(col(EvidenceRow.id))
        return [
            (EvidenceRole(row.role), row.round_number or 0, evidence_of(row))
            for row in self._session.exec(statement)
        ]


def evidence_of(row: EvidenceRow) -> Evidence:
    return Evidence(row.sha256, row.taken_at, Place.of(row.latitude, row.longitude))
