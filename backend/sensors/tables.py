"""Areas, equipment, sensors and the versions of their indicators."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import OF_READINGS, Timers, runs
from backend.core.types import Json, UtcDateTime
from backend.sites.tables import FIRST, NOTHING

_OF_READINGS: Final = {"info": OF_READINGS}


class SensorRow(SQLModel, table=True):
    __tablename__ = "sensors"
    __table_args__ = (
        UniqueConstraint("site_id", "code"),
        # Read by the sweep for silent sources, once a second.
        Index(
            "ix_sensors_silent",
            "silent_due_at",
            sqlite_where=text("silent_due_at IS NOT NULL"),
            postgresql_where=text("silent_due_at IS NOT NULL"),
        ),
        # Read by the same sweep for those of the silent sources that were heard again.
        Index(
            "ix_sensors_heard_again",
            "silent_due_at",
            sqlite_where=text("state = 'SILENT'"),
            postgresql_where=text("state = 'SILENT'"),
        ),
        # Read where a parent explains the sources of a machine, and by the machine's page.
        Index(
            "ix_sensors_equipment",
            "equipment_id",
            sqlite_where=text("equipment_id IS NOT NULL"),
            postgresql_where=text("equipment_id IS NOT NULL"),
        ),
        # Readings refer to it by its number alone, which no later one may get once its site was removed.
        {"sqlite_autoincrement": True, "info": runs(Timers(("silent_due_at",), both_ways=True))},
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    unit: str
    stage: str
    area_id: UUID = Field(foreign_key="areas.id")
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    responsible_id: UUID | None = Field(default=None, foreign_key="people.id")
    state: str
    kind: str = Field(default="READINGS", sa_column_kwargs={"server_default": "READINGS"})
    is_simulated: bool = False
    last_seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime, sa_column_kwargs=_OF_READINGS)
    silent_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, sa_column_kwargs=_OF_READINGS)
    sampling_plan: str = Field(default="", sa_column_kwargs=NOTHING)
    """How and how often it is sampled, in the words of the site."""
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id")
    plan_x: float | None = None
    plan_y: float | None = None
    version: int = Field(default=1, sa_column_kwargs=FIRST)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")
    created_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the site came to know it; None for the product itself."""
    unheard_reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its owner was reminded that it had never sent anything: once."""


class IndicatorRow(SQLModel, table=True):
    """One version; the highest version of a sensor is in force."""

    __tablename__ = "indicators"
    __table_args__ = (UniqueConstraint("sensor_id", "version"),)

    id: UUID = Field(primary_key=True)
    sensor_id: int = Field(foreign_key="sensors.id")
    version: int
    unit: str
    limits: list[dict[str, Any]] = Field(sa_type=Json)
    deadband: float
    on_delay_s: float
    off_delay_s: float
    silent_after_s: float
    standard: str
    rate_per_minute: float | None = None
    rate_window_s: float | None = None
    rate_tier: int | None = None
    stuck_after_s: float | None = None
    span_low: float | None = None
    span_high: float | None = None
    is_learned: bool = True
    reason: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: UUID | None = Field(default=None, foreign_key="people.id")
