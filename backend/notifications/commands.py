"""Notifying people: events become deliveries, deliveries are claimed, sent and finished.

Three transactions, none of them open while a network answers. A process that dies between claim and
settlement loses nothing: its claim runs out and another one sends again.
"""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, Final
from uuid import UUID

import structlog

from backend.core.allowances import Allowances
from backend.core.database import Database, Transaction, site_changed
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.nouns import Subjects
from backend.core.outbox import Outbox, unpacked
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications import messages_commands as messages
from backend.notifications.chat_cards import commands as chat_cards
from backend.notifications.digest_commands import waits_for_digest
from backend.notifications.digest_ways_commands import combine, is_digest_needed
from backend.notifications.events import ALERT_TEST_SENT, BROWSER_MOVED
from backend.notifications.holding_commands import Claiming, Limits, unlimited
from backend.notifications.outlets import commands as outlets
from backend.notifications.quiet_commands import quiet_until
from backend.notifications.recipients_commands import recipients
from backend.notifications.rules import (
    EXPIRES_AFTER,
    ChannelKey,
    Delivery,
    DeliveryState,
    retry_after,
)
from backend.notifications.store import Deliveries
from backend.notifications.subscriptions_store import PushSubscriptions
from backend.notifications.ways_commands import (
    follow_channel,
    is_needed,
    is_too_soon,
    spent_cap,
    ways_to,
    ways_to_outlets,
)
from backend.notifications.write_off_commands import counted, write_off
from backend.people.store import People
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route

log = structlog.get_logger(__name__)
Send = Callable[[Route, Endpoint, Message], Outcome]
"""(channel, address, message) → what became of it."""
USUAL: Final = Allowances()
PLANNED_AT_ONCE: Final = 100
PLAN_AGAIN_AFTER: Final = timedelta(minutes=1)
SENDERS: Final = 16
"""At once by one channel, as many as its connections to one host."""
CLAIMED_AT_ONCE: Final = 2 * SENDERS
"""A message waits for one other at most. With 4 s to connect and 16 s for the answer (`push.http_client`) a
provider that hangs costs 2 × 20 s, within the 60 s of a claim. After these it would be sent once more.
"""
CLAIMS_MORE_BELOW: Final = 16
LOOKS_AGAIN_AFTER_S: Final = 0.1
"""While a send takes its time: what comes meanwhile does not wait for it."""
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
    is_in_hand: bool = False,
) -> UUID:
    """Send this person's messages to this browser, too, as long as they are signed in there; of more than
    `most` the oldest gets none any more.

    A browser that somebody else's messages went to is theirs no more, and they hear of it. Raises
    Refused(CONFLICT) for an address of somebody else with other keys: this is not that browser.
    """
    before = tx.get(PushSubscriptions).holder(endpoint)
    if before is not None and before.person_id != by.person_id:
        if (before.p256dh, before.auth) != (p256dh, auth):
            raise Refused(ErrorCode.CONFLICT, "another browser has this address")
        _announce_move(tx, before.person_id, by=by)
    return tx.get(PushSubscriptions).subscribe(
        by.person_id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        language=language,
        most=most,
        at=tx.now,
        family_id=family_id,
        is_in_hand=is_in_hand,
    )


def _announce_move(tx: Transaction, person_id: UUID, *, by: Viewer) -> None:
    """Let whose browser it was know, at their other addresses, that somebody else has it now."""
    for site_id in tx.get(People).viewer(person_id).site_ids:
        about = refs(person=person_id)
        tx.announce(Event(BROWSER_MOVED, site_id, about=about, by=by.person_id, to=(person_id,)))


def unsubscribe_push(tx: Transaction, endpoint: str, *, by: Viewer) -> UUID:
    """Send nothing more to this browser; one that was never subscribed is left as it is."""
    tx.get(PushSubscriptions).unsubscribe(by.person_id, endpoint, at=tx.now)
    return by.person_id


