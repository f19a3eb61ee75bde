"""Who is reached by what and when, with every channel: exact messages, people and times, and no others."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.alerts.reminders import commands as reminders
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.people.directory.rules import AddressKind
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.scenarios.story import ORANGE, RED, Story
from tests.scenarios.test_nobody_acts import UNSEEN
from tests.scenarios.test_on_duty import OnDuty
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, over
from tests.support.reached_plant import Plant

pytestmark = pytest.mark.both_databases("what is due is claimed by who comes first, whatever the database")
CONFIRM, MISSED = "预警等你响应", "有消息没能及时送达"
SOON = timedelta(seconds=10)


@dataclass
class Reached:
    """A story in which everybody has a browser, a telephone and a mailbox, and the site sends to all of them.

    `shown_to`: whose phone shows what is pushed; `desks_show`: whose browser does, but not in their hand.
    `away`: kinds of channels whose provider is down.
    """

    story: Story
    shown_to: frozenset[str] = frozenset()
    desks_show: frozenset[str] = frozenset()
    away: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._plant = Plant(self.story.database, self.story.plants, self.story.clock)
        self._heard: list[tuple[timedelta, str, str, str]] = []
        self._begun_at = self.story.clock.now
        self._names: dict[str, str] = {}
        for kind in ("sms", "voice", "email"):
            self._plant.set_up(kind)
        for place, (name, person) in enumerate(self._people().items()):
            self._has(name, person, AddressKind.PHONE, f"1380000000{place}")
            self._has(name, person, AddressKind.EMAIL, f"{name}@example.com")
            self._plant.has_browser(person, name, is_in_hand=name in self.shown_to)
            self._names[name] = name

    def _people(self) -> dict[str, Viewer]:
        plants = self.story.plants
        named = {name: getattr(plants, name) for name in ("alice", "bob", "dora", "erik")}
        return named | {"fay": self.story.fay}

    def _has(self, name: str, person: Viewer, kind: AddressKind, address: str) -> None:
        self._plant.reaches(person, kind, address)
        self._names[address] = name

    def begins(self) -> None:
        """From here on the times of `heard` are counted."""
        self._begun_at = self.story.clock.now
        self.works()

    def works(self) -> None:
        """Every job that notifies somebody runs once."""
        database = self.story.database
        deadline_sweep.sweep(database, RESPONSIBILITIES)
        reminders.sweep(database)
        database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(database, self._send, SUBJECTS)

    def until(self, *, every: timedelta = SOON, **after: float) -> None:
        """The jobs run at this pace until so long after the beginning."""
        end = self._begun_at + timedelta(**after)
        while self.story.clock.now < end:
            self.story.clock.advance(min(every, end - self.story.clock.now))
            self.works()

    def heard(self) -> list[str]:
        """What left since this was asked last: time, channel, title and to whom, in this order."""
        grouped = defaultdict[tuple[timedelta, str, str], Counter[str]](Counter)
        for at, kind, title, name in self._heard:
            grouped[at, kind, title][name] += 1
        self._heard.clear()
        return [
            f"{at} {kind} {title}: {_names(grouped[at, kind, title])}" for at, kind, title in sorted(grouped)
        ]

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        if route.kind in self.away:
            return Outcome(Verdict.RETRY, "service unavailable")
        name = self._names[endpoint.address.rsplit("/", 1)[-1]]
        at = self.story.clock.now - self._begun_at
        self._heard.append((at, route.kind, message.title, name))
        if route.kind == "webpush" and name in self.shown_to | self.desks_show:
            self._shows(UUID(message.data["delivery"]))
        return Outcome(Verdict.ACCEPTED)

    def _shows(self, delivery_id: UUID) -> None:
        self.story.database.transact(
            lambda tx: deliveries.record_receipt(tx, delivery_id, DeliveryState.SHOWN)
        )


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Story:
    return Story(database, clock)


def test_nobody_acknowledges_a_red(story: Story) -> None:
    """Bob and fay see it on their phones and do nothing; the others are not shown it by any browser."""
    reached = Reached(story, shown_to=frozenset({"bob", "fay"}))
    story.measures(61.5)
    reached.begins()

    reached.until(minutes=6)

    assert reached.heard() == [
        f"0:00:00 webpush {RED}: alice bob dora erik fay",
        f"0:00:30 sms {RED}: alice dora erik",
        f"0:01:00 webpush {UNSEEN}: bob erik",
        f"0:01:30 sms {UNSEEN}: erik",
        f"0:01:30 voice {RED}: alice dora erik",
        f"0:01:30 webpush {UNSEEN}: alice dora erik",
        f"0:02:00 sms {UNSEEN}: alice dora",
        f"0:02:00 webpush {UNSEEN}: alice dora fay",
        f"0:02:30 email {RED}: alice dora erik",
        f"0:02:30 voice {UNSEEN}: erik",
        f"0:03:00 voice {UNSEEN}: alice dora",
        f"0:03:30 email {UNSEEN}: erik",
        f"0:04:00 email {UNSEEN}: alice dora",
    ]
    reached.until(hours=30, every=timedelta(minutes=10))
    assert reached.heard() == []


def test_once_somebody_has_it_nobody_is_called_because_nobody_has(story: Story) -> None:
    reached = Reached(story)
    story.measures(61.5)
    reached.begins()
    reached.until(seconds=70)
    assert reached.heard() == [
        f"0:00:00 webpush {RED}: alice bob dora erik fay",
        f"0:00:30 sms {RED}: alice bob dora erik fay",
        f"0:01:00 webpush {UNSEEN}: bob erik",
    ]

    story.acknowledges(story.plants.erik)

    reached.until(minutes=10)
    assert reached.heard() == []


def test_a_phone_that_no_push_reaches_is_texted_although_the_desk_of_its_person_shows_it(
    story: Story,
) -> None:
    """Android without Google's services: the app is closed on the phone, and open on a desk nobody is at."""
    reached = Reached(
        story, shown_to=frozenset({"alice", "dora", "erik", "fay"}), desks_show=frozenset({"bob"})
    )
    story.measures(61.5)
    reached.begins()

    reached.until(seconds=50)

    assert reached.heard() == [f"0:00:00 webpush {RED}: alice bob dora erik fay", f"0:00:30 sms {RED}: bob"]


