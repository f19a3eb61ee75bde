"""The ledger of equipment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class EquipmentRow(SQLModel, table=True):
    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    state: str
    stage: str
    area_id: UUID = Field(foreign_key="areas.id")
    next_maintenance_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
