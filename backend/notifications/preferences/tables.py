"""Preferences of people for their own messages."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class NotificationPreferencesRow(SQLModel, table=True):
    """Of one person at one site; without a row nothing is quiet, and channels come in the policy's order."""

    __tablename__ = "notification_preferences"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    quiet_from: int | None = None
    quiet_until: int | None = None
    """Minutes after midnight, by the clock of the site; None: no quiet hours."""
    quiet_weekdays: list[int] = Field(default_factory=list, sa_type=Json)
    """The days on which quiet hours begin; 1 is Monday."""
    channels: list[str] = Field(default_factory=list, sa_type=Json)
    """Which comes first; empty: as the policy has it."""
    changed_at: datetime = Field(sa_type=UtcDateTime)
