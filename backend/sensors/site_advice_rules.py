"""Advice of a site's own: what its people do first, before the templates of the product have a say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.sensors.advice_rules import GAS_DETECTORS

SUBJECTS: Final = {
    **dict.fromkeys(("%LEL", "%LFL"), "FLAMMABLE_GAS"),
    **dict.fromkeys(("ppm", "ppb"), "TOXIC_GAS"),
    **dict.fromkeys(("%VOL", "%O₂", "%O2"), "OXYGEN"),
    **dict.fromkeys(("mg/m³", "mg/m3"), "AIR"),
    **dict.fromkeys(("kPa", "MPa", "bar"), "PRESSURE"),
    "mm/s": "VIBRATION",
}
"""What a unit measures, as far as it says so."""


@dataclass(frozen=True, slots=True)
class SiteAdvice:
    """The first steps about a subject: what a unit measures (`SUBJECTS`), or the type of a sighting."""

    subject: str
    conditions: frozenset[AlertCondition]
    steps: tuple[Text, ...]

    @property
    def code(self) -> str:
        """The same for whatever takes the place of this one."""
        return "/".join([self.subject, *sorted(self.conditions)])


def subject_of(unit: str, standard: str, condition: AlertCondition, aspect: str) -> str:
    """What an alert is about: the type of a sighting without its place, or what the unit measures."""
    if condition is AlertCondition.EVENT:
        return aspect.partition("@")[0]
    subject = SUBJECTS.get(unit, "")
    return "TOXIC_GAS" if subject == "AIR" and standard.startswith(GAS_DETECTORS) else subject


def steps_about(advice: Iterable[SiteAdvice], subject: str, condition: AlertCondition) -> tuple[Text, ...]:
    """The steps of the first one that is about it; none if no one is."""
    if not subject:
        return ()
    about = (each for each in advice if each.subject == subject and condition in each.conditions)
    return next((each.steps for each in about), ())
