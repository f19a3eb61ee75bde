"""Push subscriptions and the messages that go to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


def _where_set(name: str, column: str) -> Index:
    """An index of the rows that have a value there."""
    where = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=where, postgresql_where=where)


class PushSubscriptionRow(SQLModel, table=True):
    __tablename__ = "push_subscriptions"

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read when deliveries are planned
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    language: str = "ZH"
    created_at: datetime = Field(sa_type=UtcDateTime)
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeliveryRow(SQLModel, table=True):
    """One message to one address by one channel."""

    __tablename__ = "deliveries"
    __table_args__ = (
        # The same event never makes a second message to the same address.
        UniqueConstraint("outbox_id", "channel", "address"),
        # Read by the pump: what is due, oldest first.
        Index(
            "ix_deliveries_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        # Read by the pump: what waits to be put together.
        Index(
            "ix_deliveries_group_due",
            "group_due_at",
            sqlite_where=text("group_due_at IS NOT NULL"),
            postgresql_where=text("group_due_at IS NOT NULL"),
        ),
        # Read when a case is archived: who was told of it.
        _where_set("ix_deliveries_alert", "alert_id"),
        _where_set("ix_deliveries_case", "case_id"),
        _where_set("ix_deliveries_report", "report_id"),
        # Read when messages are planned: how much a person was told lately.
        Index("ix_deliveries_person", "person_id", "created_at"),
    )

    id: UUID = Field(primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id")
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID = Field(foreign_key="people.id")
    channel: str
    address: str
    state: str
    event_kind: str
    alert_id: UUID | None = None
    case_id: UUID | None = None
    report_id: UUID | None = None
    attempts: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When to send (again), or when a claim runs out; None once there is nothing left to do."""
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = None
    tier: int | None = None
    group_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """In a flood: when it goes out together with the others; None again once it did."""
    summary_id: UUID | None = None
    """The delivery that told of it together with others."""
    grouped: int = 0
    """How many alerts this one tells of beside its own."""
