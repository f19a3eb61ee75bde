"""Which message about an event waits, for whom and until when, to leave with others as one: a digest.

Nobody reads everything in a flood (ISA-18.2, 16): what is about a red alert never waits and takes no room;
of all else nobody gets more than `MESSAGES_MOST`.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event, Pace, Recipients
from backend.core.vocabulary import Tier
from backend.hazards.events import SERIOUS_HAZARD_REPORTED
from backend.notifications.events import ADDRESS_CODE_SENT, CHANNEL_TESTED, MESSAGES_EXPIRED
from backend.notifications.messages_commands import CALLS
from backend.notifications.rules import (
    DIGEST_EVERY,
    DIGEST_WITHIN,
    FLOOD_WITHIN,
    MESSAGES_WITHIN,
    has_room_at,
    is_digested,
    leaves_at,
)
from backend.notifications.store import Deliveries
from backend.people.accounts.events import PASSKEY_COPIED, RECOVERY_CODE_USED
from backend.people.events import SIGN_IN_GUESSED, TOKEN_REUSED
from backend.roster.events import SHIFT_STARTS_SOON

AT_ONCE: Final = frozenset(
    {
        ADDRESS_CODE_SENT,
        CHANNEL_TESTED,
        MESSAGES_EXPIRED,
        PASSKEY_COPIED,
        RECOVERY_CODE_USED,
        SERIOUS_HAZARD_REPORTED,
        SHIFT_STARTS_SOON,
        SIGN_IN_GUESSED,
        TOKEN_REUSED,
    }
)
"""News that leaves however much there is: its person waits for it or must act now, or it is a digest."""


def waits_for_digest(tx: Transaction, event: Event, people: Set[UUID]) -> Mapping[UUID, datetime]:
    """People and outlets whose message about this event waits for a digest, and when that leaves."""
    pace = event.kind.pace
    if pace.is_alert:
        return _flooded(tx, people, event.tier) | _grown(tx, people, event)
    if not people:
        return {}
    if pace.is_reminder:
        is_pressing = event.kind in CALLS and event.tier is Tier.RED
        return {} if is_pressing else _reminded(tx, people, event)
    return _crowded(tx, people, event)


def _grown(tx: Transaction, people: Set[UUID], event: Event) -> dict[UUID, datetime]:
    """Return who knows of the group, outlets too, and when they are notified of what it has grown to. What is
    worse than they know does not wait.
    """
    group_id, tier = event.ref("alert_group"), event.tier
    if group_id is None or tier is None or (tier is Tier.RED and event.kind.pace is not Pace.GROWING):
        return {}
    known = tx.get(Deliveries).notified_of(group_id, people, since=tx.now - DIGEST_EVERY)
    return {person: at + DIGEST_EVERY for person, (at, worst) in known.items() if tier <= worst}


def _flooded(tx: Transaction, people: Set[UUID], tier: Tier | None) -> dict[UUID, datetime]:
    """Return the people who get this alert in a digest, and when it leaves: never red, and only in a
    flood.
    """
    if tier is None or tier is Tier.RED or not people:
        return {}
    counts = tx.get(Deliveries).notified_lately(people, since=tx.now - FLOOD_WITHIN)
    flooded = {person for person, count in counts.items() if is_digested(tier, notified_lately=count)}
    return dict.fromkeys(flooded | _room_at(tx, people).keys(), tx.now + DIGEST_EVERY)


def _reminded(tx: Transaction, people: Set[UUID], event: Event) -> dict[UUID, datetime]:
    """When a reminder leaves for each of these: all that waits for them by then, in one message."""
    pace = event.kind.pace
    notified = tx.get(Deliveries).reminded_lately(people, since=tx.now - DIGEST_WITHIN)
    due = {each: leaves_at(pace, notified_lately=notified.get(each, 0), now=tx.now) for each in people}
    full = {} if event.tier is Tier.RED else _room_at(tx, people)
    return due | dict.fromkeys(full, tx.now + DIGEST_WITHIN)


def _crowded(tx: Transaction, people: Set[UUID], event: Event) -> dict[UUID, datetime]:
    """Return the people who got too many messages to read one more, and when their news leaves as one."""
    if event.tier is Tier.RED or event.kind in AT_ONCE or event.kind.notifies is Recipients.SELF:
        return {}
    return _room_at(tx, people)


def _room_at(tx: Transaction, people: Set[UUID]) -> dict[UUID, datetime]:
    """Return the people to whom nothing leaves by itself for now, and from when on something does again."""
    sent = tx.get(Deliveries).sent_lately(people, since=tx.now - MESSAGES_WITHIN)
    found = {person: has_room_at(times, now=tx.now) for person, times in sent.items()}
    return {person: until for person, until in found.items() if until}
