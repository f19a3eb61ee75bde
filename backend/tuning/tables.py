"""Proposed indicators, and what those that run as a shadow have seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class ProposalRow(SQLModel, table=True):
    __tablename__ = "indicator_proposals"
    __table_args__ = (
        # Read by the list of the threshold lab, newest first.
        Index("ix_proposals_list", "site_id", "proposed_at"),
        # One shadow per source; read by the intake when sensors or limits have changed.
        Index(
            "uq_proposals_shadow",
            "sensor_id",
            unique=True,
            sqlite_where=text("state = 'SHADOW'"),
            postgresql_where=text("state = 'SHADOW'"),
        ),
        # Read by the sweep of reviews.
        Index(
            "ix_proposals_review",
            "review_due_at",
            sqlite_where=text("review_due_at IS NOT NULL AND reviewed_at IS NULL"),
            postgresql_where=text("review_due_at IS NOT NULL AND reviewed_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sensor_id: int = Field(foreign_key="sensors.id", index=True)  # read by a sensor's history
    state: str
    base_indicator_id: UUID = Field(foreign_key="indicators.id")
    base_version: int
    definition: dict[str, Any] = Field(sa_type=Json)
    reason: str
    proposed_by: UUID = Field(foreign_key="people.id")
    proposed_at: datetime = Field(sa_type=UtcDateTime)
    loosened: list[int] = Field(sa_type=Json)
    findings: dict[str, Any] | None = Field(default=None, sa_type=Json)
    shadow_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: UUID | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_note: str = ""
    approved_version: int | None = None
    review_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    review: dict[str, Any] | None = Field(default=None, sa_type=Json)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict: str | None = None
    verdict_by: UUID | None = Field(default=None, foreign_key="people.id")
    verdict_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ShadowStateRow(SQLModel, table=True):
    """State that must survive a restart of the intake; changes with the reading that changed it."""

    __tablename__ = "shadow_states"

    proposal_id: UUID = Field(primary_key=True, foreign_key="indicator_proposals.id")
    limits: str


class ShadowEpisodeRow(SQLModel, table=True):
    """One alert that a shadow would have raised. Times are event times."""

    __tablename__ = "shadow_episodes"
    __table_args__ = (
        # Read by the proposal, newest first.
        Index("ix_shadow_episodes", "proposal_id", "started_at"),
        # One open episode per condition, as with alerts.
        Index(
            "uq_shadow_episodes_open",
            "proposal_id",
            "condition",
            "aspect",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: UUID = Field(foreign_key="indicator_proposals.id")
    condition: str
    aspect: str = ""
    tier: int
    worst_tier: int
    value: float | None = None
    limit: float | None = None
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
