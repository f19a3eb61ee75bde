"""One limit at a time: when a tier starts, when it ends, and what a new version of the limits does."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.vocabulary import AlertCondition, ConditionChange, Quality, Tier
from backend.detection.limits.evaluator import replay
from backend.detection.limits.sources import Source
from backend.sensors.rules import Indicator, Limit, LimitSide

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
HIGH, LOW = AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW
KEY = "demo/gas-1"

HIGH_ORANGE = Limit(LimitSide.HIGH, Tier.ORANGE, 20.0)
HIGH_RED = Limit(LimitSide.HIGH, Tier.RED, 40.0)
LOW_RED = Limit(LimitSide.LOW, Tier.RED, 5.0)


def indicator(
    *limits: Limit, version: int = 1, deadband: float = 1.0, on: float = 0.0, off: float = 0.0
) -> Indicator:
    return Indicator(
        indicator_id=UUID(int=version),
        version=version,
        unit="%LEL",
        limits=limits,
        deadband=deadband,
        on_delay=timedelta(seconds=on),
        off_delay=timedelta(seconds=off),
        silent_after=timedelta(minutes=1),
        standard="GB/T 50493-2019",
    )


def source(bound: Indicator) -> dict[str, Source]:
    found = Source(1)
    found.bind(bound, None)
    return {KEY: found}


def feed(
    sources: dict[str, Source], *values: float, at: int = 0, quality: Quality = Quality.GOOD
) -> list[ConditionChange]:
    """One reading a second, the first `at` seconds after the start."""
    readings = [(KEY, START + (at + i) * SECOND, v, int(quality)) for i, v in enumerate(values)]
    return replay(sources, readings, now_us=START + 3600 * SECOND)


def detected(changes: Sequence[ConditionChange]) -> list[tuple[AlertCondition, Tier | None]]:
    return [(change.condition, change.tier) for change in changes]


def test_a_reading_on_the_limit_is_beyond_it() -> None:
    assert detected(feed(source(indicator(HIGH_ORANGE)), 19.9, 20.0)) == [(HIGH, Tier.ORANGE)]


def test_a_low_limit_is_the_mirror_of_a_high_one() -> None:
    sources = source(indicator(LOW_RED))

    changes = feed(sources, 5.1, 5.0, 5.9, 6.0, 6.1)

    assert detected(changes) == [(LOW, Tier.RED), (LOW, None)]
    assert [change.value for change in changes] == [5.0, 6.1]
    assert changes[0].limit == 5.0


def test_a_reading_inside_the_deadband_does_not_end_the_condition() -> None:
    sources = source(indicator(HIGH_ORANGE, deadband=2.0))

    assert detected(feed(sources, 21.0, 19.0, 18.0)) == [(HIGH, Tier.ORANGE)]
    assert detected(feed(sources, 17.9, at=3)) == [(HIGH, None)]


def test_a_limit_must_be_exceeded_for_the_whole_on_delay() -> None:
    sources = source(indicator(HIGH_ORANGE, on=3))

    assert feed(sources, 21, 21, 19, 21, 21, 21) == []
    (change,) = feed(sources, 21, at=6)

    assert change.lasted_us == 3 * SECOND
    assert change.sampled_us == START + 6 * SECOND


def test_a_condition_ends_only_after_the_whole_off_delay() -> None:
    sources = source(indicator(HIGH_ORANGE, off=3))

    assert detected(feed(sources, 21, 10, 10, 21, 10, 10, 10)) == [(HIGH, Tier.ORANGE)]
    (change,) = feed(sources, 10, at=7)

    assert (change.tier, change.limit, change.lasted_us) == (None, 20.0, 3 * SECOND)


def test_the_tier_is_the_worst_limit_that_holds() -> None:
    sources = source(indicator(HIGH_ORANGE, HIGH_RED))

    changes = feed(sources, 10, 25, 45, 30, 10)

    assert detected(changes) == [(HIGH, Tier.ORANGE), (HIGH, Tier.RED), (HIGH, Tier.ORANGE), (HIGH, None)]
    assert [change.limit for change in changes] == [20.0, 40.0, 20.0, 20.0]


def test_a_jump_beyond_all_limits_is_one_change_to_the_worst_tier() -> None:
    assert detected(feed(source(indicator(HIGH_ORANGE, HIGH_RED)), 10, 50)) == [(HIGH, Tier.RED)]


def test_high_and_low_are_two_conditions() -> None:
    changes = feed(source(indicator(HIGH_ORANGE, LOW_RED)), 25, 4)

    assert detected(changes) == [(HIGH, Tier.ORANGE), (HIGH, None), (LOW, Tier.RED)]


def test_a_bad_reading_is_stored_but_moves_nothing() -> None:
    sources = source(indicator(HIGH_ORANGE))

    assert feed(sources, 99.0, quality=Quality.BAD) == []
    assert len(sources[KEY].tail) == 1


def test_an_uncertain_reading_is_judged() -> None:
    assert detected(feed(source(indicator(HIGH_ORANGE)), 99.0, quality=Quality.UNCERTAIN)) == [
        (HIGH, Tier.ORANGE)
    ]


def test_the_trace_holds_the_readings_before_and_the_one_that_decided() -> None:
    sources = source(indicator(HIGH_ORANGE))
    feed(sources, *range(10))

    (change,) = feed(sources, 11, 12, 25, at=10)

    assert [point.value for point in change.trace] == [*range(10), 11, 12, 25]
    assert change.trace[-1].sampled_us == change.sampled_us


def test_a_trace_is_bounded() -> None:
    sources = source(indicator(HIGH_ORANGE))
    feed(sources, *[1.0] * 300)

    (change,) = feed(sources, *[2.0] * 300, 25, at=300)

    assert len(change.trace) == 120
    assert change.trace[0].value == 2.0


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((Limit(LimitSide.HIGH, Tier.ORANGE, 30.0),), [(HIGH, None)]),
        ((Limit(LimitSide.HIGH, Tier.ORANGE, 25.5),), []),
        ((Limit(LimitSide.HIGH, Tier.RED, 24.0),), [(HIGH, Tier.RED)]),
        ((Limit(LimitSide.HIGH, Tier.RED, 25.5),), [(HIGH, None)]),
        ((LOW_RED,), [(HIGH, None)]),
        ((), [(HIGH, None)]),
    ],
)
def test_an_open_condition_is_judged_again_by_new_limits(
    limits: tuple[Limit, ...], expected: list[tuple[AlertCondition, Tier | None]]
) -> None:
    sources = source(indicator(HIGH_ORANGE))
    feed(sources, 25.0)
    found = sources[KEY]

    changes = found.bind(indicator(*limits, version=2), found.state())

    assert detected(changes) == expected
    assert all(change.indicator_version == 2 for change in changes)


def test_new_limits_raise_nothing_by_themselves() -> None:
    sources = source(indicator(HIGH_ORANGE))
    feed(sources, 15.0)
    found = sources[KEY]

    assert found.bind(indicator(Limit(LimitSide.HIGH, Tier.RED, 10.0), version=2), found.state()) == []
    assert detected(feed(sources, 15.0, at=1)) == [(HIGH, Tier.RED)]


def test_without_an_indicator_an_open_condition_ends() -> None:
    sources = source(indicator(HIGH_ORANGE))
    feed(sources, 25.0)
    found = sources[KEY]

    assert detected(found.bind(None, found.state())) == [(HIGH, None)]
    assert feed(sources, 99.0, at=1) == []
