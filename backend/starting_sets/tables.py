"""Values that a starting set wrote at a site."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class StartingSetRow(SQLModel, table=True):
    """The last time that a part was taken over; `values` per key: whatever differs, people changed."""

    __tablename__ = "starting_sets"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    part: str = Field(primary_key=True)
    trade: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")
    values: dict[str, Any] = Field(sa_type=Json)
    ids: dict[str, Any] = Field(sa_type=Json)
