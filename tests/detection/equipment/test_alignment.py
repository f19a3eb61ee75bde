"""Rounds of readings: what belongs together, whatever the sampling times, and the same in any cut."""

from math import isnan, nan

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend.detection.equipment.alignment import Instants, align

SECOND = 1_000_000
MINUTE = 60 * SECOND

readings = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 40).map(lambda n: n * SECOND // 4), st.sampled_from([1.0, 2.0, nan])
    ),
    max_size=60,
)


def test_an_instant_closes_when_a_sensor_speaks_again() -> None:
    rounds = Instants(2)

    assert rounds.add(0, 0, 1.0) is None
    assert rounds.add(1, SECOND // 2, 5.0) is None
    closed = rounds.add(0, SECOND, 2.0)

    assert closed is not None
    assert closed.at_us == SECOND // 2
    assert closed.values.tolist() == [1.0, 5.0]


def test_a_fast_sensor_counts_once_a_second_with_its_last_value() -> None:
    at_us, values = align(1, [(0, n * SECOND // 10, float(n)) for n in range(30)])

    assert at_us.tolist() == [9 * SECOND // 10, 19 * SECOND // 10, 29 * SECOND // 10]
    assert values[:, 0].tolist() == [9.0, 19.0, 29.0]


def test_a_slow_sensor_is_absent_and_not_repeated() -> None:
    fast = [(0, n * MINUTE, 1.0) for n in range(20)]
    slow = [(1, n * MINUTE + 1, 7.0) for n in range(0, 20, 10)]

    _, values = align(2, sorted(fast + slow, key=lambda reading: reading[1]))

    assert len(values) == 20
    assert int(np.isfinite(values[:, 1]).sum()) == 2


def test_a_sensor_that_arrives_later_than_the_others_is_not_lost() -> None:
    late_by_three = [(sensor, (n - 3 * sensor) * SECOND, 1.0) for n in range(3, 30) for sensor in (0, 1)]

    at_us, values = align(2, late_by_three)

    assert np.isfinite(values).all()
    assert at_us.tolist() == [n * SECOND for n in range(3, 30)]


def test_a_reading_that_comes_twice_counts_once() -> None:
    once = [(0, n * SECOND, float(n)) for n in range(5)]

    at_us, values = align(1, [reading for reading in once for _ in range(2)])

    assert at_us.tolist() == [n * SECOND for n in range(5)]
    assert values[:, 0].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]


@given(readings)
def test_time_rises_and_no_instant_is_empty(stream: list[tuple[int, int, float]]) -> None:
    at_us, values = align(3, stream)

    assert (np.diff(at_us) > 0).all()
    assert np.isfinite(values).any(axis=1).all()


@given(readings, st.integers(0, 60))
def test_a_restart_at_any_reading_changes_nothing(stream: list[tuple[int, int, float]], cut: int) -> None:
    whole, rounds = Instants(3), Instants(3)
    for reading in stream[:cut]:
        rounds.add(*reading)
    restarted = Instants(3, rounds.closed_us, list(rounds.values), list(rounds.last_us))

    expected = [whole.add(*reading) for reading in stream][cut:]
    found = [restarted.add(*reading) for reading in stream[cut:]]

    assert [detected(each) for each in found] == [detected(each) for each in expected]


def detected(instant: object) -> object:
    if instant is None:
        return None
    at_us, values = instant  # type: ignore[misc]
    return at_us, [None if isnan(value) else value for value in values]
