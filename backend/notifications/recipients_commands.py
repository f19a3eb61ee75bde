"""Who is notified of an event: the people that its command names, or those that its kind declares."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event, Recipients
from backend.hazards.store import Hazards
from backend.people.rules import Audience
from backend.people.store import People
from backend.policies import commands as policies
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors


def recipients(tx: Transaction, event: Event) -> set[UUID]:
    """People to notify. Nobody is notified of what they did themselves."""
    people = set(event.to)
    if not people and event.kind.notifies is not None:
        people = FOUND_BY[event.kind.notifies](tx, event)
    return people - {event.by}


def _officers(tx: Transaction, event: Event) -> set[UUID]:
    return _group(tx, event, Audience.OFFICER)


def _by_tier_policy(tx: Transaction, event: Event) -> set[UUID]:
    alert_id = event.ref("alert")
    if event.tier is None or alert_id is None:
        return set()
    policy = policies.in_force(tx, event.site_id, lambda: _source_of(tx, alert_id).area_id).of(event.tier)
    if not policy.is_pushed:
        return set()
    sensor = _source_of(tx, alert_id)
    people: set[UUID] = set()
    for group in policy.notified_first:
        people |= _group(
            tx, event, group, sensor.department_id, sensor.responsible_id, post_id=sensor.post_id
        )
    return people


def _source_of(tx: Transaction, alert_id: UUID) -> Sensor:
    sensor_id = tx.get(Alerts).get(alert_id).sensor_id
    return tx.get(Sensors).get([sensor_id])[sensor_id]


def _disposers(tx: Transaction, event: Event) -> set[UUID]:
    case_id = event.ref("case")
    return set(tx.get(Cases).get(case_id).disposed_by) if case_id else set()


def _responsible(tx: Transaction, event: Event) -> set[UUID]:
    """Of a case that a report opened; that of an alert is notified of the alert."""
    case_id = event.ref("case")
    if case_id is None or event.ref("hazard_report") is None:
        return set()
    case = tx.get(Cases).get(case_id)
    people: set[UUID] = set()
    for group in (Audience.RESPONSIBLE, Audience.LEAD):
        people |= _group(tx, event, group, case.department_id, case.responsible_id)
    return people


def _reporter(tx: Transaction, event: Event) -> set[UUID]:
    report_id = event.ref("hazard_report")
    return {tx.get(Hazards).get(report_id).reported_by} if report_id else set()


def _group(
    tx: Transaction,
    event: Event,
    group: Audience,
    department_id: UUID | None = None,
    responsible_id: UUID | None = None,
    *,
    post_id: UUID | None = None,
) -> set[UUID]:
    return tx.get(People).audience(
        event.site_id, group, department_id=department_id, responsible_id=responsible_id, post_id=post_id
    )


FOUND_BY: Final[Mapping[Recipients, Callable[[Transaction, Event], set[UUID]]]] = {
    Recipients.OFFICERS: _officers,
    Recipients.TIER_POLICY: _by_tier_policy,
    Recipients.RESPONSIBLE: _responsible,
    Recipients.DISPOSERS: _disposers,
    Recipients.REPORTER: _reporter,
}
