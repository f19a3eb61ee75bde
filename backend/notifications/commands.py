"""Notifying people: events become deliveries, deliveries are claimed, sent and finished.

Three transactions, none of them open while a network answers. A process that dies between claim and
settlement loses nothing: its claim runs out and another one sends again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from backend.core.allowances import Allowances
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Pace, refs
from backend.core.outbox import Outbox, unpacked
from backend.core.subjects import Subjects
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import messages_commands as messages
from backend.notifications.events import BROWSER_MOVED
from backend.notifications.recipients_commands import recipients
from backend.notifications.rules import (
    DIGEST_EVERY,
    DIGEST_WITHIN,
    FLOOD_WITHIN,
    Delivery,
    DeliveryState,
    is_digested,
    leaves_at,
    retry_after,
)
from backend.notifications.store import Deliveries
from backend.people.store import People
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict

log = structlog.get_logger(__name__)
Send = Callable[[str, Endpoint, Message], Outcome]
"""(kind of channel, address, message) → what became of it."""
USUAL: Final = Allowances()
BATCH: Final = 16
PLANNED_AT_ONCE: Final = 100
PLAN_AGAIN_AFTER: Final = timedelta(minutes=1)
SENDERS: Final = 8
"""At once: with a batch of 16 and 10 s per send a hanging push service costs 20 s, well within a claim."""
STATE_OF: Final = {
    Verdict.ACCEPTED: DeliveryState.ACCEPTED,
    Verdict.GONE: DeliveryState.GONE,
    Verdict.FAILED: DeliveryState.FAILED,
    Verdict.RETRY: DeliveryState.PENDING,
}


def subscribe_push(
    tx: Transaction,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    language: Language,
    by: Viewer,
    most: int = USUAL.browsers_per_person,
    family_id: UUID | None = None,
) -> UUID:
    """Send this person's messages to this browser, too, as long as they are signed in there; of more than
    `most` the oldest gets none any more.

    A browser that somebody else's messages went to is theirs no more, and they hear of it. Raises
    Refused(CONFLICT) for an address of somebody else with other keys: this is not that browser.
    """
    before = tx.get(Deliveries).holder(endpoint)
    if before is not None and before.person_id != by.person_id:
        if (before.p256dh, before.auth) != (p256dh, auth):
            raise Refused(ErrorCode.CONFLICT, "another browser has this address")
        _announce_move(tx, before.person_id, by=by)
    return tx.get(Deliveries).subscribe(
        by.person_id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        language=language,
        most=most,
        at=tx.now,
        family_id=family_id,
    )


def _announce_move(tx: Transaction, person_id: UUID, *, by: Viewer) -> None:
    """Let whose browser it was know, at their other addresses, that somebody else has it now."""
    for site_id in tx.get(People).viewer(person_id).site_ids:
        about = refs(person=person_id)
        tx.announce(Event(BROWSER_MOVED, site_id, about=about, by=by.person_id, to=(person_id,)))


def unsubscribe_push(tx: Transaction, endpoint: str, *, by: Viewer) -> UUID:
    """Send nothing more to this browser; one that was never subscribed is left as it is."""
    tx.get(Deliveries).unsubscribe(by.person_id, endpoint, at=tx.now)
    return by.person_id


def plan_deliveries(tx: Transaction) -> int:
    """Turn waiting events into one delivery per person and address; return how many events were planned."""
    waiting = tx.get(Outbox).waiting(now=tx.now, limit=PLANNED_AT_ONCE)
    for outbox_id, packed in waiting:
        try:
            with tx.savepoint():
                _plan(tx, outbox_id, unpacked(packed))
        except Exception:  # one event that cannot be planned must not keep all others from people
            log.exception("an event cannot be planned", outbox_id=outbox_id)
            tx.get(Outbox).postpone(outbox_id, until=tx.now + PLAN_AGAIN_AFTER)
    tx.get(Deliveries).digest(now=tx.now)
    return len(waiting)


def deliver_due(database: Database, send: Send, subjects: Subjects) -> int:
    """Send what is due; return how many messages were tried. Runs until nothing is due.

    Whatever `send` raises comes out after the rest of its batch has been sent and finished.
    """

    def deliver(claimed: tuple[Delivery, Message]) -> None:
        delivery, message = claimed
        outcome = send(delivery.channel, delivery.endpoint, message)
        database.transact(lambda tx: _finish(tx, delivery, outcome))

    tried = 0
    while batch := database.transact(lambda tx: _claim(tx, subjects)):
        with ThreadPoolExecutor(SENDERS) as senders:
            sending = [senders.submit(deliver, claimed) for claimed in batch]
        tried += len([each.result() for each in sending])
    return tried


def record_receipt(tx: Transaction, delivery_id: UUID, state: DeliveryState) -> bool:
    """Record that the phone showed the message, or that a person opened it. Returns whether there is such a
    delivery.
    """
    return tx.get(Deliveries).receipt(delivery_id, state, at=tx.now)


def _plan(tx: Transaction, outbox_id: int, event: Event) -> None:
    people = recipients(tx, event)
    tier = event.tier if event.kind.pace is Pace.ALERT else None
    digest_at = _flooded(tx, people, tier) or _reminded(tx, people, event.kind.pace)
    tx.get(Deliveries).plan(outbox_id, event, people, at=tx.now, tier=tier, digest_at=digest_at)
    tx.get(Outbox).done(outbox_id, at=tx.now)


def _flooded(tx: Transaction, people: set[UUID], tier: Tier | None) -> dict[UUID, datetime]:
    """Return the people who get this alert in a digest, and when it leaves: never red, and only in a
    flood.
    """
    if tier is None or tier is Tier.RED or not people:
        return {}
    counts = tx.get(Deliveries).notified_lately(people, since=tx.now - FLOOD_WITHIN)
    due_at = tx.now + DIGEST_EVERY
    return {person: due_at for person, count in counts.items() if is_digested(tier, notified_lately=count)}


def _reminded(tx: Transaction, people: set[UUID], pace: Pace) -> dict[UUID, datetime]:
    """When a reminder leaves for each of these: all that waits for them by then, in one message."""
    if not pace.is_reminder or not people:
        return {}
    since = tx.now - DIGEST_WITHIN
    notified = tx.get(Deliveries).reminded_lately(people, since=since)
    return {each: leaves_at(pace, notified_lately=notified.get(each, 0), now=tx.now) for each in people}


def _claim(tx: Transaction, subjects: Subjects) -> list[tuple[Delivery, Message]]:
    """Return the due messages, worded. One that cannot be worded is finished as failed, so that it does not
    come back for ever.
    """
    claimed = []
    for delivery in tx.get(Deliveries).claim(now=tx.now, limit=BATCH):
        try:
            claimed.append((delivery, messages.compose(tx, delivery, subjects)))
        except (Refused, LookupError, ValueError) as error:
            log.exception("a message cannot be worded", delivery_id=str(delivery.delivery_id))
            _finish(tx, delivery, Outcome(Verdict.FAILED, repr(error)))
    return claimed


def _finish(tx: Transaction, delivery: Delivery, outcome: Outcome) -> None:
    tx.get(Deliveries).finish(
        delivery.delivery_id,
        STATE_OF[outcome.verdict],
        at=tx.now,
        due_at=_next_try(tx.now, delivery, outcome),
        error=outcome.reason or None,
        attempt=delivery.attempts,
    )


def _next_try(now: datetime, delivery: Delivery, outcome: Outcome) -> datetime | None:
    if outcome.verdict is not Verdict.RETRY:
        return None
    wait: timedelta = outcome.retry_after or retry_after(delivery.attempts)
    return now + wait
