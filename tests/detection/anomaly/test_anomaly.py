"""The anomaly score on made-up sensors: what alarms, until when, what does not, and why."""

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.detection.anomaly.anomaly import AnomalyColumns, Scores, step_many
from backend.detection.anomaly.explanation import NoveltyKind
from backend.detection.anomaly.novelty import DAY_US, LEARN_READINGS

MINUTE_US = 60_000_000
FIVE_MINUTES = 5 * MINUTE_US
T0 = 1_790_000_000_000_000
A_WEEK = 2016
"""Readings at five minutes."""
Floats = NDArray[np.float64]


def room(seed: int, readings: int = A_WEEK, noise: float = 0.5) -> Floats:
    """A temperature with a daily cycle, a reading every five minutes."""
    rng = np.random.default_rng(seed)
    return 20 + 5 * np.sin(2 * np.pi * np.arange(readings) / 288) + rng.normal(0, noise, readings)


def watch(values: Floats, every_us: int = FIVE_MINUTES, columns: AnomalyColumns | None = None) -> Scores:
    columns = columns or AnomalyColumns(1)
    count = len(values)
    return step_many(columns, np.zeros(count, np.intp), T0 + np.arange(count) * every_us, values)


def raised(scores: Scores) -> list[int]:
    """The readings that raised an alarm."""
    before = np.concatenate(([False], scores.is_alarm[:-1]))
    return np.flatnonzero(scores.is_alarm & ~before).tolist()


@pytest.mark.parametrize("seed", range(10))
def test_a_normal_week_is_quiet(seed: int) -> None:
    assert len(raised(watch(room(seed)))) <= 1


def test_fifty_sensors_that_only_make_noise_raise_less_than_one_alarm_in_a_month_each_once_they_are_known():
    rng = np.random.default_rng(3)
    days, sensors = 14, 50
    columns, slots, alarms, was = AnomalyColumns(sensors), np.arange(sensors), 0, np.zeros(sensors, np.bool_)
    for index in range(days * 288):
        scores = columns.update(
            slots, np.full(sensors, T0 + index * FIVE_MINUTES), room_noise(rng, index, sensors)
        )
        alarms += int((scores.is_alarm & ~was).sum()) if index > 288 * 4 else 0
        was = scores.is_alarm

    assert alarms / (sensors * (days - 4)) < 1 / 30


