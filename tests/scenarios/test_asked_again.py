"""What follows an acknowledgement: exact people, exact minutes, and no other message."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts.reminders import commands as reminders
from backend.alerts.responses import commands as responses
from backend.alerts.responses import queries as answers
from backend.alerts.responses.rules import Answer
from backend.alerts.suppression import commands as suppression
from backend.core.database import Database, Transaction
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies.rules import POLICY, TierPolicy
from backend.risks.revisions.rules import SourceBinding
from backend.risks.rules import Owner
from tests.scenarios.story import ORANGE, RED, YELLOW, Story
from tests.support.alerts import history
from tests.support.fakes import FakeClock
from tests.support.risks import Register, content

pytestmark = pytest.mark.both_databases("reminders are due rows, locked ones are skipped")
AGAIN, CONFIRM = "预警已响应，还没有下一步", "预警等你响应"


class Asked(Story):
    """The same plant with the sweep of these reminders running, and no other."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.begun_at = clock.now

    def begins(self) -> None:
        self.begun_at = self.clock.now

    def at(self, **after: float) -> None:
        self.clock.now = self.begun_at + timedelta(**after)
        reminders.sweep(self.database)

    def quiet_until(self, *, every: timedelta = timedelta(minutes=1), **after: float) -> None:
        """The sweep runs and nobody hears anything, until just before then."""
        end = self.begun_at + timedelta(**after)
        while self.clock.now + every < end:
            self.clock.advance(every)
            reminders.sweep(self.database)
            self.phones.notified()

    def is_red(self) -> None:
        self.measures(61.5)
        self.phones.notified(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)

    def policy(self, tier: Tier, **changed: object) -> None:
        tiers: dict[Tier, TierPolicy] = {**POLICY, tier: replace(POLICY[tier], **changed)}  # type: ignore[arg-type]
        self.database.transact(
            lambda tx: policies.change_tier_policy(
                tx, self.plants.north, tiers, based_on=1, reason="演练结果", by=self.plants.alice
            )
        )

    @property
    def alert_id(self) -> UUID:
        return self.alerts()[0].alert.alert_id

    def answers(self, by: Viewer, answer: Answer = Answer.ON_THE_WAY) -> None:
        alert_id = self.alert_id
        self.database.transact(lambda tx: responses.answer_alert(tx, alert_id, answer, by=by))

    def confirmed(self) -> dict[str, bool]:
        """Who has to confirm it, and whether they have."""
        alert_id = self.alert_id
        found = self.database.read(lambda s: answers.responses(s, self.plants.alice, [alert_id]))
        return {
            each.person.person.name.en: not each.response.has_yet_to_confirm
            for each in found.get(alert_id, [])
            if each.response.has_to_confirm
        }


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Asked:
    return Asked(database, clock)


def test_a_red_alert_without_a_next_step_rings_three_times_and_no_more(story: Asked) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.begins()

    story.quiet_until(minutes=10)
    story.at(minutes=10)
    story.phones.notified(bob=AGAIN)
    story.quiet_until(minutes=20)
    story.at(minutes=20)
    story.phones.notified(bob=AGAIN, erik=AGAIN)
    story.quiet_until(minutes=30)
    story.at(minutes=30)
    story.phones.notified(bob=AGAIN, erik=AGAIN, alice=AGAIN, dora=AGAIN)
    story.quiet_until(hours=30, every=timedelta(minutes=10))


def test_an_orange_one_gives_an_hour(story: Asked) -> None:
    story.measures(30.0)
    story.phones.notified(alice=ORANGE, bob=ORANGE, dora=ORANGE, erik=ORANGE)
    story.acknowledges(story.plants.alice)
    story.begins()

    story.quiet_until(minutes=60)
    story.at(minutes=60)
    story.phones.notified(alice=AGAIN)


def comes(story: Asked) -> None:
    story.answers(story.plants.erik)


def is_over(story: Asked) -> None:
    story.waits(seconds=1)
    story.measures(1.0)
    story.waits(seconds=31)
    story.measures(1.0)


def is_shelved(story: Asked) -> None:
    alert_id, alice = story.alert_id, story.plants.alice
    story.database.transact(
        lambda tx: suppression.shelve_alert(
            tx,
            alert_id,
            until=tx.now + timedelta(hours=1),
            reason="正在检修，已派人盯着",
            confirms_red=True,
            by=alice,
        )
    )


def is_disposed_of(story: Asked) -> None:
    story.disposes(story.plants.bob, "关了阀门")


@pytest.mark.parametrize("step", [comes, is_over, is_shelved, is_disposed_of])
def test_a_next_step_ends_it(story: Asked, step: Callable[[Asked], None]) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.begins()
    story.quiet_until(minutes=9)
    step(story)
    story.phones.work()
    story.phones.received.clear()

    story.quiet_until(hours=5, every=timedelta(minutes=2))


def test_who_is_on_the_way_when_it_is_acknowledged_is_the_next_step(story: Asked) -> None:
    story.is_red()
    story.answers(story.plants.bob)
    story.begins()

    story.quiet_until(hours=5, every=timedelta(minutes=2))