def test_shifts_change_while_nobody_has_seen_it(database: Database, clock: FakeClock) -> None:
    """Alice had the alert before she went and is texted; from 20:00 on its ladder calls dora as well."""
    story = OnDuty(database, clock)
    story.plans(day=story.plants.alice, night=story.plants.dora)
    reached = Reached(story)
    story.begins_at(19, 56)
    story.measures(30.0)
    reached.begins()

    reached.until(minutes=11)

    late = "橙色预警无人响应"
    assert reached.heard() == [
        f"0:00:00 webpush {ORANGE}: alice bob erik",
        f"0:02:00 sms {ORANGE}: alice bob erik",
        f"0:05:00 email {ORANGE}: alice bob erik",
        f"0:05:00 webpush {late}: bob erik",
        f"0:07:00 sms {late}: bob erik",
        f"0:07:30 webpush {late}: alice dora erik",
        f"0:09:30 sms {late}: alice dora erik",
        f"0:10:00 email {late}: bob erik",
        f"0:10:00 webpush {late}: alice dora fay",
    ]


def test_every_officer_has_to_confirm_a_red_that_one_of_them_has_acknowledged(story: Story) -> None:
    reached = Reached(story, shown_to=frozenset({"alice"}))
    _officers_confirm_red(story)
    story.measures(61.5)
    reached.begins()
    reached.until(seconds=20)
    story.acknowledges(story.plants.alice)
    reached.until(minutes=2, seconds=10)
    assert reached.heard() == [
        f"0:00:00 webpush {RED}: alice bob dora erik fay",
        f"0:00:30 sms {RED}: dora",
        f"0:01:00 webpush {CONFIRM}: dora",
        f"0:01:30 sms {CONFIRM}: dora",
        f"0:01:30 voice {RED}: dora",
        f"0:02:00 webpush {CONFIRM}: dora",
    ]

    story.acknowledges(story.plants.dora)

    reached.until(minutes=9)
    assert reached.heard() == []


@pytest.mark.nightly
def test_a_provider_that_is_away_for_an_hour(story: Story) -> None:
    """What it could not send in time is counted in a message by what still works, and is not sent later."""
    reached = Reached(story, away={"sms", "voice"})
    story.measures(61.5)
    reached.begins()
    reached.until(minutes=6)
    reached.until(minutes=59, every=timedelta(minutes=1))
    assert [each for each in reached.heard() if "webpush" not in each] == [
        f"0:02:30 email {RED}: alice bob dora erik fay",
        f"0:03:30 email {UNSEEN}: bob erik",
        f"0:04:00 email {UNSEEN}: alice dora",
        f"0:04:30 email {UNSEEN}: fay",
    ]

    reached.away.clear()
    reached.until(hours=2, every=timedelta(minutes=1))

    assert reached.heard() == [
        f"1:00:00 webpush {MISSED}: alice bob dora erik fay",
        f"1:10:00 webpush {MISSED}: alice dora erik",
    ]