def plan_deliveries(tx: Transaction) -> int:
    """Turn waiting events into one delivery per person and address; return how many events were planned."""
    error = tx.try_alone(lambda: write_off(tx))
    if isinstance(error, Exception):  # it must not keep what is new from people
        log.error("what has expired cannot be written off", exc_info=error)
    waiting = tx.get(Outbox).waiting(now=tx.now, limit=PLANNED_AT_ONCE)
    for outbox_id, happened_at, packed in waiting:
        error = tx.try_alone(partial(_plan, tx, outbox_id, packed, happened_at))
        if isinstance(error, Exception):  # it must not keep all others from people
            log.error("an event cannot be planned", outbox_id=outbox_id, exc_info=error)
            tx.get(Outbox).postpone(outbox_id, until=tx.now + PLAN_AGAIN_AFTER)
    combine(tx)
    return len(waiting)


def channels_due(database: Database) -> list[ChannelKey]:
    """By which channels something is due; each is sent apart, see `deliver_due`."""
    return database.read(lambda session: Deliveries(session).channels_due(now=database.clock()))


def deliver_due(
    database: Database,
    send: Send,
    subjects: Subjects,
    channel: ChannelKey | None = None,
    *,
    limits: Limits = unlimited,
    is_ending: Callable[[], bool] = lambda: False,
) -> int:
    """Send what is due by this channel, or by all; return how many messages were tried. Runs until nothing
    is due, or the process `is_ending`. `limits`: what providers take for one address.

    Whatever `send` raises comes out after the others that were under way have been sent and finished.
    """
    tried, failures = 0, list[BaseException]()
    wording = messages.Wording(subjects)
    under_way: dict[Future[Outcome], Delivery] = {}
    with ThreadPoolExecutor(SENDERS) as senders:
        while True:
            is_more = False
            if len(under_way) <= CLAIMS_MORE_BELOW and not failures and not is_ending():
                claim = partial(_claim, wording=wording, channel=channel, limits=limits)
                claimed, is_more = database.transact(partial(claim, limit=CLAIMED_AT_ONCE - len(under_way)))
                for delivery, message in claimed:
                    under_way[senders.submit(send, delivery.route, delivery.endpoint, message)] = delivery
                tried += len(claimed)
            if under_way:
                failures += _finish_done(database, under_way)
            elif not is_more:
                break
    if failures:
        raise failures[0]
    return tried


def _finish_done(database: Database, under_way: dict[Future[Outcome], Delivery]) -> list[BaseException]:
    """Wait a moment until more can be claimed; finish together what has come. Returns what was raised."""
    until = monotonic() + LOOKS_AGAIN_AFTER_S
    done, others = wait(under_way, timeout=LOOKS_AGAIN_AFTER_S, return_when=FIRST_COMPLETED)
    # A transaction for each answer costs more than the answer: as long as none can be claimed, others come.
    while len(others) > CLAIMS_MORE_BELOW and monotonic() < until:
        more, others = wait(others, timeout=until - monotonic(), return_when=FIRST_COMPLETED)
        done |= more
    come = [(under_way.pop(each), each) for each in done]
    outcomes = [(delivery, each.result()) for delivery, each in come if each.exception() is None]

    def finish(tx: Transaction) -> None:
        tx.get(Deliveries).lock([delivery.delivery_id for delivery, _ in outcomes])
        for delivery, outcome in outcomes:
            _finish(tx, delivery, outcome)

    if outcomes:
        database.transact(finish)
    return [error for _, each in come if (error := each.exception())]


def record_receipt(tx: Transaction, delivery_id: UUID, state: DeliveryState) -> bool:
    """Record that the browser to which the message was sent showed it, or that a person opened it there.
    Returns whether there is such a message: of another channel only the provider knows the id.
    """
    if not tx.get(Deliveries).was_pushed(delivery_id):
        return False
    found = tx.get(Deliveries).receipt(delivery_id, state, at=tx.now)
    if found is not None:
        _follow_test(tx, *found)
    return found is not None


