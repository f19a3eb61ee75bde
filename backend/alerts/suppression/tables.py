"""Suppressions, and the record of everything that was suppressed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class SuppressionRow(SQLModel, table=True):
    """Period in which an alert was suppressed, for one reason."""

    __tablename__ = "suppressions"
    __table_args__ = (
        # No alert is suppressed twice at once.
        Index(
            "uq_suppressions_open",
            "alert_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alerts.id")
    site_id: UUID = Field(foreign_key="sites.id")
    reason: str
    began_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    worst_tier: int | None = None
    """The worst tier meanwhile; None if it was never active."""
    is_raised: bool | None = None
    """True if people were notified at its end."""


class MaintenanceWindowRow(SQLModel, table=True):
    """Planned work. Rows stay: what was suppressed during it must be explained later."""

    __tablename__ = "maintenance_windows"
    __table_args__ = (
        # Read with every change of a condition, and by the sweep: the windows that are not over.
        Index("ix_maintenance_windows_ends", "ends_at"),
        # Read by the sweep, every second: those whose next one is still to be planned.
        Index(
            "ix_maintenance_windows_repeat",
            "starts_at",
            sqlite_where=text("repeat_days IS NOT NULL AND repeated_at IS NULL"),
            postgresql_where=text("repeat_days IS NOT NULL AND repeated_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    area_id: UUID | None = Field(default=None, foreign_key="areas.id")
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    reason: str
    suppresses_red: bool
    planned_by: UUID = Field(foreign_key="people.id")
    planned_at: datetime = Field(sa_type=UtcDateTime)
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the alerts that were active at its beginning were suppressed."""
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_by: UUID | None = Field(default=None, foreign_key="people.id")
    repeat_days: int | None = None
    """Days from its beginning to that of the next one; None: it is done once."""
    first_starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the first of a repetition began and (`first_ends_at`) ended; None: this is the first."""
    first_ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    repeated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the next one was planned."""
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its planner was reminded of its end."""


class OutOfServiceRow(SQLModel, table=True):
    """One time in which a source was out of service."""

    __tablename__ = "out_of_service"
    __table_args__ = (
        # A source is out once; read with every change of a condition.
        Index(
            "uq_out_of_service_open",
            "sensor_id",
            unique=True,
            sqlite_where=text("returned_at IS NULL"),
            postgresql_where=text("returned_at IS NULL"),
        ),
        # Read by the page of a source: the times that lie in the span it shows.
        Index("ix_out_of_service_source", "sensor_id", "taken_at"),
        # Read by the sweep that brings sources back, every second.
        Index(
            "ix_out_of_service_until",
            "until",
            sqlite_where=text("returned_at IS NULL AND until IS NOT NULL"),
            postgresql_where=text("returned_at IS NULL AND until IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    sensor_id: int = Field(foreign_key="sensors.id")
    site_id: UUID = Field(foreign_key="sites.id")
    reason: str
    taken_at: datetime = Field(sa_type=UtcDateTime)
    taken_by: UUID = Field(foreign_key="people.id")
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    was_silent: bool
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When who took it out was reminded last."""
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InhibitionRow(SQLModel, table=True):
    """Alerts of the parent explain those of the child: a source, or all sources of a piece of equipment."""

    __tablename__ = "inhibitions"
    __table_args__ = (
        Index("ix_inhibitions_parent", "parent_sensor_id"),
        Index("ix_inhibitions_child", "child_sensor_id"),
        Index("ix_inhibitions_child_equipment", "child_equipment_id"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    parent_sensor_id: int = Field(foreign_key="sensors.id")
    parent_conditions: list[Any] | None = Field(default=None, sa_type=Json)
    """None: any."""
    child_sensor_id: int | None = Field(default=None, foreign_key="sensors.id")
    child_equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    child_conditions: list[Any] | None = Field(default=None, sa_type=Json)
