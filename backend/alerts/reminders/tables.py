"""Reminders about alerts, and when people are asked next."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime


class AlertReminderRow(SQLModel, table=True):
    """One of a kind for one alert; begun anew with each of its occasions."""

    __tablename__ = "alert_reminders"
    __table_args__ = (
        # Read by the sweep, every second: whose next mark is reached, oldest first.
        Index(
            "ix_alert_reminders_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"info": runs(Timers(("started_at", "next_at"), "started_at", "ended_at IS NULL"))},
    )

    alert_id: UUID = Field(primary_key=True, foreign_key="alerts.id")
    kind: str = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    started_at: datetime = Field(sa_type=UtcDateTime)
    every_s: int
    """The time that the policy gave when it began."""
    reached: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
