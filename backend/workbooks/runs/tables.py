"""Workbooks on their way in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, false, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import UNSEEN, Timers, runs
from backend.core.types import Json, UtcDateTime

_IN_WORK = text("state IN ('READING', 'CHECKING', 'WRITING')")


class WorkbookRunRow(SQLModel, table=True):
    """The newest workbook of each person and site. No query of the contract reads it."""

    __tablename__ = "workbook_runs"
    __table_args__ = (
        # One workbook at a time is at work at a site.
        Index(
            "uq_workbook_runs_in_work",
            "site_id",
            unique=True,
            sqlite_where=_IN_WORK,
            postgresql_where=_IN_WORK,
        ),
        # Read by the page of whoever sent it.
        Index("ix_workbook_runs_person", "person_id", "site_id"),
        {"info": UNSEEN | runs(Timers(("lease_until",), while_="lease_until IS NOT NULL"))},
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID = Field(foreign_key="people.id")
    file_name: str
    sheet: str
    sha256: str
    size: int
    has_content: bool
    state: str
    is_import: bool
    attempt: UUID
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    position: int = Field(sa_type=BigInteger)
    rows_total: int
    rows_checked: int
    digest: str
    outcome: dict[str, Any] | None = Field(default=None, sa_type=Json)
    code: str | None = None
    takes_computed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class WorkbookFileRow(SQLModel, table=True):
    """The file of a run, until it is imported, has faults, or a day has passed."""

    __tablename__ = "workbook_files"
    __table_args__ = {"info": UNSEEN}

    run_id: UUID = Field(primary_key=True, foreign_key="workbook_runs.id")
    content: bytes
