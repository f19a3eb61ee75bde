"""Tags of people and vehicles, and the rules by which what is seen becomes an alert."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class TagRow(SQLModel, table=True):
    __tablename__ = "tags"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    code: str = Field(primary_key=True)
    kind: str
    name_zh: str
    name_en: str
    role: str = ""
    areas: list[str] = Field(sa_type=Json)
    equipment: str = ""
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class ObservationRuleRow(SQLModel, table=True):
    """One version of all rules of a site; the highest is in force, without one the defaults are."""

    __tablename__ = "observation_rules"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    version: int = Field(primary_key=True)
    rules: list[dict[str, Any]] = Field(sa_type=Json)
    reason: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: UUID | None = Field(default=None, foreign_key="people.id")
