"""Hazard reports, photos and who showed what with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class HazardReportRow(SQLModel, table=True):
    __tablename__ = "hazard_reports"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        # Read by the hazard list, newest first.
        Index("ix_hazard_reports_list", "site_id", "received_at", "id"),
        # Read by home's count of what waits for triage.
        Index("ix_hazard_reports_state", "site_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    number: str
    state: str
    category: str
    grade: str
    clause: str | None = None
    description: str
    area_id: UUID = Field(foreign_key="areas.id")
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    reported_by: UUID = Field(foreign_key="people.id")
    captured_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    triaged_by: UUID | None = Field(default=None, foreign_key="people.id")
    triaged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decline_reason: str | None = None
    triage_note: str | None = None


class PhotoRow(SQLModel, table=True):
    """What is known of a stored photo; `sha256` is of the bytes that were sent."""

    __tablename__ = "photos"
    __table_args__ = (
        # Read by the duty that looks at pictures from before there were fingerprints.
        Index(
            "ix_photos_unseen",
            "uploaded_at",
            sqlite_where=text("looked_at IS NULL"),
            postgresql_where=text("looked_at IS NULL"),
        ),
    )

    sha256: str = Field(primary_key=True)
    width: int
    height: int
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    latitude: float | None = None
    longitude: float | None = None
    fingerprint: str | None = None
    """Perceptual hash, see `domain.loop.proof.fingerprints`; None where there is nothing to see."""
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When fingerprint and detail were taken; None for pictures from before there were any."""
    uploaded_by: UUID = Field(foreign_key="people.id")
    uploaded_at: datetime = Field(sa_type=UtcDateTime)


class PhotoDetailRow(SQLModel, table=True):
    """A small grey copy of a picture, for a closer look; apart from `photos`, which are read by thousands."""

    __tablename__ = "photo_details"

    sha256: str = Field(primary_key=True, foreign_key="photos.sha256")
    grey: bytes


class PhotoUploadRow(SQLModel, table=True):
    """Who has sent a photo's bytes. Knowing a hash alone must not open somebody else's picture."""

    __tablename__ = "photo_uploads"

    sha256: str = Field(primary_key=True, foreign_key="photos.sha256")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id")


class EvidenceRow(SQLModel, table=True):
    """A photo or signature in its role: of a report, of a lane, of a disposal, of a recheck."""

    __tablename__ = "evidence"
    __table_args__ = (
        # Read by a case's rounds, by a report's photos, and by the permission check of a photo.
        Index("ix_evidence_case", "case_id", "round_number"),
        Index("ix_evidence_report", "report_id"),
        Index("ix_evidence_sha256", "sha256"),
        # Read by the photos of lanes.
        Index("ix_evidence_lane", "lane_id"),
        # Read by the guard against fake closure: the site's recent pictures.
        Index("ix_evidence_recent", "site_id", "added_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sha256: str = Field(foreign_key="photos.sha256")
    role: str
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    round_number: int | None = None
    report_id: UUID | None = Field(default=None, foreign_key="hazard_reports.id")
    lane_id: UUID | None = None
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    latitude: float | None = None
    longitude: float | None = None
    added_by: UUID = Field(foreign_key="people.id")
    added_at: datetime = Field(sa_type=UtcDateTime)
