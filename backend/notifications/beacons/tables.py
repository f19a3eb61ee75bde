"""The beacons of a site, what they have to show and what they say that they show."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, false, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime


class BeaconRow(SQLModel, table=True):
    """One lamp, or all those that one controller switches."""

    __tablename__ = "beacons"
    __table_args__ = (
        # A code is in a topic: two beacons of one code would be one.
        Index(
            "uq_beacons_code",
            "site_id",
            "code",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        {
            "info": runs(
                Timers(("wanted_at", "due_at"), "wanted_at"),
                Timers(("tested_at", "test_due_at"), "tested_at"),
            )
        },
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name: str
    area_id: UUID | None = Field(default=None, foreign_key="areas.id")
    """None: it stands for the whole site."""
    added_at: datetime = Field(sa_type=UtcDateTime)
    added_by: UUID = Field(foreign_key="people.id")
    tier: int | None = None
    """Tier that it has to show; None: to be dark."""
    alert_id: UUID | None = None
    message_id: str = ""
    """Names the state for its receipt; empty while nothing was ever wanted of it."""
    wanted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When to leave the state at the broker (again), or when a claim runs out; None once it is there."""
    attempts: int = 0
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    was_shown: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    last_error: str | None = None
    is_online: bool | None = None
    """Connection of the beacon as the broker said last; None: it has not said yet."""
    reachable_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    test_id: str = ""
    tested_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    test_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    test_shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    test_error: str | None = None
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
