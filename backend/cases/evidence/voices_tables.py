"""Voice notes: what is stored, who sent it, and what it belongs to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class VoiceRow(SQLModel, table=True):
    """Facts about a stored recording; `sha256` is of the bytes that were sent."""

    __tablename__ = "voices"

    sha256: str = Field(primary_key=True)
    format: str
    length: int
    uploaded_at: datetime = Field(sa_type=UtcDateTime)


class VoiceUploadRow(SQLModel, table=True):
    """Sender of a recording's bytes. Knowing a hash alone must not open somebody else's voice."""

    __tablename__ = "voice_uploads"

    sha256: str = Field(primary_key=True, foreign_key="voices.sha256")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id", index=True)  # read: how many lately


class ReportVoiceRow(SQLModel, table=True):
    """A recording that came with a hazard report: one, said in the place of typing."""

    __tablename__ = "report_voices"
    __table_args__ = (
        # Read by the permission check of a recording.
        Index("ix_report_voices_sha256", "sha256"),
    )

    report_id: UUID = Field(primary_key=True, foreign_key="hazard_reports.id")
    site_id: UUID = Field(foreign_key="sites.id")
    sha256: str = Field(foreign_key="voices.sha256")
    seconds: int
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    added_by: UUID = Field(foreign_key="people.id")
    added_at: datetime = Field(sa_type=UtcDateTime)


class VoiceNoteRow(SQLModel, table=True):
    """A recording as evidence of a round; frozen with the round."""

    __tablename__ = "voice_notes"
    __table_args__ = (
        # Read by a case's rounds, and by the permission check of a recording.
        Index("ix_voice_notes_case", "case_id", "round_number"),
        Index("ix_voice_notes_sha256", "sha256"),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sha256: str = Field(foreign_key="voices.sha256")
    case_id: UUID = Field(foreign_key="cases.id")
    round_number: int
    seconds: int
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    added_by: UUID = Field(foreign_key="people.id")
    added_at: datetime = Field(sa_type=UtcDateTime)
