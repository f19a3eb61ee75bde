"""What a reordering may change: after a publisher reconnects, newer readings can come before older ones.

A reading that a newer one of its source has overtaken is stored and not judged. So the exact rule is: alerts
are those of the ordered stream without the overtaken readings. What this costs is bounded here;
docs/operations.md says it to whoever sets up a device ("Order").
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.limits.evaluator import replay
from backend.detection.limits.sources import Source
from backend.readings.rules import Reading
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from tests.support.examples import examples

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
NOW = START + 3600 * SECOND
KEY = "north/GAS-1"
ORANGE, RED = 3.0, 6.0

delays = st.sampled_from([0, 0, 1, 3, 6]).map(lambda seconds: timedelta(seconds=seconds))
limits_only = st.builds(
    Indicator,
    indicator_id=st.just(UUID(int=1)),
    version=st.just(1),
    unit=st.just("%LEL"),
    limits=st.just((Limit(LimitSide.HIGH, Tier.RED, RED), Limit(LimitSide.HIGH, Tier.ORANGE, ORANGE))),
    deadband=st.sampled_from([0.0, 0.5, 1.0]),
    on_delay=delays,
    off_delay=delays,
    silent_after=st.just(timedelta(minutes=1)),
    standard=st.just(""),
)
all_rules = st.builds(
    replace,
    limits_only,
    rate_limit=st.none() | st.just(RateLimit(20.0, timedelta(seconds=8), Tier.BLUE)),
    stuck_after=st.none() | st.just(timedelta(seconds=4)),
    span=st.none() | st.just(Span(-1.0, 8.0)),
)
values = st.lists(st.sampled_from([0.0, 1.0, 2.6, 3.0, 4.0, 5.6, 7.0, 9.0]), min_size=2, max_size=40)


@st.composite
def reordered(draw: st.DrawFn) -> tuple[list[Reading], list[Reading], int, int]:
    """A stream in order, the same as it arrived, and the first and last moment of what was reordered."""
    qualities = st.sampled_from([0, 0, 0, 2])
    ordered: list[Reading] = [
        (KEY, START + second * SECOND, value, draw(qualities)) for second, value in enumerate(draw(values))
    ]
    first = draw(st.integers(0, len(ordered) - 1))
    last = draw(st.integers(first, len(ordered) - 1))
    window = draw(st.permutations(ordered[first : last + 1]))
    return ordered, [*ordered[:first], *window, *ordered[last + 1 :]], ordered[first][1], ordered[last][1]


def judged(indicator: Indicator, readings: Sequence[Reading]) -> tuple[list[ConditionChange], object]:
    """What these readings raise and end, and where that leaves the rules."""
    sources = {KEY: Source(1)}
    sources[KEY].bind(indicator, None)
    return replay(sources, readings, now_us=NOW), sources[KEY].states


def not_overtaken(readings: Sequence[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        if not kept or reading[1] > kept[-1][1]:
            kept.append(reading)
    return kept


def tier_at(changes: Sequence[ConditionChange], at_us: int) -> int:
    """The tier of the limits after the reading of this moment, 0 for none."""
    found = [
        each for each in changes if each.condition is AlertCondition.LIMIT_HIGH and each.sampled_us <= at_us
    ]
    return int(found[-1].tier or 0) if found else 0


@examples(400)
@given(all_rules, reordered())
def test_alerts_are_those_of_the_ordered_stream_without_what_was_overtaken(
    indicator: Indicator, stream: tuple[list[Reading], list[Reading], int, int]
) -> None:
    _, arrived, _, _ = stream

    assert judged(indicator, arrived) == judged(indicator, not_overtaken(arrived))


@examples(400)
@given(all_rules, reordered())
def test_nothing_before_the_first_reordered_reading_differs(
    indicator: Indicator, stream: tuple[list[Reading], list[Reading], int, int]
) -> None:
    ordered, arrived, first_us, _ = stream

    def before(readings: list[Reading]) -> list[ConditionChange]:
        return [each for each in judged(indicator, readings)[0] if each.sampled_us < first_us]

    assert before(arrived) == before(ordered)


def good(readings: Sequence[Reading]) -> list[tuple[int, float]]:
    return [(at_us, value) for _, at_us, value, quality in readings if quality != 2]


@examples(400)
@given(limits_only, reordered())
def test_a_danger_that_lasts_is_raised_on_delay_after_the_reordered_readings_at_the_latest(
    indicator: Indicator, stream: tuple[list[Reading], list[Reading], int, int]
) -> None:
    ordered, arrived, _, last_us = stream
    changes, _ = judged(indicator, arrived)
    on_us = round(indicator.on_delay.total_seconds() * SECOND)

    for limit, tier in ((ORANGE, Tier.ORANGE), (RED, Tier.RED)):
        after = [each for each in good(ordered) if each[0] >= last_us]
        for number, (at_us, value) in enumerate(after):
            if value < limit:
                break
            if at_us - after[0][0] >= on_us:
                assert tier_at(changes, at_us) >= tier, (limit, after[: number + 1])


@examples(400)
@given(limits_only, reordered())
def test_a_danger_that_is_over_ends_off_delay_after_the_reordered_readings_at_the_latest(
    indicator: Indicator, stream: tuple[list[Reading], list[Reading], int, int]
) -> None:
    ordered, arrived, _, last_us = stream
    changes, _ = judged(indicator, arrived)
    off_us = round(indicator.off_delay.total_seconds() * SECOND)
    after = [each for each in good(ordered) if each[0] >= last_us]

    for at_us, value in after:
        if value >= ORANGE - indicator.deadband:
            break
        if at_us - after[0][0] >= off_us:
            assert tier_at(changes, at_us) == 0


@examples(400)
@given(limits_only, reordered())
def test_a_transition_comes_at_most_as_much_later_as_the_reordered_readings_span(
    indicator: Indicator, stream: tuple[list[Reading], list[Reading], int, int]
) -> None:
    """For a danger that goes on: the value is beyond its limit until on-delay after the last one, and is
    measured then. What is not good says nothing: the span lasts until the first good reading after it.
    """
    ordered, arrived, first_us, last_us = stream
    expected, changes = judged(indicator, ordered)[0], judged(indicator, arrived)[0]
    on_us = round(indicator.on_delay.total_seconds() * SECOND)
    limit = {Tier.ORANGE: ORANGE, Tier.RED: RED}
    end_us = next((at_us for at_us, _ in good(ordered) if at_us >= last_us), None)

    for raised in expected:
        if end_us is None or raised.tier is None or raised.condition is not AlertCondition.LIMIT_HIGH:
            continue
        lasting = [each for each in good(ordered) if raised.sampled_us - on_us <= each[0]]
        goes_on = [value >= limit[raised.tier] for at_us, value in lasting if at_us <= end_us + on_us]
        until_us = max(raised.sampled_us, end_us + on_us)
        if first_us <= raised.sampled_us and all(goes_on) and until_us in dict(good(ordered)):
            found = next(at_us for at_us, _ in lasting if tier_at(changes, at_us) >= raised.tier)
            assert found - raised.sampled_us <= end_us - first_us


def test_the_bound_is_met() -> None:
    """Six seconds late, as a broker that was killed once made it: an older message came after a newer one."""
    indicator = Indicator(
        indicator_id=UUID(int=1),
        version=1,
        unit="%LEL",
        limits=(Limit(LimitSide.HIGH, Tier.ORANGE, ORANGE),),
        deadband=0.0,
        on_delay=timedelta(0),
        off_delay=timedelta(0),
        silent_after=timedelta(minutes=1),
        standard="",
    )
    ordered: list[Reading] = [
        (KEY, START + second * SECOND, 9.0 if second < 4 else 0.0, 0) for second in range(12)
    ]
    arrived = [*ordered[:4], ordered[10], *ordered[4:10], ordered[11]]

    ended = [judged(indicator, each)[0][-1].sampled_us for each in (ordered, arrived)]

    assert ended[1] - ended[0] == 6 * SECOND == ordered[10][1] - ordered[4][1]
