"""Cards by which an alert is answered in a chat: how long they live, and which answers they offer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.text import Language
from backend.notifications.answer_links.rules import LinkAnswer

LEASE_FOR: Final = timedelta(seconds=6)
"""How long a process holds a connection that it does not renew: another one is there within ten seconds."""
RENEWED_BEFORE: Final = timedelta(seconds=4)
CLAIM_FOR: Final = timedelta(seconds=60)
"""Longer than the slowest call; the claim of a process that died runs out and another one goes on."""
FIRST_RETRY: Final = timedelta(seconds=2)
LONGEST_RETRY: Final = timedelta(minutes=5)
CHANGES_FOR: Final = timedelta(days=14)
"""As long as the chat that forgets first still knows a card."""
TAP_ANSWERED_WITHIN: Final = timedelta(seconds=3)
"""Until then an answer to a tap may be on its way, and a change beside it may be lost with it."""
MOST_ADVICE: Final = 3
"""Steps on a card: those of the alarm on the screen."""


class News(StrEnum):
    """News that the person of a card has, beside it or on it: each is sent once, and the last one ends it."""

    NONE = ""
    COMING = "COMING"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Card:
    """A card and what it belongs to. `link_key`: names the row of its link."""

    delivery_id: UUID
    channel_id: UUID
    person_id: UUID
    alert_id: UUID
    language: Language
    link_key: str
    made_at: datetime
    attempts: int = 0
    due_at: datetime | None = None
    provider_ref: str = ""
    news: News = News.NONE


@dataclass(frozen=True, slots=True)
class StreamState:
    """The connection of a channel. `error`: why it is away."""

    connected_at: datetime | None
    lost_at: datetime | None
    until: datetime
    error: str = ""
    taken_over: str = ""

    def is_connected(self, now: datetime) -> bool:
        """Whether answers come back now; a process that holds it no more says nothing of it."""
        return self.connected_at is not None and now < self.until


def news_of(known: News, *, comes: bool, is_over: bool) -> News:
    """Return what somebody has yet to hear who `known` has heard; NONE for nothing."""
    if is_over:
        return News.NONE if known is News.OVER else News.OVER
    return News.COMING if comes and known is News.NONE else News.NONE


def offered(answer: LinkAnswer | None, *, is_over: bool, has_to_acknowledge: bool) -> tuple[LinkAnswer, ...]:
    """Return the answers that a card offers to whom has said `answer` by it: a response is final, and who has
    acknowledged, or need not, can still say whether they come.
    """
    if is_over or (answer is not None and answer.response is not None):
        return ()
    if answer is LinkAnswer.ACKNOWLEDGE or not has_to_acknowledge:
        return (LinkAnswer.ON_THE_WAY, LinkAnswer.CANNOT_COME)
    return (LinkAnswer.ACKNOWLEDGE, LinkAnswer.ON_THE_WAY, LinkAnswer.CANNOT_COME)
