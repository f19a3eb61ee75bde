"""What a site does at each tier, version by version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class TierPolicyRow(SQLModel, table=True):
    """One version of a site's policy; never changed, a case that began under it keeps to it."""

    __tablename__ = "tier_policies"
    # Read with every alert and every case: the last version of the site.
    __table_args__ = (UniqueConstraint("site_id", "version"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    version: int
    valid_from: datetime = Field(sa_type=UtcDateTime)
    by: UUID | None = Field(default=None, foreign_key="people.id")
    reason: str
    tiers: dict[str, Any] = Field(sa_type=Json)
