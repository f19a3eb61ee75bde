"""Issued maps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class RiskMapRow(SQLModel, table=True):
    """Written once, never again."""

    __tablename__ = "risk_maps"
    __table_args__ = (
        # Read by the plan, the newest first.
        Index("ix_risk_maps_site", "site_id", "issued_at"),
        Index("uq_risk_maps_number", "site_id", "number", unique=True),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    number: str
    issued_at: datetime = Field(sa_type=UtcDateTime)
    issued_by: UUID = Field(foreign_key="people.id")
    redrawn_by: datetime = Field(sa_type=UtcDateTime)
    sha256: str
    content: dict[str, Any] = Field(sa_type=Json)
