"""Sources bound to events of the register, with the times for which each binding held."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import Json, Serial, UtcDateTime


class SourceBindingRow(SQLModel, table=True):
    """One binding of one revision in force; `until_at` None while it holds."""

    __tablename__ = "source_bindings"
    __table_args__ = (
        # Read by an alert of the source, and by the lab for the times of before.
        Index("ix_source_bindings_sensor", "sensor_id", "until_at"),
        Index(
            "ix_source_bindings_event",
            "event_id",
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    site_id: UUID = Field(foreign_key="sites.id")
    event_id: UUID = Field(foreign_key="risk_events.id")
    revision_id: UUID = Field(foreign_key="risk_revisions.id")
    sensor_id: int = Field(foreign_key="sensors.id")
    side: str
    observations: list[str] = Field(default_factory=list, sa_type=Json)
    residual_level: int
    from_at: datetime = Field(sa_type=UtcDateTime)
    until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
