"""Tier policies of sites, and of areas that have their own, version by version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class TierPolicyRow(SQLModel, table=True):
    """One version of the policy of a site, or of an area that has its own; never changed, a case that began
    under it keeps to it. An area whose last version has no tiers does as the area around it, or the site.
    """

    __tablename__ = "tier_policies"
    # Read with every alert and every case: the last versions of the site and of its areas. One count for all.
    __table_args__ = (UniqueConstraint("site_id", "version"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    area_id: UUID | None = Field(default=None, foreign_key="areas.id", index=True)
    version: int
    valid_from: datetime = Field(sa_type=UtcDateTime)
    by: UUID | None = Field(default=None, foreign_key="people.id")
    reason: str
    tiers: dict[str, Any] = Field(sa_type=Json)
