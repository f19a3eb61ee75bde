"""Test alerts that people sent to themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class AlertTestRow(SQLModel, table=True):
    """A test, not an alert of the plant: of one person, whose screens and browsers alone show it."""

    __tablename__ = "alert_tests"
    __table_args__ = (
        # Read by the page of the test, by what may be sent within an hour, and by what a site still lacks.
        Index("ix_alert_tests_person", "person_id", "sent_at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID = Field(foreign_key="people.id")
    tier: int
    sent_at: datetime = Field(sa_type=UtcDateTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the first open screen of the person showed it."""
