"""Replies to text messages that came in, without what stood in them and without the number."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class SmsReplyRow(SQLModel, table=True):
    """One message that a gateway handed over, however often it did."""

    __tablename__ = "sms_replies"
    __table_args__ = (
        UniqueConstraint("channel_id", "message_id"),
        # Read with every reply: how many wrong ones came from the phones of these people lately.
        Index("ix_sms_replies_person", "person_id", "received_at"),
        # Read by the page of the channels: how many came this month.
        Index("ix_sms_replies_channel", "channel_id", "received_at"),
    )

    id: UUID = Field(primary_key=True)
    channel_id: UUID = Field(foreign_key="site_channels.id")
    message_id: str
    """By which the gateway names it; of one that names none, a hash."""
    received_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    """Person whose phone it came from, of several people one; None for a phone of nobody at the site."""
