"""Forecasts of many sources: any split says the same, a trend at the edge does not flutter."""

from datetime import timedelta
from math import sin, tau
from random import Random
from uuid import UUID

import numpy as np
import pytest

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.forecast.source_forecasts import SourceForecasts
from backend.sensors.rules import Indicator, Limit, LimitSide

SECOND_US = 1_000_000
EVERY_S = 10
INDICATOR = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="°C",
    limits=(Limit(LimitSide.HIGH, Tier.ORANGE, 90.0), Limit(LimitSide.HIGH, Tier.RED, 100.0)),
    deadband=1.0,
    on_delay=timedelta(0),
    off_delay=timedelta(0),
    silent_after=timedelta(minutes=1),
    standard="test",
)


def readings(seed: int, *, rises_after_h: float, per_hour: float, hours: float) -> list[tuple[int, float]]:
    """A noisy level that begins to rise."""
    random = Random(seed)
    found = []
    for n in range(round(hours * 3600 / EVERY_S)):
        hour = n * EVERY_S / 3600
        rise = per_hour * max(0.0, hour - rises_after_h)
        found.append((1_700_000_000 * SECOND_US + n * EVERY_S * SECOND_US, 60 + rise + random.gauss(0, 0.3)))
    return found


def opened(*sensor_ids: int) -> SourceForecasts:
    found = SourceForecasts()
    for sensor_id in sensor_ids:
        found.add(sensor_id, INDICATOR)
    return found


def detected(forecasts: SourceForecasts, rows: list[tuple[int, int, float]]) -> list[ConditionChange]:
    ids, times, values = zip(*rows, strict=True)
    return forecasts.take(np.array(ids), np.array(times, np.int64), np.array(values))


def test_a_rise_to_red_within_half_an_hour_is_orange_before_it_happens() -> None:
    series = readings(1, rises_after_h=2, per_hour=40, hours=3)
    rows = [(7, at, value) for at, value in series]

    changes = detected(opened(7), rows)

    orange = next(change for change in changes if change.tier is Tier.ORANGE)
    reached_us = next(at for at, value in series if value >= 100) if series[-1][1] >= 100 else series[-1][0]
    assert orange.condition is AlertCondition.FORECAST
    assert orange.sampled_us < reached_us
    assert 0 < orange.why["seconds"] < 1800
    assert orange.why["earliest_s"] <= orange.why["seconds"] <= orange.why["latest_s"]


def test_a_level_with_noise_alone_is_never_forecast() -> None:
    rows = [(7, at, value) for at, value in readings(2, rises_after_h=99, per_hour=0, hours=24)]

    assert detected(opened(7), rows) == []


@pytest.mark.nightly
def test_a_rhythm_of_days_is_no_wear() -> None:
    random = Random(4)
    rows = [
        (7, n * 60 * SECOND_US, 60 + 8 * sin(tau * n / 1440) + random.gauss(0, 0.3)) for n in range(5 * 1440)
    ]

    assert detected(opened(7), rows) == []


def test_a_rise_that_lasts_for_days_is_a_hint() -> None:
    random = Random(5)
    rows = [(7, n * 600 * SECOND_US, 60 + 0.2 * n / 6 + random.gauss(0, 0.3)) for n in range(3 * 144)]

    (change,) = detected(opened(7), rows)

    assert change.tier is Tier.BLUE
    assert 1 < change.why["seconds"] / 86_400 < 12


def test_a_rise_that_stops_ends_its_forecast_once() -> None:
    rising = readings(3, rises_after_h=1, per_hour=40, hours=1.6)
    random = Random(3)
    top = [(rising[-1][0] + n * EVERY_S * SECOND_US, 84 + random.gauss(0, 0.3)) for n in range(1, 2_000)]

    changes = detected(opened(7), [(7, at, value) for at, value in [*rising, *top]])

    assert changes[-1].tier is None
    assert len([change for change in changes if change.tier is None]) == 1


@pytest.mark.parametrize("seed", range(4))
def test_any_split_and_any_restart_says_what_one_run_says(seed: int) -> None:
    random = Random(seed)
    series = {
        sensor_id: readings(seed + sensor_id, rises_after_h=1, per_hour=rise, hours=3)
        for sensor_id, rise in ((1, 30.0), (2, 0.0), (3, 8.0))
    }
    rows = sorted((at, key, value) for key, found in series.items() for at, value in found)
    rows = [(key, at, value) for at, key, value in rows]  # type: ignore[misc]
    whole = detected(opened(1, 2, 3), rows)  # type: ignore[arg-type]

    forecasts, parts, start = opened(1, 2, 3), list[ConditionChange](), 0
    while start < len(rows):
        end = start + random.choice((1, 3, 50, 700))
        parts += detected(forecasts, rows[start:end])  # type: ignore[arg-type]
        start = end
        if random.random() < 0.2:
            restored = SourceForecasts()
            for sensor_id in (3, 1, 2):
                restored.add(sensor_id, INDICATOR, forecasts.export(sensor_id)[1])
            forecasts = restored

    assert sorted(map(repr, parts)) == sorted(map(repr, whole))
    assert any(change.tier is Tier.ORANGE for change in whole)


def test_what_was_taken_is_passed_over() -> None:
    rows = [(7, at, value) for at, value in readings(1, rises_after_h=2, per_hour=40, hours=2.8)]
    forecasts = opened(7)
    detected(forecasts, rows)

    assert detected(forecasts, rows) == []
