"""Starting sets as data: each trade has one, in words, with a source, and none is weaker than the product."""

import pytest

from backend.core.vocabulary import AlertCondition, Tier
from backend.policies.rules import POLICY
from backend.policies.site_policy_rules import check
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.loosening_rules import loosened
from backend.sensors.camera_events.words_rules import words_of
from backend.sensors.site_advice_rules import SUBJECTS, SiteAdvice, steps_about, subject_of
from backend.sites.settings.rules import Trade
from backend.starting_sets.rules import Times, key_of
from backend.starting_sets.store import starting_set
from backend.starting_sets.words_rules import subject_name


@pytest.mark.parametrize("trade", list(Trade))
def test_a_set_says_where_each_figure_comes_from_and_speaks_both_languages(trade: Trade) -> None:
    found = starting_set(trade)
    entries = [
        *found.times.values(),
        *found.tasks.values(),
        *found.observations.values(),
        *found.advice.values(),
    ]
    words = [each.source.words for each in entries]
    words += [each.value.work for each in found.tasks.values()]
    words += [step for each in found.advice.values() for step in each.value.steps]
    words += [subject_name(each.value) for each in found.advice.values()]
    words += [words_of(each.value.subject) for each in found.observations.values()]

    assert all(each.zh.strip() and each.en.strip() and each.zh != each.en for each in words)


@pytest.mark.parametrize("trade", list(Trade))
def test_the_times_of_a_set_are_a_policy_and_none_is_longer_than_that_of_the_product(trade: Trade) -> None:
    times = starting_set(trade).times
    check({tier: times[tier.name].value.over(policy) for tier, policy in POLICY.items()}, reason="set")

    assert not [
        t.name for t, policy in POLICY.items() if times[t.name].value.is_longer_than(Times.of(policy))
    ]


@pytest.mark.parametrize("trade", list(Trade))
def test_no_set_calls_less_of_what_cameras_see_than_the_product(trade: Trade) -> None:
    wanted = {key: entry.value for key, entry in starting_set(trade).observations.items()}
    after = [wanted.get(key_of(rule), rule) for rule in DEFAULT_RULES]

    assert not loosened(DEFAULT_RULES, after)
    assert wanted.keys() <= {key_of(rule) for rule in DEFAULT_RULES}


def test_each_rule_that_a_site_has_from_the_beginning_has_a_key_of_its_own() -> None:
    assert len({key_of(rule) for rule in DEFAULT_RULES}) == len(DEFAULT_RULES)


@pytest.mark.parametrize("trade", list(Trade))
def test_advice_is_about_something_that_alerts_can_be_about(trade: Trade) -> None:
    for entry in starting_set(trade).advice.values():
        is_event = entry.value.conditions == {AlertCondition.EVENT}
        subjects = {rule.subject for rule in DEFAULT_RULES} if is_event else set(SUBJECTS.values())
        assert entry.value.subject in subjects


def test_ammonia_in_milligrams_is_a_toxic_gas_where_a_gas_detector_measures_it() -> None:
    detector = subject_of("mg/m³", "GB/T 50493-2019", AlertCondition.LIMIT_HIGH, "")
    workplace = subject_of("mg/m³", "GBZ 2.1-2019", AlertCondition.LIMIT_HIGH, "")
    seen = subject_of("", "", AlertCondition.EVENT, "LEAK@COLD-1")

    assert (detector, workplace, seen) == ("TOXIC_GAS", "AIR", "LEAK")


def test_advice_about_a_gas_says_nothing_about_a_silent_source() -> None:
    advice: list[SiteAdvice] = [each.value for each in starting_set(Trade.FOOD).advice.values()]

    assert steps_about(advice, "TOXIC_GAS", AlertCondition.LIMIT_HIGH, Tier.RED)
    assert not steps_about(advice, "TOXIC_GAS", AlertCondition.SILENT, Tier.RED)
