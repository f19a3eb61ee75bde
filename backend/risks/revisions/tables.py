"""Events of the register, their revisions, and the parts of the revision in force as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class RiskEventRow(SQLModel, table=True):
    """An event, with the columns of its content by which lists, alerts and the ladder read it; of a draft
    those of the draft.
    """

    __tablename__ = "risk_events"
    __table_args__ = (
        UniqueConstraint("site_id", "code"),
        # Read by the tree.
        Index("ix_risk_events_unit", "unit_id"),
        # Read by the list, the worst first.
        Index("ix_risk_events_list", "site_id", "state", "residual_level", "code"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    unit_id: UUID = Field(foreign_key="risk_units.id")
    code: str
    state: str
    revision_id: UUID
    """Of `risk_revisions`, which points back here."""
    is_confirmed: bool = False
    version: int = 1
    created_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    close_reason: str | None = None
    review_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    title_zh: str = ""
    title_en: str = ""
    stage: str = ""
    accident_class: str = ""
    inherent_level: int | None = None
    residual_level: int | None = None
    control_level: str | None = None
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    steps: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """Emergency steps of the revision in force, which a new alert says."""


class RiskRevisionRow(SQLModel, table=True):
    __tablename__ = "risk_revisions"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        # Read by the list of what waits.
        Index(
            "ix_risk_revisions_proposed",
            "site_id",
            sqlite_where=text("state = 'PROPOSED'"),
            postgresql_where=text("state = 'PROPOSED'"),
        ),
    )

    id: UUID = Field(primary_key=True)
    event_id: UUID = Field(foreign_key="risk_events.id")
    site_id: UUID = Field(foreign_key="sites.id")
    number: int
    state: str
    content: dict[str, Any] | None = Field(default=None, sa_type=Json)
    reason: str
    author_id: UUID = Field(foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    waits_for_danger: bool = False
    is_confirmed: bool = False
    confirmed_by: UUID | None = Field(default=None, foreign_key="people.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decline_reason: str | None = None
    from_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ControlMeasureRow(SQLModel, table=True):
    """A measure of the revision in force."""

    __tablename__ = "control_measures"

    id: UUID = Field(primary_key=True)
    event_id: UUID = Field(foreign_key="risk_events.id", index=True)  # read by the page of the event
    site_id: UUID = Field(foreign_key="sites.id")
    place: int
    code: str
    text_zh: str
    text_en: str
    kind: str
    is_critical: bool
    watched_by: str
    sensor_id: int | None = Field(default=None, foreign_key="sensors.id")
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")


class CheckItemRow(SQLModel, table=True):
    """A check item of the revision in force."""

    __tablename__ = "check_items"

    id: UUID = Field(primary_key=True)
    measure_id: UUID = Field(foreign_key="control_measures.id", index=True)  # read by its measure
    site_id: UUID = Field(foreign_key="sites.id")
    place: int
    code: str
    look_for_zh: str
    look_for_en: str
    way: str
    answer_zh: str
    answer_en: str
    category: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
