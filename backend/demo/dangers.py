"""Dangers of the demo plant in the words of a risk register: where an indicator leaves its limits, or a
camera, gate or locator sees something.

Codes of accident classes are of GB 6441-2025, not verified against its text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from backend.core.text import Text
from backend.core.typed import convert
from backend.core.vocabulary import HazardCategory
from backend.demo.blueprint import Hazard
from backend.risks.revisions.rules import BoundSide
from backend.sensors.rules import SensorKind


@dataclass(frozen=True, slots=True)
class Check:
    """Item of a round: what it looks at, what it finds where all is well, else the category of the report."""

    look_for: Text
    answer: Text
    category: HazardCategory


@dataclass(frozen=True, slots=True)
class Danger:
    """Danger on one side of the limits; `title` stands after the name of the place. `barrier`:
    the measure on which most depends. `early`: steps up to yellow where they differ from the `urgent` ones.
    `observations`: types, of what is seen.
    """

    side: BoundSide
    title: Text
    harm: Text
    accident_class: str
    barrier: Text
    check: Check
    urgent: tuple[Text, ...]
    early: tuple[Text, ...] = ()
    observations: tuple[str, ...] = ()


def _read() -> Mapping[Hazard | SensorKind, tuple[Danger, ...]]:
    kept = files("backend.demo").joinpath("dangers.json").read_text(encoding="utf-8")
    found = json.loads(kept)
    kinds = [*Hazard, *(each for each in SensorKind if each in found)]
    return {each: convert(found[each], tuple[Danger, ...]) for each in kinds}


DANGERS: Final = _read()
