"""Where sites and areas are on the globe, as far as somebody said so."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class KnownPlaceRow(SQLModel, table=True):
    """`object_id` is an area, or the site itself for all areas without a place of their own."""

    __tablename__ = "known_places"

    object_id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    latitude: float
    longitude: float
    set_by: UUID = Field(foreign_key="people.id")
    set_at: datetime = Field(sa_type=UtcDateTime)
