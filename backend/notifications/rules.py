"""Deliveries: one message to one address by one channel, and what became of it.

Accepted by a push service is not seen by a person: nothing here ends an escalation.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from backend.core.events import EventKind, Pace, Ref, ref_of, refs_of
from backend.core.text import Language
from backend.core.vocabulary import Tier
from push.endpoint import Endpoint
from push.route import Route

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

MESSAGES_WITHIN: Final = timedelta(minutes=10)
MESSAGES_MOST: Final = 25
"""Messages that one person gets within that time, without red ones."""
SINGLY: Final = MESSAGES_MOST - 2 * (MESSAGES_WITHIN // DIGEST_EVERY)
"""Number of messages beyond which nothing that is not red leaves by itself: news waits until there is room,
alerts and reminders for the next digest. The rest of the bound is theirs: one of each every two minutes.
"""

ONE_BY_A_CHANNEL_WITHIN: Final = timedelta(minutes=1)
"""Later ways to one person about one alert: nobody's telephone rings twice at once for the same."""

KNOWS_FOR: Final = timedelta(hours=2)
"""Time in which a person who was notified of an alert hears how it goes on, also after the end of their
shift.
"""


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
    NOT_NEEDED = "not_needed"
    """A later way to somebody who was shown the message by an earlier one, or whom it concerns no more."""
    NO_ADDRESS = "no_address"
    """There is no way to this person: no browser, and no address that was shown to reach them."""


class DigestOf(StrEnum):
    """Kind of a digest; messages of different kinds never leave in one."""

    ALERTS = "ALERTS"
    REMINDERS = "REMINDERS"
    NEWS = "NEWS"


class ToSomebody(Protocol):
    """A message, as far as one must know it to say whether it is still needed."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def outbox_id(self) -> int: ...
    @property
    def step(self) -> int: ...
    @property
    def event_kind(self) -> EventKind: ...
    def refs_of(self, noun: str) -> list[UUID]: ...


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """A message as far as its row knows it: to whom, and about what, but not where it goes. `person_id`: None
    for one to an outlet.
    """

    delivery_id: UUID
    site_id: UUID
    person_id: UUID | None
    outbox_id: int
    event_kind: EventKind
    about: tuple[Ref, ...]
    step: int
    address_id: str = ""
    last_error: str | None = None

    def refs_of(self, noun: str) -> list[UUID]:
        """Ids of all objects of this noun that its event is about."""
        return refs_of(self.about, noun)


@dataclass(frozen=True, slots=True)
class ChannelKey:
    """Key of a queue: one channel of a site, or the installation's own of this kind. Each is sent apart, so
    that a provider that hangs keeps no other waiting.
    """

    kind: str
    channel_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    delivery_id: UUID
    site_id: UUID
    person_id: UUID | None
    """None: to an outlet, whose id is the address."""
    route: Route
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
    step: int = 0
    """Its place among the ways to this person; beyond the first it leaves only if it is still needed."""
    outbox_id: int = 0
    channel_id: UUID | None = None
    """The channel that the site set up; None for Web Push."""
    address_id: str = ""
    """Id of the browser's subscription, of the person's address, or of the outlet."""

    @property
    def to_id(self) -> UUID:
        """Id of the person, or of the outlet."""
        return self.person_id or UUID(self.address_id)

    def ref(self, noun: str) -> UUID | None:
        """Id of the object of this noun that its event is about, if there is one."""
        return ref_of(self.about, noun)

    def refs_of(self, noun: str) -> list[UUID]:
        """Ids of all objects of this noun that its event is about."""
        return refs_of(self.about, noun)


def called_first(
    group: Collection[UUID], on_duty: Collection[UUID], known: Collection[UUID], *, is_called_again: bool
) -> set[UUID]:
    """Return the people of a group whom an alert notifies first: those on duty, and those who know of it.

    Everybody, where nobody of the group is on duty, because no roster is kept or nobody is planned, and where
    no rung of the ladder calls the group again (`is_called_again`): the roster makes nothing quieter.
    """
    present = set(on_duty).intersection(group)
    if not present or not is_called_again:
        return set(group)
    return present | set(known).intersection(group)


def digest_of(pace: Pace) -> DigestOf:
    """In which digest a message of this pace leaves, where it leaves in one."""
    if pace.is_alert:
        return DigestOf.ALERTS
    return DigestOf.REMINDERS if pace.is_reminder else DigestOf.NEWS


def retry_after(
    attempts: int, *, first: timedelta = FIRST_RETRY, longest: timedelta = LONGEST_RETRY
) -> timedelta:
    """Return the wait after so many attempts: doubling, bounded."""
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(first * doublings, longest)


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


def has_room_at(sent: Sequence[datetime], *, now: datetime) -> datetime | None:
    """When a message may leave by itself to somebody who was sent others, none of them red, at these times;
    None: now.
    """
    return free_at([(SINGLY, MESSAGES_WITHIN)], sent, now=now)


def free_at(
    limits: Iterable[tuple[int, timedelta]], sent: Sequence[datetime], *, now: datetime
) -> datetime | None:
    """Return when an address takes one more message; None: now. `limits`: the most within each span."""
    times = sorted(sent)
    free = [
        within[-most] + span
        for most, span in limits
        if len(within := [at for at in times if at > now - span]) >= most
    ]
    return max(free, default=None)
