"""What an alert says to do first at a plant that wrote nothing itself."""

import pytest

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.advice_rules import TEMPLATES as BY_CONDITION
from backend.sensors.advice_rules import of_event, of_unit
from backend.sensors.site_advice_rules import SiteAdvice, sends_in, steps_about
from backend.sensors.templates_rules import TEMPLATES, LimitTemplate

DANGEROUS = (
    AlertCondition.LIMIT_HIGH,
    AlertCondition.LIMIT_LOW,
    AlertCondition.RATE_OF_CHANGE,
    AlertCondition.OUT_OF_RANGE,
)
GASES = [each for each in TEMPLATES if each.code in ("COMBUSTIBLE_GAS", "OXYGEN", "H2S", "CO", "NH3")]


def first_words(template: LimitTemplate, condition: AlertCondition) -> str:
    return of_unit(template.unit, template.standard, condition)[0].zh


@pytest.mark.parametrize("template", GASES, ids=lambda each: each.code)
def test_nobody_is_sent_into_a_gas_to_look_whether_it_is_there(template: LimitTemplate) -> None:
    conditions = [
        each for each in DANGEROUS if each is not AlertCondition.LIMIT_LOW or template.code == "OXYGEN"
    ]

    for condition in conditions:
        said = first_words(template, condition)
        assert "到现场" not in said
        assert said != BY_CONDITION[condition][0].zh


@pytest.mark.parametrize("aspect", ["LEAK", "SMOKE@TANKS"])
def test_nobody_is_sent_to_a_leak_or_into_smoke_that_a_camera_sees(aspect: str) -> None:
    said = of_event(aspect)

    assert said != BY_CONDITION[AlertCondition.EVENT]
    assert not any(sends_in(words) for step in said for words in (step.zh, step.en))


def test_what_a_camera_sees_of_people_is_looked_at_on_site() -> None:
    assert of_event("NO_HELMET") == BY_CONDITION[AlertCondition.EVENT]


def test_who_lacks_oxygen_gets_out_and_is_not_rescued_without_air() -> None:
    steps = of_unit("%VOL", "GB/T 50493-2019 5.5.2", AlertCondition.LIMIT_LOW)

    assert "撤出" in steps[0].zh
    assert "严禁盲目施救" in steps[1].zh


def test_milligrams_are_a_gas_where_a_detector_of_gas_counts_them() -> None:
    detector = of_unit("mg/m³", "GB/T 50493-2019 5.5.2", AlertCondition.LIMIT_HIGH)
    dust = of_unit("mg/m³", "GBZ 2.1-2019", AlertCondition.LIMIT_HIGH)

    assert ("撤离" in detector[0].zh, "撤离" in dust[0].zh) == (True, False)


@pytest.mark.parametrize("condition", list(AlertCondition))
def test_whatever_the_unit_no_alert_comes_without_a_first_step(condition: AlertCondition) -> None:
    for unit in ("%LEL", "°C", "furlongs", ""):
        assert of_unit(unit, "", condition)


@pytest.mark.parametrize("unit", ["%LEL", "ppm"])
@pytest.mark.parametrize("tier", [Tier.BLUE, Tier.YELLOW])
def test_an_early_gas_alert_says_how_to_find_the_leak_and_a_late_one_says_leave(
    unit: str, tier: Tier
) -> None:
    early = of_unit(unit, "", AlertCondition.LIMIT_HIGH, tier)
    late = [of_unit(unit, "", AlertCondition.LIMIT_HIGH, each) for each in (Tier.ORANGE, Tier.RED)]

    assert "查找" in early[1].zh
    assert "撤离" in early[-1].zh
    assert late[0] == late[1] != early
    assert "撤离" in late[0][0].zh + late[0][1].zh


@pytest.mark.parametrize("condition", [AlertCondition.LIMIT_LOW, AlertCondition.OUT_OF_RANGE])
def test_of_little_oxygen_and_of_a_detector_beyond_its_range_nothing_is_early(
    condition: AlertCondition,
) -> None:
    unit = "%VOL" if condition is AlertCondition.LIMIT_LOW else "%LEL"

    assert of_unit(unit, "", condition, Tier.YELLOW) == of_unit(unit, "", condition, Tier.RED)


def test_early_advice_of_a_site_is_said_early_only_and_its_other_advice_at_every_tier() -> None:
    conditions = frozenset({AlertCondition.LIMIT_HIGH})
    leave, look = (Text("撤", "Leave"),), (Text("查", "Look"),)
    late = SiteAdvice("TOXIC_GAS", conditions, leave)
    early = SiteAdvice("TOXIC_GAS", conditions, look, is_early=True)

    def said(tier: Tier, *advice: SiteAdvice) -> tuple[Text, ...]:
        return steps_about(advice, "TOXIC_GAS", AlertCondition.LIMIT_HIGH, tier)

    assert [said(tier, late, early) for tier in Tier] == [look, look, leave, leave]
    assert [said(tier, late) for tier in Tier] == [leave] * 4
    assert [said(tier, early) for tier in Tier] == [look, look, (), ()]
    assert late.code != early.code
