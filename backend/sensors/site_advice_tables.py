"""Advice of sites."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class SiteAdviceRow(SQLModel, table=True):
    """First steps about one subject at one site; without a row the templates of the product speak."""

    __tablename__ = "site_advice"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    code: str = Field(primary_key=True)
    subject: str
    conditions: list[str] = Field(sa_type=Json)
    is_early: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Said only while an alert has not been worse than yellow."""
    steps: list[dict[str, str]] = Field(sa_type=Json)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: UUID = Field(foreign_key="people.id")
