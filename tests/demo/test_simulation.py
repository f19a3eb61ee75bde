"""The simulated plant: quiet outside its incidents, and loud soon enough inside them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from backend.demo.incidents import EVERY, SCRIPTS
from backend.demo.plant import DEMO_PLANT
from backend.demo.simulation import SimulatedPlant
from backend.detection.limits.evaluator import replay
from backend.detection.limits.latches import RuleTransition
from backend.detection.limits.limits import LimitRule, step, transitions
from backend.detection.limits.sources import Source
from backend.policies.rules import SOURCE_NORMAL_FOR

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
INDICATORS = {sensor.code: sensor.indicator for sensor in DEMO_PLANT.sensors}
CYCLE = EVERY * len(SCRIPTS)


def judged(plant: SimulatedPlant, seconds: int) -> Iterator[tuple[datetime, str, RuleTransition]]:
    """Every change of tier that the real detection finds in so many seconds, sampled once a second."""
    rules = {code: LimitRule.of(indicator) for code, indicator in INDICATORS.items()}
    latches = {code: rule.idle for code, rule in rules.items()}
    for second in range(seconds):
        at = plant.started_at + second * SECOND
        for code, value in plant.values_at(at).items():
            rule, before = rules[code], latches[code]
            latches[code] = step(rule, before, second * 1_000_000, value)
            if latches[code] is not before:
                for found in transitions(rule, before, latches[code], second * 1_000_000):
                    yield at, code, found


def touched(script) -> set[str]:
    return set(script.peaks) | script.silenced


def test_the_same_moment_has_the_same_values_whenever_it_is_asked():
    at = START + timedelta(minutes=7, seconds=13)

    assert SimulatedPlant(START).values_at(at) == SimulatedPlant(START).values_at(at)
    assert SimulatedPlant(START, seed=2).values_at(at) != SimulatedPlant(START).values_at(at)


def test_a_quiet_day_stays_inside_all_limits_by_more_than_the_deadband():
    before_any_incident = SimulatedPlant(START + timedelta(days=2))

    for tick in range(0, 86_400, 7):
        for code, value in before_any_incident.values_at(START + tick * SECOND).items():
            indicator = INDICATORS[code]
            for limit in indicator.limits:
                inside = limit.value - value if limit.side == "HIGH" else value - limit.value
                assert inside > indicator.deadband, (code, tick, value, limit)


def test_every_alert_of_a_cycle_belongs_to_the_incident_that_is_going_on():
    plant = SimulatedPlant(START)

    for at, code, found in judged(plant, int(CYCLE.total_seconds())):
        if found.tier is not None:
            # The last drop of a tier may come an off-delay after the incident.
            incident = plant.incident_at(at) or plant.incident_at(at - timedelta(seconds=60))
            assert incident is not None, (at, code)
            assert code in touched(incident.script)


def test_the_other_rules_stay_quiet_on_a_quiet_day_and_in_every_incident():
    plant = SimulatedPlant(START)
    sources = {}
    for index, (code, indicator) in enumerate(INDICATORS.items()):
        sources[code] = Source(index)
        sources[code].bind(indicator, None)
    readings = [
        (code, microseconds(START + tick * SECOND), value, 0)
        for tick in range(int(CYCLE.total_seconds()) + 900)
        for code, value in plant.values_at(START + tick * SECOND).items()
    ]

    changes = replay(sources, readings, now_us=microseconds(START + 2 * CYCLE))

    assert {change.condition for change in changes} == {AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW}


def test_a_newcomer_sees_a_red_alert_within_two_minutes():
    reds = [at for at, _, found in judged(SimulatedPlant(START), 120) if found.tier is Tier.RED]

    assert reds
    assert reds[0] - START < timedelta(seconds=90)


def test_every_incident_is_noticed_and_over_before_the_next_begins():
    plant = SimulatedPlant(START)
    open_tiers: dict[tuple[str, AlertCondition], Tier] = {}
    worst: dict[str, Tier] = defaultdict(lambda: Tier.BLUE)
    for _, code, found in judged(plant, int(CYCLE.total_seconds()) + 15):
        if found.tier is None:
            del open_tiers[code, found.condition]
        else:
            open_tiers[code, found.condition] = found.tier
            worst[code] = max(worst[code], found.tier)

    assert open_tiers == {}
    for script in SCRIPTS:
        assert script.lasts + timedelta(seconds=30) < EVERY
        assert script.silenced or any(worst[code] > Tier.BLUE for code in script.peaks)
    assert worst["GD-201"] is Tier.RED
    assert worst["VT-501"] is Tier.ORANGE


def test_a_data_gap_lasts_longer_than_its_sensor_may_be_silent():
    gap = next(script for script in SCRIPTS if script.silenced)

    for code in gap.silenced:
        assert gap.lasts > INDICATORS[code].silent_after + timedelta(seconds=30)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name.en)
def test_sensors_of_an_incident_are_then_quiet_long_enough_for_a_recheck(script):
    others = [each for each in SCRIPTS if each is not script]

    assert not any(touched(script) & touched(other) for other in others)
    assert CYCLE - script.lasts > SOURCE_NORMAL_FOR + timedelta(minutes=3)


def test_the_next_incident_is_announced_to_the_second():
    plant = SimulatedPlant(START)
    at = START

    for script in (*SCRIPTS, SCRIPTS[0]):
        begins_at = plant.next_incident_at(at)
        incident = plant.incident_at(begins_at)
        assert incident is not None
        assert incident.script is script
        assert plant.incident_at(begins_at - SECOND) is None
        at = begins_at


def test_load_drives_all_machines_alike():
    plant = SimulatedPlant(START + timedelta(days=2))
    night = plant.values_at(datetime(2026, 3, 2, 19, 0, tzinfo=UTC))  # 03:00 at the plant
    noon = plant.values_at(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))  # 12:00

    for code in ("VT-501", "TT-501", "II-501", "PT-201", "NO-501"):
        assert noon[code] > night[code]
    assert noon["PT-502"] < night["PT-502"]
