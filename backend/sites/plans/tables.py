"""Plans of sites, and the pictures that were uploaded for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime
from backend.sites.tables import FIRST, NOTHING


class PlanRow(SQLModel, table=True):
    __tablename__ = "plans"
    # Read by every page with a plan.
    __table_args__ = (Index("ix_plans_site", "site_id", "position"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    name_zh: str
    name_en: str
    position: int
    width: float
    height: float
    sha256: str | None = None
    """Of its row in `plan_pictures`."""
    svg: str = Field(default="", sa_column_kwargs=NOTHING)
    """A drawing that came with the product; nobody can upload one."""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs=FIRST)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")


class PlanPictureRow(SQLModel, table=True):
    """A picture that was made here from what was uploaded: in the database, so that it is in its backup."""

    __tablename__ = "plan_pictures"
    # Read before one is taken in: how many there were within a day.
    __table_args__ = (Index("ix_plan_pictures_lately", "site_id", "at"),)

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    sha256: str = Field(primary_key=True)
    media_type: str
    width: int
    height: int
    content: bytes
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")
