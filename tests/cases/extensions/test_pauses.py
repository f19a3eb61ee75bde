"""A case whose deadline was paused: shown as such, late for nobody, and running on afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.alerts import commands as alerts
from backend.cases.deadline_queries import of_cases
from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Extension, ExtensionKind, ExtensionState, Pause
from backend.cases.extensions.store import Extensions
from backend.cases.filters_queries import CaseFilter, counts
from backend.cases.tasks.board_queries import board
from backend.cases.work_queries import my_work
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.worklist import overdue_queries as overdue_views
from tests.support.case_rounds import Story, refusal
from tests.support.cases import dismiss_by_two
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

PAUSE = ExtensionKind.PAUSE


@pytest.fixture
def story(database: Database, plants: Plants) -> Story:
    return Story.of(database, plants)


def paused(story: Story, minutes: int = 180) -> Extension:
    return story.decides(story.asks(story.plants.bob, minutes, PAUSE), story.plants.alice)


def shown(story: Story, viewer: Viewer) -> Pause | None:
    return story.database.read(lambda s: pauses.of_cases(s, viewer, [story.case_id])).get(story.case_id)


def late_steps(story: Story, clock: FakeClock) -> int:
    return story.database.read(lambda s: overdue_views.summary(s, story.plants.alice, now=clock.now)).total


def open_follow_ups(story: Story) -> int:
    query = text("SELECT count(*) FROM follow_ups WHERE ended_at IS NULL AND answered_at IS NULL")
    return int(story.database.transact(lambda tx: tx.session.execute(query).scalar_one()))


def test_a_case_that_waits_for_parts_is_shown_since_when_and_until_when(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    assert shown(story, plants.bob) is None
    paused(story)
    expected = Pause(clock.now, clock.now + timedelta(hours=3))

    assert shown(story, plants.bob) == expected
    assert shown(story, plants.carol) is None
    columns = story.database.read(lambda s: board(s, plants.bob, plants.north, now=clock.now))
    assert [found.card.pause for column in columns for found in column.cases] == [expected]
    [item] = story.database.read(lambda s: my_work(s, plants.bob, with_decisions=True))
    assert item.card.pause == expected
    [owed] = story.database.read(lambda s: of_cases(s, plants.bob, [story.case_id]))[story.case_id]
    assert owed.pause == expected
    assert story.database.read(lambda s: of_cases(s, plants.carol, [story.case_id])) == {story.case_id: []}


def test_nothing_is_late_until_the_pause_is_over_and_the_rest_of_the_time_is_gone(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    """Four hours for the disposal, paused for ten at the very last minute."""
    clock.advance(timedelta(hours=3, minutes=59))
    paused(story, 8 * 60)

    def overdue() -> tuple[bool, int, int]:
        which = CaseFilter(is_overdue=True), clock.now
        [count] = story.database.read(lambda s: counts(s, plants.bob, [which])).values()
        return story.case.is_overdue(clock.now), count, late_steps(story, clock)

    clock.advance(timedelta(hours=8))
    assert overdue() == (False, 0, 0)
    assert not Pause(clock.now, clock.now).lasts(clock.now)
    clock.advance(timedelta(seconds=61))
    assert overdue() == (True, 1, 1)


def test_a_late_case_that_waits_is_late_no_more_and_nobody_owes_an_answer_for_it(
    story: Story, clock: FakeClock
) -> None:
    clock.advance(timedelta(hours=5))
    deadline_sweep.sweep(story.database, RESPONSIBILITIES)
    assert (late_steps(story, clock), open_follow_ups(story)) == (1, 1)

    paused(story, 60)
    assert (late_steps(story, clock), open_follow_ups(story)) == (0, 0)

    clock.advance(timedelta(minutes=61))
    deadline_sweep.sweep(story.database, RESPONSIBILITIES)
    assert (late_steps(story, clock), open_follow_ups(story)) == (1, 1)


def test_a_clock_that_is_paused_is_not_paused_again(story: Story, plants: Plants, clock: FakeClock) -> None:
    paused(story, 60)
    with pytest.raises(Refused) as again:
        story.asks(plants.bob, 60, PAUSE)
    extended = story.decides(story.asks(plants.bob, 30), plants.alice)
    assert refusal(again) is ErrorCode.ILLEGAL_TRANSITION
    assert extended.due_at == story.due_at

    clock.advance(timedelta(hours=1))
    story.dispose(plants.bob)


def test_a_case_that_gets_worse_waits_for_nothing(story: Story, plants: Plants, clock: FakeClock) -> None:
    asked = paused(story)
    clock.advance(timedelta(minutes=10))
    for _ in range(2):
        story.database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))

    assert shown(story, plants.bob) is None
    assert story.due_at == clock.now + timedelta(minutes=30)
    with pytest.raises(Refused) as twice:
        story.resumes(asked, plants.bob)
    assert refusal(twice) is ErrorCode.ILLEGAL_TRANSITION


def test_the_end_of_a_case_is_the_end_of_its_pause(story: Story, plants: Plants) -> None:
    paused(story)
    dismiss_by_two(story.database, story.case_id, by=plants.alice, second=plants.erik)

    assert shown(story, plants.bob) is None
    [ended] = story.database.transact(lambda tx: tx.get(Extensions).of_case(story.case_id))
    assert ended.state is ExtensionState.ENDED
