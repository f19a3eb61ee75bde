"""Devices that send over HTTP, and the answers that they got."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class DeviceRow(SQLModel, table=True):
    __tablename__ = "devices"

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id", index=True)
    name: str
    codes: list[str] = Field(sa_type=Json)
    key_hash: str = Field(unique=True)
    hint: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: UUID | None = Field(default=None, foreign_key="people.id")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeviceRequestRow(SQLModel, table=True):
    """A body that was taken, and the answer to it: written in the transaction of its readings."""

    __tablename__ = "device_requests"

    device_id: UUID = Field(primary_key=True, foreign_key="devices.id")
    sha256: str = Field(primary_key=True)
    answer: dict[str, int] = Field(sa_type=Json)
    # Read by the sweep that forgets old ones.
    taken_at: datetime = Field(sa_type=UtcDateTime, index=True)
