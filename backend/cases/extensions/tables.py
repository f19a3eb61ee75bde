"""Requests for more time, and the remediation plan of a major hazard."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


def _one_asked(name: str, column: str, *, of: str) -> Index:
    where = text(f"state = 'ASKED' AND {of}")
    return Index(name, column, unique=True, sqlite_where=where, postgresql_where=where)


class ExtensionRow(SQLModel, table=True):
    __tablename__ = "extensions"
    __table_args__ = (
        # Read by the case and by its tasks; at most one request of a clock waits for its answer.
        Index("ix_extensions_case", "case_id"),
        Index("ix_extensions_task", "task_id"),
        _one_asked("uq_extensions_asked", "case_id", of="task_id IS NULL"),
        _one_asked("uq_extensions_asked_task", "task_id", of="task_id IS NOT NULL"),
        # Read by the list of clocks that stand still, what runs again soonest first.
        Index("ix_extensions_until", "site_id", "until"),
        # Read by the work of those who decide: what is asked for at their sites.
        Index("ix_extensions_state", "site_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    case_id: UUID = Field(foreign_key="cases.id")
    round_number: int
    kind: str
    minutes: int
    reason: str
    asked_by: UUID = Field(foreign_key="people.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    state: str
    decided_by: UUID | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str
    due_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    task_id: UUID | None = None


class RemediationPlanRow(SQLModel, table=True):
    """五落实 of one round of a major hazard; frozen with the round."""

    __tablename__ = "remediation_plans"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    round_number: int = Field(primary_key=True)
    responsible: str
    measures: str
    funds: str
    deadline: datetime = Field(sa_type=UtcDateTime)
    plan: str
    recorded_by: UUID = Field(foreign_key="people.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
