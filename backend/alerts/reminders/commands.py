"""Asking again about an active alert: who acknowledged it and did no more, and who has yet to confirm it.

A reminder is a row that the sweep polls. It begins with what happened, ends with a next step, and is looked
at once more when it is due: of an alert that is over nobody hears anything.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.alerts.acknowledgement_deadline_commands import post_of
from backend.alerts.events import ALERT_CONFIRMATION_ASKED, ALERT_WITHOUT_NEXT_STEP
from backend.alerts.owners_store import AlertOwners
from backend.alerts.reminders.rules import Reminder, ReminderKind, advanced
from backend.alerts.reminders.store import AlertReminders
from backend.alerts.responses.rules import Answer
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core.database import Database, Transaction
from backend.core.events import Event, EventKind, refs
from backend.deadlines.responsible_commands import people_of, superiors
from backend.people.accounts.store import Accounts
from backend.policies import commands as policies
from backend.policies.rules import TierPolicy
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

AT_ONCE: Final = 1_000
"""Reminders in one run of the job; after a long downtime the next run goes on."""
KIND_OF: Final = {
    ALERT_WITHOUT_NEXT_STEP: ReminderKind.NEXT_STEP,
    ALERT_CONFIRMATION_ASKED: ReminderKind.CONFIRM,
}
EVENT_OF: Final = {kind: event for event, kind in KIND_OF.items()}


def ask_everybody(tx: Transaction, happened: Event) -> None:
    """An alert was raised, got worse or is back: those who each have to confirm it at this tier are asked."""
    raised = [
        alert
        for alert in map(tx.get(Alerts).peek, happened.refs_of("alert"))
        if alert.suppressed_by is None and alert.is_active
    ]
    again = [alert.alert_id for alert in raised if not alert.is_acknowledged]
    tx.get(AlertReminders).end(again, (ReminderKind.NEXT_STEP,), at=tx.now)
    sensors = tx.get(AlertOwners).sources(raised)
    for alert in raised:
        sensor = sensors[alert.alert_id]
        policy = _policy(tx, alert, sensor)
        people = frozenset(
            person for group in policy.confirmed_by for person in people_of(tx, post_of(sensor), group)
        )
        if people:
            tx.get(Responses).ask([alert.alert_id], people, at=tx.now)
            _begin(tx, alert, ReminderKind.CONFIRM, policy)


def follow_acknowledgement(tx: Transaction, happened: Event) -> None:
    """An alert was acknowledged: the time for a next step begins, unless somebody comes already."""
    seen = [
        alert
        for alert in map(tx.get(Alerts).peek, happened.refs_of("alert"))
        if alert.suppressed_by is None and alert.is_active
    ]
    sensors = tx.get(Sensors).get(alert.sensor_id for alert in seen)
    for alert in seen:
        policy = _policy(tx, alert, sensors[alert.sensor_id])
        if policy.rings_again_after and not _is_somebody_coming(tx, alert):
            _begin(tx, alert, ReminderKind.NEXT_STEP, policy)


def note_next_step(tx: Transaction, happened: Event) -> None:
    """End the reminders for a next step: somebody comes."""
    end_next_step(tx, happened.refs_of("alert"))


def end_next_step(tx: Transaction, alert_ids: Iterable[UUID]) -> None:
    """Something was done about these alerts: nobody is asked for a next step."""
    tx.get(AlertReminders).end(list(alert_ids), (ReminderKind.NEXT_STEP,), at=tx.now)


def end(tx: Transaction, happened: Event) -> None:
    """The alert is over, or held back: nobody is asked anything about it."""
    tx.get(AlertReminders).end(happened.refs_of("alert"), ReminderKind, at=tx.now)


def confirm(tx: Transaction, alert: Alert, person_id: UUID) -> bool:
    """Note that this person has confirmed the alert; False for who has not to, or has already. Once all have,
    nobody is asked any more.
    """
    waiting = who_must_confirm(tx, alert)
    if person_id not in waiting:
        return False
    tx.get(Responses).confirm(alert.alert_id, person_id, at=tx.now)
    if len(waiting) == 1:
        tx.get(AlertReminders).end([alert.alert_id], (ReminderKind.CONFIRM,), at=tx.now)
    return True


def who_must_confirm(tx: Transaction, alert: Alert) -> frozenset[UUID]:
    """Return the people who were asked to confirm its present activation and have not yet."""
    current = tx.get(Responses).current(alert)
    return frozenset(person_id for person_id, each in current.items() if each.has_yet_to_confirm)


def still_asks(tx: Transaction, kind: EventKind, alert_id: UUID, person_id: UUID) -> bool:
    """Whether what this person was asked about an alert, by an event of this kind, is still open."""
    if KIND_OF[kind] is ReminderKind.CONFIRM:
        return person_id in who_must_confirm(tx, tx.get(Alerts).peek(alert_id))
    found = tx.get(AlertReminders).get(alert_id, ReminderKind.NEXT_STEP)
    return found is not None and found.ended_at is None


def sweep(database: Database) -> int:
    """Ask about everything that is due. Returns the number of reminders."""
    return database.repeat(fire_next, at_most=AT_ONCE)


def fire_next(tx: Transaction) -> bool:
    """Ask about the oldest that is due; False if none is. Its mark is written with the message, so that a
    process that dies leaves it for the next one and two never ask the same.
    """
    due = tx.get(AlertReminders).next_due(now=tx.now)
    if due is None:
        return False
    alert = tx.get(Alerts).peek(due.alert_id)
    after, asks = advanced(due, now=tx.now)
    if not _is_heard(alert, due.kind):
        after, asks = replace(after, ended_at=tx.now), False
    tx.get(AlertReminders).put(after)
    people = _people(tx, alert, after) if asks else frozenset()
    if people:
        about, to = refs(alert=alert.alert_id), tuple(sorted(people))
        note = f"{after.reached}"
        tx.announce(Event(EVENT_OF[due.kind], alert.site_id, about=about, tier=alert.rank, note=note, to=to))
    return True


def _is_heard(alert: Alert, kind: ReminderKind) -> bool:
    is_hidden = alert.suppressed_by is not None and alert.suppressed_by.is_hidden
    return alert.is_active and not is_hidden and (kind is ReminderKind.CONFIRM or alert.is_acknowledged)


def _people(tx: Transaction, alert: Alert, reminder: Reminder) -> frozenset[UUID]:
    """Return the people to ask: those who have yet to confirm; for a next step the one who acknowledged it,
    then the next rung of the ladder too, one higher each time.
    """
    if reminder.kind is ReminderKind.CONFIRM:
        return _who_may_sign_in(tx, who_must_confirm(tx, alert))
    sensor, policy = _around(tx, alert)
    first = frozenset({alert.acknowledged_by} if alert.acknowledged_by else ())
    people = _who_may_sign_in(tx, first)
    if reminder.reached > 1 or not people:
        rung = policy.ladder[min(max(reminder.reached - 2, 0), len(policy.ladder) - 1)]
        people |= superiors(tx, post_of(sensor), rung.notifies)
    return people


def _who_may_sign_in(tx: Transaction, people: frozenset[UUID]) -> frozenset[UUID]:
    return frozenset(each for each in people if tx.get(Accounts).account(each).disabled_at is None)


def _is_somebody_coming(tx: Transaction, alert: Alert) -> bool:
    return any(each.answer is Answer.ON_THE_WAY for each in tx.get(Responses).current(alert).values())


def _begin(tx: Transaction, alert: Alert, kind: ReminderKind, policy: TierPolicy) -> None:
    every = policy.rings_again_after if kind is ReminderKind.NEXT_STEP else policy.acknowledge_within
    tx.get(AlertReminders).put(Reminder(alert.alert_id, alert.site_id, kind, tx.now, every))


def _around(tx: Transaction, alert: Alert) -> tuple[Sensor, TierPolicy]:
    sensor = tx.get(AlertOwners).source(alert)
    return sensor, _policy(tx, alert, sensor)


def _policy(tx: Transaction, alert: Alert, sensor: Sensor) -> TierPolicy:
    return policies.in_force(tx, alert.site_id, lambda: sensor.area_id).of(alert.tier)
