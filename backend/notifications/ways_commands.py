"""By which ways an event reaches its people, when each of them leaves, and whether it still has to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.alerts.grouping.store import AlertGroups
from backend.alerts.reminders import commands as reminders
from backend.alerts.responses.commands import answers_to
from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event, Pace, refs
from backend.core.vocabulary import Tier
from backend.deadlines.store import Deadlines
from backend.notifications.addresses.store import AddressCodes
from backend.notifications.administrators_commands import announce_to_administrators
from backend.notifications.called_commands import alert_of
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import (
    CODES_BY,
    KINDS,
    Means,
    SiteChannel,
    Way,
    is_nearly_spent,
    is_spent,
    month_of,
)
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import (
    ADDRESS_CODE_SENT,
    CHANNEL_NEARLY_SPENT,
    CHANNEL_TESTED,
    MESSAGES_EXPIRED,
    OUTLET_TESTED,
)
from backend.notifications.messages_commands import CALLS, tier_of
from backend.notifications.outlets.store import Outlets
from backend.notifications.preferences.rules import timed
from backend.notifications.preferences.store import Preferences
from backend.notifications.quiet_commands import may_wait
from backend.notifications.rules import ONE_BY_A_CHANNEL_WITHIN, Delivery, ToSomebody
from backend.notifications.ways_store import WaysTaken
from backend.policies import commands as policies
from backend.policies.rules import Channel
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from push.endpoint import WEB_PUSH
from push.outcome import Outcome, Verdict

WRITTEN: Final = [kind for channel, kinds in KINDS.items() if channel is not Channel.VOICE for kind in kinds]
"""Kinds of channels by which somebody reads a message, in the order in which a person is tried."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Ways to the people of an event. `is_pressing`: whom no way reaches is written down; `may_wait`: for the
    end of somebody's quiet hours.
    """

    ways: list[Way]
    is_pressing: bool = False
    may_wait: bool = False


def ways_to(tx: Transaction, event: Event, people: Collection[UUID]) -> Planned:
    """Return the ways to people: what is not urgent goes to browsers only; the number of messages that
    somebody missed, to their first address of any kind that one reads; an alert, and who is called because
    nobody acted, by all channels of its tier, one after the other: in the order that a person prefers where
    it is not red.
    """
    if event.kind is CHANNEL_TESTED:
        return Planned(_of_test(tx, event, people))
    if event.kind is ADDRESS_CODE_SENT:
        return Planned(_of_code(tx, event, people))
    if event.kind is MESSAGES_EXPIRED:
        found = tx.get(SiteChannels).ways(event.site_id, people, WRITTEN)
        return Planned([way for way in found if way.step == 0])
    means, waits = _means(tx, event), may_wait(tx, event)
    kinds = means.kinds() if means else [WEB_PUSH]
    ways = tx.get(SiteChannels).ways(event.site_id, people, kinds, is_alarm=not waits)
    if means is None:
        return Planned(ways, may_wait=waits)
    said = {} if event.tier is Tier.RED else tx.get(Preferences).of(event.site_id, people)
    orders = {person_id: each.channels for person_id, each in said.items()}
    return Planned(timed(ways, means, orders), is_pressing=True, may_wait=waits)


def ways_to_outlets(tx: Transaction, event: Event) -> list[Way]:
    """Groups and systems that an alert concerns, at once and again when nobody acted; a test, the one that is
    tested.
    """
    if event.kind is OUTLET_TESTED:
        tested = event.ref("outlet")
        found = [each for each in tx.get(Outlets).of_site(event.site_id) if each.outlet_id == tested]
    elif event.tier is not None and (event.kind.pace.is_alert or event.kind in CALLS):
        present, areas = tx.get(Outlets).of_site(event.site_id), set[UUID]()
        if any(each.area_id for each in present):
            areas = {area for place in _places(tx, event) for area in tx.get(Sites).around(place)}
        found = [each for each in present if each.concerns(event.tier, areas)]
    else:
        return []
    kinds = (
        {each.channel_id: each.kind for each in tx.get(SiteChannels).of_site(event.site_id)} if found else {}
    )
    return [
        Way(None, kinds[each.channel_id], str(each.outlet_id), channel_id=each.channel_id) for each in found
    ]


def _places(tx: Transaction, event: Event) -> set[UUID | None]:
    """Areas of the sources that an alert is about, or of its case."""
    alerts = [tx.get(Alerts).peek(alert_id) for alert_id in event.refs_of("alert")]
    sources = tx.get(Sensors).get(each.sensor_id for each in alerts)
    cases = [tx.get(Cases).peek(case_id) for case_id in event.refs_of("case")]
    places: set[UUID | None] = {each.area_id for each in sources.values()}
    return places.union(each.area_id for each in cases)


def is_needed(tx: Transaction, delivery: ToSomebody) -> bool:
    """Whether a later way to somebody still has to be taken: nobody has the alert, or this person has to
    confirm it all the same, and they were not shown it and have not answered. The first way always is.
    """
    person_id = delivery.person_id
    if person_id is None or delivery.step == 0:
        return True
    return is_open(tx, delivery, person_id) and not tx.get(WaysTaken).was_shown(delivery)


def is_too_soon(tx: Transaction, delivery: Delivery) -> bool:
    """Whether this later way would call or write to somebody about an alert by the channel that has just done
    so: several events about it, each with ways of its own, come together while nobody acts.
    """
    alert_id = alert_of(tx, delivery)
    if delivery.step == 0 or alert_id is None:
        return False
    about = {alert_id, *delivery.refs_of("case")} if delivery.event_kind in CALLS else {alert_id}
    return tx.get(WaysTaken).follows_closely(delivery, about, since=tx.now - ONE_BY_A_CHANNEL_WITHIN)


def is_open(tx: Transaction, delivery: ToSomebody, person_id: UUID) -> bool:
    """Whether what a message is about still waits for this person, shown or not."""
    alerts = [tx.get(Alerts).peek(alert_id) for alert_id in delivery.refs_of("alert")]
    kind = delivery.event_kind
    if kind in reminders.KIND_OF:
        return any(reminders.still_asks(tx, kind, each.alert_id, person_id) for each in alerts)
    if any(tx.get(Deadlines).is_over(each) for each in delivery.refs_of("deadline")):
        return False
    if any(each.is_active and person_id in reminders.who_must_confirm(tx, each) for each in alerts):
        return True
    groups = delivery.refs_of("alert_group")
    if any(tx.get(AlertGroups).is_active(each) for each in groups):
        return not any(person_id in answers_to(tx, each) for each in alerts)
    if alerts and all(each.is_acknowledged or not each.is_active for each in alerts):
        return False
    return not any(person_id in answers_to(tx, each) for each in alerts)


def spent_cap(tx: Transaction, delivery: Delivery) -> int | None:
    """The monthly cap of its channel where that is spent, and the alert is not red; else None."""
    channel = tx.get(SiteChannels).get(delivery.channel_id) if delivery.channel_id else None
    if channel is None or channel.monthly_cap is None:
        return None
    sent = tx.get(SiteChannels).sent_since(channel.channel_id, month_of(tx.now))
    return channel.monthly_cap if is_spent(channel, sent=sent, tier=tier_of(tx, delivery)) else None


def follow_channel(tx: Transaction, delivery: Delivery, outcome: Outcome) -> None:
    """Keep what became of a test; warn administrators once a month when the cap comes near."""
    channel = tx.get(SiteChannels).get(delivery.channel_id) if delivery.channel_id else None
    if channel is None:
        return
    if delivery.event_kind is CHANNEL_TESTED:
        said = None if outcome.verdict is Verdict.ACCEPTED else outcome.reason
        channels.follow_test(tx, channel.channel_id, said)
    may_prove = delivery.route.before is not None or delivery.event_kind in (CHANNEL_TESTED, OUTLET_TESTED)
    if outcome.verdict is Verdict.ACCEPTED and may_prove:
        channels.follow_change(tx, channel, delivery.route.key, refused=outcome.fell_back)
    _warn_of_cap(tx, channel)


def _warn_of_cap(tx: Transaction, channel: SiteChannel) -> None:
    """Warn administrators once a month that the cap comes near, however it was crossed: also by a lower cap,
    and by messages that two workers sent at once.
    """
    month = month_of(tx.now)
    if channel.monthly_cap is None:
        return
    sent = tx.get(SiteChannels).sent_since(channel.channel_id, month)
    if not is_nearly_spent(channel.monthly_cap, sent=sent):
        return
    if tx.get(SiteChannels).was_warned(channel.channel_id, since=month):
        return  # the rest of the month: no message waits for another's lock
    tx.get(SiteChannels).get(channel.channel_id, lock=True)
    if tx.get(SiteChannels).was_warned(channel.channel_id, since=month):
        return
    about = refs(site_channel=channel.channel_id)
    note = f"{channel.kind}: {sent} / {channel.monthly_cap}"
    announce_to_administrators(tx, CHANNEL_NEARLY_SPENT, channel.site_id, about, note)


def _means(tx: Transaction, event: Event) -> Means | None:
    """How the policy where the first source is reaches people at this tier; None for what is not urgent."""
    pace = event.kind.pace
    if event.tier is None or not (pace.is_alert or pace is Pace.PRESSING):
        return None
    alert_id = event.ref("alert")

    def area() -> UUID | None:
        return tx.get(Sensors).one(tx.get(Alerts).peek(alert_id).sensor_id).area_id if alert_id else None

    policy = policies.in_force(tx, event.site_id, area).of(event.tier)
    # Who is next because nobody acted is always called aloud, also where the tier itself is quiet.
    aloud = {Channel.WEB_PUSH} if pace is Pace.PRESSING else frozenset()
    return Means(policy.channels | aloud, policy.second_channel_after, policy.each_channel_after)


def _of_test(tx: Transaction, event: Event, people: Collection[UUID]) -> list[Way]:
    channel_id = event.ref("site_channel")
    channel = tx.get(SiteChannels).get(channel_id) if channel_id else None
    if channel is None:
        return []
    return tx.get(SiteChannels).ways(event.site_id, people, [channel.kind], is_verified=False)


def _of_code(tx: Transaction, event: Event, people: Collection[UUID]) -> list[Way]:
    """By the first channel that reaches such an address; where to stands with the code."""
    code_id = event.ref("address_code")
    kind = tx.get(AddressCodes).kind_of(code_id) if code_id else None
    if kind is None:
        return []
    used = {
        each.kind: each for each in tx.get(SiteChannels).of_site(event.site_id) if each.is_used_for_people
    }
    channel = next((used[each] for each in CODES_BY[kind] if each in used), None)
    if channel is None:
        return []
    return [Way(person_id, channel.kind, str(code_id), channel_id=channel.channel_id) for person_id in people]
