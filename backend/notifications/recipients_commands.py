"""Recipients of an event: the people that its command names, or those that its kind declares.

Of the groups that a tier names first, those who are on duty (decision 0055); the rungs of the ladder, which
name their people themselves, call everybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from backend.alerts.owners_store import AlertOwners
from backend.alerts.responses.store import Responses
from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event, Recipients
from backend.core.vocabulary import Tier
from backend.hazards.store import Hazards
from backend.notifications.rules import KNOWS_FOR, called_first
from backend.people.rules import Audience
from backend.people.store import People
from backend.policies import commands as policies
from backend.policies.rules import TierPolicy
from backend.roster import commands as roster
from backend.roster.rules import Duty, Line, OnDuty, present
from backend.sensors.rules import Sensor


def recipients(tx: Transaction, event: Event) -> set[UUID]:
    """People to notify. Nobody is notified of what they did themselves, but for a test of their devices."""
    if event.kind.notifies is Recipients.SELF:
        return {event.by} if event.by else set()
    people = set(event.to)
    if not people and event.kind.notifies is not None:
        people = FOUND_BY[event.kind.notifies](tx, event)
    return people - {event.by}


def _officers(tx: Transaction, event: Event) -> set[UUID]:
    return _group(tx, event, Audience.OFFICER)


OF_THE_SITE: Final = {Audience.OFFICER: Duty.OFFICER, Audience.EXECUTIVE: Duty.EXECUTIVE}
"""Groups of whom one line of the roster of a site says who is on duty."""


@dataclass(frozen=True)
class _Duty:
    """People on duty where an event happened, and those who know of its alerts already; looked up where
    asked.
    """

    tx: Transaction
    event: Event

    @cached_property
    def now(self) -> list[OnDuty]:
        """List the people on duty; empty for an alert that was acknowledged: its ladder is over, and calls
        nobody again.
        """
        alerts = map(self.tx.get(Alerts).peek, self.event.refs_of("alert"))
        if any(each.is_acknowledged for each in alerts):
            return []
        return roster.on_duty(self.tx, self.event.site_id)

    @cached_property
    def known(self) -> set[UUID]:
        since = self.tx.now - KNOWS_FOR
        return self.tx.get(Responses).notified_since(self.event.refs_of("alert"), since=since)


def _by_tier_policy(tx: Transaction, event: Event) -> set[UUID]:
    """By the policy where each source is; one event may be about the alerts of many."""
    alert_ids = event.refs_of("alert")
    if event.tier is None or not alert_ids:
        return set()
    sources = tx.get(AlertOwners).sources([tx.get(Alerts).peek(alert_id) for alert_id in alert_ids])
    # Those of one place and owner call the same people.
    distinct = {
        (each.area_id, each.department_id, each.responsible_id, each.post_id): each
        for each in sources.values()
    }
    duty = _Duty(tx, event)
    return {person for each in distinct.values() for person in _by_policy_of(duty, event.tier, each)}


def _by_policy_of(duty: _Duty, tier: Tier, source: Sensor) -> set[UUID]:
    tx, event = duty.tx, duty.event
    policy = policies.in_force(tx, event.site_id, lambda: source.area_id).of(tier)
    if not policy.is_pushed:
        return set()
    people: set[UUID] = set()
    for group in policy.notified_first:
        found = _group(tx, event, group, source.department_id, source.responsible_id, post_id=source.post_id)
        people |= _first_of(duty, policy, group, found, source)
    return people


def _first_of(
    duty: _Duty, policy: TierPolicy, group: Audience, found: set[UUID], source: Sensor
) -> set[UUID]:
    """Return the people of a group whom an alert of this source notifies first: those on duty now and those
    who know of it, where the ladder calls the whole group later; else the whole group.
    """
    line = _line_of(group, source)
    if line is None or len(found) < 2:
        return found
    on_duty = present(duty.now, line)
    if not on_duty:
        return found
    is_called_again = any(group in rung.notifies for rung in policy.ladder)
    return called_first(found, on_duty, duty.known, is_called_again=is_called_again)


def _line_of(group: Audience, source: Sensor) -> Line | None:
    """The line of the roster that says who of a group is on duty; a named person needs none."""
    if group in OF_THE_SITE:
        return Line(OF_THE_SITE[group])
    if group is Audience.LEAD and source.department_id is not None:
        return Line(Duty.LEAD, department_id=source.department_id)
    if group is Audience.RESPONSIBLE and source.responsible_id is None and source.post_id is not None:
        return Line(Duty.POST, post_id=source.post_id)
    return None


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
    Recipients.OUTLET: lambda *_: set(),
}
