"""Marks of a deadline, and what moving it and stopping its clock does to them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.deadlines.rules import (
    ORDINARY,
    Deadline,
    DeadlineStep,
    Escalation,
    by_days,
    due_marks,
    moved,
    notified_at,
    paused,
)
from backend.people.rules import Audience
from backend.policies.rules import POLICY

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
STEEP = Escalation(POLICY[Tier.RED].ladder, is_pushed=True)
GENTLE = Escalation(POLICY[Tier.BLUE].ladder, is_pushed=False)
YEARLY = by_days([-30], {0: [Audience.LEAD], 3: [Audience.OFFICER]})


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
    assert deadline().marks(GENTLE) == (50, 80, 100, 200)


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
    dispose, blue = deadline(), GENTLE

    assert notified_at(dispose, STEEP, (50,)) == set()
    assert notified_at(dispose, STEEP, (100,)) == {Audience.RESPONSIBLE, Audience.LEAD}
    assert notified_at(dispose, STEEP, (150, 200)) == {Audience.LEAD, Audience.OFFICER, Audience.EXECUTIVE}
    assert notified_at(dispose, blue, (100,)) == {Audience.RESPONSIBLE, Audience.LEAD}
    assert notified_at(deadline(step=DeadlineStep.ACKNOWLEDGE), blue, (100,)) == set()


def test_a_late_recheck_goes_to_the_officers_and_then_to_the_executive() -> None:
    recheck = deadline(step=DeadlineStep.RECHECK)

    assert notified_at(recheck, STEEP, (100,)) == {Audience.OFFICER, Audience.EXECUTIVE}


DAY = 24 * 60


def test_without_a_tier_the_steps_are_shares_of_the_time_given() -> None:
    assert deadline().marks(ORDINARY) == (50, 80, 100, 200)
    assert [deadline().at(mark, ORDINARY) for mark in (50, 200)] == [minutes(50), minutes(200)]
    assert notified_at(deadline(), ORDINARY, (100,)) == {Audience.RESPONSIBLE, Audience.LEAD}
    assert notified_at(deadline(), ORDINARY, (200,)) == {Audience.LEAD, Audience.OFFICER}


def test_steps_in_days_stand_around_the_end_however_long_the_time_is() -> None:
    yearly = deadline(within=365 * DAY)

    assert yearly.marks(YEARLY) == (70, 100, 103)
    assert [yearly.at(mark, YEARLY) for mark in (70, 100, 103)] == [
        minutes(335 * DAY),
        minutes(365 * DAY),
        minutes(368 * DAY),
    ]
    assert [notified_at(yearly, YEARLY, (mark,)) for mark in (70, 100, 103)] == [
        set(),
        {Audience.RESPONSIBLE, Audience.LEAD},
        {Audience.OFFICER},
    ]


def test_a_time_shorter_than_its_first_reminder_begins_with_the_next_step() -> None:
    short = deadline(within=10 * DAY)

    assert short.marks(YEARLY) == (100, 103)
    assert due_marks(short, YEARLY, now=minutes(1)) == ()


def test_who_is_responsible_hears_of_the_end_though_no_step_says_so() -> None:
    assert notified_at(deadline(), by_days([], {3: [Audience.OFFICER]}), (100,)) == {Audience.RESPONSIBLE}


def test_a_deadline_in_days_that_moves_or_stands_still_reminds_again_of_what_lies_ahead() -> None:
    late = deadline(within=365 * DAY, reached=103)

    later = moved(late, due_at=minutes(400 * DAY), now=minutes(368 * DAY), started_at=START, by=YEARLY)
    assert (later.reached, later.next_at(YEARLY)) == (0, minutes(370 * DAY))
    sooner = moved(late, due_at=minutes(380 * DAY), now=minutes(368 * DAY), started_at=START, by=YEARLY)
    assert (sooner.reached, sooner.next_at(YEARLY)) == (70, minutes(380 * DAY))
    waiting = paused(late, lasting=timedelta(days=9), by=YEARLY)
    assert (waiting.reached, waiting.next_at(YEARLY)) == (70, minutes(374 * DAY))


@pytest.mark.parametrize(
    ("reminders", "ladder"), [([1], {}), ([0], {}), ([-100], {}), ([], {-1: [Audience.LEAD]})]
)
def test_reminders_are_before_the_end_and_the_ladder_from_it_on(
    reminders: list[int], ladder: dict[int, list[Audience]]
) -> None:
    with pytest.raises(ValueError, match="reminders within 99 days"):
        by_days(reminders, ladder)
