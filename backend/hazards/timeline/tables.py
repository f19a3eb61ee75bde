"""Responses of reporters to what became of their reports, and reports without a name."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class ThanksRow(SQLModel, table=True):
    """Once per person and case."""

    __tablename__ = "thanks"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    note: str
    at: datetime = Field(sa_type=UtcDateTime)


class ObjectionRow(SQLModel, table=True):
    """A reporter does not agree; once per report."""

    __tablename__ = "objections"

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id", index=True)  # read by the officers' list of open ones
    report_id: UUID = Field(foreign_key="hazard_reports.id", unique=True)
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    reason: str
    state: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    answered_by: UUID | None = Field(default=None, foreign_key="people.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None


class ReportReadRow(SQLModel, table=True):
    """How far a report had come when its reporter last looked: on every phone of theirs the same."""

    __tablename__ = "report_reads"

    report_id: UUID = Field(primary_key=True, foreign_key="hazard_reports.id")
    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    stage: str
    at: datetime = Field(sa_type=UtcDateTime)


class AnonymousReportRow(SQLModel, table=True):
    """By the hash of its follow-up key a report is found again. The key itself is on the phone only."""

    __tablename__ = "anonymous_reports"

    key_hash: str = Field(primary_key=True)
    report_id: UUID = Field(foreign_key="hazard_reports.id", unique=True)
