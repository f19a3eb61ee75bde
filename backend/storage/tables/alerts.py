"""Alerts and what happened to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.storage.tables.types import Json, UtcDateTime


class AlertRow(SQLModel, table=True):
    __tablename__ = "alerts"
    __table_args__ = (
        # One open alert per source and condition: the database says so, not the code.
        Index(
            "uq_alerts_open",
            "sensor_id",
            "condition",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
        # Read by the alert list and by home: open first, worst first, newest first.
        Index("ix_alerts_list", "site_id", "is_open", "tier", "raised_at", "id"),
        # Read by the case's source condition and by the sweep of blue alerts.
        Index("ix_alerts_case", "case_id"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sensor_id: int = Field(foreign_key="sensors.id")
    condition: str
    tier: int
    worst_tier: int
    is_active: bool
    is_acknowledged: bool
    is_open: bool
    is_simulated: bool
    raised_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    normal_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledge_due_at: datetime = Field(sa_type=UtcDateTime)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_by: UUID | None = Field(default=None, foreign_key="people.id")
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    indicator_id: UUID = Field(foreign_key="indicators.id")
    cause: dict[str, Any] = Field(sa_type=Json)
    """Value, limit, times and the trace before, frozen when the alert was raised to its worst tier."""


class AlertTransitionRow(SQLModel, table=True):
    __tablename__ = "alert_transitions"

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alerts.id", index=True)  # read by an alert's history
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str
    tier: int
    value: float | None = None
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
