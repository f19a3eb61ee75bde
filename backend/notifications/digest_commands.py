"""Which message about an event waits, for whom and until when, to leave with others as one: a digest.

Nobody reads everything in a flood (ISA-18.2, 16): what calls to a red alert never waits, and what is not
urgent does.
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
    NEWS_WITHIN,
    is_digested,
    leaves_at,
    news_waits_until,
)
from backend.notifications.store import Deliveries
from backend.people.accounts.events import PASSKEY_COPIED, RECOVERY_CODE_USED
from backend.people.events import SIGN_IN_GUESSED, TOKEN_REUSED
from backend.people.roster.events import SHIFT_STARTS_SOON

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
        return _grown(tx, people, event) or _flooded(tx, people, event.tier)
    if not people:
        return {}
    if pace.is_reminder:
        is_pressing = event.kind in CALLS and event.tier is Tier.RED
        return {} if is_pressing else _reminded(tx, people, pace)
    return _crowded(tx, people, event)


def _grown(tx: Transaction, people: Set[UUID], event: Event) -> dict[UUID, datetime]:
    """Return who knows of the group, outlets too, and when they are notified of what it has grown to."""
    group_id = event.ref("alert_group")
    if event.kind.pace is not Pace.GROWING or group_id is None:
        return {}
    known = tx.get(Deliveries).notified_of(group_id, people, since=tx.now - DIGEST_EVERY)
    return {person: at + DIGEST_EVERY for person, at in known.items()}


def _flooded(tx: Transaction, people: Set[UUID], tier: Tier | None) -> dict[UUID, datetime]:
    """Return the people who get this alert in a digest, and when it leaves: never red, and only in a
    flood.
    """
    if tier is None or tier is Tier.RED or not people:
        return {}
    counts = tx.get(Deliveries).notified_lately(people, since=tx.now - FLOOD_WITHIN)
    due_at = tx.now + DIGEST_EVERY
    return {person: due_at for person, count in counts.items() if is_digested(tier, notified_lately=count)}


def _reminded(tx: Transaction, people: Set[UUID], pace: Pace) -> dict[UUID, datetime]:
    """When a reminder leaves for each of these: all that waits for them by then, in one message."""
    notified = tx.get(Deliveries).reminded_lately(people, since=tx.now - DIGEST_WITHIN)
    return {each: leaves_at(pace, notified_lately=notified.get(each, 0), now=tx.now) for each in people}


def _crowded(tx: Transaction, people: Set[UUID], event: Event) -> dict[UUID, datetime]:
    """Return the people who got too many messages to read one more, and when their news leaves as one."""
    if event.tier is Tier.RED or event.kind in AT_ONCE or event.kind.notifies is Recipients.SELF:
        return {}
    sent = tx.get(Deliveries).sent_lately(people, since=tx.now - NEWS_WITHIN)
    found = {person: news_waits_until(times, now=tx.now) for person, times in sent.items()}
    return {person: until for person, until in found.items() if until}
