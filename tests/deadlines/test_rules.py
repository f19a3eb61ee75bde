"""Marks of a deadline, and what moving it and stopping its clock does to them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.deadlines.rules import Deadline, DeadlineStep, due_marks, moved, notified_at, paused
from backend.people.rules import Audience
from backend.policies.rules import POLICY

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
STEEP = POLICY[Tier.RED].ladder


def minutes(n: float) -> datetime:
    return START + timedelta(minutes=n)


def deadline(*, within: float = 100, step: DeadlineStep = DeadlineStep.DISPOSE, reached: int = 0) -> Deadline:
    return Deadline(
        uuid4(),
        uuid4(),
        "case",
        uuid4(),
        step,
        Tier.RED,
        uuid4(),
        started_at=START,
        due_at=minutes(within),
        reached=reached,
    )


def test_a_deadline_has_two_reminders_its_end_and_the_rungs_of_the_ladder() -> None:
    assert deadline().marks(STEEP) == (50, 80, 100, 150, 200)
    assert deadline(within=1).marks(STEEP) == (100, 150, 200)
    assert deadline().marks(POLICY[Tier.BLUE].ladder) == (50, 80, 100, 200)


@pytest.mark.parametrize(
    ("reached", "next_at"), [(0, 50), (50, 80), (80, 100), (100, 150), (150, 200), (200, None)]
)
def test_the_next_mark_is_the_first_that_nobody_was_notified_of(reached: int, next_at: int | None) -> None:
    expected = None if next_at is None else minutes(next_at)

    assert deadline(reached=reached).next_at(STEEP) == expected


def test_after_standing_still_several_marks_are_due_at_once() -> None:
    assert due_marks(deadline(reached=50), STEEP, now=minutes(160)) == (80, 100, 150)
    assert due_marks(deadline(), STEEP, now=minutes(49.9)) == ()


def test_an_extension_notifies_again_of_what_lies_ahead_again() -> None:
    late = deadline(reached=150)

    later = moved(late, due_at=minutes(400), now=minutes(160), started_at=START)

    assert (later.reached, later.next_at(STEEP)) == (0, minutes(200))
    sooner = moved(late, due_at=minutes(200), now=minutes(160), started_at=START)
    assert (sooner.reached, sooner.next_at(STEEP)) == (80, minutes(200))


def test_a_step_that_gets_tighter_and_is_late_by_that_is_notified_as_late_at_once() -> None:
    worse = moved(deadline(), due_at=minutes(30), now=minutes(40), started_at=START)

    assert worse.reached == 80
    assert due_marks(worse, STEEP, now=minutes(40)) == (100,)


def test_while_the_clock_stands_still_no_mark_is_reached_and_afterwards_all_come_later() -> None:
    waiting = paused(deadline(reached=50), lasting=timedelta(minutes=30))

    assert (waiting.due_at, waiting.next_at(STEEP)) == (minutes(130), minutes(110))
    assert paused(waiting, lasting=timedelta(minutes=-10)).next_at(STEEP) == minutes(100)


def test_a_overdue_step_that_stands_still_is_notified_as_late_again_when_its_time_is_over() -> None:
    late = paused(deadline(reached=150), lasting=timedelta(minutes=100))

    assert (late.reached, late.next_at(STEEP)) == (80, minutes(200))
    assert paused(late, lasting=timedelta(minutes=-10)).reached == 80


def test_an_extension_while_the_clock_stands_still_notifies_nobody_before_it_runs_again() -> None:
    waiting = paused(deadline(reached=80), lasting=timedelta(minutes=60))

    later = moved(waiting, due_at=minutes(180), now=minutes(150), started_at=waiting.started_at)

    assert (later.reached, later.next_at(STEEP)) == (50, minutes(156))


def test_what_is_over_neither_moves_nor_stops() -> None:
    over = Deadline(
        uuid4(),
        uuid4(),
        "case",
        uuid4(),
        DeadlineStep.DISPOSE,
        Tier.RED,
        uuid4(),
        START,
        minutes(10),
        ended_at=minutes(5),
    )
    for change in (
        lambda: moved(over, due_at=minutes(20), now=minutes(6), started_at=START),
        lambda: paused(over, lasting=timedelta(minutes=6)),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
    with pytest.raises(Refused) as refused:
        moved(deadline(), due_at=START, now=minutes(6), started_at=START)
    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_each_rung_notifies_the_next_superior_and_a_overdue_step_begins_with_the_first() -> None:
    dispose, blue = deadline(), POLICY[Tier.BLUE].ladder

    assert notified_at(dispose, STEEP, (50,)) == set()
    assert notified_at(dispose, STEEP, (100,)) == {Audience.RESPONSIBLE, Audience.LEAD}
    assert notified_at(dispose, STEEP, (150, 200)) == {Audience.LEAD, Audience.OFFICER, Audience.EXECUTIVE}
    assert notified_at(dispose, blue, (100,)) == {Audience.RESPONSIBLE, Audience.LEAD}
    assert notified_at(deadline(step=DeadlineStep.ACKNOWLEDGE), blue, (100,)) == set()


def test_a_late_recheck_goes_to_the_officers_and_then_to_the_executive() -> None:
    recheck = deadline(step=DeadlineStep.RECHECK)

    assert notified_at(recheck, STEEP, (100,)) == {Audience.OFFICER, Audience.EXECUTIVE}
