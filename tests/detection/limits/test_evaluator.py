"""The loop over readings: order, duplicates, clocks; and that no cut of the stream changes the outcome."""

from datetime import timedelta
from math import inf
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.detection.limits.evaluator import evaluate, remember, replay
from backend.detection.limits.rule_set import States
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.sources import Source
from backend.readings.rules import MAX_AHEAD_US, Reading, ReadingFlag
from backend.readings.series import journal
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from tests.support.examples import examples

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
NOW = START + 3600 * SECOND
KEYS = ("demo/a", "demo/b")
NOWHERE = (inf, -inf, -inf)

tiers = st.sampled_from(list(Tier))
values = st.integers(-8, 8).map(float)
limits = st.builds(Limit, side=st.sampled_from(list(LimitSide)), tier=tiers, value=values)
delays = st.sampled_from([0, 0, 1, 3, 7]).map(lambda seconds: timedelta(seconds=seconds))
seconds = st.sampled_from([1, 4, 8, 20]).map(lambda each: timedelta(seconds=each))
rate_limits = st.builds(RateLimit, per_minute=st.sampled_from([5.0, 20.0, 60.0]), window=seconds, tier=tiers)
spans = st.builds(Span, low=st.sampled_from([-9.0, -5.0]), high=st.sampled_from([5.0, 9.0]))
indicators = st.builds(
    Indicator,
    indicator_id=st.just(UUID(int=1)),
    version=st.just(1),
    unit=st.just("mm/s"),
    limits=st.lists(limits, max_size=5).map(tuple),
    deadband=st.sampled_from([0.0, 0.5, 2.0]),
    on_delay=delays,
    off_delay=delays,
    silent_after=st.just(timedelta(minutes=1)),
    standard=st.just(""),
    rate_limit=st.none() | rate_limits,
    stuck_after=st.none() | seconds,
    span=st.none() | spans,
)
reading = st.tuples(
    st.sampled_from(KEYS),
    st.integers(0, 60).map(lambda second: START + second * SECOND),
    st.floats(-10, 10, allow_nan=False) | st.sampled_from([0.0, 0.0, 1.0]),
    st.sampled_from([0, 0, 0, 0, 1, 2]),
)
streams = st.lists(reading, max_size=80)
in_order = streams.map(lambda readings: sorted(readings, key=lambda each: each[1]))


def fresh(indicator: Indicator) -> dict[str, Source]:
    sources = {}
    for sensor_id, key in enumerate(KEYS):
        sources[key] = Source(sensor_id)
        sources[key].bind(indicator, None)
    return sources


def restarted(sources: dict[str, Source], indicator: Indicator) -> dict[str, Source]:
    """The same sources as another process finds them: saved latches, the rest from the stored rows."""
    found = {}
    for key, old in sources.items():
        source = found[key] = Source(old.sensor_id)
        source.recall(*journal.of(list(old.tail))[1:])
        state = old.state()
        source.bind(indicator, None if state is None else RuleState.from_json(state.to_json()))
    return found


@examples(300)
@given(indicators, streams | in_order, st.data())
def test_any_split_of_the_stream_equals_one_replay(
    indicator: Indicator, readings: list[Reading], data: st.DataObject
) -> None:
    whole = fresh(indicator)
    expected = replay(whole, readings, now_us=NOW)

    parts, changes, at = fresh(indicator), [], 0
    while at < len(readings):
        size = data.draw(st.integers(1, len(readings) - at))
        changes += replay(parts, readings[at : at + size], now_us=NOW)
        at += size

    assert changes == expected
    for key in KEYS:
        assert list(parts[key].tail) == list(whole[key].tail)
        assert parts[key].state() == whole[key].state()


@examples(300)
@given(indicators, in_order | streams, st.integers(0, 80))
def test_a_restart_at_any_point_changes_nothing(
    indicator: Indicator, readings: list[Reading], at: int
) -> None:
    expected = replay(fresh(indicator), readings, now_us=NOW)

    sources = fresh(indicator)
    changes = replay(sources, readings[:at], now_us=NOW)
    sources = restarted(sources, indicator)
    changes += replay(sources, readings[at:], now_us=NOW)

    assert changes == expected


@examples(300)
@given(indicators, in_order | streams)
def test_a_condition_never_changes_to_the_tier_it_has(indicator: Indicator, readings: list[Reading]) -> None:
    current: dict[tuple[int, AlertCondition], Tier | None] = {}

    for change in replay(fresh(indicator), readings, now_us=NOW):
        key = (change.sensor_id, change.condition)
        assert change.tier != current.get(key)
        current[key] = change.tier


class Restless(Source):
    """A source that knows no calm: every reading goes through the full rules."""

    __slots__ = ()

    def place(self, states: States) -> None:
        super().place(states)
        self.low, self.calm, self.quiet = inf, NOWHERE, NOWHERE


@examples(300)
@given(indicators, in_order | streams)
def test_a_reading_in_the_calm_band_would_have_changed_nothing(
    indicator: Indicator, readings: list[Reading]
) -> None:
    calm, restless = fresh(indicator), {key: Restless(i) for i, key in enumerate(KEYS)}
    for source in restless.values():
        source.bind(indicator, None)

    assert replay(calm, readings, now_us=NOW) == replay(restless, readings, now_us=NOW)
    assert [calm[key].state() for key in KEYS] == [restless[key].state() for key in KEYS]


