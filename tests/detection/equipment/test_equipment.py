"""The equipment score on made-up pumps: what must alarm, what must not, and that restarts change nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.detection.equipment.equipment import (
    DAY_US,
    HOUR_US,
    EquipmentHistory,
    EquipmentScore,
)
from backend.detection.equipment.learning import WARM_UP
from tests.support.examples import examples

SECOND = 1_000_000
Floats = NDArray[np.float64]


def pump(seed: int, seconds: int) -> Floats:
    """Flow, vibration, current and a temperature that wanders: (seconds, 4)."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(seconds, 4))
    wander = np.cumsum(rng.normal(size=seconds)) * 0.02
    cycle = np.sin(np.arange(seconds) / 40)
    return np.column_stack(
        (
            32 + 0.5 * noise[:, 0],
            0.2 + 0.01 * noise[:, 1],
            2.4 + 0.2 * cycle + 0.1 * noise[:, 2],
            70 + wander + 0.05 * noise[:, 3],
        )
    )


def watched(values: Floats, every_us: int = SECOND) -> EquipmentHistory:
    return EquipmentScore(values.shape[1]).run(np.arange(1, len(values) + 1) * every_us, values)


@pytest.mark.parametrize("seed", range(5))
def test_normal_operation_is_quiet(seed: int) -> None:
    found = watched(pump(seed, 4000))

    assert found.is_alarm.mean() < 0.02


@pytest.mark.parametrize("seed", range(5))
def test_a_closed_valve_is_found_within_seconds_and_names_the_flow(seed: int) -> None:
    values = pump(seed, 1500)
    values[1000:, 0] -= 4.0
    equipment = EquipmentScore(4)
    steps = [equipment.step(index + 1, row) for index, row in enumerate(values)]

    assert not any(step.is_alarm for step in steps[900:1000])
    assert all(step.is_alarm for step in steps[1030:])
    worst = steps[1200].contributors[0]
    assert worst.sensor == 0
    assert worst.deviation < -1.0
    assert worst.value == pytest.approx(28.0, abs=2.0)
    assert worst.usual == pytest.approx(32.0, abs=0.5)


def test_an_alarm_lasts_as_long_as_the_deviation() -> None:
    values = pump(1, 9000)
    values[1000:8000, 0] -= 6.0
    found = watched(values)

    assert found.is_alarm[1030:8000].all()
    assert not found.is_alarm[8120:].any()


def test_a_fault_that_lasted_long_ends_when_the_old_normal_is_back() -> None:
    values = pump(8, 12_000)
    values[1000:10_000, 1] += 0.05
    equipment = EquipmentScore(4)
    found = equipment.run(np.arange(1, 12_001) * SECOND, values)

    assert found.is_alarm[1030:10_000].all()
    assert not found.is_alarm[10_120:].any()
    assert equipment.watches[0].usual[1].mean() == pytest.approx(0.2, abs=0.01)


def test_a_steady_drift_is_not_an_alarm() -> None:
    values = pump(2, 6000)
    values[:, 3] += np.arange(6000) * 0.005

    assert watched(values).is_alarm.mean() < 0.05


def test_a_second_sensor_that_disagrees_strengthens_the_score() -> None:
    values = pump(3, 1300)
    values[1000:, 0] -= 3.0
    one = watched(values).score[1200]
    values[1000:, 1] += 0.05

    assert watched(values).score[1200] > one


def test_a_silent_sensor_neither_ends_nor_raises_an_alarm() -> None:
    values = pump(4, 2500)
    values[1000:1500, 0] -= 5.0
    values[1400:2000, 0] = np.nan
    found = watched(values)

    assert found.is_alarm[1050:2000].all()
    assert not found.is_alarm[2100:].any()


def test_a_sensor_that_never_moved_says_nothing() -> None:
    values = pump(5, 1500)
    values[:, 1] = 0.0
    values[1000:, 1] = 1.0

    assert not watched(values).is_alarm[900:1300].any()


def test_nothing_is_judged_in_the_warm_up() -> None:
    found = watched(pump(6, WARM_UP) * np.linspace(1, 9, WARM_UP)[:, None])

    assert not found.is_alarm.any()
    assert not found.score.any()


def test_it_is_learning_for_an_hour_and_until_every_sensor_was_on_both_sides() -> None:
    found = watched(pump(7, 4200))
    rising = pump(7, 4200)
    rising[:, 3] = 70 + np.arange(4200) * 0.01 + np.arange(4200) % 2 * 0.3

    assert found.is_learning[: HOUR_US // SECOND].all()
    assert not found.is_learning[-1]
    assert watched(rising).is_learning.all()
    assert not watched(rising, DAY_US // 4000).is_learning[-1]


def test_time_must_rise() -> None:
    equipment = EquipmentScore(2)
    equipment.step(SECOND, np.zeros(2))

    with pytest.raises(ValueError, match="later"):
        equipment.step(SECOND, np.zeros(2))


@pytest.mark.parametrize("exported", [b"", b"nonsense" * 20, EquipmentScore(3).export()[:99]])
def test_foreign_and_broken_bytes_are_refused(exported: bytes) -> None:
    with pytest.raises(ValueError, match=r"export|buffer"):
        EquipmentScore.restore(exported)


@examples(25)
@given(st.integers(0, 99), st.lists(st.integers(1, 899), max_size=3), st.floats(0, 0.3))
def test_restarts_anywhere_give_the_same_to_the_bit(seed: int, cuts: list[int], missing: float) -> None:
    values = pump(seed, 900)
    values[600:750, seed % 4] += 3.0
    values[np.random.default_rng(seed).random(values.shape) < missing] = np.nan
    at_us = np.arange(1, 901) * SECOND
    whole = EquipmentScore(4)
    expected = whole.run(at_us, values)

    equipment, scores, alarms = EquipmentScore(4), [], []
    for index, row in enumerate(values):
        if index in cuts:
            equipment = EquipmentScore.restore(equipment.export())
        step = equipment.step(int(at_us[index]), row)
        scores.append(step.score)
        alarms.append(step.is_alarm)

    assert scores == expected.score.tolist()
    assert alarms == expected.is_alarm.tolist()
    assert equipment.export() == whole.export()
