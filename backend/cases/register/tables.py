"""Events of the register that cases are about, and the questions that archived cases ask of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class CaseRiskRow(SQLModel, table=True):
    """Event and failed measure of a case, with copies of their words. A measure goes when a revision drops
    it, so it is no foreign key.
    """

    __tablename__ = "case_risks"
    __table_args__ = (
        # Read by a case that opens, for what happened of the same event; by the list of an event's cases.
        Index("ix_case_risks_event", "event_id"),
    )

    id: UUID = Field(primary_key=True, foreign_key="cases.id")
    """Of the case."""
    site_id: UUID = Field(foreign_key="sites.id")
    at: datetime = Field(sa_type=UtcDateTime)
    event_id: UUID | None = Field(default=None, foreign_key="risk_events.id")
    revision_id: UUID | None = Field(default=None, foreign_key="risk_revisions.id")
    event_code: str = ""
    title_zh: str = ""
    title_en: str = ""
    measure_id: UUID | None = None
    measure_code: str = ""
    text_zh: str = ""
    text_en: str = ""
    by: UUID | None = Field(default=None, foreign_key="people.id")
    version: int = 1


class RegisterQuestionRow(SQLModel, table=True):
    """Question of an archived case: change the register?"""

    __tablename__ = "register_questions"
    __table_args__ = (
        # Read by the page of an event, and by its revisions.
        Index("ix_register_questions_event", "event_id"),
    )

    id: UUID = Field(primary_key=True, foreign_key="cases.id")
    """Of the case."""
    site_id: UUID = Field(foreign_key="sites.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    event_id: UUID | None = Field(default=None, foreign_key="risk_events.id")
    answer: str | None = None
    reason: str = ""
    answered_by: UUID | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision_id: UUID | None = Field(default=None, foreign_key="risk_revisions.id")
    version: int = 1
