"""Advice of a site's own: what its people do first, before the templates of the product have a say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.advice_rules import is_early, of_event, of_unit
from backend.sensors.gas_rules import GAS_DETECTORS, gas_kind

SUBJECTS: Final = {
    "%LEL": "FLAMMABLE_GAS",
    "ppm": "TOXIC_GAS",
    "%VOL": "OXYGEN",
    "mg/m³": "AIR",
    **dict.fromkeys(("kPa", "MPa", "bar"), "PRESSURE"),
    "mm/s": "VIBRATION",
}
"""Subject that a unit measures, as far as it says so; of a gas one unit stands for all that say the same."""
SUBJECT_OF_GAS: Final = {kind: subject for unit, subject in SUBJECTS.items() if (kind := gas_kind(unit))}


@dataclass(frozen=True, slots=True)
class SiteAdvice:
    """The first steps about a subject: what a unit measures (`SUBJECTS`), or the type of a sighting.

    `is_early`: said while the alert has not been worse than yellow; the others at every tier, while yellow or
    blue only where nothing early is written.
    """

    subject: str
    conditions: frozenset[AlertCondition]
    steps: tuple[Text, ...]
    is_early: bool = False

    @property
    def code(self) -> str:
        """The same for whatever takes the place of this one."""
        return "/".join([self.subject, *sorted(self.conditions), *(["EARLY"] if self.is_early else [])])

    @property
    def condition(self) -> AlertCondition:
        """The one of its conditions that stands for all: about each of them the same is said."""
        return min(self.conditions & LIMITS or self.conditions)

    @property
    def tier(self) -> Tier:
        """The worst tier at which it is said."""
        return Tier.YELLOW if self.is_early else Tier.RED


def subject_of(unit: str, standard: str, condition: AlertCondition, aspect: str) -> str:
    """Return the subject of an alert: the type of a sighting without its place, or what the unit measures."""
    if condition is AlertCondition.EVENT:
        return aspect.partition("@")[0]
    kind = gas_kind(unit)
    subject = SUBJECTS.get(unit, "") if kind is None else SUBJECT_OF_GAS[kind]
    return "TOXIC_GAS" if subject == "AIR" and standard.startswith(GAS_DETECTORS) else subject


def steps_about(
    advice: Iterable[SiteAdvice], subject: str, condition: AlertCondition, tier: Tier
) -> tuple[Text, ...]:
    """The steps of the one that is about it at this tier, an early one first; none if no one is."""
    if not subject:
        return ()
    about = [
        each
        for each in advice
        if each.subject == subject and condition in each.conditions and (is_early(tier) or not each.is_early)
    ]
    return next((each.steps for each in sorted(about, key=lambda each: not each.is_early)), ())


MEASURED_DANGER: Final = frozenset(
    {AlertCondition.LIMIT_HIGH, AlertCondition.RATE_OF_CHANGE, AlertCondition.OUT_OF_RANGE}
)
SEEN: Final = frozenset({AlertCondition.EVENT})
LIMITS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})
MEASURED: Final = (
    ("FLAMMABLE_GAS", MEASURED_DANGER),
    ("TOXIC_GAS", MEASURED_DANGER),
    ("AIR", MEASURED_DANGER),
    ("OXYGEN", frozenset({AlertCondition.LIMIT_HIGH})),
    (
        "OXYGEN",
        frozenset({AlertCondition.LIMIT_LOW, AlertCondition.RATE_OF_CHANGE, AlertCondition.OUT_OF_RANGE}),
    ),
    ("PRESSURE", MEASURED_DANGER),
    ("VIBRATION", MEASURED_DANGER),
)
"""Topics that a site may write advice about. No two share a condition of a subject: one only is ever said."""
EARLY: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.RATE_OF_CHANGE})
MEASURED_EARLY: Final = (("FLAMMABLE_GAS", EARLY), ("TOXIC_GAS", EARLY))
"""Topics of early alerts, said instead of those: where the product says something else, too."""
MOST_STEPS: Final = 6
LONGEST_STEP: Final = 100
IN_GAS: Final = frozenset({"FLAMMABLE_GAS", "TOXIC_GAS", "AIR", "OXYGEN", "LEAK", "SMOKE"})
"""Where whoever goes to look may not come back."""
SENDS: Final = re.compile(
    r"到现场|去现场|到场|现场(?:确认|查看|检查|复核|处置)|进入|靠近|前往|闻味|闻一闻|过去看"
    r"|\bon[ -]?site\b|\bgo (?:and|to|in|into)\b|\benter\b|\bapproach\b|\bsmell\b|\binspect\b",
    re.IGNORECASE,
)
PROTECTED: Final = re.compile(
    r"空呼|空气呼吸器|呼吸器|正压|防毒面具|防护面具|面罩|\bapparatus\b|\bSCBA\b|\brespirator|\bmasks?\b",
    re.IGNORECASE,
)
FORBIDS: Final = re.compile(
    r"不得|禁止|严禁|不要|不能|勿|方可|集合点|不准"
    r"|\b(?:do not|don't|never|nobody|no one|must not|only)\b|\bmuster",
    re.IGNORECASE,
)


def topics(seen: Iterable[str]) -> list[SiteAdvice]:
    """Return the topics of advice at a site, without steps. `seen`: types of what cameras and gates see."""
    measured = [SiteAdvice(subject, conditions, ()) for subject, conditions in MEASURED]
    measured += [SiteAdvice(subject, conditions, (), is_early=True) for subject, conditions in MEASURED_EARLY]
    return [*measured, *(SiteAdvice(each, SEEN, ()) for each in sorted(set(seen)))]


def product_steps(topic: SiteAdvice) -> tuple[Text, ...]:
    """Return the steps of the product, where the site says nothing."""
    if topic.conditions == SEEN:
        return of_event(topic.subject)
    unit = next(unit for unit, subject in SUBJECTS.items() if subject == topic.subject)
    return of_unit(unit, "", topic.condition, topic.tier)


def checked_steps(topic: SiteAdvice, steps: Iterable[Text]) -> tuple[Text, ...]:
    """The steps as they are kept; the words of one language stand in where the other is missing.

    Raises Refused: INVALID_INPUT for none, too many or too long ones, ADVICE_INTO_GAS for one that sends
    people to where a gas may be, with nothing to breathe.
    """
    said = [Text(" ".join(each.zh.split()), " ".join(each.en.split())) for each in steps]
    found = tuple(Text(each.zh or each.en, each.en or each.zh) for each in said if each.zh or each.en)
    longest = max((max(len(each.zh), len(each.en)) for each in found), default=0)
    if not 0 < len(found) <= MOST_STEPS or longest > LONGEST_STEP:
        raise Refused(ErrorCode.INVALID_INPUT, f"1 to {MOST_STEPS} steps of {LONGEST_STEP} characters")
    if topic.subject in IN_GAS and any(sends_in(words) for each in found for words in (each.zh, each.en)):
        raise Refused(ErrorCode.ADVICE_INTO_GAS, "a step sends people into a gas")
    return found


def sends_in(words: str) -> bool:
    """Whether a step sends people to look, or in, and neither protects nor forbids."""
    return bool(SENDS.search(words)) and not PROTECTED.search(words) and not FORBIDS.search(words)
