"""Two replays side by side: what is kept, added, removed, and what of it was a real danger."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from backend.cases.rules import CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.backtest import Columns
from backend.detection.backtest.comparing import compare, tally
from backend.detection.backtest.comparison import History, compare_indicators
from backend.detection.backtest.recommended import RecommendedKind, recommended_values
from backend.detection.backtest.results import Comparison, Episode, Outcome, PastAlert, Verdict
from backend.entrypoints.cli_commands.backtest import proposed
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from backend.tuning.indicators_rules import check_change, check_indicator
from backend.tuning.loosening_rules import loosened_tiers, needs_second_person

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
START = 1_790_000_000 * SECOND
HIGH = AlertCondition.LIMIT_HIGH
GAS = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="%LEL",
    limits=(
        Limit(LimitSide.HIGH, Tier.YELLOW, 10.0),
        Limit(LimitSide.HIGH, Tier.ORANGE, 25.0),
        Limit(LimitSide.HIGH, Tier.RED, 50.0),
    ),
    deadband=0.0,
    on_delay=timedelta(0),
    off_delay=timedelta(0),
    silent_after=timedelta(minutes=1),
    standard="",
)


def episode(minute: int, *, lasts: int = 2, tier: Tier = Tier.YELLOW) -> Episode:
    at = START + minute * MINUTE
    return Episode(HIGH, at, at, at + lasts * MINUTE, tier)


def alert(minute: int, outcome: Outcome | None, *, tier: Tier = Tier.YELLOW) -> PastAlert:
    at = START + minute * MINUTE
    return PastAlert(uuid4(), HIGH, tier, at, at + MINUTE, uuid4(), "CZ-1", outcome)


def side_by_side(now: list[Episode], then: list[Episode], *past: PastAlert) -> Comparison:
    return compare(now, then, past, from_us=START, to_us=START + HOUR, readings=3600)


def test_the_outcome_of_a_past_alert_is_that_of_its_case() -> None:
    assert [each.value for each in Outcome] == [each.value for each in CaseOutcome]


def test_episodes_that_overlap_are_kept_whatever_their_edges() -> None:
    found = side_by_side([episode(0), episode(10), episode(20)], [episode(1), episode(30)])

    assert (found.kept, found.added, found.removed) == (1, 1, 2)
    assert [each.verdict for each in found.episodes] == [
        Verdict.ADDED,
        Verdict.REMOVED,
        Verdict.REMOVED,
        Verdict.KEPT,
    ]


def test_a_removed_alert_that_people_disposed_of_is_missed_and_a_false_alarm_is_spared() -> None:
    real, false = alert(10, Outcome.RESOLVED), alert(20, Outcome.FALSE_ALARM)

    found = side_by_side([episode(10), episode(20)], [], real, false)

    assert (found.missed_real, found.spared_false, found.removed) == (1, 1, 2)
    assert {each.verdict for each in found.episodes if each.case_id == real.case_id} == {Verdict.MISSED}


def test_a_real_danger_that_an_older_rule_raised_counts_although_the_present_one_would_not() -> None:
    found = side_by_side([], [], alert(10, Outcome.RESOLVED))

    assert (found.missed_real, [each.verdict for each in found.episodes]) == (1, [Verdict.MISSED])


def test_a_real_danger_notified_at_a_lower_tier_is_weakened() -> None:
    found = side_by_side(
        [episode(10, tier=Tier.RED)], [episode(10)], alert(10, Outcome.RESOLVED, tier=Tier.RED)
    )

    assert (found.missed_real, found.weakened_real, found.kept) == (0, 1, 1)


def test_a_tally_counts_tiers_time_and_chattering_once() -> None:
    burst = [replace(episode(0, lasts=0), started_us=START + i * 20 * SECOND) for i in range(3)]
    burst = [replace(each, beyond_us=each.started_us, ended_us=each.started_us + SECOND) for each in burst]

    found = tally([*burst, episode(30, tier=Tier.RED)], to_us=START + HOUR)

    assert dict(found.by_tier) == {Tier.RED: 1, Tier.ORANGE: 0, Tier.YELLOW: 3, Tier.BLUE: 0}
    assert (found.alerts, found.chattering) == (4, 3)
    assert found.in_alarm_us == 3 * SECOND + 2 * MINUTE
    by_tier = dict(found.in_alarm_by_tier_us)
    assert (by_tier[Tier.RED], by_tier[Tier.YELLOW], by_tier[Tier.BLUE]) == (2 * MINUTE, 3 * SECOND, 0)


def test_what_would_be_missed_is_counted_at_the_tier_that_people_had_to_dispose_of() -> None:
    missed = alert(10, Outcome.RESOLVED, tier=Tier.RED)
    found = side_by_side(
        [], [episode(20)], missed, alert(20, Outcome.RESOLVED), alert(30, Outcome.FALSE_ALARM)
    )

    assert {each.tier: (each.count, each.missed) for each in found.real if each.count} == {
        Tier.RED: (1, 1),
        Tier.YELLOW: (1, 0),
    }


def history(values: list[float], *past: PastAlert, every_us: int = SECOND) -> History:
    times = START + np.arange(len(values), dtype=np.int64) * every_us
    columns = Columns(times, np.array(values), np.zeros(len(values), np.uint8))
    end = int(times[-1]) if values else START
    return History(GAS, columns=columns, past=past, from_us=START, to_us=end)


def test_the_same_indicator_changes_nothing() -> None:
    found = compare_indicators(history([1.0, 12.0, 1.0, 30.0, 1.0]), GAS)

    assert (found.kept, found.added, found.removed, found.now) == (2, 0, 0, found.then)


def test_short_spikes_that_ended_by_themselves_suggest_an_on_delay_and_real_ones_forbid_it() -> None:
    values = [1.0] * 4000
    for at in range(100, 4000, 500):
        values[at : at + 4] = [12.0] * 4

    kinds = {each.kind: each.value for each in recommended_values(history(values))}
    real = PastAlert(uuid4(), HIGH, Tier.YELLOW, START + 100 * SECOND, START + 103 * SECOND, None, None)
    resolved = replace(real, outcome=Outcome.RESOLVED)

    assert kinds[RecommendedKind.ON_DELAY] == 5.0
    assert RecommendedKind.ON_DELAY not in {
        each.kind for each in recommended_values(history(values, resolved))
    }


def test_noise_suggests_a_deadband_of_three_sigma() -> None:
    chance = np.random.default_rng(3)
    values = (5 + chance.normal(0, 0.5, 5000)).tolist()

    [found] = [each for each in recommended_values(history(values)) if each.kind is RecommendedKind.DEADBAND]

    assert found.value == pytest.approx(1.5, rel=0.1)


def test_a_suggested_limit_calls_about_so_often_and_never_moves_past_the_next_tier() -> None:
    chance = np.random.default_rng(4)
    values = np.repeat(np.abs(chance.normal(0, 4, 7 * 1440)), 1)
    values[:] = np.minimum(values, 24.0)
    found = history(values.tolist(), every_us=MINUTE)

    limits = [each for each in recommended_values(found) if each.kind is RecommendedKind.LIMIT]

    assert limits
    for each in limits:
        moved = replace(GAS, limits=(Limit(LimitSide.HIGH, Tier.YELLOW, each.value), *GAS.limits[1:]))
        assert each.value < 25.0
        assert compare_indicators(found, moved).then.alerts <= each.basis * 7 + 1


def test_an_empty_history_suggests_nothing() -> None:
    assert recommended_values(history([])) == []


ALL = {Tier.YELLOW, Tier.ORANGE, Tier.RED}
SLOW = replace(GAS, deadband=1.0, on_delay=timedelta(seconds=3), off_delay=timedelta(seconds=30))


@pytest.mark.parametrize(
    ("after", "loosened"),
    [
        (replace(SLOW, deadband=2.0), ALL),
        (replace(SLOW, deadband=0.5), set()),
        (replace(SLOW, on_delay=timedelta(minutes=1)), ALL),
        (replace(SLOW, on_delay=timedelta(0)), set()),
        (replace(SLOW, off_delay=timedelta(hours=24)), ALL),
        (replace(SLOW, limits=GAS.limits[1:]), {Tier.YELLOW}),
        (replace(SLOW, limits=GAS.limits[:2]), {Tier.RED}),
        (replace(SLOW, limits=(*GAS.limits[:2], Limit(LimitSide.HIGH, Tier.RED, 51.0))), {Tier.RED}),
        (replace(SLOW, limits=(*GAS.limits[:2], Limit(LimitSide.HIGH, Tier.RED, 49.0))), set()),
        (replace(SLOW, silent_after=timedelta(minutes=2)), {*ALL, Tier.BLUE}),
        (replace(SLOW, silent_after=timedelta(seconds=30)), set()),
        (replace(SLOW, span=Span(0.0, 20.0)), ALL),
        (replace(SLOW, span=Span(0.0, 100.0)), set()),
    ],
)
def test_looser_is_what_a_tier_reaches_later_or_never(after: Indicator, loosened: set[Tier]) -> None:
    assert loosened_tiers(SLOW, after) == loosened


def test_a_span_that_grows_or_goes_says_less_of_a_broken_instrument() -> None:
    before = replace(GAS, span=Span(0.0, 100.0))

    assert loosened_tiers(before, replace(GAS, span=None)) == {Tier.BLUE}
    assert loosened_tiers(before, replace(GAS, span=Span(-10.0, 200.0))) == {Tier.BLUE}
    assert loosened_tiers(before, replace(GAS, span=Span(10.0, 90.0))) == ALL


def test_where_the_residual_risk_is_red_an_orange_limit_protects_like_a_red_one() -> None:
    moved = replace(GAS, limits=(GAS.limits[0], Limit(LimitSide.HIGH, Tier.ORANGE, 30.0), GAS.limits[2]))

    assert loosened_tiers(GAS, moved) == {Tier.ORANGE}
    assert Tier.RED in loosened_tiers(GAS, moved, red_sides={LimitSide.HIGH})
    assert loosened_tiers(GAS, moved, red_sides={LimitSide.LOW}) == {Tier.ORANGE}


@pytest.mark.parametrize(
    "slower",
    [
        {"on_delay": timedelta(minutes=10)},
        {"off_delay": timedelta(hours=24)},
        {"deadband": 5.0},
        {"silent_after": timedelta(hours=1)},
        {"span": Span(0.0, 20.0)},
    ],
    ids=lambda changed: next(iter(changed)),
)
@pytest.mark.parametrize("has_limits", [True, False])
def test_what_slows_all_limits_slows_a_rate_limit_too(slower: dict[str, Any], has_limits: bool) -> None:
    limits = (Limit(LimitSide.HIGH, Tier.YELLOW, 10.0),) if has_limits else ()
    before = replace(GAS, limits=limits, rate_limit=RateLimit(10.0, timedelta(minutes=1), Tier.RED))

    loosened = loosened_tiers(before, replace(before, **slower))

    assert Tier.RED in loosened
    assert needs_second_person(loosened, before)


def test_a_rate_has_the_tier_that_is_written_whatever_the_residual_risk_as_its_alert_has() -> None:
    before = replace(GAS, limits=(), rate_limit=RateLimit(10.0, timedelta(minutes=1), Tier.YELLOW))
    after = replace(before, on_delay=timedelta(minutes=1))

    assert loosened_tiers(before, after, red_sides=set(LimitSide)) == {Tier.YELLOW}


@pytest.mark.parametrize("unit", ["%LFL", "% lel", "PPM", "μg/m³", "µg/m3", "mg/m³", "％VOL", "mV"])
def test_nobody_alone_slows_a_source_of_gas_however_its_unit_is_written(unit: str) -> None:
    standard = "GB/T 50493-2019 5.5.2" if unit == "mV" else ""
    before = replace(GAS, unit=unit, standard=standard, limits=GAS.limits[:1])
    loosened = loosened_tiers(before, replace(before, on_delay=timedelta(seconds=10)))

    assert loosened == {Tier.YELLOW}
    assert needs_second_person(loosened, before)
    assert not needs_second_person(loosened, replace(before, unit="°C", standard=""))


def test_another_rate_limit_is_looser_unless_it_is_plainly_stricter() -> None:
    before = replace(GAS, rate_limit=RateLimit(10.0, timedelta(minutes=1), Tier.RED))

    stricter = replace(before, rate_limit=RateLimit(8.0, timedelta(minutes=1), Tier.RED))
    assert loosened_tiers(before, stricter) == set()
    for limit in (None, RateLimit(8.0, timedelta(minutes=5), Tier.RED)):
        assert loosened_tiers(before, replace(before, rate_limit=limit)) == {Tier.RED}


@pytest.mark.parametrize(
    "parts",
    [
        {"deadband": -0.1},
        {"deadband": float("nan")},
        {"on_delay": timedelta(minutes=11)},
        {"limits": (Limit(LimitSide.HIGH, Tier.RED, 5.0), GAS.limits[0])},
        {"limits": (GAS.limits[0], GAS.limits[0])},
        {"limits": (Limit(LimitSide.LOW, Tier.RED, 9.5), GAS.limits[0]), "deadband": 0.5},
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        check_indicator(replace(GAS, **parts))  # type: ignore[arg-type]  # whatever the case says

    assert refused.value.code is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize(
    ("base", "value"),
    [(GAS, 99_999.0), (replace(GAS, unit="m/s"), -5.0), (replace(GAS, span=Span(0.0, 55.0)), 60.0)],
)
def test_a_limit_is_not_moved_to_where_nothing_is_measured(base: Indicator, value: float) -> None:
    red = Limit(LimitSide.HIGH, Tier.RED, value)
    with pytest.raises(Refused) as refused:
        check_change(base, replace(base, limits=(red,)))

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_a_limit_that_lies_outside_already_hinders_no_other_change() -> None:
    base = replace(GAS, span=Span(0.0, 40.0))

    check_change(base, replace(base, on_delay=timedelta(seconds=5)))


def test_the_command_line_moves_one_limit_and_takes_another_away() -> None:
    wanted = proposed(
        GAS, ["high:yellow:12", "HIGH:ORANGE:none"], deadband=None, on_delay=5.0, off_delay=None
    )

    assert {(each.tier, each.value) for each in wanted.limits} == {(Tier.YELLOW, 12.0), (Tier.RED, 50.0)}
    assert wanted.on_delay == timedelta(seconds=5)
    with pytest.raises(Refused):
        proposed(GAS, ["nonsense"], deadband=None, on_delay=None, off_delay=None)
