"""Push subscriptions and the messages that go to them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime

_WAITS: Final = (
    "(state IN ('pending', 'grouped', 'sending') OR (state = 'expired' AND group_due_at IS NOT NULL))"
)
"""States in which a message still runs: an expired one until the summary that says so."""
_DUE: Final = "due_at IS NOT NULL"
_GROUPED: Final = "group_due_at IS NOT NULL"


def _where(condition: str) -> dict[str, Any]:
    """Options of an index that holds these messages only: nearly all of the others are finished."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


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
    family_id: UUID | None = None
    """The sign-in in which it was made; None for one of before that was kept."""
    is_in_hand: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it is a phone or tablet: what a desk shows was seen only by who sits there."""
    is_alarms_only: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether its person keeps it for red and orange, as long as another browser of theirs gets the rest."""


class DeliveryRow(SQLModel, table=True):
    """One message to one address by one channel: of a person, or of an outlet, whose id is the address."""

    __tablename__ = "deliveries"
    __table_args__ = (
        # The same event never makes a second message to the same address.
        UniqueConstraint("outbox_id", "channel", "address"),
        # Read by the scheduler: what is due, oldest first.
        Index("ix_deliveries_due", "due_at", **_where(_DUE)),
        # Read when messages leave in order: what has yet to leave for the same address.
        Index("ix_deliveries_due_address", "address", "channel", "outbox_id", **_where(_DUE)),
        # Read by the scheduler: whose digest, and whose summary of what expired, is due.
        Index("ix_deliveries_group_due", "state", "group_due_at", **_where(_GROUPED)),
        # Read when a digest leaves: all that waits for its address.
        Index("ix_deliveries_grouped_address", "address", **_where(_GROUPED)),
        # Read when a summary leaves, and when quiet hours change: all that waits for its person.
        Index("ix_deliveries_grouped_person", "person_id", **_where(_GROUPED)),
        # Read when a message goes by a channel with a cap, and by the page of the channels: sent this month.
        Index("ix_deliveries_channel", "channel_id", "accepted_at"),
        # Read when messages are planned: how many notifications a person got lately.
        Index("ix_deliveries_person", "person_id", "created_at"),
        {
            "info": runs(
                Timers(("due_at", "expires_at", "group_due_at"), "created_at", _WAITS),
                # How much a person was sent lately is counted from there.
                Timers(("created_at",), "created_at", only_ahead=True),
            )
        },
    )

    id: UUID = Field(primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id")
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    """None: to an outlet."""
    channel: str
    address: str
    state: str
    event_kind: str
    about: str = ""
    """Objects that its event is about, as `noun:id`, with spaces between."""
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
    """In a flood: when its digest goes out; None again once it did."""
    summary_id: UUID | None = None
    """The delivery whose digest it is part of."""
    quiet_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Until when its person wants quiet: it waits for that, and for no digest that leaves earlier."""
    grouped: int = 0
    """Number of alerts in its digest beside its own."""
    channel_id: UUID | None = Field(default=None, foreign_key="site_channels.id")
    """The channel that the site set up; None for Web Push."""
    step: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Its place among the ways to this person; several browsers are one."""


class DeliveryRefRow(SQLModel, table=True):
    """One object that the event of a delivery is about."""

    __tablename__ = "delivery_refs"
    # Read when messages leave in order, and when a case is archived: who was notified of it.
    __table_args__ = (Index("ix_delivery_refs_object", "object_id"),)

    delivery_id: UUID = Field(primary_key=True, foreign_key="deliveries.id", ondelete="CASCADE")
    object_id: UUID = Field(primary_key=True)
