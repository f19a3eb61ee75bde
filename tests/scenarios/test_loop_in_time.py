"""The main job on a clock that a test moves: who is told when, and what has to wait for how long."""

import pytest

from backend.cases.rules import CaseState
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode
from tests.scenarios.story import ORANGE, RED, YELLOW, Story, refusal
from tests.support.fakes import FakeClock


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Story:
    return Story(database, clock)


def test_each_tier_notifies_its_people_and_nobody_else(story: Story) -> None:
    phones = story.phones
    story.measures(3.0)
    phones.notified()

    story.waits(seconds=1)
    story.measures(12.0)
    phones.notified(bob=YELLOW, erik=YELLOW)
    story.waits(seconds=1)
    story.measures(30.0)
    phones.notified(alice=ORANGE, bob=ORANGE, dora=ORANGE, erik=ORANGE)
    story.waits(seconds=1)
    story.measures(61.5)
    phones.notified(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)

    story.waits(seconds=1)
    story.measures(30.0)
    phones.notified()


def test_from_a_reading_to_an_archive_with_every_wait_in_it(story: Story) -> None:
    alice, bob, dora, erik = story.plants.alice, story.plants.bob, story.plants.dora, story.plants.erik
    phones = story.phones
    story.measures(61.5)
    phones.notified(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)
    story.waits(seconds=40)
    story.acknowledges(bob)
    phones.notified()

    story.waits(minutes=10)
    story.disposes(bob, "关闭阀门")
    phones.notified(alice="等待复查", dora="等待复查")
    assert refusal(lambda: story.passes(alice)) is ErrorCode.SOURCE_NOT_NORMAL
    story.fails(alice)
    phones.notified(bob="复查退回")

    story.waits(minutes=20)
    story.measures(4.0)
    story.disposes(erik, "更换垫片")
    phones.notified(alice="等待复查", dora="等待复查")
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    assert refusal(lambda: story.passes(dora)) is ErrorCode.SOURCE_NOT_NORMAL
    story.waits(seconds=1)
    archived = story.passes(dora)

    assert (archived.state, archived.round_number) == (CaseState.ARCHIVED, 2)
    assert len(story.alerts()) == 1
    phones.notified()
    assert refusal(lambda: story.passes(dora)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: story.disposes(bob, "再来")) is ErrorCode.ILLEGAL_TRANSITION
    chain = story.database.transact(lambda tx: tx.get(Audit).broken_at(story.plants.north))
    assert chain is None


def test_a_source_that_stirs_again_starts_the_five_minutes_anew(story: Story) -> None:
    story.measures(61.5)
    story.acknowledges(story.plants.bob)
    story.disposes(story.plants.bob, "关闭阀门")
    story.waits(seconds=1)
    story.measures(4.0)
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    story.measures(61.5)
    story.waits(seconds=1)
    assert refusal(lambda: story.passes(story.plants.alice)) is ErrorCode.SOURCE_NOT_NORMAL
    assert len(story.alerts()) == 2

    story.measures(4.0)
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    assert refusal(lambda: story.passes(story.plants.alice)) is ErrorCode.SOURCE_NOT_NORMAL
    story.waits(seconds=1)
    assert story.passes(story.plants.alice).state is CaseState.ARCHIVED


def _source_is_normal_after_its_off_delay(story: Story) -> None:
    """30 s for this indicator, counted from the first reading inside the limits."""
    story.waits(seconds=29)
    story.measures(4.0)
    assert story.alerts()[0].alert.is_active
    story.waits(seconds=1)
    story.measures(4.0)
    assert not story.alerts()[0].alert.is_active
