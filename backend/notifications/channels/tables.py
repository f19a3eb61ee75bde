"""The ways by which a site reaches its people beside the app, as an administrator set them up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class SiteChannelRow(SQLModel, table=True):
    """One of a kind at a site: text messages by one provider, mail by one server."""

    __tablename__ = "site_channels"
    __table_args__ = (UniqueConstraint("site_id", "kind"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    kind: str
    provider: str
    settings: dict[str, str] = Field(sa_type=Json)
    """Settings that are no secret, by name."""
    sealed_secrets: str
    """The secrets by name as JSON, encrypted for this row."""
    secret_names: list[str] = Field(sa_type=Json)
    """Which secrets there are; their values never leave the server again."""
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pause_reason: str = ""
    monthly_cap: int | None = None
    """Messages of a calendar month (UTC) after which only red alerts are sent; None: no end."""
    price_cents: int | None = None
    """Of one message, in hundredths of the site's currency."""
    version: int = 1
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: UUID = Field(foreign_key="people.id")
    tested_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    test_outcome: str | None = None
    """Refusal of the last test, in the words of the provider; None: accepted, or never tested."""


class ChannelBeforeRow(SQLModel, table=True):
    """A channel as it was before its last change: messages go by that where the provider refuses the
    change.
    """

    __tablename__ = "channels_before"

    channel_id: UUID = Field(primary_key=True, foreign_key="site_channels.id", ondelete="CASCADE")
    provider: str
    settings: dict[str, str] = Field(sa_type=Json)
    sealed_secrets: str
    version: int
    changed_at: datetime = Field(sa_type=UtcDateTime)
    """When the channel was changed into what it is now."""
    proven_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the provider first accepted a message by what it is now."""
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a message first went by what it was before; None again once the change is proven."""
    refused: str = ""
    """Refusal of the changed channel, in the words of the provider, when a message first went by the one
    before.
    """
