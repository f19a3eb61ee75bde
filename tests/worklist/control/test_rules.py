"""When an area is out of control, and what a share of steps in time is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.alerts.rules import AlertTransitionKind, Suppression
from backend.core.vocabulary import Tier
from backend.worklist.control import rules
from backend.worklist.control.rules import BecameDue, Late, Moment, OnTime
from tests.support.fakes import FakeClock

NOW = FakeClock().now
RAISED, TIER_RAISED, TIER_LOWERED = (
    AlertTransitionKind.RAISED,
    AlertTransitionKind.TIER_RAISED,
    AlertTransitionKind.TIER_LOWERED,
)
SEEN, NORMAL, AGAIN = (
    AlertTransitionKind.ACKNOWLEDGED,
    AlertTransitionKind.RETURNED_TO_NORMAL,
    AlertTransitionKind.REACTIVATED,
)
RED, ORANGE, YELLOW = Tier.RED, Tier.ORANGE, Tier.YELLOW


def moments(*steps: tuple[AlertTransitionKind, Tier]) -> list[Moment]:
    """One a minute, up to now."""
    first = NOW - timedelta(minutes=len(steps) - 1)
    return [Moment(first + timedelta(minutes=n), kind, tier, None) for n, (kind, tier) in enumerate(steps)]


@pytest.mark.parametrize(
    ("steps", "is_out"),
    [
        ([(RAISED, YELLOW)], False),
        ([(RAISED, ORANGE)], True),
        ([(RAISED, ORANGE), (SEEN, ORANGE)], False),
        ([(RAISED, RED), (SEEN, RED)], True),
        ([(RAISED, ORANGE), (SEEN, ORANGE), (TIER_RAISED, RED)], True),
        ([(RAISED, RED), (TIER_LOWERED, YELLOW)], False),
        ([(RAISED, RED), (NORMAL, RED)], False),
        ([(RAISED, ORANGE), (SEEN, ORANGE), (NORMAL, ORANGE), (AGAIN, ORANGE)], False),
        ([(RAISED, YELLOW), (SEEN, YELLOW), (NORMAL, YELLOW), (AGAIN, ORANGE)], True),
    ],
)
def test_red_is_out_of_control_and_so_is_orange_that_nobody_acknowledged(
    steps: list[tuple[AlertTransitionKind, Tier]], is_out: bool
) -> None:
    assert rules.was_out_of_control(moments(*steps), NOW) is is_out


def test_what_happened_later_is_not_looked_at() -> None:
    history = moments((RAISED, ORANGE), (TIER_RAISED, RED), (NORMAL, RED))

    assert not rules.was_out_of_control(history, NOW - timedelta(minutes=3)), "not raised yet"
    assert rules.was_out_of_control(history, NOW - timedelta(minutes=1))
    assert not rules.was_out_of_control(history, NOW)


@pytest.mark.parametrize(
    ("by", "is_out"), [(Suppression.MAINTENANCE, False), (Suppression.CHATTERING, True), (None, True)]
)
def test_what_was_suppressed_and_hidden_does_not_count(by: Suppression | None, is_out: bool) -> None:
    assert rules.was_out_of_control([Moment(NOW, RAISED, RED, by)], NOW) is is_out


def test_a_step_is_late_from_its_deadline_until_it_ended() -> None:
    late = Late("case", uuid4(), uuid4(), NOW - timedelta(hours=2), NOW - timedelta(hours=1))

    asked = [NOW - timedelta(minutes=minutes) for minutes in (121, 119, 60, 59)]
    assert [late.is_late(at) for at in asked] == [False, True, True, False]
    assert late._replace(ended_at=None).is_late(NOW)


def test_the_share_in_time_is_of_what_became_due_in_thirty_days_beside_the_thirty_before() -> None:
    found = rules.on_time(
        [
            BecameDue(True, True, 1),
            BecameDue(True, False, 2),
            *2 * [BecameDue(False, True, 1)],
            BecameDue(False, False, 2),
        ]
    )

    assert found == OnTime(total=3, late=2, before=0.5)
    assert found.share == pytest.approx(1 / 3)
    assert rules.on_time([]) == OnTime(0, 0, None)
    assert rules.on_time([]).share is None


def test_thirty_days_end_with_today_in_the_time_of_the_site() -> None:
    late_evening = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)  # 01:00 of the 27th at the site

    assert rules.first_midnight(late_evening, ZoneInfo("Asia/Shanghai")) == datetime(
        2026, 10, 28, 16, 0, tzinfo=UTC
    )
