"""Voice notes: files by the hash of their bytes, and rows that say whose they are and what for."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.evidence.voices_rules import (
    VoiceFacts,
    VoiceFormat,
    VoiceNote,
    check_same,
    format_of,
)
from backend.cases.evidence.voices_tables import ReportVoiceRow, VoiceNoteRow, VoiceRow, VoiceUploadRow
from backend.core.allowances import Taken
from backend.core.errors import ErrorCode, Refused
from backend.core.files import sync_folder
from backend.core.statements import taken
from backend.photos.rules import check_sha256
from backend.photos.store import ASIDE, discard_leftovers
from backend.photos.voice import mp4, ogg, webm
from backend.photos.voice.damaged import Damaged

HEAD_BYTES = 12
REWRITE: Final = {
    VoiceFormat.WEBM: webm.rewrite,
    VoiceFormat.OGG: ogg.rewrite,
    VoiceFormat.MP4: mp4.rewrite,
}


class Voices:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, facts: VoiceFacts, *, by: UUID, at: datetime) -> bool:
        """Note that the bytes are stored and who sent them. Return whether they are new here."""
        is_new = self._session.get(VoiceRow, facts.sha256) is None
        if is_new:
            row = VoiceRow(sha256=facts.sha256, format=facts.format, length=facts.length, uploaded_at=at)
            self._session.add(row)
            self._session.flush()
        if self._session.get(VoiceUploadRow, (facts.sha256, by)) is None:
            self._session.add(VoiceUploadRow(sha256=facts.sha256, person_id=by))
        return is_new

    def is_sent(self, sha256: str, *, by: UUID) -> bool:
        """Whether this person has sent it already."""
        return self._session.get(VoiceUploadRow, (sha256, by)) is not None

    def taken(self, *, by: UUID, since: datetime) -> Taken:
        """How many recordings of this person came in since then."""
        of_person = select(VoiceUploadRow.sha256).where(VoiceUploadRow.person_id == by)
        is_theirs = col(VoiceRow.sha256).in_(of_person)
        return taken(self._session, VoiceRow.uploaded_at, is_theirs, since=since)

    def attach(
        self, note: VoiceNote, *, site_id: UUID, case_id: UUID, round_number: int, by: UUID, at: datetime
    ) -> None:
        """Let the recording speak for a round. Raises Refused(VOICE_MISSING) unless this person has sent the
        bytes.
        """
        self._require_sent(note, by=by)
        row = VoiceNoteRow(
            site_id=site_id,
            sha256=note.sha256,
            case_id=case_id,
            round_number=round_number,
            seconds=note.seconds,
            taken_at=note.taken_at,
            added_by=by,
            added_at=at,
        )
        self._session.add(row)
        self._session.flush()

    def attach_to_report(
        self, note: VoiceNote, report_id: UUID, *, site_id: UUID, by: UUID, at: datetime
    ) -> None:
        """Let the recording speak for a hazard report. Raises Refused(VOICE_MISSING) unless this person has
        sent the bytes.
        """
        self._require_sent(note, by=by)
        row = ReportVoiceRow(
            report_id=report_id,
            site_id=site_id,
            sha256=note.sha256,
            seconds=note.seconds,
            taken_at=note.taken_at,
            added_by=by,
            added_at=at,
        )
        self._session.add(row)
        self._session.flush()

    def _require_sent(self, note: VoiceNote, *, by: UUID) -> None:
        if not self.is_sent(note.sha256, by=by):
            raise Refused(ErrorCode.VOICE_MISSING, "the voice note has not arrived yet")

    def of_case(self, case_id: UUID) -> list[tuple[int, VoiceNote]]:
        """(round, note), in the order they were added."""
        statement = select(VoiceNoteRow).where(VoiceNoteRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(VoiceNoteRow.id)))
        return [(row.round_number, note_of(row)) for row in rows]


def note_of(row: VoiceNoteRow | ReportVoiceRow) -> VoiceNote:
    return VoiceNote(row.sha256, row.seconds, row.taken_at)


def facts_of(row: VoiceRow) -> VoiceFacts:
    return VoiceFacts(row.sha256, VoiceFormat(row.format), row.length)


@dataclass(frozen=True)
class VoiceStore:
    """Recordings under `folder`, two levels deep, by the hash of the bytes that were sent. Safe to share."""

    folder: Path

    def path(self, sha256: str) -> Path:
        name = check_sha256(sha256)
        return self.folder / name[:2] / name[2:4] / name

    def open(self, sha256: str) -> Path:
        """Return the path of a kept recording. Raises Refused(VOICE_MISSING)."""
        path = self.path(sha256)
        if not path.is_file():
            raise Refused(ErrorCode.VOICE_MISSING, "this voice note has not arrived")
        return path

    def remove(self, sha256: str) -> None:
        """Delete the recording; what is gone already stays so."""
        self.path(sha256).unlink(missing_ok=True)

    def receive(self) -> IO[bytes]:
        """Return a new file for the bytes of an upload; closing it deletes it."""
        aside = self.folder / ASIDE
        aside.mkdir(parents=True, exist_ok=True)
        return tempfile.NamedTemporaryFile(dir=aside, prefix="received-")

    def discard_leftovers(self, *, before: datetime) -> int:
        """Delete what killed processes left aside before that time; returns how many files."""
        return discard_leftovers(self.folder / ASIDE, before=before)

    def keep(self, received: Path, sha256: str) -> VoiceFacts:
        """Keep the sound of the file `received`, nothing else of it; durable on return.

        Raises Refused: VOICE_HASH_MISMATCH, VOICE_NOT_AUDIO.
        """
        data = received.read_bytes()
        check_same(sha256, hashlib.sha256(data).hexdigest())
        facts = VoiceFacts(sha256, format_of(data[:HEAD_BYTES]), len(data))
        kept = _sound(data, facts.format)
        path = self.path(sha256)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = received.with_name(f"{received.name}-kept")
            with aside.open("wb") as target:
                target.write(kept)
                target.flush()
                os.fsync(target.fileno())
            aside.replace(path)
        for folder in (path.parent, *path.parents[1:3]):
            sync_folder(folder)
        return facts


def _sound(data: bytes, format_: VoiceFormat) -> bytes:
    """The recording without names, places, dates and whatever else is no sound. Raises Refused."""
    try:
        return REWRITE[format_](data)
    except Damaged as damaged:
        raise Refused(ErrorCode.VOICE_NOT_AUDIO, f"not a recording of {format_}: {damaged}") from damaged
