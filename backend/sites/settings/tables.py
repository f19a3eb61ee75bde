"""Days of a site that are not as their weekday says."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class SiteDayRow(SQLModel, table=True):
    """A holiday, or a day worked in the place of one."""

    __tablename__ = "site_days"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    day: date = Field(primary_key=True)
    is_working: bool
    name: str