def _plan(tx: Transaction, outbox_id: int, packed: dict[str, Any], happened_at: datetime) -> None:
    event = unpacked(packed)
    people = recipients(tx, event)
    tier = event.tier if event.kind.pace.is_alert else None
    planned = ways_to(tx, event, people)
    ways = planned.ways + ways_to_outlets(tx, event)
    is_history = happened_at + EXPIRES_AFTER <= tx.now
    if is_history:  # nothing planned for hours: one row each, for the summary
        ways = [way for way in ways if way.step == 0 and way.person_id]
    tx.get(Deliveries).plan(
        outbox_id,
        event,
        ways,
        at=tx.now,
        tier=tier,
        digest_at={} if is_history else waits_for_digest(tx, event, people),
        quiet_until=quiet_until(tx, event, planned.ways) if planned.may_wait and not is_history else {},
        happened_at=happened_at,
        grouped=max(counted(event) - 1, 0),
    )
    if planned.is_pressing:
        unreached = people - {way.person_id for way in planned.ways}
        tx.get(Deliveries).note_unreached(outbox_id, event, unreached, at=tx.now, tier=tier)
    tx.get(Outbox).done(outbox_id, at=tx.now)
    _follow_test(tx, event.kind, event.site_id)


def _follow_test(tx: Transaction, kind: EventKind, site_id: UUID) -> None:
    """Let the page of who sends a test alert know that something became of it."""
    if kind is ALERT_TEST_SENT:
        tx.hint(site_changed(site_id))


def _claim(
    tx: Transaction, *, wording: messages.Wording, channel: ChannelKey | None, limits: Limits, limit: int
) -> tuple[list[tuple[Delivery, Message]], bool]:
    """Return the due messages, worded, and whether any was due. One that is not needed any more, or may not
    be sent, or cannot be worded, is finished as that, so that it does not come back for ever.
    """
    claimed = []
    found = tx.get(Deliveries).claim(channel, now=tx.now, limit=limit)
    claiming = Claiming(tx, found, limits)
    for delivery in found:
        if not _is_needed(tx, delivery):
            tx.get(Deliveries).finish(
                delivery.delivery_id, DeliveryState.NOT_NEEDED, at=tx.now, attempt=delivery.attempts
            )
        elif (cap := spent_cap(tx, delivery)) is not None:
            _finish(tx, delivery, Outcome(Verdict.FAILED, f"the {cap} messages of this month are spent"))
        elif not claiming.holds(delivery):
            try:
                claimed.append((delivery, wording.message(tx, delivery)))
            except (Refused, LookupError, ValueError) as error:
                log.exception("a message cannot be worded", delivery_id=str(delivery.delivery_id))
                _finish(tx, delivery, Outcome(Verdict.FAILED, repr(error)))
    return claimed, bool(found)


def _is_needed(tx: Transaction, delivery: Delivery) -> bool:
    """Whether it has to leave still."""
    if delivery.grouped:
        return is_digest_needed(tx, delivery)
    return not is_too_soon(tx, delivery) and is_needed(tx, delivery)


def _finish(tx: Transaction, delivery: Delivery, outcome: Outcome) -> None:
    tx.get(Deliveries).finish(
        delivery.delivery_id,
        STATE_OF[outcome.verdict],
        at=tx.now,
        due_at=_next_try(tx.now, delivery, outcome),
        error=outcome.reason or None,
        attempt=delivery.attempts,
    )
    _follow_test(tx, delivery.event_kind, delivery.site_id)
    if delivery.channel_id is not None:
        follow_channel(tx, delivery, outcome)
        chat_cards.note_sent(tx, delivery, outcome)
    if delivery.person_id is None and outcome.verdict is not Verdict.RETRY:
        said = None if outcome.verdict is Verdict.ACCEPTED else outcome.reason
        outlets.follow_message(tx, delivery.to_id, said)


def _next_try(now: datetime, delivery: Delivery, outcome: Outcome) -> datetime | None:
    if outcome.verdict is not Verdict.RETRY:
        return None
    pause: timedelta = outcome.retry_after or retry_after(delivery.attempts)
    return min(now + pause, delivery.expires_at)
