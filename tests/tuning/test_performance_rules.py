"""Alarm performance on histories made by hand, where the right answer can be counted on paper."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from backend.core.vocabulary import AlertCondition, Tier
from backend.tuning import performance_rules as kpis
from tests.support.performance_one_by_one import Activation, in_columns

START = datetime(2026, 11, 1, tzinfo=UTC)
DAY = START + timedelta(days=1)
BOB, CAROL = UUID(int=1), UUID(int=2)
GAS, PUMP = 1, 2


def notified(
    seconds: float,
    *,
    sensor_id: int = GAS,
    tier: Tier = Tier.YELLOW,
    person_id: UUID | None = BOB,
    alert_id: UUID | None = None,
) -> Activation:
    key = (sensor_id, AlertCondition.LIMIT_HIGH, "")
    return Activation(START + timedelta(seconds=seconds), key, tier, person_id, alert_id or uuid4())


def test_a_quiet_day_has_no_load_no_flood_and_no_shares() -> None:
    assert kpis.loads(in_columns([]), start=START, end=DAY) == []
    assert kpis.chattering(in_columns([])) == []
    assert kpis.top_sources(in_columns([])) == []
    assert set(kpis.tier_shares(in_columns([])).values()) == {0.0}


def test_the_average_counts_ten_minute_windows_of_the_whole_time() -> None:
    (load,) = kpis.loads(in_columns([notified(3600 * hour) for hour in range(12)]), start=START, end=DAY)

    assert load.count == 12
    assert load.average == pytest.approx(12 / 144)
    assert load.worst == 1
    assert load.floods == ()


def test_each_person_carries_their_own_load_and_the_heaviest_comes_first() -> None:
    alerts = [
        notified(0),
        notified(1, person_id=CAROL),
        notified(7200, person_id=CAROL),
        notified(9000, person_id=None),
    ]

    found = kpis.loads(in_columns(alerts), start=START, end=DAY)

    assert [(load.person_id, load.count) for load in found] == [(CAROL, 2), (BOB, 1), (None, 1)]


def test_ten_activations_in_ten_minutes_are_no_flood_and_eleven_are() -> None:
    ten = [notified(30 * n) for n in range(10)]

    (calm,) = kpis.loads(in_columns(ten), start=START, end=DAY)
    (flooded,) = kpis.loads(in_columns([*ten, notified(300)]), start=START, end=DAY)

    assert calm.floods == ()
    assert calm.worst == 10
    (flood,) = flooded.floods
    assert flooded.worst == 11
    assert flood.count == 11
    assert flood.began_at == START + timedelta(seconds=300)


def test_a_flood_lasts_until_fewer_than_five_remain_in_the_window() -> None:
    eleven = [notified(n) for n in range(11)]  # seconds 0 to 10

    (load,) = kpis.loads(in_columns(eleven), start=START, end=DAY)

    # Five remain (seconds 6 to 10) until the one of second 6 leaves the window.
    (flood,) = load.floods
    assert flood.ended_at == START + timedelta(seconds=606)
    assert load.share_in_flood == pytest.approx((606 - 10) / 86_400)


def test_a_later_activation_ends_a_flood_where_it_had_ebbed_and_not_where_it_came() -> None:
    (load,) = kpis.loads(
        in_columns([*(notified(n) for n in range(11)), notified(7200)]), start=START, end=DAY
    )

    (flood,) = load.floods
    assert flood.ended_at == START + timedelta(seconds=606)
    assert flood.count == 11


def test_the_same_history_in_any_order_has_the_same_floods() -> None:
    history = [notified(20 * n) for n in range(60)]

    assert kpis.loads(in_columns(history), start=START, end=DAY) == kpis.loads(
        in_columns(history[::-1]), start=START, end=DAY
    )


def test_three_activations_within_a_minute_chatter_and_two_do_not() -> None:
    twice = [notified(0, sensor_id=PUMP), notified(59, sensor_id=PUMP)]
    thrice = [notified(0), notified(30), notified(59)]

    (found,) = kpis.chattering(in_columns([*twice, *thrice]))

    assert found.key[0] == GAS
    assert (found.episodes, found.worst) == (1, 3)


def test_chattering_again_after_a_pause_is_a_second_episode() -> None:
    minute = [notified(n) for n in (0, 10, 20, 30)]
    later = [notified(3600 + n) for n in (0, 10, 20)]

    (found,) = kpis.chattering(in_columns([*minute, *later]))

    assert (found.episodes, found.worst) == (2, 4)


def test_the_mix_of_tiers_adds_up_to_one() -> None:
    shares = kpis.tier_shares(
        in_columns([notified(0, tier=Tier.RED), *(notified(n, tier=Tier.BLUE) for n in range(3))])
    )

    assert shares == {Tier.RED: 0.25, Tier.ORANGE: 0.0, Tier.YELLOW: 0.0, Tier.BLUE: 0.75}


def test_the_top_sources_say_how_much_of_everything_was_theirs() -> None:
    history = [*(notified(n) for n in range(3)), notified(9, sensor_id=PUMP)]

    gas, pump = kpis.top_sources(in_columns(history))

    assert (gas.alerts, pump.alerts) == (3, 1)
    assert (gas.key[0], gas.count, gas.share) == (GAS, 3, 0.75)
    assert (pump.key[0], pump.count, pump.share) == (PUMP, 1, 0.25)
    assert [source.key[0] for source in kpis.top_sources(in_columns(history), first=1)] == [GAS]


def test_an_alert_is_stale_once_it_was_active_for_more_than_a_day() -> None:
    assert not kpis.is_stale(START, now=DAY)
    assert kpis.is_stale(START, now=DAY + timedelta(seconds=1))
