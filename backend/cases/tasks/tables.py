"""Tasks of cases, and the rules that open them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class TaskRow(SQLModel, table=True):
    """One department's part of a case."""

    __tablename__ = "department_tasks"
    __table_args__ = (
        # Read by the case, by the board, and by the disposal that waits for all of them.
        Index("ix_tasks_case", "case_id"),
        # Read by the list of tasks and its count.
        Index("ix_tasks_list", "site_id", "created_at", "id"),
        # Read by what a person owes.
        Index("ix_tasks_owner", "owner_id", "state"),
        # Read by what a lead has to assign.
        Index("ix_tasks_department", "department_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id")
    site_id: UUID = Field(foreign_key="sites.id")
    department_id: UUID = Field(foreign_key="departments.id")
    kind: str
    work_zh: str
    work_en: str
    state: str
    owner_id: UUID | None = Field(default=None, foreign_key="people.id")
    due_at: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: UUID | None = Field(default=None, foreign_key="people.id")
    rule_id: UUID | None = None
    share: int | None = None
    percent: int
    progress: str
    measures: str
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_by: UUID | None = Field(default=None, foreign_key="people.id")
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by: UUID | None = Field(default=None, foreign_key="people.id")
    cancel_reason: str | None = None
    version: int


class TaskRuleRow(SQLModel, table=True):
    """When a case of the site opens a task; an empty list stands for any."""

    __tablename__ = "task_rules"
    __table_args__ = (
        # Read whenever a case opens or gets worse.
        Index("ix_task_rules_site", "site_id", "position"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    position: int
    department_id: UUID = Field(foreign_key="departments.id")
    kind: str
    work_zh: str
    work_en: str
    least_tier: int
    stages: list[str] = Field(default_factory=list, sa_type=Json)
    conditions: list[str] = Field(default_factory=list, sa_type=Json)
    categories: list[str] = Field(default_factory=list, sa_type=Json)
    areas: list[str] = Field(default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"})
    crosses_only: bool
    share: int


class TaskRuleVersionRow(SQLModel, table=True):
    """One version of a site's rules, as a record: the rows of `task_rules` are the last one."""

    __tablename__ = "task_rule_versions"
    # Read by whoever changes the rules: the last version of the site.
    __table_args__ = (UniqueConstraint("site_id", "version"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    version: int
    valid_from: datetime = Field(sa_type=UtcDateTime)
    by: UUID | None = Field(default=None, foreign_key="people.id")
    reason: str
    rules: list[dict[str, Any]] = Field(sa_type=Json)
