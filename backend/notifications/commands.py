"""Telling people: events become deliveries, deliveries are claimed, sent and settled.

Three transactions, none of them open while a network answers. A process that dies between claim and
settlement loses nothing: its claim runs out and another one sends again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar
from uuid import UUID

import structlog

from backend.alerts.events import ALERT_RAISED, ALERT_REACTIVATED, ALERT_TIER_RAISED
from backend.alerts.store import Alerts
from backend.cases.events import CASE_OPENED, DISPOSAL_SUBMITTED, RECHECK_FAILED
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import Refused
from backend.core.events import Event, EventKind
from backend.core.outbox import Outbox, unpacked
from backend.core.vocabulary import Tier
from backend.hazards.events import HAZARD_REPORTED
from backend.hazards.store import Hazards
from backend.notifications import digest_rules as bundling
from backend.notifications import messages_commands as letters
from backend.notifications.floods_rules import FLOOD_WITHIN, TELL_TOGETHER_EVERY, is_told_together
from backend.notifications.rules import (
    Delivery,
    DeliveryState,
    Letter,
    PushAddress,
    SendOutcome,
    SendResult,
    retry_after,
)
from backend.notifications.store import Deliveries
from backend.people.rules import Audience
from backend.people.store import People
from backend.policies import commands as policies
from backend.sensors.store import Sensors
from backend.tuning.events import INDICATOR_REVIEW_DUE

T = TypeVar("T")
log = structlog.get_logger(__name__)
Send = Callable[[PushAddress, Letter], SendOutcome]
BATCH: Final = 16
PLANNED_AT_ONCE: Final = 100
PLAN_AGAIN_AFTER: Final = timedelta(minutes=1)
SENDERS: Final = 8
"""At once: with a batch of 16 and 10 s per send a hanging push service costs 20 s, well within a claim."""
ALERT_EVENTS: Final = frozenset({ALERT_RAISED, ALERT_TIER_RAISED, ALERT_REACTIVATED})
TELLS_OFFICERS: Final = frozenset({HAZARD_REPORTED, DISPOSAL_SUBMITTED, INDICATOR_REVIEW_DUE})
STATE_OF_RESULT: Final = {
    SendResult.ACCEPTED: DeliveryState.ACCEPTED,
    SendResult.GONE: DeliveryState.GONE,
    SendResult.FAILED: DeliveryState.FAILED,
    SendResult.RETRY: DeliveryState.PENDING,
}


class Transact(Protocol):
    def __call__(self, command: Callable[[Transaction], T]) -> T: ...


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
    tx.get(Deliveries).gather(now=tx.now)
    return len(waiting)


def deliver_due(transact: Transact, send: Send) -> int:
    """Send what is due; return how many messages were tried. Runs until nothing is due.

    Whatever `send` raises comes out after the rest of its batch has been sent and settled.
    """

    def deliver(claimed: tuple[Delivery, Letter]) -> None:
        delivery, letter = claimed
        outcome = send(delivery.address, letter)
        transact(lambda tx: _settle(tx, delivery, outcome))

    tried = 0
    while batch := transact(_claim):
        with ThreadPoolExecutor(SENDERS) as senders:
            sending = [senders.submit(deliver, claimed) for claimed in batch]
        tried += len([each.result() for each in sending])
    return tried


def record_receipt(tx: Transaction, delivery_id: UUID, state: DeliveryState) -> bool:
    """The phone showed the message, or a person opened it. Return whether there is such a delivery."""
    return tx.get(Deliveries).receipt(delivery_id, state, at=tx.now)


def _plan(tx: Transaction, outbox_id: int, event: Event) -> None:
    people = _people_to_tell(tx, event)
    tier = event.tier if event.kind in ALERT_EVENTS else None
    together = _flooded(tx, people, tier) or _chased(tx, people, event.kind)
    tx.get(Deliveries).plan(outbox_id, event, people, at=tx.now, tier=tier, together=together)
    tx.get(Outbox).done(outbox_id, at=tx.now)


def _flooded(tx: Transaction, people: set[UUID], tier: Tier | None) -> dict[UUID, datetime]:
    """Who is told of this alert together with others, and when: red never, and nobody out of a flood."""
    if tier is None or tier is Tier.RED or not people:
        return {}
    told = tx.get(Deliveries).told_lately(people, since=tx.now - FLOOD_WITHIN)
    due_at = tx.now + TELL_TOGETHER_EVERY
    return {person: due_at for person, count in told.items() if is_told_together(tier, told_lately=count)}


def _chased(tx: Transaction, people: set[UUID], kind: EventKind) -> dict[UUID, datetime]:
    """When each of these hears of what they are chased about: all that waits for them by then, in one."""
    if kind not in bundling.CHASING or not people:
        return {}
    since = tx.now - bundling.TOGETHER_WITHIN
    told = tx.get(Deliveries).chased_lately(people, kinds=bundling.CHASING, since=since)
    return {each: bundling.told_at(kind, told_lately=told.get(each, 0), now=tx.now) for each in people}


def _claim(tx: Transaction) -> list[tuple[Delivery, Letter]]:
    """What is due, worded. What cannot be worded is settled as failed: it must not come back for ever."""
    claimed = []
    for delivery in tx.get(Deliveries).claim(now=tx.now, limit=BATCH):
        try:
            claimed.append((delivery, letters.compose(tx, delivery)))
        except (Refused, LookupError, ValueError) as error:
            log.exception("a message cannot be worded", delivery_id=str(delivery.delivery_id))
            _settle(tx, delivery, SendOutcome(SendResult.FAILED, repr(error)))
    return claimed


def _settle(tx: Transaction, delivery: Delivery, outcome: SendOutcome) -> None:
    tx.get(Deliveries).settle(
        delivery.delivery_id,
        STATE_OF_RESULT[outcome.result],
        at=tx.now,
        due_at=_next_try(tx.now, delivery, outcome),
        error=outcome.reason or None,
        attempt=delivery.attempts,
    )


def _next_try(now: datetime, delivery: Delivery, outcome: SendOutcome) -> datetime | None:
    if outcome.result is not SendResult.RETRY:
        return None
    wait: timedelta = outcome.retry_after or retry_after(delivery.attempts)
    return now + wait


def _people_to_tell(tx: Transaction, event: Event) -> set[UUID]:
    """Who hears of this first. Nobody is told of what they did themselves."""
    people = set(event.to)
    if people:
        return people - {event.by}
    if event.kind in ALERT_EVENTS:
        people = _told_of_alert(tx, event)
    elif event.kind in TELLS_OFFICERS:
        people = _group(tx, event, Audience.OFFICER)
    elif event.kind is RECHECK_FAILED and event.case_id:
        people = set(tx.get(Cases).get(event.case_id).disposed_by)
    elif event.kind is CASE_OPENED and event.report_id and event.case_id:
        case = tx.get(Cases).get(event.case_id)
        for group in (Audience.RESPONSIBLE, Audience.LEAD):
            people |= _group(tx, event, group, case.department_id, case.responsible_id)
    elif event.report_id:
        people = {tx.get(Hazards).get(event.report_id).reported_by}
    return people - {event.by}


def _told_of_alert(tx: Transaction, event: Event) -> set[UUID]:
    if event.tier is None or event.alert_id is None:
        return set()
    policy = policies.in_force(tx, event.site_id).of(event.tier)
    if not policy.is_pushed:
        return set()
    sensor_id = tx.get(Alerts).get(event.alert_id).sensor_id
    sensor = tx.get(Sensors).get([sensor_id])[sensor_id]
    people: set[UUID] = set()
    for group in policy.told_first:
        people |= _group(tx, event, group, sensor.department_id, sensor.responsible_id)
    return people


def _group(
    tx: Transaction,
    event: Event,
    group: Audience,
    department_id: UUID | None = None,
    responsible_id: UUID | None = None,
) -> set[UUID]:
    return tx.get(People).audience(
        event.site_id, group, department_id=department_id, responsible_id=responsible_id
    )
