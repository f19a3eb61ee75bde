"""督办 follow-ups: who was asked about what, and what they answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class FollowUpRow(SQLModel, table=True):
    __tablename__ = "follow_ups"
    __table_args__ = (
        # Read by the list of one person and by that of a site, newest first.
        Index("ix_follow_ups_to", "to_id", "at", "id"),
        Index("ix_follow_ups_site", "site_id", "at", "id"),
        # Read by a case.
        Index("ix_follow_ups_case", "case_id", "at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    case_id: UUID = Field(foreign_key="cases.id")
    task_id: UUID | None = None
    to_id: UUID = Field(foreign_key="people.id")
    by_id: UUID | None = Field(default=None, foreign_key="people.id")
    """None: the product did it, because the step was late."""
    at: datetime = Field(sa_type=UtcDateTime)
    step: str
    text: str
    answer: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When there was nothing left to answer for: the case was archived first."""
