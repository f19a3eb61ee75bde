"""Stages that do not apply, and what was registered after it happened."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class StageExclusionRow(SQLModel, table=True):
    """Statement that a stage does not apply in an area; gone once somebody takes it back."""

    __tablename__ = "stage_exclusions"
    __table_args__ = (
        # Read with the coverage of the site.
        Index("ix_stage_exclusions_site", "site_id"),
    )

    area_id: UUID = Field(primary_key=True, foreign_key="areas.id")
    stage: str = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    reason: str
    by: UUID = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
    things: list[str] = Field(default_factory=list, sa_type=Json)


class RegisteredMatterRow(SQLModel, table=True):
    """Case, or source with its alerts, for which somebody registered an event, or found it registered."""

    __tablename__ = "registered_matters"
    __table_args__ = (
        # Read with what belongs to no event.
        Index("ix_registered_matters_site", "site_id"),
        Index("uq_registered_matters_case", "case_id", unique=True),
        Index("uq_registered_matters_sensor", "sensor_id", unique=True),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    event_id: UUID = Field(foreign_key="risk_events.id")
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    sensor_id: int | None = Field(default=None, foreign_key="sensors.id")
    by: UUID = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
