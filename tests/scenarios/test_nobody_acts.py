"""What happens when nobody does anything: exact people, exact minutes, and no other message."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from backend.alerts import commands as alerts
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.suppression import commands as suppression
from backend.cases import deadline_commands as deadlines
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import Extension, ExtensionKind
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.deadlines.rules import DeadlineStep
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from tests.scenarios.story import ORANGE, RED, YELLOW, Story
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, over

UNSEEN, DUE_SOON, LATE = "红色预警无人响应", "即将到期", "已超时"


class Watched(Story):
    """The same plant with the product's own sweep running."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.begun_at = clock.now

    def at(self, since: datetime | None = None, **after: float) -> None:
        """Let the time after the beginning be this much, the sweep running once there."""
        self.clock.now = (since or self.begun_at) + timedelta(**after)
        deadline_sweep.sweep(self.database, RESPONSIBILITIES)

    def quiet_until(self, *, every: timedelta, since: datetime | None = None, **after: float) -> None:
        """The sweep runs and nobody hears anything, until just before then."""
        end = (since or self.begun_at) + timedelta(**after)
        while self.clock.now + every < end:
            self.clock.advance(every)
            deadline_sweep.sweep(self.database, RESPONSIBILITIES)
            self.phones.notified()

    def is_red(self) -> None:
        self.measures(61.5)
        self.phones.notified(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Watched:
    return Watched(database, clock)


def test_nobody_acknowledges_a_red_alert(story: Watched) -> None:
    phones, second = story.phones, timedelta(seconds=1)
    story.is_red()

    story.quiet_until(seconds=60, every=second)
    story.at(seconds=60)
    phones.notified(bob=UNSEEN, erik=UNSEEN)
    story.quiet_until(seconds=90, every=second)
    story.at(seconds=90)
    phones.notified(erik=UNSEEN, alice=UNSEEN, dora=UNSEEN)
    story.quiet_until(seconds=120, every=second)
    story.at(seconds=120)
    phones.notified(alice=UNSEEN, dora=UNSEEN, fay=UNSEEN)
    story.quiet_until(hours=30, every=timedelta(minutes=10))


def test_an_area_with_times_of_its_own_calls_sooner(story: Watched) -> None:
    red = replace(POLICY[Tier.RED], acknowledge_within=timedelta(seconds=30))
    story.database.transact(
        lambda tx: policies.change_tier_policy(
            tx,
            story.plants.north,
            {**POLICY, Tier.RED: red},
            based_on=0,
            reason="毒气区",
            by=story.plants.alice,
            area_id=story.plants.area,
        )
    )
    story.is_red()

    story.quiet_until(seconds=30, every=timedelta(seconds=1))
    story.at(seconds=30)
    story.phones.notified(bob=UNSEEN, erik=UNSEEN)
    story.at(seconds=45)
    story.phones.notified(erik=UNSEEN, alice=UNSEEN, dora=UNSEEN)


def test_who_acknowledges_stops_the_ladder_at_once(story: Watched) -> None:
    story.is_red()
    story.at(seconds=60)
    story.phones.notified(bob=UNSEEN, erik=UNSEEN)

    story.at(seconds=89)
    story.acknowledges(story.plants.bob)

    story.quiet_until(minutes=15, every=timedelta(seconds=10))


def test_an_acknowledged_alert_that_gets_worse_asks_again(story: Watched) -> None:
    story.measures(12.0)
    story.phones.notified(bob=YELLOW, erik=YELLOW)
    story.acknowledges(story.plants.bob)
    story.waits(minutes=10)
    worse_at = story.clock.now
    story.is_red()

    story.quiet_until(since=worse_at, seconds=60, every=timedelta(seconds=1))
    story.at(since=worse_at, seconds=60)
    story.phones.notified(bob=UNSEEN, erik=UNSEEN)
    story.acknowledges(story.plants.erik)
    story.quiet_until(since=worse_at, minutes=15, every=timedelta(seconds=10))
    story.at(since=worse_at, minutes=15)
    story.phones.notified(bob=DUE_SOON)


def test_a_send_that_fails_does_not_stop_the_ladder_and_one_that_succeeds_does_not_either(
    story: Watched,
) -> None:
    story.is_red()
    for seconds, notified in ((60, {"bob", "erik"}), (90, {"alice", "dora", "erik"})):
        story.at(seconds=seconds)
        story.phones.work()
        assert set(story.phones.received) == notified
        story.phones.received.clear()


def test_a_yellow_alert_climbs_more_slowly_and_reminds_on_the_way(story: Watched) -> None:
    story.measures(12.0)
    story.phones.notified(bob=YELLOW, erik=YELLOW)

    for minutes, notified in (
        (15, {"bob": DUE_SOON}),
        (24, {"bob": DUE_SOON}),
        (30, {"bob": "黄色预警无人响应", "erik": "黄色预警无人响应"}),
        (60, dict.fromkeys(("alice", "dora", "erik"), "黄色预警无人响应")),
    ):
        story.quiet_until(minutes=minutes, every=timedelta(seconds=30))
        story.at(minutes=minutes)
        story.phones.notified(**notified)
    story.quiet_until(hours=30, every=timedelta(minutes=10))


def test_a_blue_alert_without_a_case_reaches_the_lead_after_twice_its_time(story: Watched) -> None:
    change = over(story.plants, Tier.BLUE)
    story.database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    story.phones.notified()

    story.quiet_until(hours=16, every=timedelta(minutes=10))
    story.at(hours=16)

    notified = "蓝色预警无人响应"
    story.phones.notified(bob=notified, erik=notified)
    story.quiet_until(hours=24, every=timedelta(minutes=10))


def test_a_disposal_is_reminded_of_and_then_its_superiors_hear_of_it(story: Watched) -> None:
    story.is_red()
    story.at(seconds=30)
    story.acknowledges(story.plants.bob)

    for minutes, notified in (
        (15, {"bob": DUE_SOON}),
        (24, {"bob": DUE_SOON}),
        (30, {"bob": LATE, "erik": LATE}),
        (45, dict.fromkeys(("alice", "dora", "erik"), LATE)),
        (60, dict.fromkeys(("alice", "dora", "fay"), LATE)),
    ):
        story.quiet_until(minutes=minutes, every=timedelta(seconds=30))
        story.at(minutes=minutes)
        story.phones.notified(**notified)
    story.quiet_until(hours=30, every=timedelta(minutes=10))


def test_a_recheck_that_nobody_makes_reaches_the_executive(story: Watched) -> None:
    story.is_red()
    story.at(seconds=30)
    story.acknowledges(story.plants.bob)
    story.at(minutes=10)
    story.disposes(story.plants.bob, "关闭阀门")
    story.phones.notified(alice="等待复查", dora="等待复查")
    submitted = story.clock.now

    officers, all_three = ("alice", "dora"), ("alice", "dora", "fay")
    for hours, people, title in (
        (12, officers, DUE_SOON),
        (19.2, officers, DUE_SOON),
        (24, all_three, LATE),
        (36, all_three, LATE),
        (48, all_three, LATE),
    ):
        story.quiet_until(since=submitted, hours=hours, every=timedelta(minutes=10))
        story.at(since=submitted, hours=hours)
        story.phones.notified(**dict.fromkeys(people, title))
    story.quiet_until(since=submitted, hours=90, every=timedelta(minutes=30))


def test_an_approved_extension_moves_the_reminders_with_the_deadline(story: Watched) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.at(minutes=15)
    story.phones.notified(bob=DUE_SOON)
    case_id, later = story.case_id, story.begun_at + timedelta(minutes=60)
    story.database.transact(lambda tx: deadlines.move(tx, case_id, DeadlineStep.DISPOSE, due_at=later))

    for minutes, notified in (
        (30, {"bob": DUE_SOON}),
        (48, {"bob": DUE_SOON}),
        (60, {"bob": LATE, "erik": LATE}),
    ):
        story.quiet_until(minutes=minutes, every=timedelta(seconds=30))
        story.at(minutes=minutes)
        story.phones.notified(**notified)


def waits_for_parts(story: Watched, minutes: int) -> Extension:
    """An orange case that bob has taken on; ten minutes later its deadline is paused for so long."""
    story.measures(30.0)
    story.phones.notified(**dict.fromkeys(("alice", "bob", "dora", "erik"), ORANGE))
    story.acknowledges(story.plants.bob)
    story.at(minutes=10)
    case_id, plants = story.case_id, story.plants
    asked = story.database.transact(
        lambda tx: extensions.request(
            tx,
            uuid4(),
            case_id,
            kind=ExtensionKind.PAUSE,
            minutes=minutes,
            reason="等备件",
            by=plants.bob,
        )
    )
    story.phones.notified(**dict.fromkeys(("alice", "dora", "erik"), "请批准延期或停钟"))
    granted = story.database.transact(
        lambda tx: extensions.decide(tx, asked.extension_id, is_approved=True, note="", by=plants.erik)
    )
    story.phones.notified(bob="延期或停钟已批准")
    return granted


def test_while_a_deadline_is_paused_nobody_is_followed_up_and_it_resumes_by_itself(story: Watched) -> None:
    waits_for_parts(story, 400)  # of the four hours for the disposal ten minutes are gone

    for minutes, notified in ((520, {"bob": DUE_SOON}), (592, {"bob": DUE_SOON})):
        story.quiet_until(minutes=minutes, every=timedelta(minutes=5))
        story.at(minutes=minutes)
        story.phones.notified(**notified)
    story.quiet_until(minutes=640, every=timedelta(minutes=5))
    story.at(minutes=640)
    story.phones.notified(bob=LATE, erik=LATE)


def test_a_clock_that_is_started_again_early_runs_on_with_the_rest(story: Watched) -> None:
    paused = waits_for_parts(story, 400)
    story.quiet_until(minutes=70, every=timedelta(minutes=5))
    story.at(minutes=70)
    bob = story.plants.bob
    story.database.transact(lambda tx: extensions.resume(tx, paused.extension_id, by=bob))

    story.quiet_until(minutes=180, every=timedelta(minutes=5))
    story.at(minutes=180)
    story.phones.notified(bob=DUE_SOON)


def test_after_a_day_of_downtime_everybody_on_the_ladder_hears_once(story: Watched) -> None:
    story.is_red()

    story.at(hours=24)

    story.phones.notified(**dict.fromkeys(("alice", "bob", "dora", "erik", "fay"), UNSEEN))
    story.quiet_until(hours=26, every=timedelta(minutes=5))


def test_after_a_day_of_downtime_many_late_cases_are_one_message_each(story: Watched) -> None:
    sensors = more_sensors(story.database, [f"GAS-{n}" for n in range(2, 9)])
    changes = [over(story.plants, Tier.ORANGE, sensor_id=sensor) for sensor in sensors.values()]
    for change in changes:
        story.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
        story.clock.advance(timedelta(minutes=6))  # not of one cause
    _acknowledge_all(story)
    story.phones.work()
    story.phones.received.clear()

    story.at(hours=24)

    story.phones.notified(**dict.fromkeys(("alice", "bob", "dora", "erik", "fay"), "7 项待办催办"))
    story.quiet_until(hours=26, every=timedelta(minutes=5))


def test_two_workers_at_once_chase_nobody_twice(story: Watched) -> None:
    story.is_red()
    story.clock.advance(timedelta(seconds=60))
    barrier, fired = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        fired.append(deadline_sweep.sweep(story.database, RESPONSIBILITIES))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(fired) == 1
    story.phones.notified(bob=UNSEEN, erik=UNSEEN)


def test_a_worker_that_dies_between_the_mark_and_the_message_leaves_it_to_the_next(story: Watched) -> None:
    story.is_red()
    story.clock.advance(timedelta(seconds=60))

    def die(tx: Transaction) -> None:
        assert deadline_sweep.fire_next(tx, responsibilities=RESPONSIBILITIES)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        story.database.transact(die)
    story.phones.notified()
    deadline_sweep.sweep(story.database, RESPONSIBILITIES)
    deadline_sweep.sweep(story.database, RESPONSIBILITIES)

    story.phones.notified(bob=UNSEEN, erik=UNSEEN)


def test_a_policy_that_changes_in_the_middle_moves_no_open_case(story: Watched) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    _give_red_less_time(story)

    story.at(minutes=30)
    story.phones.notified(bob=LATE, erik=LATE)

    other = more_sensors(story.database, ["GAS-2"])["north/GAS-2"]
    story.database.transact(
        lambda tx: alerts.apply_changes(tx, [over(story.plants, Tier.RED, sensor_id=other)])
    )
    key = over(story.plants, None, sensor_id=other).key
    case_id = story.database.transact(lambda tx: tx.get(LatestAlerts).cases([key[0]]).get(key))
    assert case_id is not None
    fresh = story.database.transact(lambda tx: tx.get(Cases).get(case_id))
    assert fresh.dispose_due_at == story.clock.now + timedelta(minutes=20)


def test_a_shelved_alert_chases_nobody_until_it_comes_back(story: Watched) -> None:
    story.measures(30.0)
    story.phones.notified(**dict.fromkeys(("alice", "bob", "dora", "erik"), ORANGE))
    alert_id = story.alerts()[0].alert.alert_id
    story.database.transact(
        lambda tx: suppression.shelve_alert(
            tx,
            alert_id,
            until=story.begun_at + timedelta(hours=2),
            reason="校准中",
            confirms_red=False,
            by=story.plants.alice,
        )
    )

    story.quiet_until(hours=2, every=timedelta(minutes=1))


def _acknowledge_all(story: Watched) -> None:
    found = [view.alert.alert_id for view in story.alerts()]
    for alert_id in found:
        story.database.transact(
            lambda tx, alert_id=alert_id: alerts.acknowledge_alert(tx, alert_id, by=story.plants.bob)
        )


def _give_red_less_time(story: Watched) -> None:
    def command(tx: Transaction) -> None:
        before = policies.in_force(tx, story.plants.north)
        red = replace(before.of(Tier.RED), dispose_within=timedelta(minutes=20))
        tiers = {**before.tiers, Tier.RED: red}
        policies.change_tier_policy(
            tx, story.plants.north, tiers, based_on=before.version, reason="夜班", by=story.plants.alice
        )

    story.database.transact(command)
