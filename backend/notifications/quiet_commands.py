"""Which message waits for the end of its person's quiet hours, and which does not whatever they say.

Quiet hours make the night of one person quieter, never that of a site: what somebody must act on now, what
calls the next person because nobody acted, and an alert that nobody else would learn of leave as ever.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import ModuleType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.alerts.events import MAINTENANCE_ENDS_SOON, SENSOR_BACK_SOON
from backend.alerts.rules import AlertState
from backend.alerts.store import Alerts
from backend.cases.rules import CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event, EventKind, Pace, Recipients
from backend.core.vocabulary import Tier
from backend.notifications import events as own_events
from backend.notifications.channels.rules import Way
from backend.notifications.digest_commands import AT_ONCE
from backend.notifications.preferences.rules import QUIET_TIERS
from backend.notifications.preferences.store import Preferences
from backend.people import events as people_events
from backend.people.accounts import events as account_events
from backend.policies import commands as policies
from backend.roster import commands as roster
from backend.roster import events as shift_events
from backend.sensors.store import Sensors
from backend.sites.store import Sites


def _kinds_of(*nouns: ModuleType) -> frozenset[EventKind]:
    return frozenset(each for noun in nouns for each in vars(noun).values() if isinstance(each, EventKind))


NEVER_QUIET: Final = (
    AT_ONCE
    | _kinds_of(people_events, account_events, shift_events, own_events)
    | {MAINTENANCE_ENDS_SOON, SENSOR_BACK_SOON}
)
"""Events whose messages wait for no quiet hours: those of an account, a shift or the ways to people, and
those that are over by the morning.
"""


def may_wait(tx: Transaction, event: Event) -> bool:
    """Whether a message about this event may wait for the end of somebody's quiet hours, or leave out a
    browser of theirs: nothing about what is red or orange now, no call because nobody acted.
    """
    kind = event.kind
    if kind in NEVER_QUIET or kind.pace is Pace.PRESSING or kind.notifies is Recipients.SELF:
        return False
    tier = _tier_of(tx, event)
    return tier is None or tier in QUIET_TIERS


def quiet_until(tx: Transaction, event: Event, ways: Collection[Way]) -> Mapping[UUID, datetime]:
    """People to whom the message about this event waits, and until when; see `may_wait` for which may."""
    people = {way.person_id for way in ways if way.person_id}
    ends = _quiet_now(tx, event, people)
    if not ends:
        return {}
    present = {each.person_id for each in roster.on_duty(tx, event.site_id)}
    resting = {person: end for person, end in ends.items() if person not in present}
    if not resting or (event.kind.pace.is_alert and people <= resting.keys()):
        return {}  # somebody must learn of it
    starts = roster.next_starts(tx, event.site_id, resting.keys(), until=max(resting.values()))
    return {person: min(end, starts.get(person, end)) for person, end in resting.items()}


def _quiet_now(tx: Transaction, event: Event, people: Collection[UUID]) -> dict[UUID, datetime]:
    """Return the people who have quiet hours now, no longer than the policy allows, and when those end."""
    said = tx.get(Preferences).of(event.site_id, people)
    hours = {person: each.quiet_hours for person, each in said.items() if each.quiet_hours}
    if not hours:
        return {}
    zone, most = ZoneInfo(tx.get(Sites).get(event.site_id).timezone), _quiet_at_most(tx, event)
    ends = {person: each.end(tx.now, zone) for person, each in hours.items() if each.length <= most}
    return {person: end for person, end in ends.items() if end}


def _quiet_at_most(tx: Transaction, event: Event) -> timedelta:
    """How long the policy where its alerts are lets quiet hours be at its tier; what has none is as blue."""
    tier = _tier_of(tx, event) or Tier.BLUE
    sources = tx.get(Sensors).get(tx.get(Alerts).peek(each).sensor_id for each in event.refs_of("alert"))
    areas: Sequence[UUID | None] = list({each.area_id for each in sources.values()}) or [None]
    return min(_policy_of(tx, event.site_id, area, tier) for area in areas)


def _policy_of(tx: Transaction, site_id: UUID, area_id: UUID | None, tier: Tier) -> timedelta:
    return policies.in_force(tx, site_id, lambda: area_id).of(tier).quiet_at_most


def _tier_of(tx: Transaction, event: Event) -> Tier | None:
    """Of an alert its tier; else the worst of its own and of the alerts and cases that it is about, as long
    as these are not over.
    """
    if event.kind.pace.is_alert:
        return event.tier
    alerts = [tx.get(Alerts).peek(each) for each in event.refs_of("alert")]
    cases = [tx.get(Cases).peek(each) for each in event.refs_of("case")]
    found = [each.rank for each in alerts if each.state is not AlertState.NORMAL]
    found += [each.tier for each in cases if each.state is not CaseState.ARCHIVED]
    return max([*found, *([event.tier] if event.tier else [])], default=None)
