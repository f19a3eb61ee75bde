"""Who may hear a voice note: its sender, and everybody at the site where it is evidence."""

from sqlmodel import Session, col, select

from backend.cases.evidence.voices_rules import VoiceFacts
from backend.cases.evidence.voices_store import facts_of
from backend.cases.evidence.voices_tables import VoiceNoteRow, VoiceRow, VoiceUploadRow
from backend.core.viewer import Viewer


def find(session: Session, viewer: Viewer, sha256: str) -> VoiceFacts | None:
    """The recording, if the viewer sent it or it is evidence at one of their sites."""
    row = session.get(VoiceRow, sha256)
    return facts_of(row) if row and _may_open(session, viewer, sha256) else None


def _may_open(session: Session, viewer: Viewer, sha256: str) -> bool:
    if session.get(VoiceUploadRow, (sha256, viewer.person_id)) is not None:
        return True
    statement = select(VoiceNoteRow.id).where(
        VoiceNoteRow.sha256 == sha256, col(VoiceNoteRow.site_id).in_(viewer.site_ids)
    )
    return session.exec(statement.limit(1)).first() is not None
