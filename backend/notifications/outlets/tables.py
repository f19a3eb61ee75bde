"""Group chats and other systems that are notified beside the people of a site."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class OutletRow(SQLModel, table=True):
    """A group's bot, or the webhook of another system."""

    __tablename__ = "outlets"

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id", index=True)  # read with each alert
    channel_id: UUID = Field(foreign_key="site_channels.id")
    name: str
    sealed_endpoint: str
    """Where it is and what signs, as JSON, encrypted: whoever knows a bot's URL writes to its group."""
    hint: str
    """Enough of the address to tell it from others."""
    from_tier: int
    area_id: UUID | None = Field(default=None, foreign_key="areas.id")
    """None: it is notified of the whole site."""
    added_at: datetime = Field(sa_type=UtcDateTime)
    added_by: UUID = Field(foreign_key="people.id")
    tested_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its provider last took a message, or refused one."""
    error: str | None = None
    """Refusal of the last message, in the words of the provider; None: accepted, or none was sent."""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
