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


def side_by_side(series: list[Floats], columns: AnomalyColumns | None = None) -> list[Scores]:
    """As `watch` for each of them, in a fraction of the time: none is scored by the others' readings."""
    width, count = len(series), len(series[0])
    times = np.repeat(T0 + np.arange(count) * FIVE_MINUTES, width)
    slots = np.tile(np.arange(width), count)
    scores = step_many(columns or AnomalyColumns(width), slots, times, np.stack(series, axis=1).ravel())
    return [Scores(*(each[slot::width] for each in scores)) for slot in range(width)]


def raised(scores: Scores) -> list[int]:
    """The readings that raised an alarm."""
    before = np.concatenate(([False], scores.is_alarm[:-1]))
    return np.flatnonzero(scores.is_alarm & ~before).tolist()


def test_a_normal_week_is_quiet() -> None:
    alarms = [len(raised(scores)) for scores in side_by_side([room(seed) for seed in range(10)])]

    assert max(alarms) <= 1, alarms


@pytest.mark.nightly
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


def test_a_spike_is_notified_at_once_with_the_range_seen_before() -> None:
    series, columns = [room(seed)[:1501] for seed in range(5)], AnomalyColumns(5)
    for values in series:
        values[1500] = 40.0

    for seed, scores in enumerate(side_by_side(series, columns)):
        before, why = series[seed][:1500], columns.explain(seed)
        assert raised(scores)[-1] == 1500, seed
        assert why is not None, seed
        assert why.kind is NoveltyKind.VALUE, seed
        assert why.value == 40.0, seed
        assert (why.low, why.high) == pytest.approx((before.min(), before.max()), abs=1.0), seed


def test_the_alarm_of_a_spike_ends_when_the_sensor_is_back() -> None:
    series = [room(seed) for seed in range(5)]
    for values in series:
        values[1500] = 40.0

    for seed, scores in enumerate(side_by_side(series)):
        assert scores.is_alarm[1500], seed
        assert not scores.is_alarm[1560:].any(), seed


def test_a_new_level_is_one_alarm_that_no_clock_ends_and_the_old_level_does() -> None:
    series = [room(seed, 3 * A_WEEK) for seed in range(5)]
    for values in series:
        values[1500:5000] += 30.0

    for seed, scores in enumerate(side_by_side(series)):
        of_the_shift = [at for at in raised(scores) if 1500 <= at < 5000]
        assert of_the_shift == [1500], seed
        assert scores.is_alarm[1500:5000].all(), seed  # twelve days, while the score has long fallen
        assert scores.score[4000] < 0.5, seed
        assert not scores.is_alarm[5300:].any(), seed


@pytest.mark.nightly
def test_a_level_that_lasts_as_long_as_the_memory_becomes_normal():
    values = room(1, 60 * 288)
    values[1500:] += 30.0
    scores = watch(values)

    assert scores.is_alarm[1500 + 14 * 288]
    assert not scores.is_alarm[-288:].any()


def test_a_drift_of_a_day_that_leaves_the_range_is_notified_before_it_has_doubled_it():
    values = room(2)
    values[1500:] += np.minimum(np.arange(A_WEEK - 1500) * (20 / 288), 20)
    scores = watch(values)

    assert any(1500 < at < 1500 + 288 for at in raised(scores))


def test_ordinary_values_in_an_order_not_seen_before_are_found() -> None:
    series, columns = [room(seed, noise=0.2) for seed in range(5)], AnomalyColumns(5)
    for values in series:
        values[1512] = values.min() + 0.5  # the middle of the day: a value that belongs to the night
        values[1513] = values.max() - 0.5

    for seed, scores in enumerate(side_by_side([values[:1515] for values in series], columns)):
        why = columns.explain(seed)
        assert any(1512 <= at <= 1514 for at in raised(scores)), seed
        assert why is not None, seed
        assert why.kind in {NoveltyKind.JUMP, NoveltyKind.SEQUENCE, NoveltyKind.TIME_OF_DAY}, seed


def test_a_sensor_that_falls_still_at_an_ordinary_value_is_notified():
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


@pytest.mark.nightly
def test_a_sensor_learns_until_it_was_watched_for_a_whole_day_however_fast_it_is():
    rng = np.random.default_rng(6)
    slow = watch(room(6))
    busy = watch(20 + 5 * np.sin(np.arange(4_000) / 200) + rng.normal(0, 0.2, 4_000), every_us=1_000_000)
    quick = watch(20 + rng.normal(0, 0.2, 9_000), every_us=10_000_000)
    still = watch(np.full(400, 3.0))

    assert slow.is_learning.sum() == DAY_US // FIVE_MINUTES
    assert busy.is_learning.all()  # an hour, and twenty times the readings that a slow one needs
    assert quick.is_learning.sum() == DAY_US // 10_000_000
    assert still.is_learning.sum() == DAY_US // FIVE_MINUTES


def test_nobody_is_notified_anything_while_a_sensor_learns():
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


def test_a_sensor_that_never_moved_and_moves_is_notified():
    values = np.full(A_WEEK, 3.0)
    values[1500:] = 4.0
    scores = watch(values)

    assert raised(scores) == [1500]
