"""The register's tree: objects, units with their machines and stops."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class RiskObjectRow(SQLModel, table=True):
    __tablename__ = "risk_objects"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    department_id: UUID = Field(foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    version: int = 1
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    close_reason: str | None = None


class RiskUnitRow(SQLModel, table=True):
    __tablename__ = "risk_units"
    __table_args__ = (
        UniqueConstraint("site_id", "code"),
        # Read by the tree, and by the page of an area.
        Index("ix_risk_units_object", "object_id"),
        Index("ix_risk_units_area", "area_id"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    object_id: UUID = Field(foreign_key="risk_objects.id")
    code: str
    name_zh: str
    name_en: str
    kind: str
    area_id: UUID = Field(foreign_key="areas.id")
    department_id: UUID = Field(foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    out_of_use_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    out_of_use_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    out_of_use_reason: str | None = None
    version: int = 1
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    close_reason: str | None = None


class RiskUnitMachineRow(SQLModel, table=True):
    """A machine of a unit."""

    __tablename__ = "risk_unit_machines"

    unit_id: UUID = Field(primary_key=True, foreign_key="risk_units.id")
    equipment_id: UUID = Field(primary_key=True, foreign_key="equipment.id", index=True)  # read by its page


class RiskUnitStopRow(SQLModel, table=True):
    __tablename__ = "risk_unit_stops"

    id: UUID = Field(primary_key=True)
    unit_id: UUID = Field(foreign_key="risk_units.id", index=True)  # read by the unit's page
    site_id: UUID = Field(foreign_key="sites.id")
    reason: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    planned_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_by: UUID = Field(foreign_key="people.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: UUID | None = Field(default=None, foreign_key="people.id")
