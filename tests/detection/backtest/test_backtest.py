"""A back-test says of a whole history exactly what the streaming evaluation would have said of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.vocabulary import AlertCondition, ConditionChange, Quality, Tier
from backend.detection.backtest import backtest
from backend.detection.backtest.backtest import Columns
from backend.detection.backtest.red_times import RedTime, RedTimes
from backend.detection.backtest.results import Episode
from backend.detection.limits.evaluator import evaluate
from backend.detection.limits.sources import Source
from backend.readings.rules import STRETCH_BITS, ReadingFlag
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from tests.support.examples import examples

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
LATE = int(ReadingFlag.LATE)
PLAIN = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="%LEL",
    limits=(
        Limit(LimitSide.LOW, Tier.ORANGE, -3.0),
        Limit(LimitSide.HIGH, Tier.YELLOW, 4.0),
        Limit(LimitSide.HIGH, Tier.RED, 7.0),
    ),
    deadband=1.0,
    on_delay=timedelta(seconds=2),
    off_delay=timedelta(seconds=3),
    silent_after=timedelta(minutes=1),
    standard="",
)

seconds = st.integers(0, 6).map(lambda n: timedelta(seconds=n))
tiers = st.sampled_from(Tier)
limits = st.lists(
    st.builds(Limit, st.sampled_from(LimitSide), tiers, st.integers(-8, 8).map(float)), max_size=5
).map(tuple)
rules = st.builds(
    lambda **parts: replace(PLAIN, **parts),
    limits=limits,
    deadband=st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    on_delay=seconds,
    off_delay=seconds,
    rate_limit=st.none()
    | st.builds(
        RateLimit,
        st.sampled_from([6.0, 20.0, 60.0]),
        st.sampled_from([timedelta(seconds=n) for n in (5, 16, 60)]),
        tiers,
    ),
    stuck_after=st.none() | st.sampled_from([timedelta(seconds=8), timedelta(seconds=24)]),
    span=st.none() | st.just(Span(-6.0, 6.0)),
)
readings = st.lists(
    st.tuples(
        st.integers(1, 3) | st.just(40),  # seconds since the reading before
        st.integers(-9, 9).map(float) | st.just(0.0),
        st.sampled_from([Quality.GOOD] * 8 + [Quality.UNCERTAIN, Quality.BAD]),
    ),
    min_size=1,
    max_size=120,
)


def columns(rows: Iterable[tuple[int, float, int]]) -> Columns:
    """Rows of (microseconds, value, mark)."""
    times, values, marks = zip(*rows, strict=True)
    return Columns(np.array(times, np.int64), np.array(values, np.float64), np.array(marks, np.uint8))


def streamed(indicator: Indicator, found: Columns) -> list[Episode]:
    """What the intake would have raised and ended, as episodes without a peak."""
    source = Source(1)
    source.bind(indicator, None)
    rows = zip(found.times_us.tolist(), found.values.tolist(), found.marks.tolist(), strict=True)
    detected = evaluate(
        {"s": source}, [("s", at, value, mark & 3) for at, value, mark in rows], now_us=START * 2
    )
    open_: dict[AlertCondition, Episode] = {}
    episodes = []
    for change in detected.changes:
        before = open_.pop(change.condition, None)
        if change.tier is None:
            assert before is not None
            episodes.append(replace(before, ended_us=change.sampled_us))
        else:
            open_[change.condition] = _on(before, change, change.tier)
    return _in_order([*episodes, *open_.values()])


def _on(before: Episode | None, change: ConditionChange, tier: Tier) -> Episode:
    if before is not None:
        return replace(before, worst_tier=max(before.worst_tier, tier))
    beyond_us = change.sampled_us - change.lasted_us
    return Episode(change.condition, beyond_us, change.sampled_us, None, tier)


def _in_order(episodes: Iterable[Episode]) -> list[Episode]:
    plain = [replace(episode, peak=None) for episode in episodes]
    return sorted(plain, key=lambda episode: (episode.started_us, episode.condition))


@examples(400)
@given(rules, readings)
def test_a_back_test_equals_the_streaming_evaluation(
    indicator: Indicator, rows: list[tuple[int, float, Quality]]
) -> None:
    at = START
    history = []
    for step, value, quality in rows:
        at += step * SECOND
        history.append((at, value, int(quality)))
    found = columns(history)

    assert _in_order(backtest.replay(indicator, found)) == streamed(indicator, found)


def test_a_long_noisy_history_with_everything_switched_on_equals_the_streaming_evaluation() -> None:
    chance = np.random.default_rng(7)
    n = 40_000
    times = START + np.cumsum(chance.choice([1, 1, 1, 2, 30], n)).astype(np.int64) * SECOND
    values = np.round(np.cumsum(chance.normal(0, 0.6, n)) * 0.2 + chance.normal(0, 0.4, n), 1)
    values[5_000:5_400] = 1.5
    found = Columns(times, values, chance.choice([0, 0, 0, 0, 2], n).astype(np.uint8))
    everything = replace(
        PLAIN,
        rate_limit=RateLimit(3.0, timedelta(minutes=1), Tier.YELLOW),
        stuck_after=timedelta(minutes=2),
        span=Span(float(values.min()) + 1, float(values.max()) - 1),
    )

    episodes = backtest.replay(everything, found)

    assert _in_order(episodes) == streamed(everything, found)
    assert len({episode.condition for episode in episodes}) == 6


def test_late_readings_are_left_out_as_they_were_when_they_came() -> None:
    rows = [(START + i * SECOND, 0.0, 0) for i in range(10)]
    rows[4] = (rows[4][0], 9.0, LATE << 2)
    prompt = replace(PLAIN, on_delay=timedelta(0))

    assert backtest.replay(prompt, columns(rows)) == []


def test_an_episode_knows_its_peak_on_either_side() -> None:
    highs = columns((START + i * SECOND, value, 0) for i, value in enumerate([0, 5, 6, 9, 5, 0, 0, 0, 0, 0]))
    lows = columns((START + i * SECOND, value, 0) for i, value in enumerate([0, -4, -9, -5, -4, 0, 0, 0, 0]))

    assert [episode.peak for episode in backtest.replay(PLAIN, highs)] == [9.0]
    assert [episode.peak for episode in backtest.replay(PLAIN, lows)] == [-9.0]


HIGH, LOW = AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW


@pytest.mark.parametrize(
    ("condition", "first_s", "last_s", "tier"),
    [
        (HIGH, -100, None, Tier.ORANGE),
        (LOW, -100, None, Tier.YELLOW),
        (HIGH, 5, 6, Tier.ORANGE),
        (HIGH, 8, None, Tier.YELLOW),
        (HIGH, -100, 2, Tier.YELLOW),
    ],
    ids=["always", "of the other side", "for a moment of it", "only after it", "only before it"],
)
@pytest.mark.parametrize("is_clock_set", [False, True])
def test_while_the_residual_risk_was_red_a_limit_spoke_one_tier_higher(
    condition: AlertCondition, first_s: int, last_s: int | None, tier: Tier, *, is_clock_set: bool
) -> None:
    values = [0, 0, 0, 5, 5, 5, 5, 0, 0, 0]
    rows = [(START + i * SECOND, float(value), 0) for i, value in enumerate(values)]
    if is_clock_set:  # long after, and nothing happens then
        rows.append((START + 100 * SECOND, 0.0, 1 << STRETCH_BITS))
    until_us = None if last_s is None else START + last_s * SECOND
    red = RedTimes({condition: (RedTime(START + first_s * SECOND, until_us),)})
    prompt = replace(PLAIN, on_delay=timedelta(0), off_delay=timedelta(0))

    [episode] = backtest.replay(prompt, columns(rows), red=red)

    assert episode.worst_tier is tier


@pytest.mark.parametrize("condition", ["empty", "only bad"])
def test_a_history_without_a_usable_reading_raises_no_limit(condition: str) -> None:
    rows = [] if condition == "empty" else [(START + i * SECOND, 9.0, 2) for i in range(3)]
    times, values, marks = ([row[i] for row in rows] for i in range(3))
    found = Columns(np.array(times, np.int64), np.array(values, float), np.array(marks, np.uint8))

    raised = {episode.condition for episode in backtest.replay(PLAIN, found)}

    assert raised <= {AlertCondition.BAD_QUALITY}
