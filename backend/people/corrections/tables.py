"""Requests to correct what is held about somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class CorrectionRow(SQLModel, table=True):
    __tablename__ = "corrections"
    # Read by the list of the administrators, and by that of who asked.
    __table_args__ = (Index("ix_corrections_site", "site_id", "person_id"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID = Field(foreign_key="people.id")
    text: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    state: str
    answer: str = ""
    answered_by: UUID | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
