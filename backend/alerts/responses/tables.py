"""Responses to alerts: who was notified of an alert, who was shown it, and who comes."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class AlertResponseRow(SQLModel, table=True):
    """Read by alert, of the few that are open; never by person alone."""

    __tablename__ = "alert_responses"

    alert_id: UUID = Field(primary_key=True, foreign_key="alerts.id")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    notified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When they were last asked to confirm it; None for who need not."""
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