def test_a_flood_is_texted_to_a_phone_that_no_push_reaches_and_to_no_other(story: Story) -> None:
    """What is beyond ten leaves as one message by every way: bob's desk shows it, and he is not there."""
    sensors = more_sensors(story.database, [f"T-{n}" for n in range(1, 15)], is_apart=True).values()
    reached = Reached(story, shown_to=frozenset({"alice", "dora", "erik"}), desks_show=frozenset({"bob"}))
    changes = [over(story.plants, Tier.ORANGE, sensor_id=each) for each in sensors]
    story.database.transact(lambda tx: alerts.apply_changes(tx, changes))
    reached.begins()

    reached.until(minutes=4, seconds=50)

    assert reached.heard() == [
        f"0:00:00 webpush {ORANGE}: 10×alice 10×bob 10×dora 10×erik",
        f"0:02:00 sms {ORANGE}: 10×bob",
        "0:02:00 webpush 又有 4 条预警: alice bob dora erik",
        "0:04:00 sms 又有 4 条预警: bob",
    ]


@pytest.mark.nightly
def test_a_flood_of_two_hundred_and_a_red_in_the_middle_of_it(story: Story) -> None:
    """All of one machine: their message grows and says the worst of it, the red one comes at once besides."""
    sensors = list(more_sensors(story.database, [f"GAS-{n}" for n in range(2, 202)]).values())
    reached = Reached(story)
    reached.begins()
    for first in range(0, 200, 20):
        changes = [over(story.plants, Tier.ORANGE, sensor_id=each) for each in sensors[first : first + 20]]
        story.database.transact(lambda tx, changes=changes: alerts.apply_changes(tx, changes))
        reached.works()
        story.clock.advance(timedelta(seconds=15))
    story.measures(61.5)
    reached.until(minutes=10)

    assert reached.heard() == [
        f"0:00:00 webpush {ORANGE}: alice bob dora erik",
        f"0:02:00 sms {ORANGE}: alice bob dora erik",
        f"0:02:00 webpush {ORANGE}: alice bob dora erik",
        f"0:02:40 webpush {RED}: alice bob dora erik fay",
        f"0:03:10 sms {RED}: alice bob dora erik fay",
        f"0:03:30 webpush {UNSEEN}: bob erik",
        f"0:04:00 webpush {RED}: alice bob dora erik",
        f"0:04:00 webpush {UNSEEN}: alice dora erik",
        f"0:04:10 voice {RED}: alice bob dora erik fay",
        f"0:04:30 sms {UNSEEN}: alice dora erik",
        f"0:04:30 webpush {UNSEEN}: alice dora fay",
        f"0:05:00 email {ORANGE}: alice bob dora erik",
        f"0:05:00 sms {UNSEEN}: fay",
        f"0:05:10 email {RED}: alice bob dora erik fay",
        f"0:05:30 voice {UNSEEN}: alice dora erik",
        f"0:06:00 sms {RED}: alice bob dora erik",
        f"0:06:00 voice {UNSEEN}: fay",
        f"0:06:30 email {UNSEEN}: alice dora erik",
        f"0:07:00 email {RED}: alice bob dora erik",
        f"0:07:00 email {UNSEEN}: fay",
        f"0:09:00 email {RED}: alice bob dora erik",
    ]


def test_what_was_acknowledged_and_disposed_of_sixty_days_ago_calls_nobody(story: Story) -> None:
    """The alert is still active: its case waits for a recheck, whose ladder has come to its end."""
    reached = Reached(story)
    story.measures(30.0)
    reached.begins()
    story.acknowledges(story.plants.bob)
    reached.until(minutes=5)
    story.disposes(story.plants.bob, "关阀，等备件")
    reached.works()
    reached.until(days=5, every=timedelta(minutes=30))
    assert reached.heard() == [
        f"0:00:00 webpush {ORANGE}: alice bob dora erik",
        "0:05:00 webpush 等待复查: alice dora",
        "1 day, 0:05:00 webpush 即将到期: alice dora",
        "1 day, 14:35:00 webpush 即将到期: alice dora",
        "2 days, 0:05:00 webpush 已超时: alice dora fay",
        "3 days, 0:05:00 webpush 已超时: alice dora fay",
        "4 days, 0:05:00 webpush 已超时: alice dora fay",
    ]

    reached.until(days=60, every=timedelta(hours=8))

    assert reached.heard() == []


def _names(counted: Counter[str]) -> str:
    return " ".join(name if count == 1 else f"{count}×{name}" for name, count in sorted(counted.items()))


def _officers_confirm_red(story: Story) -> None:
    tiers = {**POLICY, Tier.RED: replace(POLICY[Tier.RED], confirmed_by=frozenset({Audience.OFFICER}))}
    plants = story.plants
    story.database.transact(
        lambda tx: policies.change_tier_policy(
            tx, plants.north, tiers, based_on=1, reason="演练结果", by=plants.alice
        )
    )
