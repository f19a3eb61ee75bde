"""Which observation becomes an alert: type x area x confidence x repetition -> tier. Rules are data per site.

A rule of a zone is one that names areas, tags or hours: a place where people of some roles must not be, goods
in an area that is not theirs, a tag at a gate that belongs to other equipment.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.sensors.camera_events.observation_rules import TYPE, aspect_of
from backend.sensors.camera_events.tags_rules import Tag, TagKind

DAY_MINUTES: Final = 24 * 60
MAX_RULES: Final = 200


class TagCondition(StrEnum):
    """Fault of the tag for which a rule holds."""

    ANY = "ANY"
    MISPLACED = "MISPLACED"
    """It may be in some areas, and this is none of them."""
    MISMATCHED = "MISMATCHED"
    """It belongs to other equipment than that at which it was read, or nobody knows it."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Part of each day in the site's time zone, minutes since midnight; over midnight where `end` is less."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class ObservationRule:
    """Holds for `min_sightings` observations `within` a time, each sure enough; the worst tier counts.

    Empty `areas`, `tag_kinds`: all. `unless_roles`: people who may. `raises`: what the alert is about, if it
    is not the type itself. `clear_after`: the alert ends when nothing of the kind was seen for so long.
    """

    type: str
    tier: Tier
    min_confidence: float = 0.5
    min_sightings: int = 1
    within: timedelta = timedelta(minutes=1)
    clear_after: timedelta = timedelta(minutes=5)
    areas: frozenset[str] = frozenset()
    tag_kinds: frozenset[TagKind] = frozenset()
    tag: TagCondition = TagCondition.ANY
    unless_roles: frozenset[str] = frozenset()
    hours: Hours | None = None
    raises: str = ""

    @property
    def subject(self) -> str:
        return self.raises or self.type


@dataclass(frozen=True, slots=True)
class Sight:
    """An observation with what the site knows of it. `minute`: of the day there. `tag`: None if unknown.

    `equipment`: the code of the equipment at which the source stands, "" if at none.
    """

    type: str
    area: str
    confidence: float
    minute: int
    tag: Tag | None = None
    equipment: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result of one observation for one aspect. `sightings`: how often it was seen in the rule's time."""

    raises: str
    area: str
    tier: Tier
    clear_after: timedelta
    sightings: int

    @property
    def aspect(self) -> str:
        return aspect_of(self.raises, self.area)


Count = Callable[[timedelta, float], int]
"""Number of observations of this source, type and area a time holds, all at least so sure; with this one."""


def judge(rules: Iterable[ObservationRule], sight: Sight, count: Count) -> list[Verdict]:
    """The worst tier that holds for each thing that rules can raise. `count` is asked only where needed."""
    worst: dict[str, Verdict] = {}
    for rule in rules:
        if not applies(rule, sight):
            continue
        seen = count(rule.within, rule.min_confidence) if rule.min_sightings > 1 else 1
        if seen < rule.min_sightings:
            continue
        before = worst.get(rule.subject)
        if before is None or rule.tier > before.tier:
            worst[rule.subject] = Verdict(rule.subject, sight.area, rule.tier, rule.clear_after, seen)
    return [worst[subject] for subject in sorted(worst)]


def applies(rule: ObservationRule, sight: Sight) -> bool:
    """Return True if the rule is about such an observation at all, however often it was made."""
    return (
        rule.type == sight.type
        and sight.confidence >= rule.min_confidence
        and (not rule.areas or sight.area in rule.areas)
        and (rule.hours is None or rule.hours.holds(sight.minute))
        and _is_about(rule, sight)
    )


def _is_about(rule: ObservationRule, sight: Sight) -> bool:
    tag = sight.tag
    if rule.tag_kinds and (tag is None or tag.kind not in rule.tag_kinds):
        return False
    if tag is not None and tag.role and tag.role in rule.unless_roles:
        return False
    if rule.tag is TagCondition.MISPLACED:
        return tag is not None and bool(tag.areas) and sight.area not in tag.areas
    if rule.tag is TagCondition.MISMATCHED:
        return tag is None or tag.equipment not in {"", sight.equipment or tag.equipment}
    return True


def check(rules: Iterable[ObservationRule]) -> tuple[ObservationRule, ...]:
    """The rules. Raises Refused(INVALID_INPUT) for one that could never hold, or that would never end."""
    found = tuple(rules)
    if len(found) > MAX_RULES or not all(_is_sound(rule) for rule in found):
        raise Refused(ErrorCode.INVALID_INPUT, "a rule names a type, 0 to 1, sightings and times above zero")
    return found


def _is_sound(rule: ObservationRule) -> bool:
    hours = rule.hours
    return (
        TYPE.fullmatch(rule.type) is not None
        and (not rule.raises or TYPE.fullmatch(rule.raises) is not None)
        and 0 <= rule.min_confidence <= 1
        and 1 <= rule.min_sightings <= 1000
        and timedelta(0) < rule.within <= timedelta(days=1)
        and timedelta(0) < rule.clear_after <= timedelta(days=7)
        and (hours is None or (0 <= hours.start < DAY_MINUTES and 0 <= hours.end <= DAY_MINUTES))
    )