def room_noise(rng: np.random.Generator, index: int, sensors: int) -> Floats:
    return (
        20 + 5 * np.sin(2 * np.pi * (index / 288 + np.arange(sensors) / sensors)) + rng.normal(size=sensors)
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_spike_is_told_at_once_with_the_range_seen_before(seed: int) -> None:
    values = room(seed)
    before = values[:1500].min(), values[:1500].max()
    values[1500] = 40.0
    columns = AnomalyColumns(1)
    scores = watch(values[:1501], columns=columns)
    why = columns.explain(0)

    assert raised(scores)[-1] == 1500
    assert why is not None
    assert why.kind is NoveltyKind.VALUE
    assert why.value == 40.0
    assert (why.low, why.high) == pytest.approx(before, abs=1.0)


@pytest.mark.parametrize("seed", range(5))
def test_the_alarm_of_a_spike_ends_when_the_sensor_is_back(seed: int) -> None:
    values = room(seed)
    values[1500] = 40.0
    scores = watch(values)

    assert scores.is_alarm[1500]
    assert not scores.is_alarm[1560:].any()


@pytest.mark.parametrize("seed", range(5))
def test_a_new_level_is_one_alarm_that_no_clock_ends_and_the_old_level_does(seed: int) -> None:
    values = room(seed, 3 * A_WEEK)
    values[1500:5000] += 30.0
    scores = watch(values)
    of_the_shift = [at for at in raised(scores) if 1500 <= at < 5000]

    assert of_the_shift == [1500]
    assert scores.is_alarm[1500:5000].all()  # twelve days, while the score itself has long fallen
    assert scores.score[4000] < 0.5
    assert not scores.is_alarm[5300:].any()


def test_a_level_that_lasts_as_long_as_the_memory_becomes_normal():
    values = room(1, 60 * 288)
    values[1500:] += 30.0
    scores = watch(values)

    assert scores.is_alarm[1500 + 14 * 288]
    assert not scores.is_alarm[-288:].any()


def test_a_drift_of_a_day_that_leaves_the_range_is_told_before_it_has_doubled_it():
    values = room(2)
    values[1500:] += np.minimum(np.arange(A_WEEK - 1500) * (20 / 288), 20)
    scores = watch(values)

    assert any(1500 < at < 1500 + 288 for at in raised(scores))


@pytest.mark.parametrize("seed", range(5))
def test_ordinary_values_in_an_order_not_seen_before_are_told(seed: int) -> None:
    values = room(seed, noise=0.2)
    values[1512] = values.min() + 0.5  # the middle of the day: a value that belongs to the night
    values[1513] = values.max() - 0.5
    columns = AnomalyColumns(1)
    scores = watch(values[:1515], columns=columns)
    why = columns.explain(0)

    assert any(1512 <= at <= 1514 for at in raised(scores))
    assert why is not None
    assert why.kind in {NoveltyKind.JUMP, NoveltyKind.SEQUENCE, NoveltyKind.TIME_OF_DAY}


def test_a_sensor_that_falls_still_at_an_ordinary_value_is_told():
    values = room(4)
    values[1400:1700] = values[1400]
    columns = AnomalyColumns(1)
    scores = watch(values[:1700], columns=columns)

    assert any(1400 < at < 1700 for at in raised(scores))


def test_a_clearly_worse_event_raises_again_within_the_quiet_hours_and_a_like_one_does_not():
    like, worse = room(5), room(5)
    for values in (like, worse):
        values[1500] = 28.5
    like[1560], worse[1560] = 28.6, 80.0  # five hours later

    assert [at for at in raised(watch(like)) if at >= 1500] == [1500]
    assert [at for at in raised(watch(worse)) if at >= 1500] == [1500, 1560]


def test_a_sensor_learns_until_it_was_watched_for_a_whole_day_however_fast_it_is():
    rng = np.random.default_rng(6)
    slow = watch(room(6))
    busy = watch(20 + 5 * np.sin(np.arange(20_000) / 200) + rng.normal(0, 0.2, 20_000), every_us=1_000_000)
    quick = watch(20 + rng.normal(0, 0.2, 20_000), every_us=10_000_000)
    still = watch(np.full(400, 3.0))

    assert slow.is_learning.sum() == DAY_US // FIVE_MINUTES
    assert busy.is_learning.all()
    assert quick.is_learning.sum() == DAY_US // 10_000_000
    assert still.is_learning.sum() == DAY_US // FIVE_MINUTES


def test_nobody_is_told_anything_while_a_sensor_learns():
    values = room(7)
    values[100] = 400.0
    scores = watch(values)

    assert scores.is_learning[:LEARN_READINGS].all()
    assert not scores.is_alarm[scores.is_learning].any()
    assert (scores.score[scores.is_learning] == 0).all()


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_no_reading(wild: float) -> None:
    values = room(8, 600)
    with_gaps = np.insert(values, [300, 400], wild)
    times = np.insert(T0 + np.arange(600) * FIVE_MINUTES, [300, 400], T0 + 300 * FIVE_MINUTES)
    plain = watch(values)
    scores = step_many(AnomalyColumns(1), np.zeros(602, np.intp), times, with_gaps)

    assert np.array_equal(np.delete(scores.score, [300, 401]), plain.score)


def test_enormous_values_do_no_harm():
    values = room(9)
    values[1500], values[1600] = 1e308, -1e308
    scores = watch(values)

    assert scores.is_alarm[1500]
    assert np.isfinite(scores.score).all()


def test_a_sensor_that_never_moved_and_moves_is_told():
    values = np.full(A_WEEK, 3.0)
    values[1500:] = 4.0
    scores = watch(values)

    assert raised(scores) == [1500]
