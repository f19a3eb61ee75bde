"""Hazard reports, photos and who showed what with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class HazardReportRow(SQLModel, table=True):
    __tablename__ = "hazard_reports"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        # Read by the hazard list, newest first.
        Index("ix_hazard_reports_list", "site_id", "received_at", "id"),
        # Read by home's count and by the list of what waits for triage.
        Index("ix_hazard_reports_state", "site_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    number: str
    state: str
    category: str
    grade: str
    clause: str | None = None
    description: str
    area_id: UUID = Field(foreign_key="areas.id")
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    reported_by: UUID = Field(foreign_key="people.id")
    captured_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    triaged_by: UUID | None = Field(default=None, foreign_key="people.id")
    triaged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decline_reason: str | None = None
    triage_note: str | None = None
    kind: str = Field(default="HAZARD", sa_column_kwargs={"server_default": "HAZARD"})
    is_serious: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    phone_said_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    risk_event_id: UUID | None = None
    """Event of the register, `risk_events`, at which it was reported."""


class ReportLinkRow(SQLModel, table=True):
    """A report that was declined as a duplicate follows this case."""

    __tablename__ = "report_links"

    report_id: UUID = Field(primary_key=True, foreign_key="hazard_reports.id")
    case_id: UUID = Field(foreign_key="cases.id", index=True)  # read by a case for those who follow it
