"""Quiet hours by the clock of the site, and channels in the order of a person; without a database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.core.errors import ErrorCode
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import Means, Way
from backend.notifications.preferences.rules import (
    QuietHours,
    checked_order,
    longest_quiet,
    quiet_tiers,
    timed,
    whole_order,
)
from backend.policies.rules import POLICY, Channel
from tests.support.refusals import code_of

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(22 * 60, 6 * 60)
TWELVE = timedelta(hours=12)
BOB = uuid4()


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A time of the clock on the wall, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-24T21:59", None),
        ("2026-11-24T22:00", "2026-11-25T06:00"),
        ("2026-11-24T23:59", "2026-11-25T06:00"),
        ("2026-11-25T00:00", "2026-11-25T06:00"),
        ("2026-11-25T05:59", "2026-11-25T06:00"),
        ("2026-11-25T06:00", None),
        ("2026-11-25T12:00", None),
    ],
)
def test_hours_over_midnight_hold_from_their_start_up_to_their_end(now: str, ends: str | None) -> None:
    assert NIGHT.end(at(now), SHANGHAI) == (at(ends) if ends else None)


def test_hours_are_those_of_the_clock_of_the_site() -> None:
    now = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert NIGHT.end(now, SHANGHAI) == datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    assert NIGHT.end(now, BERLIN) is None


def test_in_the_night_in_which_the_clock_is_set_they_end_when_the_clock_on_the_wall_says_so() -> None:
    spring, autumn = at("2026-03-28T23:00", BERLIN), at("2026-10-24T23:00", BERLIN)
    assert NIGHT.end(spring, BERLIN) == datetime(2026, 3, 29, 4, 0, tzinfo=UTC)
    assert NIGHT.end(autumn, BERLIN) == datetime(2026, 10, 25, 5, 0, tzinfo=UTC)


def test_hours_of_friday_last_until_saturday_morning_and_do_not_begin_on_saturday() -> None:
    friday = QuietHours(22 * 60, 6 * 60, frozenset({5}))
    assert friday.end(at("2026-11-28T05:00"), SHANGHAI) == at("2026-11-28T06:00")
    assert friday.end(at("2026-11-28T23:00"), SHANGHAI) is None
    assert friday.end(at("2026-11-27T05:00"), SHANGHAI) is None


def test_hours_within_a_day_hold_on_that_day() -> None:
    noon = QuietHours(12 * 60, 13 * 60 + 30)
    assert noon.end(at("2026-11-24T13:29"), SHANGHAI) == at("2026-11-24T13:30")
    assert noon.end(at("2026-11-24T13:30"), SHANGHAI) is None


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (QuietHours(0, 0), ErrorCode.INVALID_INPUT),
        (QuietHours(0, 29), ErrorCode.INVALID_INPUT),
        (QuietHours(-1, 60), ErrorCode.INVALID_INPUT),
        (QuietHours(0, 1440), ErrorCode.INVALID_INPUT),
        (QuietHours(0, 60, frozenset()), ErrorCode.INVALID_INPUT),
        (QuietHours(0, 60, frozenset({0, 1})), ErrorCode.INVALID_INPUT),
        (QuietHours(20 * 60, 8 * 60 + 1), ErrorCode.QUIET_HOURS_TOO_LONG),
    ],
)
def test_hours_that_cannot_be_or_that_the_site_does_not_allow_are_refused(
    hours: QuietHours, code: ErrorCode
) -> None:
    assert code_of(lambda: hours.check(longest=TWELVE)) is code


def test_twelve_hours_over_midnight_are_allowed() -> None:
    QuietHours(20 * 60, 8 * 60).check(longest=TWELVE)
    assert longest_quiet(POLICY) == TWELVE


def test_red_and_orange_are_never_among_what_waits() -> None:
    assert quiet_tiers(NIGHT, POLICY) == [Tier.YELLOW, Tier.BLUE]
    assert quiet_tiers(QuietHours(18 * 60, 7 * 60), POLICY) == [], "longer than the site allows by now"
    assert POLICY[Tier.RED].quiet_at_most == POLICY[Tier.ORANGE].quiet_at_most == timedelta(0)


def test_an_order_names_each_channel_once_and_no_voice_call() -> None:
    assert checked_order([Channel.SMS, Channel.WEB_PUSH]) == (Channel.SMS, Channel.WEB_PUSH)
    assert code_of(checked_order, [Channel.SMS, Channel.SMS]) is ErrorCode.INVALID_INPUT
    assert code_of(checked_order, [Channel.VOICE]) is ErrorCode.INVALID_INPUT
    assert whole_order([Channel.EMAIL], {Channel.EMAIL, Channel.WEB_PUSH, Channel.SMS}) == [
        Channel.EMAIL,
        Channel.WEB_PUSH,
        Channel.SMS,
    ]


MEANS = Means(frozenset(Channel), timedelta(minutes=2), timedelta(minutes=3))
WAYS = [
    Way(BOB, "webpush", "1", 0),
    Way(BOB, "webpush", "2", 0),
    Way(BOB, "wecom", "w", 1),
    Way(BOB, "sms", "s", 2),
    Way(BOB, "voice", "v", 3),
]


def times(orders: dict[UUID, list[Channel]], means: Means = MEANS) -> dict[str, tuple[int, int]]:
    """By address: the place of a way and the seconds after which it leaves."""
    return {each.address: (each.step, int(each.after.total_seconds())) for each in timed(WAYS, means, orders)}


def test_without_an_order_ways_leave_as_the_policy_has_them() -> None:
    expected = {"1": (0, 0), "2": (0, 0), "w": (1, 120), "s": (2, 300), "v": (3, 480)}
    assert times({}) == times({BOB: []}) == times({BOB: [Channel.WEB_PUSH]}) == expected


def test_the_preferred_way_leaves_at_once_and_what_it_displaced_a_minute_later() -> None:
    assert times({BOB: [Channel.SMS, Channel.WEB_PUSH]}) == {
        "s": (0, 0),
        "1": (1, 60),
        "2": (1, 60),
        "w": (2, 120),
        "v": (3, 480),
    }


def test_no_way_leaves_later_than_the_policy_has_it_but_for_that_minute() -> None:
    policy = times({})
    for order in ([Channel.SMS], [Channel.CHAT, Channel.SMS], [Channel.SMS, Channel.CHAT]):
        for address, (_, after) in times({BOB: list(order)}).items():
            assert after <= max(policy[address][1], 60)
    hasty = Means(frozenset(Channel), timedelta(seconds=10), timedelta(seconds=10))
    assert times({BOB: [Channel.SMS]}, hasty)["1"] == (1, 10), "a policy that waits less is followed"