@examples(200)
@given(indicators, in_order, st.data())
def test_readings_delivered_again_change_nothing(
    indicator: Indicator, readings: list[Reading], data: st.DataObject
) -> None:
    expected_sources = fresh(indicator)
    expected = replay(expected_sources, readings, now_us=NOW)

    again_from = data.draw(st.integers(0, len(readings)))
    again_to = data.draw(st.integers(again_from, len(readings)))
    sources = fresh(indicator)
    changes = replay(sources, readings[:again_to], now_us=NOW)
    changes += replay(sources, readings[again_from:], now_us=NOW)

    assert changes == expected
    assert [sources[key].tail for key in KEYS] == [expected_sources[key].tail for key in KEYS]


@given(indicators, in_order, in_order)
def test_an_evaluation_that_is_not_remembered_leaves_no_trace(
    indicator: Indicator, before: list[Reading], failed: list[Reading]
) -> None:
    sources = fresh(indicator)
    replay(sources, before, now_us=NOW)
    expected = {key: (source, source.state(), list(source.tail)) for key, source in sources.items()}

    evaluate(sources, failed, now_us=NOW)

    assert {key: (s, s.state(), list(s.tail)) for key, s in sources.items()} == expected


def calm() -> dict[str, Source]:
    return fresh(
        Indicator(
            indicator_id=UUID(int=1),
            version=1,
            unit="mm/s",
            limits=(Limit(LimitSide.HIGH, Tier.RED, 7.1),),
            deadband=0.5,
            on_delay=timedelta(0),
            off_delay=timedelta(0),
            silent_after=timedelta(minutes=1),
            standard="GB/T 6075.3",
        )
    )


def test_a_late_reading_is_kept_and_flagged_but_not_judged() -> None:
    sources = calm()

    found = evaluate(sources, [(KEYS[0], START + SECOND, 1.0, 0), (KEYS[0], START, 9.0, 0)], now_us=NOW)

    assert found.changes == []
    assert found.late == [KEYS[0]]
    assert found.rows[1] == (0, START, 9.0, 0, ReadingFlag.LATE)


def test_a_late_reading_delivered_twice_is_kept_once() -> None:
    sources = calm()
    replay(sources, [(KEYS[0], START + SECOND, 1.0, 0), (KEYS[0], START, 2.0, 0)], now_us=NOW)

    found = evaluate(sources, [(KEYS[0], START, 2.0, 0)], now_us=NOW)

    assert (found.rows, found.duplicates) == ([], 1)


def test_a_reading_from_the_future_is_judged_as_if_sampled_on_arrival() -> None:
    sources = calm()
    ahead = NOW + MAX_AHEAD_US + 1

    found = evaluate(sources, [(KEYS[0], ahead, 9.0, 0)], now_us=NOW)

    assert found.rows == [(0, NOW, 9.0, 0, ReadingFlag.FROM_THE_FUTURE)]
    assert [change.tier for change in found.changes] == [Tier.RED]
    assert found.from_the_future == [KEYS[0]]


def test_a_wrong_clock_does_not_silence_the_readings_after_it() -> None:
    sources = calm()
    replay(sources, [(KEYS[0], NOW + 10 * MAX_AHEAD_US, 1.0, 0)], now_us=NOW)

    changes = replay(sources, [(KEYS[0], NOW + SECOND, 9.0, 0)], now_us=NOW + SECOND)

    assert [change.tier for change in changes] == [Tier.RED]


def test_a_reading_from_the_future_delivered_twice_is_kept_once() -> None:
    sources = calm()
    ahead = (KEYS[0], NOW + MAX_AHEAD_US + 1, 1.0, 0)

    found = evaluate(sources, [ahead, ahead], now_us=NOW)

    assert (len(found.rows), found.duplicates) == (1, 1)


def test_a_little_ahead_is_no_wrong_clock() -> None:
    found = evaluate(calm(), [(KEYS[0], NOW + MAX_AHEAD_US, 1.0, 0)], now_us=NOW)

    assert found.rows == [(0, NOW + MAX_AHEAD_US, 1.0, 0, 0)]


def test_an_unknown_source_is_counted_and_not_stored() -> None:
    found = evaluate(calm(), [("demo/x", START, 1.0, 0), ("demo/x", START, 2.0, 0)], now_us=NOW)

    assert (found.unknown, found.rows) == ({"demo/x": 2}, [])


def test_a_source_without_an_indicator_is_stored_only() -> None:
    sources = {KEYS[0]: Source(0)}

    found = evaluate(sources, [(KEYS[0], START, 1e9, int(Quality.GOOD))], now_us=NOW)

    assert (len(found.rows), found.changes) == (1, [])


def test_remembering_grows_the_tail_of_each_source() -> None:
    sources = calm()
    found = evaluate(sources, [(KEYS[0], START, 1.0, 0), (KEYS[1], START, 2.0, 0)], now_us=NOW)

    remember(sources, found)

    assert [row[2] for row in sources[KEYS[0]].tail] == [1.0]
    assert [row[2] for row in sources[KEYS[1]].tail] == [2.0]
