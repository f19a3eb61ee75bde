"""Every time that a module of a site was switched."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class ModuleSwitchRow(SQLModel, table=True):
    """Switching of a module. Modules off now stand in `sites.modules_off`, too, read by each request."""

    __tablename__ = "module_switches"
    # Read by the page of the modules, and by who switches one: the last version of each.
    __table_args__ = (UniqueConstraint("site_id", "module", "version"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    module: str
    version: int
    is_on: bool
    reason: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")
