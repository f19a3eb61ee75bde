"""A gas is one however its unit is typed, and all that ask it get the same answer."""

import pytest

from backend.core.vocabulary import AlertCondition
from backend.sensors.advice_rules import of_unit
from backend.sensors.gas_rules import GasKind, gas_kind, measures_gas
from backend.sensors.site_advice_rules import subject_of

HIGH = AlertCondition.LIMIT_HIGH


@pytest.mark.parametrize(
    ("spellings", "kind"),
    [
        (("%LEL", "%lel", "% LEL", "%LFL", " %lfl ", "％LEL", "LEL%"), GasKind.FLAMMABLE),
        (("ppm", "PPM", "p p m", "ppb", "Ppb"), GasKind.TOXIC),
        (("%VOL", "%vol", "% Vol", "%O₂", "%O2", "%o2"), GasKind.OXYGEN),
        (("mg/m³", "mg/m3", "MG/M3", "mg / m³", "μg/m³", "µg/m³", "ug/m3"), GasKind.AIR),
        (("°C", "kPa", "%RH", "%", "", "mm/s", "m³/h", "mg/L"), None),
    ],
)
def test_a_unit_says_the_same_however_it_is_typed(spellings: tuple[str, ...], kind: GasKind | None) -> None:
    assert {gas_kind(each) for each in spellings} == {kind}
    assert {measures_gas(each) for each in spellings} == {kind is not None}
    assert len({(of_unit(each, "", HIGH), subject_of(each, "", HIGH, "")) for each in spellings if kind}) <= 1


def test_a_detector_of_the_standard_measures_a_gas_in_whichever_unit() -> None:
    assert measures_gas("mV", "GB/T 50493-2019 5.5.2")
    assert not measures_gas("mV", "GB/T 3836")
