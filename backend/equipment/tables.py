"""The ledger of equipment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime
from backend.sites.tables import FIRST, NOTHING


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
    kind: str = Field(default="", sa_column_kwargs=NOTHING)
    """In the words of the site: pump, tank, pressure vessel."""
    parent_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    maker: str = Field(default="", sa_column_kwargs=NOTHING)
    serial_number: str = Field(default="", sa_column_kwargs=NOTHING)
    is_special: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Special equipment 特种设备: it must be registered and inspected."""
    next_inspection_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id")
    plan_x: float | None = None
    plan_y: float | None = None
    version: int = Field(default=1, sa_column_kwargs=FIRST)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")


class EquipmentCodeRow(SQLModel, table=True):
    """Another code of a machine: one it had, or one that people call it by. Printed labels keep working."""

    __tablename__ = "equipment_codes"
    # Read by the page of a machine.
    __table_args__ = (Index("ix_equipment_codes_item", "equipment_id"),)

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    code: str = Field(primary_key=True)
    equipment_id: UUID = Field(foreign_key="equipment.id")


class EquipmentDocumentRow(SQLModel, table=True):
    """A picture in the file of a machine: the machine, its plate, a record."""

    __tablename__ = "equipment_documents"
    __table_args__ = (
        # Read by the page of a machine, and by the gate of its commissioning.
        Index("ix_equipment_documents_item", "equipment_id", "added_at"),
        # Read before a photo is shown: who may see it.
        Index("ix_equipment_documents_photo", "sha256"),
    )

    id: UUID = Field(primary_key=True)
    equipment_id: UUID = Field(foreign_key="equipment.id")
    site_id: UUID = Field(foreign_key="sites.id")
    kind: str
    title: str
    sha256: str
    added_by: UUID = Field(foreign_key="people.id")
    added_at: datetime = Field(sa_type=UtcDateTime)
    page: int = Field(default=1, sa_column_kwargs=FIRST)
    first_page_id: UUID | None = Field(default=None, foreign_key="equipment_documents.id")
    """The document of which this is a later page."""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LifeStepRow(SQLModel, table=True):
    """One dated transition of the life of a machine."""

    __tablename__ = "equipment_steps"
    # Read by the page of a machine, the newest first.
    __table_args__ = (Index("ix_equipment_steps_item", "equipment_id", "recorded_at"),)

    id: UUID = Field(primary_key=True)
    equipment_id: UUID = Field(foreign_key="equipment.id")
    site_id: UUID = Field(foreign_key="sites.id")
    before: str
    after: str
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str
    recorded_by: UUID = Field(foreign_key="people.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    is_taken_over: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """So it stood in the ledger that was kept before."""
