"""Outlets: group chats and other systems that are notified of a site's alerts beside its people.

A group that was sent a message has not seen it: an outlet is never in the place of a person, holds back no
message to one and ends no escalation.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import KINDS as CHANNELS
from backend.policies.rules import Channel
from push.endpoint import Endpoint

CHATS: Final = CHANNELS[Channel.CHAT]
KINDS: Final = (*CHATS, "webhook")
"""Channels that reach a group or a system."""
LONGEST_NAME: Final = 60
LONGEST_ADDRESS: Final = 1_000
MOST_PER_SITE: Final = 50
TESTED_AT_MOST_EVERY: Final = timedelta(seconds=10)
REPLAYED_WITHIN: Final = timedelta(hours=24)
"""Age beyond which what a system has missed is history, which it reads in an export."""
REPLAYED_AT_MOST: Final = 200
"""Messages that are sent again at a time, the oldest first."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A group's bot, or the webhook of another system; where it is, is read apart."""

    outlet_id: UUID
    site_id: UUID
    channel_id: UUID
    name: str
    hint: str
    from_tier: Tier
    """The mildest alert that it is notified of."""
    area_id: UUID | None
    added_at: datetime
    added_by: UUID
    tested_at: datetime | None = None
    sent_at: datetime | None = None
    error: str | None = None
    removed_at: datetime | None = None

    def concerns(self, tier: Tier, areas: Collection[UUID]) -> bool:
        """Whether it is notified of an alert of this tier. `areas`: where its source is, and those around."""
        return tier >= self.from_tier and (self.area_id is None or self.area_id in areas)


@dataclass(frozen=True, slots=True)
class WantedOutlet:
    """An outlet as an administrator wants it. `secret`: by which a group's bot asks to be signed for."""

    kind: str
    name: str
    address: str = field(repr=False)
    secret: str = field(repr=False)
    from_tier: Tier
    area_id: UUID | None = None

    def cleaned(self) -> "WantedOutlet":
        """The same without spaces around what was typed. Raises Refused: INVALID_INPUT, SETTING_INVALID."""
        name, address, secret = self.name.strip(), self.address.strip(), self.secret.strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise Refused(ErrorCode.INVALID_INPUT, f"a name has 1 to {LONGEST_NAME} characters")
        is_url = Endpoint(address).origin != ""  # a chat with an app would take the id of a person, too
        if not is_url or self.kind not in KINDS or max(len(address), len(secret)) > LONGEST_ADDRESS:
            raise Refused(ErrorCode.SETTING_INVALID, "address: MALFORMED")
        return replace(self, name=name, address=address, secret=secret)


def hint_of(address: str) -> str:
    """Host and last characters of an address: enough to tell one group from another, too little to use."""
    return f"{urlsplit(address).hostname or ''} …{address[-4:]}"
