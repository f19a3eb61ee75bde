"""A source's scores depend on its own readings only: not on company, calls, restarts or a clock."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.detection.anomaly.anomaly import AnomalyColumns, step_many
from tests.support.examples import examples

SENSORS = 7
READINGS = 420
STEPS_US = (1_000_000, 60_000_000, 300_000_000, 300_000_000, 900_000_000, 3_600_000_000, 0)


def plant() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Times and values (sensors, readings): several rates, levels and kinds, with events in them."""
    rng = np.random.default_rng(11)
    at = np.cumsum(rng.integers(1, 3, (SENSORS, READINGS)), axis=1) * np.array(STEPS_US)[:, np.newaxis]
    values = rng.normal(0, 1, (SENSORS, READINGS)) * np.array([[1, 5, 0.1, 0, 30, 2, 1]]).T
    values += 10 * np.sin(np.arange(READINGS) / 20) + np.array([[0, 100, -5, 3, 1e6, 1e-3, 2]]).T
    values[:, 350] *= 3
    values[2:5, 380:] += 40
    values[3, 260:300] = 3
    return at + 1_790_000_000_000_000, values


AT, VALUES = plant()


class Alone(NamedTuple):
    """What comes of one reading at a time, every sensor in columns of its own: all else must equal it.

    `score`, `is_alarm`: (sensors, readings); `states`: what each sensor's columns export at the end.
    """

    score: NDArray[np.float64]
    is_alarm: NDArray[np.bool_]
    states: list[bytes]


@pytest.fixture(scope="module")
def alone() -> Alone:
    score, is_alarm, states = np.zeros((SENSORS, READINGS)), np.zeros((SENSORS, READINGS), np.bool_), []
    for sensor in range(SENSORS):
        columns = AnomalyColumns(1)
        for index in range(READINGS):
            one = columns.update([0], AT[sensor, index : index + 1], VALUES[sensor, index : index + 1])
            score[sensor, index], is_alarm[sensor, index] = one.score[0], one.is_alarm[0]
        states.append(columns.export(0))
    return Alone(score, is_alarm, states)


def test_the_plant_of_these_tests_has_alarms_and_quiet(alone: Alone):
    assert alone.is_alarm.any(axis=1).sum() >= 4
    assert 0 < alone.is_alarm.mean() < 0.5


@examples(25)
@given(seed=st.integers(0, 2**32 - 1), calls=st.integers(1, 60))
def test_any_order_between_sensors_in_any_number_of_calls_gives_the_same_bits(
    alone: Alone, seed: int, calls: int
) -> None:
    rng = np.random.default_rng(seed)
    slots = rng.permutation(np.repeat(np.arange(SENSORS), READINGS))
    index = np.zeros(len(slots), np.intp)
    for sensor in range(SENSORS):
        index[slots == sensor] = np.arange(READINGS)
    columns = AnomalyColumns(SENSORS)
    cuts = np.sort(rng.integers(0, len(slots), calls - 1))
    for part in np.split(np.arange(len(slots)), cuts):
        where = slots[part], index[part]
        scores = step_many(columns, slots[part], AT[where], VALUES[where])
        assert np.array_equal(scores.score, alone.score[where])
        assert np.array_equal(scores.is_alarm, alone.is_alarm[where])

    assert [columns.export(slot) for slot in range(SENSORS)] == alone.states


@examples(15)
@given(cuts=st.lists(st.integers(1, READINGS - 1), min_size=1, max_size=6, unique=True))
def test_a_restart_anywhere_from_what_was_saved_gives_the_same_bits(alone: Alone, cuts: list[int]) -> None:
    columns = AnomalyColumns(SENSORS)
    slots = np.arange(SENSORS)
    for index in range(READINGS):
        if index in cuts:
            saved = [columns.export(int(slot)) for slot in slots]
            columns = AnomalyColumns(3 * SENSORS)
            slots = 3 * SENSORS - 1 - np.arange(SENSORS)  # other slots than before
            for slot, data in zip(slots, saved, strict=True):
                columns.restore(int(slot), data)
        scores = columns.update(slots, AT[:, index], VALUES[:, index])
        assert np.array_equal(scores.score, alone.score[:, index])

    assert [columns.export(int(slot)) for slot in slots] == alone.states


def test_many_sensors_at_once_are_computed_in_blocks_with_the_same_bits(alone: Alone):
    copies = 700
    columns = AnomalyColumns(SENSORS * copies)
    slots = np.arange(SENSORS * copies)
    for index in range(READINGS):
        scores = columns.update(slots, np.tile(AT[:, index], copies), np.tile(VALUES[:, index], copies))
        assert np.array_equal(scores.score, np.tile(alone.score[:, index], copies))


def test_room_can_be_made_and_a_slot_given_to_another_sensor(alone: Alone):
    columns = AnomalyColumns()
    columns.grow(2)
    step_many(columns, np.ones(READINGS, np.intp), AT[1], VALUES[1])
    columns.grow(4)
    columns.clear(1)
    scores = step_many(columns, np.ones(READINGS, np.intp), AT[2], VALUES[2])

    assert columns.capacity == 4
    assert np.array_equal(scores.score, alone.score[2])
    assert columns.export(1) == alone.states[2]


def test_a_sensor_takes_little_room():
    assert len(AnomalyColumns(1).export(0)) < 3_000


def test_what_is_no_checkpoint_is_refused(alone: Alone):
    state = alone.states[0]
    for data in (b"", b"\x01\x00", b"\x09\x00" + state[2:], state + b"\0"):
        with pytest.raises(ValueError, match="no checkpoint"):
            AnomalyColumns(1).restore(0, data)


def test_no_readings_are_no_scores():
    scores = step_many(AnomalyColumns(1), [], [], [])

    assert len(scores.score) == 0
