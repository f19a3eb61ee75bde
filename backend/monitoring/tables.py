"""Devices with keys, and what camera boxes, RFID gates and locators saw."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime


class ObservationRow(SQLModel, table=True):
    __tablename__ = "observations"
    __table_args__ = (
        UniqueConstraint("sensor_id", "key"),
        # Read by the rules that count repetitions.
        Index("ix_observations_repeats", "sensor_id", "type", "seen_us"),
        # Read by the permission check of a picture.
        Index(
            "ix_observations_snapshot",
            "snapshot",
            sqlite_where=text("snapshot IS NOT NULL"),
            postgresql_where=text("snapshot IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sensor_id: int = Field(foreign_key="sensors.id")
    key: str
    seen_us: int = Field(sa_type=BigInteger)
    received_at: datetime = Field(sa_type=UtcDateTime)
    type: str
    confidence: float
    subject: str
    area: str
    is_cleared: bool = False
    snapshot: str | None = None
    width: int = 0
    height: int = 0


class ObservedConditionRow(SQLModel, table=True):
    """A condition at a source, until it is cleared or nothing of the kind was seen for long enough."""

    __tablename__ = "observed_conditions"
    __table_args__ = (
        # Read by the sweep that ends them, once a second.
        Index(
            "ix_observed_conditions_due",
            "clears_at",
            sqlite_where=text("clears_at IS NOT NULL"),
            postgresql_where=text("clears_at IS NOT NULL"),
        ),
        {"info": runs(Timers(("clears_at",), while_="clears_at IS NOT NULL", both_ways=True))},
    )

    sensor_id: int = Field(primary_key=True, foreign_key="sensors.id")
    aspect: str = Field(primary_key=True)
    type: str
    area: str
    tier: int
    seen_us: int = Field(sa_type=BigInteger)
    cleared_us: int = Field(default=0, sa_type=BigInteger)
    """Nothing that was seen before this raises it again: it came late."""
    clears_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """None: it does not hold any more."""
