"""Cards by which an alert is answered in a chat, and the connections over which answers come back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.table_marks import OF_READINGS, UNSEEN, Timers, runs
from backend.core.types import UtcDateTime

_OF_NO_SCREEN = {"info": OF_READINGS}
"""Renewed every few seconds, and shown to nobody."""


class ChatCardRow(SQLModel, table=True):
    """The card of one delivery: in the chat of one person, about one alert."""

    __tablename__ = "chat_cards"
    __table_args__ = (
        # Read when an alert changes: whose cards show it.
        Index("ix_chat_cards_alert", "alert_id"),
        # Read by the job: what has to be brought up to date.
        Index(
            "ix_chat_cards_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        {"info": UNSEEN | runs(Timers(("due_at",), "made_at"))},
    )

    delivery_id: UUID = Field(primary_key=True, foreign_key="deliveries.id", ondelete="CASCADE")
    channel_id: UUID = Field(foreign_key="site_channels.id")
    site_id: UUID = Field(foreign_key="sites.id")
    person_id: UUID = Field(foreign_key="people.id")
    alert_id: UUID = Field(foreign_key="alerts.id")
    language: str
    link_key: str
    """Names the row of its link."""
    sealed_token: str
    """End of its link, encrypted for this row: a chat that replaces a card whole needs it once more."""
    made_at: datetime = Field(sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the provider took it as a card; None: not yet, or it left as a text."""
    provider_ref: str | None = None
    """Id that the provider gave to it, where it does not take ours."""
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When to bring it up to date (again), as when its link ends, or when a claim runs out; None while it
    shows what is so.
    """
    attempts: int = 0
    news: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """News that its person read beside the card, where a chat changes cards in answer to a tap only."""
    last_error: str | None = None
    """Why it is not up to date; of one that was not delivered: why it left as no card, and is never due."""


class ChatStreamRow(SQLModel, table=True):
    """The connection of one channel: which process holds it, and how it is."""

    __tablename__ = "chat_streams"
    __table_args__ = ({"info": runs(Timers(("until",), both_ways=True))},)

    channel_id: UUID = Field(primary_key=True, foreign_key="site_channels.id", ondelete="CASCADE")
    owner: str = Field(default="", sa_column_kwargs=_OF_NO_SCREEN)
    until: datetime = Field(sa_type=UtcDateTime, sa_column_kwargs=_OF_NO_SCREEN)
    """When its lease runs out and another process may take it."""
    connected_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """None while it is away."""
    lost_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = ""
    """Why it is away, in the words of the provider."""
    taken_over: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Names the channel as it was when another connection took this one's place: as long as it is so, no
    process connects.
    """
