"""Cases, their rounds and their frozen archive."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import Json, UtcDateTime

_DUE: Final = ("acknowledge_due_at", "dispose_due_at", "recheck_due_at")
_STEP_BEGAN: Final = (
    "(SELECT max(started_at) FROM deadlines "
    "WHERE object_id = cases.id AND task_id IS NULL AND ended_at IS NULL)"
)


class CaseRow(SQLModel, table=True):
    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        # Read by the archived part of the case list, newest first.
        Index("ix_cases_list", "site_id", "opened_at", "id"),
        # Read by home's counts and by what waits, which is sorted then: it stays small.
        Index("ix_cases_state", "site_id", "state"),
        # Read by a report for its case.
        Index("ix_cases_report", "report_id"),
        # Read by a case that opens, for what happened at this equipment before; by hints of duplicates.
        Index("ix_cases_equipment", "equipment_id", "opened_at"),
        # Read by a case of no equipment that opens, for what happened in this area before.
        Index("ix_cases_area", "area_id", "opened_at"),
        {"info": runs(Timers(_DUE, since=_STEP_BEGAN, while_="archived_at IS NULL"))},
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    number: str
    state: str
    outcome: str | None = None
    tier: int
    grade: str | None = None
    title_zh: str
    title_en: str
    stage: str
    area_id: UUID = Field(foreign_key="areas.id")
    equipment_id: UUID | None = Field(default=None, foreign_key="equipment.id")
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    responsible_id: UUID | None = Field(default=None, foreign_key="people.id")
    report_id: UUID | None = Field(default=None, foreign_key="hazard_reports.id")
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    acknowledge_due_at: datetime = Field(sa_type=UtcDateTime)
    dispose_due_at: datetime = Field(sa_type=UtcDateTime)
    recheck_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_by: UUID | None = Field(default=None, foreign_key="people.id")
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    round_number: int
    disposed_by: list[str] = Field(default_factory=list, sa_type=Json)
    is_simulated: bool
    version: int
    policy_id: UUID
    """The tier policy it began under."""
    category: str | None = None
    captured_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    triage_note: str | None = None


class RoundRow(SQLModel, table=True):
    """One disposal and its recheck. Once that is there, triggers in the database refuse every change of the
    round and of its evidence.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        # Read by the figures of overridden rechecks.
        Index("ix_rounds_rechecked", "rechecked_at"),
    )

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    number: int = Field(primary_key=True)
    measures: str
    disposed_by: UUID = Field(foreign_key="people.id")
    disposed_at: datetime = Field(sa_type=UtcDateTime)
    content_hash: str
    is_passed: bool | None = None
    reason: str | None = None
    note: str = ""
    rechecked_by: UUID | None = Field(default=None, foreign_key="people.id")
    rechecked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    override_reason: str | None = None
    chosen: list[str] = Field(default_factory=list, sa_type=Json)
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    flags_seen: list[str] = Field(default_factory=list, sa_type=Json)
    content_version: int = 1
    signature_sha256: str | None = None
    signature_strokes_sha256: str | None = None
    """Of the strokes drawn at the step; None of a picture that a phone of before sent."""
    signed_hash: str | None = None


class CaseArchiveRow(SQLModel, table=True):
    """The snapshot of a case at its end. Written once; triggers in the database refuse every change."""

    __tablename__ = "case_archives"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    archived_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    hash: str
    snapshot: dict[str, Any] = Field(sa_type=Json)


class CounterRow(SQLModel, table=True):
    """The last number given, per site, kind of record and year."""

    __tablename__ = "counters"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    kind: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int