def test_who_cannot_come_is_none(story: Asked) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.begins()
    story.answers(story.plants.bob, Answer.CANNOT_COME)
    story.phones.work()
    story.phones.received.clear()

    story.at(minutes=10)
    story.phones.notified(bob=AGAIN)


def test_what_was_acknowledged_sixty_days_ago_pages_nobody(story: Asked) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.begins()

    story.at(days=60)
    story.phones.notified()
    story.quiet_until(days=61, every=timedelta(hours=1))


def test_after_an_hour_of_downtime_it_is_said_once_and_not_for_every_mark(story: Asked) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.begins()

    story.at(minutes=25)
    story.phones.notified(bob=AGAIN, erik=AGAIN)
    story.at(minutes=29)
    story.phones.notified()


def test_one_that_gets_worse_asks_anew_after_its_own_acknowledgement(story: Asked) -> None:
    story.measures(30.0)
    story.phones.notified(alice=ORANGE, bob=ORANGE, dora=ORANGE, erik=ORANGE)
    story.acknowledges(story.plants.bob)
    story.waits(minutes=50)
    story.is_red()
    story.begins()

    story.quiet_until(minutes=30)
    story.acknowledges(story.plants.erik)
    story.begins()
    story.at(minutes=10)
    story.phones.notified(erik=AGAIN)


def test_a_tier_that_wants_none_has_none(story: Asked) -> None:
    story.measures(12.0)
    story.phones.notified(bob=YELLOW, erik=YELLOW)
    story.acknowledges(story.plants.erik)
    story.begins()

    story.quiet_until(hours=9, every=timedelta(minutes=5))


def test_everybody_of_a_role_confirms_for_themselves(story: Asked) -> None:
    story.policy(Tier.RED, confirmed_by=frozenset({Audience.OFFICER, Audience.DEPARTMENT}))
    story.is_red()
    story.begins()
    assert story.confirmed() == {"alice": False, "bob": False, "dora": False, "erik": False}

    story.acknowledges(story.plants.bob)
    assert story.confirmed() == {"alice": False, "bob": True, "dora": False, "erik": False}
    story.answers(story.plants.erik)
    story.quiet_until(minutes=1, every=timedelta(seconds=10))
    story.at(minutes=1)
    story.phones.notified(alice=CONFIRM, dora=CONFIRM)
    story.acknowledges(story.plants.dora)
    assert story.confirmed() == {"alice": False, "bob": True, "dora": True, "erik": True}
    story.quiet_until(minutes=2, every=timedelta(seconds=10))
    story.at(minutes=2)
    story.phones.notified(alice=CONFIRM)
    story.acknowledges(story.plants.alice)

    story.quiet_until(hours=30, every=timedelta(minutes=5))
    kinds = history(story.database, story.plants, story.alert_id)
    assert kinds.count("ACKNOWLEDGED") == 1
    assert kinds.count("CONFIRMED") == 2, "dora and alice; bob was first, and erik said that he comes"


def test_who_answers_for_the_risk_confirms_a_danger_and_not_who_answers_for_its_source(story: Asked) -> None:
    dora = Owner(story.plants.department, None, story.plants.dora.person_id)
    bound = (SourceBinding(story.plants.gas),)
    Register.begun(story.database, story.plants).hold(content(story.plants, owner=dora, bindings=bound))
    story.policy(Tier.RED, confirmed_by=frozenset({Audience.RESPONSIBLE}))
    story.measures(61.5)

    assert story.confirmed() == {"dora": False}


def test_who_never_confirms_is_reminded_five_times(story: Asked) -> None:
    story.policy(Tier.RED, confirmed_by=frozenset({Audience.OFFICER}))
    story.is_red()
    story.acknowledges(story.plants.dora)
    story.answers(story.plants.bob)
    story.begins()

    for minutes in (1, 2, 4, 8, 16):
        story.quiet_until(minutes=minutes, every=timedelta(seconds=20))
        story.at(minutes=minutes)
        story.phones.notified(alice=CONFIRM)
    story.quiet_until(hours=30, every=timedelta(minutes=5))
    assert story.confirmed() == {"alice": False, "dora": True}


def test_what_is_over_needs_no_confirmation(story: Asked) -> None:
    story.policy(Tier.RED, confirmed_by=frozenset({Audience.OFFICER}))
    story.is_red()
    story.begins()
    is_over(story)

    story.quiet_until(hours=3, every=timedelta(minutes=1))


def test_a_sweep_that_dies_leaves_it_for_the_next_one(story: Asked) -> None:
    story.is_red()
    story.acknowledges(story.plants.bob)
    story.waits(minutes=10)

    def dies(tx: Transaction) -> None:
        assert reminders.fire_next(tx)
        raise RuntimeError("the process is gone")

    with pytest.raises(RuntimeError):
        story.database.transact(dies)
    story.phones.notified()
    assert reminders.sweep(story.database) == 1
    story.phones.notified(bob=AGAIN)
    assert reminders.sweep(story.database) == 0
