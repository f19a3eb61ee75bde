"""Photos as they are kept, and who sent them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class PhotoRow(SQLModel, table=True):
    """Facts about a stored photo; `sha256` is of the bytes that were sent."""

    __tablename__ = "photos"
    sha256: str = Field(primary_key=True)
    width: int
    height: int
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    latitude: float | None = None
    longitude: float | None = None
    fingerprint: str | None = None
    """Perceptual hash, see `photos.fingerprint_rules`; None where there is nothing to see."""
    uploaded_at: datetime = Field(sa_type=UtcDateTime)
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when the picture is gone: a signature of somebody who left. What stands on its hash stays."""


class PhotoDetailRow(SQLModel, table=True):
    """A small grey copy of a picture, for a closer look; apart from `photos`, which are read by thousands."""

    __tablename__ = "photo_details"

    sha256: str = Field(primary_key=True, foreign_key="photos.sha256")
    grey: bytes


class PhotoUploadRow(SQLModel, table=True):
    """The sender of a photo's bytes. Knowing a hash alone must not open somebody else's picture."""

    __tablename__ = "photo_uploads"
    # Read before a photo is taken in: how many there were within a day.
    __table_args__ = (Index("ix_photo_uploads_lately", "site_id", "at"),)

    sha256: str = Field(primary_key=True, foreign_key="photos.sha256")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    site_id: UUID | None = Field(default=None, foreign_key="sites.id")
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    length: int = 0
    """Of what was sent, in bytes."""
    uses_left: int | None = None
    """In how many things it may still be shown; None: in as many as its sender likes."""
