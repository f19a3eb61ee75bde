"""Alerts and what happened to them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import Json, UtcDateTime

_RUN: Final = (
    "active_since",
    "acknowledge_due_at",
    "case_due_at",
    "shelved_until",
    "calm_at",
    "suppression_due_at",
)


_ANNOUNCED: Final = "kind IN ('RAISED', 'REACTIVATED', 'TIER_RAISED') AND suppression IS NULL"


def _where_set(name: str, column: str) -> Index:
    """An index of the few rows that have a value there."""
    where = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=where, postgresql_where=where)


class AlertRow(SQLModel, table=True):
    __tablename__ = "alerts"
    __table_args__ = (
        # One open alert per source and condition: the database says so, not the code.
        Index(
            "uq_alerts_open",
            "sensor_id",
            "condition",
            "aspect",
            unique=True,
            # As the ORM writes the condition: SQLite reads by a partial index only where both say the same.
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        # Read by home and by the alert list: past ones in this order (their rank is their worst tier), open
        # ones are few and sorted by their rank then.
        Index("ix_alerts_list", "site_id", "is_open", "worst_tier", "raised_at", "id"),
        # Read by the table of alerts in the order in which they were raised, past and open together.
        Index("ix_alerts_raised", "site_id", "raised_at", "id"),
        # Read by what was active at a moment of before, and by figures: what was active for long.
        Index("ix_alerts_changed", "site_id", "changed_at", "raised_at"),
        # Read by the case's source condition.
        Index(
            "ix_alerts_case",
            "case_id",
            sqlite_where=text("case_id IS NOT NULL"),
            postgresql_where=text("case_id IS NOT NULL"),
        ),
        # Read by a new alert, which joins the case of the one before.
        Index("ix_alerts_source", "sensor_id", "condition", "raised_at"),
        # Read by the sweep of blue alerts, every second.
        _where_set("ix_alerts_case_due", "case_due_at"),
        # Read by the sweep of suppressions that end, every second.
        _where_set("ix_alerts_suppression_due", "suppression_due_at"),
        # Read by the list of suppressed alerts.
        _where_set("ix_alerts_suppressed", "suppressed_by"),
        # Read when an alert of a group changes.
        _where_set("ix_alerts_group", "group_id"),
        {
            "info": runs(
                Timers(_RUN, "active_since", "is_open"),
                # For how long a cause that is over hides what follows, and when a recheck may be.
                Timers(("normal_at",), "normal_at", only_ahead=True),
            )
        },
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    sensor_id: int = Field(foreign_key="sensors.id")
    condition: str
    aspect: str = ""
    tier: int
    limit_tier: int | None = None
    """The tier by the limits alone, before a red residual risk raises it."""
    worst_tier: int
    rank: int
    """As `rules.Alert.rank` says after every step: lists order, count and filter by it."""
    is_active: bool
    is_acknowledged: bool
    is_open: bool
    is_simulated: bool
    raised_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    normal_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledge_due_at: datetime = Field(sa_type=UtcDateTime)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_by: UUID | None = Field(default=None, foreign_key="people.id")
    case_id: UUID | None = Field(default=None, foreign_key="cases.id")
    indicator_id: UUID = Field(foreign_key="indicators.id")
    cause: dict[str, Any] = Field(sa_type=Json)
    """Value, limit, times and the trace before, frozen when the alert was raised to its worst tier."""
    advice: list[dict[str, str]] = Field(sa_type=Json)
    """First measures, frozen when it was last raised, reactivated or worse; each with `zh` and `en`."""
    advice_from: str
    """`advice_rules.AdviceSource`: whence these come."""
    risk_event_id: UUID | None = None
    risk_revision_id: UUID | None = None
    active_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    notified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """None while people were never notified."""
    notified_tier: int | None = None
    acknowledged_tier: int | None = None
    asked_tier: int | None = None
    case_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it becomes a case although nobody took it on."""
    suppressed_by: str | None = None
    suppressed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    worst_suppressed_tier: int | None = None
    shelved_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shelved_tier: int | None = None
    shelve_reason: str | None = None
    shelved_by: UUID | None = None
    calm_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set while it chatters: when people may be notified of it again."""
    chatter_tier: int | None = None
    activations: list[int] = Field(default_factory=list, sa_type=Json)
    suppression_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    group_id: UUID | None = None
    group_scope: str | None = None
    leads_group: bool = True
    """False for what stands behind another alert of its group in the list."""


class AlertTransitionRow(SQLModel, table=True):
    __tablename__ = "alert_transitions"
    __table_args__ = (
        # Read by the figures of alarm performance, which count these lines and need no more of them: as
        # `filters_queries.is_announced` writes it, for SQLite reads by it only where both say the same.
        Index(
            "ix_alert_transitions_announced",
            "at",
            "alert_id",
            "tier",
            sqlite_where=text(_ANNOUNCED),
            postgresql_where=text(_ANNOUNCED),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alerts.id", index=True)  # read by an alert's history
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str
    tier: int
    value: float | None = None
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    suppression: str | None = None
    """Suppression of the alert at that moment; None: people were notified."""
    note: str | None = None
