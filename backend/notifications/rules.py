"""Deliveries: one message to one address by one channel, and what became of it.

Accepted by a push service is not seen by a person: nothing here ends an escalation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.events import EventKind, Pace, Ref, ref_of
from backend.core.text import Language
from backend.core.vocabulary import Tier
from push.endpoint import Endpoint

CLAIM_FOR: Final = timedelta(seconds=60)
"""How long a claim holds: longer than the slowest send; a dead worker's claim runs out and another sends."""

EXPIRES_AFTER: Final = timedelta(hours=1)
"""A message about an alert that is older than this is history, not a warning."""

FIRST_RETRY: Final = timedelta(seconds=5)
LONGEST_RETRY: Final = timedelta(minutes=5)

DIGEST_WITHIN: Final = timedelta(minutes=2)
MANY: Final = 5
"""Reminders: several for one person go out as one message, so that nobody gets a burst."""

FLOOD_ABOVE: Final = 10
FLOOD_WITHIN: Final = timedelta(minutes=10)
DIGEST_EVERY: Final = timedelta(minutes=2)
"""Too many alerts for one person: what is not red comes in a digest, so that red is heard (ISA-18.2, 16)."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    GROUPED = "grouped"
    """In a flood: part of a digest, its own message or that of another delivery."""
    SENDING = "sending"
    ACCEPTED = "accepted"
    SHOWN = "shown"
    OPENED = "opened"
    FAILED = "failed"
    GONE = "gone"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Delivery:
    delivery_id: UUID
    site_id: UUID
    person_id: UUID
    channel: str
    endpoint: Endpoint
    language: Language
    event_kind: EventKind
    about: tuple[Ref, ...]
    attempts: int
    expires_at: datetime
    grouped: int = 0
    """Number of alerts in its digest beside its own."""
    tier: Tier | None = None
    """The worst of these."""

    def ref(self, noun: str) -> UUID | None:
        """Id of the object of this noun that its event is about, if there is one."""
        return ref_of(self.about, noun)


def retry_after(attempts: int) -> timedelta:
    """Return the wait after so many attempts: doubling, bounded."""
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(FIRST_RETRY * doublings, LONGEST_RETRY)


def leaves_at(pace: Pace, *, notified_lately: int, now: datetime) -> datetime:
    """Time at which a reminder leaves, in one digest with all that waits for the same person by then.

    `notified_lately`: reminders to the person within `DIGEST_WITHIN`. What is pressing goes at once unless
    it piles up; another reminder waits so that two never come one after the other.
    """
    is_patient = notified_lately >= (MANY if pace is Pace.PRESSING else 1)
    return now + DIGEST_WITHIN if is_patient else now


def is_digested(tier: Tier, *, notified_lately: int) -> bool:
    """Whether one more alert waits for the next summary of a person who was notified of so many just now."""
    return tier is not Tier.RED and notified_lately >= FLOOD_ABOVE
