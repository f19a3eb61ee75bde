"""The roster as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class ShiftPatternRow(SQLModel, table=True):
    __tablename__ = "shift_patterns"
    __table_args__ = (
        # Read by whatever lists the patterns of a site.
        Index("ix_shift_patterns_site", "site_id"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    name_zh: str
    name_en: str
    start_minute: int
    minutes: int
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class RosterRow(SQLModel, table=True):
    """One line of the roster of a site; one per duty, department and post."""

    __tablename__ = "rosters"
    __table_args__ = (
        # One roster of the officers per site; read by whatever asks who is on duty.
        Index(
            "uq_rosters_officer",
            "site_id",
            unique=True,
            sqlite_where=text("duty = 'OFFICER'"),
            postgresql_where=text("duty = 'OFFICER'"),
        ),
        # One of the executives.
        Index(
            "uq_rosters_executive",
            "site_id",
            unique=True,
            sqlite_where=text("duty = 'EXECUTIVE'"),
            postgresql_where=text("duty = 'EXECUTIVE'"),
        ),
        # One per department, and one per post.
        Index("uq_rosters_department", "department_id", unique=True),
        Index("uq_rosters_post", "post_id", unique=True),
        # Read by the calendar.
        Index("ix_rosters_site", "site_id"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    duty: str
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class ShiftRow(SQLModel, table=True):
    """A person on duty from when until when; of cancelled shifts the row stays."""

    __tablename__ = "shifts"
    __table_args__ = (
        # Read by who is on duty now, and by the calendar: what has not ended is little.
        Index("ix_shifts_site", "site_id", "ends_at"),
        # Read by plans, which compare with what stands.
        Index("ix_shifts_roster", "roster_id", "ends_at"),
        # Read by the sweep of reminders.
        Index("ix_shifts_starts", "starts_at"),
        # Read by "my shifts", and when somebody's account is disabled.
        Index("ix_shifts_person", "person_id", "ends_at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    roster_id: UUID = Field(foreign_key="rosters.id")
    person_id: UUID = Field(foreign_key="people.id")
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    pattern_id: UUID | None = Field(default=None, foreign_key="shift_patterns.id")
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hand_over: str = ""
    handed_over_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hand_over_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hand_over_read_by: UUID | None = Field(default=None, foreign_key="people.id")
    version: int = 1


class ShiftSwapRow(SQLModel, table=True):
    """A swap that one asks for and another one answers."""

    __tablename__ = "shift_swaps"
    __table_args__ = (
        # One open question per shift.
        Index(
            "uq_shift_swaps_open",
            "shift_id",
            unique=True,
            sqlite_where=text("state = 'ASKED'"),
            postgresql_where=text("state = 'ASKED'"),
        ),
        # Read by the list of open swaps of a site.
        Index("ix_shift_swaps_site", "site_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    shift_id: UUID = Field(foreign_key="shifts.id")
    in_return_id: UUID | None = Field(default=None, foreign_key="shifts.id")
    asked_by: UUID = Field(foreign_key="people.id")
    to_id: UUID = Field(foreign_key="people.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    reason: str
    state: str
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
