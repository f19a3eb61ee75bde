"""Voice notes, for those who may hear one: its sender, and everybody at the site where it is evidence."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.voices_rules import VoiceFacts, VoiceNote
from backend.cases.evidence.voices_store import facts_of, note_of
from backend.cases.evidence.voices_tables import ReportVoiceRow, VoiceNoteRow, VoiceRow, VoiceUploadRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer


def find(session: Session, viewer: Viewer, sha256: str) -> VoiceFacts | None:
    """The recording, if the viewer sent it or it is evidence at one of their sites."""
    row = session.get(VoiceRow, sha256)
    return facts_of(row) if row and _may_open(session, viewer, sha256) else None


def of_reports(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, VoiceNote]:
    """The recordings that came with these hazard reports, at the viewer's sites."""
    statement = select(ReportVoiceRow).where(
        one_of(col(ReportVoiceRow.report_id), report_ids), col(ReportVoiceRow.site_id).in_(viewer.site_ids)
    )
    return {row.report_id: note_of(row) for row in session.exec(statement)}


def _may_open(session: Session, viewer: Viewer, sha256: str) -> bool:
    if session.get(VoiceUploadRow, (sha256, viewer.person_id)) is not None:
        return True
    return any(
        session.exec(
            select(row.sha256).where(row.sha256 == sha256, col(row.site_id).in_(viewer.site_ids)).limit(1)
        ).first()
        for row in (VoiceNoteRow, ReportVoiceRow)
    )
