"""Links by which somebody answers an alert without signing in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class AnswerLinkRow(SQLModel, table=True):
    """One link in one message. It opens this alert for this person, for a short time."""

    __tablename__ = "answer_links"
    # Read when a text message comes in, and when a code is made: those of a person that still hold.
    __table_args__ = (Index("ix_answer_links_person", "person_id", "expires_at"),)

    token_hash: str = Field(primary_key=True)
    delivery_id: UUID = Field(foreign_key="deliveries.id", ondelete="CASCADE", index=True)  # goes with it
    person_id: UUID = Field(foreign_key="people.id")
    site_id: UUID = Field(foreign_key="sites.id")
    alert_id: UUID = Field(foreign_key="alerts.id")
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None
    sealed_reply: str | None = None
    """The code by which a text message is answered, encrypted: of six digits a hash hides nothing."""
