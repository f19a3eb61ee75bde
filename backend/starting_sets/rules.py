"""Starting sets: what a trade begins with, and what of it differs from what a site has today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Generic, TypeAlias, TypeVar
from uuid import UUID

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission
from backend.core.vocabulary import HazardCategory, Stage, TaskKind, Tier
from backend.policies.rules import TierPolicy
from backend.sensors.camera_events.loosening_rules import loosened
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.site_advice_rules import SiteAdvice

STARTING_SET_APPLIED: Final = EventKind("STARTING_SET_APPLIED", is_of_site=True)


class SetPart(StrEnum):
    """Part of a starting set; each is taken over by itself."""

    TIMES = "TIMES"
    TASK_RULES = "TASK_RULES"
    OBSERVATIONS = "OBSERVATIONS"
    ADVICE = "ADVICE"


class SetFunction(StrEnum):
    """Function of a department. A set names these, the site says which department it is."""

    SAFETY = "SAFETY"
    EQUIPMENT = "EQUIPMENT"
    PRODUCTION = "PRODUCTION"


class ItemState(StrEnum):
    """How an entry of a set stands to what the site has today."""

    SAME = "SAME"
    NEW = "NEW"
    UPDATE = "UPDATE"
    """The site has what it began with, or what an earlier set wrote."""
    OWN = "OWN"
    """People changed it or took it away: it stays unless they choose otherwise."""


PERMISSIONS: Final = {
    SetPart.TIMES: Permission.CHANGE_POLICY,
    SetPart.TASK_RULES: Permission.CHANGE_POLICY,
    SetPart.OBSERVATIONS: Permission.MANAGE_SOURCES,
    SetPart.ADVICE: Permission.MANAGE_SOURCES,
}
MODULES: Final = {
    SetPart.TASK_RULES: Module.DEPARTMENT_TASKS,
    SetPart.OBSERVATIONS: Module.CAMERA_EVENTS,
}
"""A part whose module is off is offered to nobody."""


@dataclass(frozen=True, slots=True)
class Times:
    """Response times of a tier."""

    acknowledge: timedelta
    dispose: timedelta
    recheck: timedelta

    @classmethod
    def of(cls, policy: TierPolicy) -> "Times":
        return cls(policy.acknowledge_within, policy.dispose_within, policy.recheck_within)

    def over(self, policy: TierPolicy) -> TierPolicy:
        """The policy with these times; whom it notifies and how stays."""
        return replace(
            policy,
            acknowledge_within=self.acknowledge,
            dispose_within=self.dispose,
            recheck_within=self.recheck,
        )

    def is_longer_than(self, other: "Times") -> bool:
        return (
            self.acknowledge > other.acknowledge
            or self.dispose > other.dispose
            or self.recheck > other.recheck
        )


@dataclass(frozen=True, slots=True)
class SetTask:
    """A task rule before it is known which department of the site it is about."""

    function: SetFunction
    kind: TaskKind
    work: Text
    least_tier: Tier
    stages: frozenset[Stage]
    categories: frozenset[HazardCategory]
    crosses_only: bool
    share: int

    def rule(self, rule_id: UUID, site_id: UUID, department_id: UUID) -> TaskRule:
        return TaskRule(
            rule_id=rule_id,
            site_id=site_id,
            department_id=department_id,
            kind=self.kind,
            work=self.work,
            least_tier=self.least_tier,
            stages=self.stages,
            categories=self.categories,
            crosses_only=self.crosses_only,
            share=self.share,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from. `is_checked`: read there; else the site has to check it."""

    words: Text
    is_checked: bool


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry(Generic[V]):
    value: V
    source: Source


@dataclass(frozen=True, slots=True)
class StartingSet:
    """All that a trade begins with, by keys that stay the same from one set to the other."""

    functions: Mapping[SetFunction, tuple[str, ...]]
    """Parts of the names by which a department of each function is known."""
    times: Mapping[str, Entry[Times]]
    tasks: Mapping[str, Entry[SetTask]]
    observations: Mapping[str, Entry[ObservationRule]]
    advice: Mapping[str, Entry[SiteAdvice]]


Value: TypeAlias = Times | TaskRule | ObservationRule | SiteAdvice


@dataclass(frozen=True, slots=True)
class Item:
    """One entry beside what the site has. `wanted` is None for a task whose department nobody named.

    `is_looser`: it would call later, or less, than what holds today.
    """

    key: str
    today: Value | None
    wanted: Value | None
    state: ItemState
    source: Source
    is_looser: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """Values that a set wrote at this site the last time, per key as plain JSON; `ids`: task rules by key."""

    trade: str
    at: datetime
    by: UUID
    values: dict[str, Any]
    ids: dict[str, str]


@dataclass(frozen=True, slots=True)
class Today:
    """Values in force at a site. The versions: of response times, and of task rules."""

    policy: Mapping[Tier, TierPolicy]
    policy_version: int
    tasks: tuple[TaskRule, ...]
    tasks_version: int
    observations: tuple[ObservationRule, ...]
    advice: Mapping[str, SiteAdvice]
    applied: Mapping[SetPart, Applied]


def key_of(rule: ObservationRule) -> str:
    """Return the key of a rule's subject: the same in every set and at every site, however it is tuned."""
    parts = [rule.type, rule.raises, rule.tag.value if rule.tag_kinds or rule.raises else ""]
    named = "/".join([*parts, *sorted(rule.tag_kinds)])
    return f"{named}×{rule.min_sightings}"


def state_of(key: str, today: Any, wanted: Any, baseline: Mapping[str, Any]) -> ItemState:
    """`baseline`: per key what the product or the last set wrote there."""
    if today == wanted:
        return ItemState.SAME
    if today is None and key not in baseline:
        return ItemState.NEW
    return ItemState.UPDATE if baseline.get(key) == today else ItemState.OWN


def is_looser_observation(today: ObservationRule | None, wanted: ObservationRule) -> bool:
    return today is not None and bool(loosened([today], [wanted]))


def is_about_the_same(rule: TaskRule, other: TaskRule) -> bool:
    """Whether both send the same kind of task to the same department for the same cases."""
    return (
        rule.department_id,
        rule.kind,
        rule.stages,
        rule.categories,
        rule.conditions,
        rule.areas,
        rule.crosses_only,
    ) == (
        other.department_id,
        other.kind,
        other.stages,
        other.categories,
        other.conditions,
        other.areas,
        other.crosses_only,
    )


def suggested(
    departments: Iterable[tuple[UUID, str, Text]], functions: Mapping[SetFunction, tuple[str, ...]]
) -> dict[SetFunction, UUID]:
    """The department that is probably meant by each function: the first one whose name or code says so."""
    found: dict[SetFunction, UUID] = {}
    for department_id, code, name in departments:
        said = f"{code} {name.zh} {name.en}".lower()
        for function, named in functions.items():
            if any(word in said for word in named):
                found.setdefault(function, department_id)
    return found


def require_keys(
    chosen: Mapping[SetPart, frozenset[str]], items: Mapping[SetPart, Mapping[str, Item]]
) -> None:
    """Raises Refused(INVALID_INPUT) where nothing is chosen, or something that could not be taken over."""
    if not any(chosen.values()):
        raise Refused(ErrorCode.INVALID_INPUT, "nothing is chosen")
    for part, keys in chosen.items():
        unknown = keys - items[part].keys()
        if unknown or any(items[part][key].wanted is None for key in keys):
            raise Refused(
                ErrorCode.INVALID_INPUT, "an entry that the set does not have, or without department"
            )
