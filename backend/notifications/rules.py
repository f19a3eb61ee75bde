"""Deliveries: one message to one address by one channel, and what became of it.

Accepted by a push service is not seen by a person: nothing here ends an escalation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.alerts.events import ALERT_RAISED, ALERT_REACTIVATED, ALERT_TIER_RAISED
from backend.core.events import EventKind
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications import digest_rules as bundling

CLAIM_FOR: Final = timedelta(seconds=60)
"""How long a claim holds: longer than the slowest send; a dead worker's claim runs out and another sends."""

EXPIRES_AFTER: Final = timedelta(hours=1)
"""A message about an alert that is older than this is history, not a warning."""

AT_ONCE: Final = bundling.CHASING | {
    ALERT_RAISED,
    ALERT_TIER_RAISED,
    ALERT_REACTIVATED,
}
"""What waits behind no other message, and lets none wait: alerts, and what people are chased about.

All else about one report or case reaches one address in the order in which it happened.
"""

FIRST_RETRY: Final = timedelta(seconds=5)
LONGEST_RETRY: Final = timedelta(minutes=5)


class DeliveryState(StrEnum):
    PENDING = "pending"
    GROUPED = "grouped"
    """In a flood: told together with others, by a message of its own or by that of another delivery."""
    SENDING = "sending"
    ACCEPTED = "accepted"
    SHOWN = "shown"
    OPENED = "opened"
    FAILED = "failed"
    GONE = "gone"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PushAddress:
    """A browser's push subscription (RFC 8030, RFC 8291): where to send, and its public key and secret."""

    subscription_id: UUID
    person_id: UUID
    endpoint: str
    p256dh: str
    auth: str
    language: Language


@dataclass(frozen=True, slots=True)
class Delivery:
    delivery_id: UUID
    site_id: UUID
    person_id: UUID
    address: PushAddress
    event_kind: EventKind
    alert_id: UUID | None
    case_id: UUID | None
    report_id: UUID | None
    attempts: int
    expires_at: datetime
    grouped: int = 0
    """How many alerts it tells of beside its own."""
    tier: Tier | None = None
    """The worst of these."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says. Ids and a short text only: a push relay is a stranger."""

    delivery_id: UUID
    title: str
    body: str
    navigate: str
    topic: str
    language: Language
    is_urgent: bool


class SendResult(StrEnum):
    """What a channel answered."""

    ACCEPTED = "ACCEPTED"
    GONE = "GONE"
    RETRY = "RETRY"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """`retry_after`: how long the channel asked us to wait (None: our own choice)."""

    result: SendResult
    reason: str = ""
    retry_after: timedelta | None = None


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, bounded."""
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(FIRST_RETRY * doublings, LONGEST_RETRY)
