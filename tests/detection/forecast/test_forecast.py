"""The forecast: right about straight lines, silent about noise, and worth the right tier."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.core.vocabulary import Tier
from backend.detection.forecast.forecast import forecast, outlook, recent_lines
from backend.detection.forecast.trends import MINUTE_US, TrendColumns
from backend.sensors.rules import Indicator, Limit, LimitSide

HOUR = 3600.0
Floats = NDArray[np.float64]


def seen(values: Floats, every_us: int) -> TrendColumns:
    trends = TrendColumns(1)
    count = len(values)
    trends.update(np.zeros(count, dtype=np.int64), np.arange(count) * every_us, values)
    return trends


def noise(count: int, size: float, seed: int = 0) -> Floats:
    return size * np.random.default_rng(seed).normal(size=count)


def test_wear_that_doubles_in_a_day_reaches_its_limit_when_it_should() -> None:
    hours = np.arange(144) / 6
    trends = seen(2.0 * 2 ** (hours / 24) + noise(144, 0.02), 10 * MINUTE_US)

    found = forecast(recent_lines(trends, 0), 8.0, LimitSide.HIGH)

    assert found is not None
    assert found.seconds_to_limit == pytest.approx(24 * HOUR, rel=0.15)
    assert found.earliest_s < found.seconds_to_limit < found.latest_s
    assert found.value == pytest.approx(4.0, rel=0.02)
    assert found.slope_per_hour == pytest.approx(4.0 * np.log(2) / 24, rel=0.15)
    assert found.over_s in {6 * HOUR, 12 * HOUR, 24 * HOUR}


def test_a_gas_that_rises_by_the_minute_is_forecast_by_the_minute() -> None:
    seconds = np.arange(1801)
    trends = seen(5 + seconds / 120 + noise(1801, 0.3), 1_000_000)

    found = forecast(recent_lines(trends, 0), 25.0, LimitSide.HIGH)

    assert found is not None
    assert 5 * 60 < found.seconds_to_limit < 15 * 60
    assert found.earliest_s < 10 * 60 < found.latest_s


def test_oxygen_that_falls_is_forecast_towards_its_low_limit() -> None:
    trends = seen(20.9 - np.arange(1801) / 1800 + noise(1801, 0.02), 1_000_000)

    found = forecast(recent_lines(trends, 0), 19.5, LimitSide.LOW)

    assert found is not None
    assert found.slope_per_hour == pytest.approx(-2.0, rel=0.1)
    assert found.seconds_to_limit == pytest.approx(720, rel=0.2)
    assert forecast(recent_lines(trends, 0), 23.5, LimitSide.HIGH) is None


def test_below_zero_the_line_is_straight() -> None:
    trends = seen(-20 + np.arange(144) / 12 + noise(144, 0.1), 10 * MINUTE_US)

    found = forecast(recent_lines(trends, 0), 2.0, LimitSide.HIGH)

    assert found is not None
    assert found.seconds_to_limit == pytest.approx(20 * HOUR, rel=0.1)


@pytest.mark.parametrize("seed", range(10))
def test_noise_around_a_level_is_no_trend(seed: int) -> None:
    trends = seen(5 + noise(144 * 7, 0.5, seed), 10 * MINUTE_US)

    assert forecast(recent_lines(trends, 0), 8.0, LimitSide.HIGH) is None
    assert forecast(recent_lines(trends, 0), 2.0, LimitSide.LOW) is None


def test_a_daily_swing_that_is_over_its_top_promises_nothing() -> None:
    hours = np.arange(144 * 3) / 6
    trends = seen(20 + 5 * np.sin(2 * np.pi * (hours - hours[-1] + 8) / 24), 10 * MINUTE_US)

    assert forecast(recent_lines(trends, 0), 30.0, LimitSide.HIGH) is None


@pytest.mark.parametrize("value", [9.0, 5.0])
def test_beyond_the_limit_or_without_history_there_is_nothing_to_forecast(value: float) -> None:
    rising = seen(9.0 + np.arange(144) / 100, 10 * MINUTE_US)

    assert forecast(recent_lines(rising, 0), value, LimitSide.HIGH) is None
    assert forecast(recent_lines(TrendColumns(1), 0), value, LimitSide.HIGH) is None


def indicator(*limits: Limit) -> Indicator:
    none = timedelta()
    return Indicator(UUID(int=1), 1, "%LEL", limits, 0.0, none, none, timedelta(minutes=1), "")


@pytest.mark.parametrize(
    ("start", "rise_per_minute", "tier", "limit"),
    [
        (30.0, 0.4, Tier.ORANGE, 50.0),
        (2.0, 0.5, Tier.YELLOW, 25.0),
        (2.0, 0.1, Tier.BLUE, 25.0),
        (2.0, 0.0, None, None),
    ],
)
def test_half_an_hour_before_red_is_orange_and_hours_before_anything_is_a_hint(
    start: float, rise_per_minute: float, tier: Tier | None, limit: float | None
) -> None:
    gas = indicator(Limit(LimitSide.HIGH, Tier.ORANGE, 25.0), Limit(LimitSide.HIGH, Tier.RED, 50.0))
    trends = seen(start + rise_per_minute * np.arange(1801) / 60 + noise(1801, 0.2), 1_000_000)

    found = outlook(trends, 0, gas)

    assert (found and found[0]) == tier
    assert (found and found[1].value) == limit


def test_the_remaining_days_of_a_bearing_are_a_hint() -> None:
    trends = seen(1.0 + 0.5 * np.arange(144) / 144 + noise(144, 0.01), 10 * MINUTE_US)

    found = outlook(trends, 0, indicator(Limit(LimitSide.HIGH, Tier.RED, 2.8)))

    assert found is not None
    tier, _, coming = found
    assert tier is Tier.BLUE
    assert 24 * HOUR < coming.seconds_to_limit < 4 * 24 * HOUR
