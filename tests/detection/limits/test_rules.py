"""Rate of change, stuck value, out of range, bad quality: when each begins, ends, and what it says."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.vocabulary import AlertCondition, ConditionChange, Quality, Tier
from backend.detection.limits.evaluator import replay
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.sources import Source
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
KEY = "demo/gas-1"
RATE, STUCK = AlertCondition.RATE_OF_CHANGE, AlertCondition.STUCK
OUT, BAD, HIGH = AlertCondition.OUT_OF_RANGE, AlertCondition.BAD_QUALITY, AlertCondition.LIMIT_HIGH

PLAIN = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="%LEL",
    limits=(),
    deadband=1.0,
    on_delay=timedelta(0),
    off_delay=timedelta(0),
    silent_after=timedelta(minutes=1),
    standard="",
)
RISING = replace(PLAIN, rate_limit=RateLimit(10.0, timedelta(seconds=60), Tier.YELLOW))
REPEATING = replace(PLAIN, stuck_after=timedelta(seconds=80))
MEASURING = replace(PLAIN, span=Span(0.0, 100.0))


def source(bound: Indicator) -> dict[str, Source]:
    found = Source(1)
    found.bind(bound, None)
    return {KEY: found}


def feed(
    sources: dict[str, Source],
    values: Iterable[float],
    *,
    at: int = 0,
    every: int = 1,
    quality: Quality = Quality.GOOD,
) -> list[ConditionChange]:
    """One reading every so many seconds, the first `at` seconds after the start."""
    readings = [(KEY, START + (at + i * every) * SECOND, v, int(quality)) for i, v in enumerate(values)]
    return replay(sources, readings, now_us=START + 86_400 * SECOND)


def detected(changes: list[ConditionChange]) -> list[tuple[AlertCondition, Tier | None, int]]:
    """(condition, tier, seconds after the start)."""
    return [(each.condition, each.tier, (each.sampled_us - START) // SECOND) for each in changes]


def ramp(per_minute: float, seconds: int) -> list[float]:
    return [second * per_minute / 60 for second in range(seconds)]


@pytest.mark.parametrize("per_minute", [9.9, -9.9])
def test_a_slope_below_the_rate_limit_is_allowed_for_ever(per_minute: float) -> None:
    assert feed(source(RISING), ramp(per_minute, 3600)) == []


@pytest.mark.parametrize("per_minute", [10.1, -10.1])
def test_a_slope_above_the_rate_limit_is_notified_after_one_window(per_minute: float) -> None:
    [change] = feed(source(RISING), ramp(per_minute, 600))

    assert (change.condition, change.tier) == (RATE, Tier.YELLOW)
    assert 55 <= (change.sampled_us - START) // SECOND <= 68
    assert change.why["change"] == pytest.approx(per_minute * change.why["over_s"] / 60)
    assert (change.why["per_minute"], change.why["window_s"]) == (10.0, 60.0)


def test_a_jump_of_a_whole_window_is_notified_at_once_and_ends_a_window_later() -> None:
    changes = feed(source(RISING), [*[1.0] * 30, *[11.0] * 120])

    [began, ended] = detected(changes)
    assert began == (RATE, Tier.YELLOW, 30)
    assert ended[:2] == (RATE, None)
    assert 80 <= ended[2] <= 100


def test_a_rate_must_exceed_its_limit_for_the_on_delay() -> None:
    patient = replace(RISING, on_delay=timedelta(seconds=3))

    assert feed(source(patient), [*[1.0] * 30, 50.0, *[1.0] * 30]) == []
    assert detected(feed(source(patient), [*[1.0] * 30, *[50.0] * 4])) == [(RATE, Tier.YELLOW, 33)]


def test_a_change_that_swings_around_the_limit_is_notified_once() -> None:
    swinging = replace(RISING, off_delay=timedelta(seconds=5))
    values = [1.0] * 30 + [11.1, 10.9] * 20

    assert detected(feed(source(swinging), values)) == [(RATE, Tier.YELLOW, 30)]


def test_slow_readings_are_judged_by_the_time_between_them() -> None:
    every_ten_minutes = feed(source(RISING), [0.0, 90.0, 180.0], every=600)
    too_fast = feed(source(RISING), [0.0, 110.0], every=600)

    assert every_ten_minutes == []
    assert detected(too_fast) == [(RATE, Tier.YELLOW, 600)]


def test_one_value_for_too_long_is_stuck_until_the_first_other_one() -> None:
    changes = feed(source(REPEATING), [*[5.0] * 120, 5.1, 5.0])

    [began, ended] = detected(changes)
    assert began == (STUCK, Tier.BLUE, 80)
    assert ended == (STUCK, None, 120)
    assert changes[0].why == {"for_s": 80.0}


def test_a_source_that_got_stuck_in_the_course_of_a_slice_is_found_at_most_a_slice_late() -> None:
    [change] = feed(source(REPEATING), [*[float(i) for i in range(37)], *[5.0] * 120])

    assert 36 + 80 <= (change.sampled_us - START) // SECOND <= 36 + 80 + 10


def test_a_live_source_is_never_stuck() -> None:
    assert feed(source(REPEATING), [float(i % 2) for i in range(1000)]) == []


def test_two_equal_readings_before_and_after_a_gap_are_no_evidence() -> None:
    assert feed(source(REPEATING), [5.0, 5.0], every=1000) == []
    assert detected(feed(source(REPEATING), [5.0] * 3, every=1000)) == [(STUCK, Tier.BLUE, 2000)]


def test_a_value_beyond_the_span_says_that_the_instrument_does_not_measure() -> None:
    changes = feed(source(MEASURING), [100.0, 100.1, 100.1, 0.0, -0.1, 50.0])

    assert detected(changes) == [(OUT, Tier.BLUE, 2), (OUT, None, 3)]
    assert changes[0].why == {"low": 0.0, "high": 100.0}


def test_a_value_beyond_the_span_still_raises_the_limit_but_is_no_rate() -> None:
    gas = replace(MEASURING, limits=(Limit(LimitSide.HIGH, Tier.RED, 50.0),), rate_limit=RISING.rate_limit)

    changes = feed(source(gas), [1.0, 1.0, 130.0, 130.0])

    assert detected(changes) == [(HIGH, Tier.RED, 2), (OUT, Tier.BLUE, 3)]


def test_a_run_of_bad_readings_is_notified_and_ends_with_good_ones() -> None:
    patient = replace(PLAIN, on_delay=timedelta(seconds=3), off_delay=timedelta(seconds=2))
    sources = source(patient)

    began = feed(sources, [7.0] * 5, quality=Quality.BAD)
    ended = feed(sources, [7.0] * 5, at=5)

    assert detected(began) == [(BAD, Tier.BLUE, 3)]
    assert (began[0].value, began[0].why) == (None, {"for_s": 3.0})
    assert detected(ended) == [(BAD, None, 7)]


def test_a_single_bad_reading_is_no_run() -> None:
    sources = source(PLAIN)

    assert feed(sources, [7.0], quality=Quality.BAD) == []
    assert feed(sources, [7.0], at=1) == []
    assert feed(sources, [7.0], at=2, quality=Quality.BAD) == []


def test_readings_of_bad_quality_end_no_other_condition() -> None:
    gas = replace(PLAIN, limits=(Limit(LimitSide.HIGH, Tier.RED, 50.0),))
    sources = source(gas)
    feed(sources, [60.0])

    assert detected(feed(sources, [0.0] * 3, at=1, quality=Quality.BAD)) == [(BAD, Tier.BLUE, 2)]


@pytest.mark.parametrize(
    ("indicator", "values", "condition"),
    [
        (RISING, [1.0, 20.0], RATE),
        (REPEATING, [1.0] * 100, STUCK),
        (MEASURING, [101.0, 101.0], OUT),
    ],
)
def test_a_version_without_the_rule_ends_what_it_held(
    indicator: Indicator, values: list[float], condition: AlertCondition
) -> None:
    sources = source(indicator)
    feed(sources, values)
    found = sources[KEY]

    changes = found.bind(replace(PLAIN, version=2), found.state())

    assert [(each.condition, each.tier, each.indicator_version) for each in changes] == [(condition, None, 2)]
    assert found.bind(None, found.state()) == []


def test_a_version_with_the_same_rule_goes_on_with_what_it_held() -> None:
    sources = source(MEASURING)
    feed(sources, [101.0, 101.0])
    found = sources[KEY]

    assert found.bind(replace(MEASURING, version=2), found.state()) == []
    assert detected(feed(sources, [50.0], at=2)) == [(OUT, None, 2)]


def test_a_version_with_another_tier_of_the_rate_changes_the_open_alert() -> None:
    sources = source(RISING)
    feed(sources, [1.0, 20.0])
    found = sources[KEY]
    worse = replace(RISING, version=2, rate_limit=RateLimit(10.0, timedelta(seconds=60), Tier.ORANGE))

    [change] = found.bind(worse, found.state())

    assert (change.condition, change.tier) == (RATE, Tier.ORANGE)


def test_without_an_indicator_a_run_of_bad_readings_ends() -> None:
    sources = source(PLAIN)
    feed(sources, [7.0, 7.0], quality=Quality.BAD)
    found = sources[KEY]

    assert [(each.condition, each.tier) for each in found.bind(None, found.state())] == [(BAD, None)]


def test_what_was_saved_before_there_were_other_rules_is_still_read() -> None:
    old = '["00000000-0000-0000-0000-000000000001", 1, [[1, null], [0, 17]], 4, null]'

    state = RuleState.from_json(old)

    assert state.tiers == (Tier.RED, None)
    assert [tuple(latch) for latch in state.states.limits] == [(True, None), (False, 17)]
    assert RuleState.from_json(state.to_json()) == state


def test_a_source_with_limits_only_is_calm_for_ever() -> None:
    found = Source(1)
    found.bind(replace(PLAIN, limits=(Limit(LimitSide.HIGH, Tier.RED, 50.0),)), None)

    assert (found.high, found.calm[2]) == (50.0, float("inf"))


def test_between_two_anchors_a_watched_source_is_calm_too() -> None:
    sources = source(replace(RISING, stuck_after=timedelta(seconds=80)))
    feed(sources, [1.0, 1.1, 1.2])
    found = sources[KEY]

    assert found.low == float("inf")
    low, high, until_us = found.calm
    assert low < 1.2 < high
    assert START + 2 * SECOND < until_us <= START + 10 * SECOND
