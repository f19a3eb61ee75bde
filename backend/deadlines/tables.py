"""Deadlines of steps, and the rungs of the ladder that were notified."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime

_RUNS: Final = "ended_at IS NULL AND task_id IS NULL"


def _one_open(name: str, *columns: str, of: str) -> Index:
    """At most one running deadline per step of this; the database says so."""
    where = text(f"ended_at IS NULL AND {of}")
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class DeadlineRow(SQLModel, table=True):
    __tablename__ = "deadlines"
    __table_args__ = (
        _one_open("uq_deadlines_object", "object_id", "step", of="task_id IS NULL"),
        _one_open("uq_deadlines_task", "task_id", "step", of="task_id IS NOT NULL"),
        # Read by the sweep, every second: whose next mark is reached, oldest first.
        Index(
            "ix_deadlines_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        # Read by the list of what is late, oldest first.
        Index(
            "ix_deadlines_late",
            "site_id",
            "due_at",
            "id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        # Read by what was late at a moment of before, and by the share of steps that were in time.
        Index("ix_deadlines_ended", "site_id", "ended_at"),
        Index("ix_deadlines_due", "site_id", "due_at"),
        # Read by a case, and by whatever else ends one of its own.
        Index("ix_deadlines_object", "object_id", "started_at"),
        # A task is due on a day that a person chose, whatever the clock showed.
        {"info": runs(Timers(("started_at", "due_at", "next_at"), "started_at", _RUNS))},
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    noun: str
    object_id: UUID
    """Of any noun: no foreign key, as in `audit_refs`."""
    task_id: UUID | None = None
    step: str
    tier: int | None = None
    policy_id: UUID | None = Field(default=None, foreign_key="tier_policies.id")
    owner_id: UUID | None = Field(default=None, foreign_key="people.id")
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    started_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reached: int = 0
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
