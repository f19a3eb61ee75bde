"""Which photo shows what, in which case or report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class EvidenceRow(SQLModel, table=True):
    """A photo or signature in its role: of a report, of a task, of a disposal, of a recheck."""

    __tablename__ = "evidence"
    __table_args__ = (
        # Read by a case's rounds, by a report's photos, and by the permission check of a photo.
        Index("ix_evidence_case", "case_id", "round_number"),
        Index("ix_evidence_report", "report_id"),
        Index("ix_evidence_sha256", "sha256"),
        # Read by the photos of tasks.
        Index("ix_evidence_task", "task_id"),
        # Read by the evidence checks: the site's recent pictures.
        Index("ix_evidence_recent", "site_id", "added_at"),
        # Read by what goes of people who left, and by what is held about a person.
        Index("ix_evidence_added_by", "added_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sha256: str = Field(foreign_key="photos.sha256")
    role: str
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    round_number: int | None = None
    report_id: UUID | None = Field(default=None, foreign_key="hazard_reports.id")
    task_id: UUID | None = None
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    latitude: float | None = None
    longitude: float | None = None
    added_by: UUID = Field(foreign_key="people.id")
    added_at: datetime = Field(sa_type=UtcDateTime)


class SignatureStrokesRow(SQLModel, table=True):
    """The strokes of which the picture of a signature was made; they go with the picture. A person who signs
    by the keys of a keyboard draws the same picture again, never in the same time.
    """

    __tablename__ = "signature_strokes"

    strokes_sha256: str = Field(primary_key=True)
    sha256: str = Field(foreign_key="photos.sha256", index=True)  # read when the picture goes
    strokes: list[dict[str, Any]] = Field(sa_type=Json)
    """In the order of the pen: {"x", "y", "t"}, lists of whole numbers."""
