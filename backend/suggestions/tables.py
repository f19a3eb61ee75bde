"""Suggestions, their photos, and the keys of those without a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class SuggestionRow(SQLModel, table=True):
    __tablename__ = "suggestions"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        # Read by the list, newest first.
        Index("ix_suggestions_list", "site_id", "received_at", "id"),
        # Read by the lists of what waits for an answer, and of what one has made.
        Index("ix_suggestions_state", "site_id", "state"),
        Index("ix_suggestions_made_by", "made_by", "received_at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    number: str
    state: str
    topic: str
    text: str
    made_by: UUID = Field(foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    alert_id: UUID | None = Field(default=None, foreign_key="alerts.id")
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    answered_by: UUID | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None
    owner_id: UUID | None = Field(default=None, foreign_key="people.id")
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = None


class SuggestionPhotoRow(SQLModel, table=True):
    __tablename__ = "suggestion_photos"

    suggestion_id: UUID = Field(primary_key=True, foreign_key="suggestions.id")
    sha256: str = Field(primary_key=True, foreign_key="photos.sha256", index=True)  # read: who may open it
    place: int
    """In the order in which they were taken."""


class AnonymousSuggestionRow(SQLModel, table=True):
    """By the hash of its follow-up key a suggestion is found again. The key itself is on the phone only."""

    __tablename__ = "anonymous_suggestions"

    key_hash: str = Field(primary_key=True)
    suggestion_id: UUID = Field(foreign_key="suggestions.id", unique=True)
