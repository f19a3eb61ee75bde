"""Photos as they are kept, and who sent them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class PhotoRow(SQLModel, table=True):
    """What is known of a stored photo; `sha256` is of the bytes that were sent."""

    __tablename__ = "photos"
    __table_args__ = (
        # Read by the job that looks at pictures from before there were fingerprints.
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
    """Perceptual hash, see `photos.fingerprint_rules`; None where there is nothing to see."""
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
