"""Which departments a case concerns beside the one that has it: rules as data, per site.

A site without rules opens no tasks by itself; a case that no rule matches stays with one department.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.cases.rules import Case
from backend.cases.tasks.rules import MAX_WORK
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, TaskKind, Tier

ALL_OF_IT: Final = 100
MOST_RULES: Final = 50
LEAST_TIME: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class TaskRule:
    """When a case is bad enough (`least_tier`) and concerns one of these, this department gets this task.

    An empty set stands for any; an area stands for what lies in it, too. `crosses_only`: just where more than
    one stage or department is concerned. `share` is the part of the time for disposal that this task has, in
    percent.
    """

    rule_id: UUID
    site_id: UUID
    department_id: UUID
    kind: TaskKind
    work: Text
    least_tier: Tier
    stages: frozenset[Stage] = frozenset()
    conditions: frozenset[AlertCondition] = frozenset()
    categories: frozenset[HazardCategory] = frozenset()
    crosses_only: bool = False
    share: int = ALL_OF_IT
    areas: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of the rules of a site. `by` is None for the one that the site began with."""

    version_id: UUID
    site_id: UUID
    version: int
    valid_from: datetime
    by: UUID | None
    reason: str
    rules: tuple[TaskRule, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """Scope of a case: all stages and departments that it touches, what happened (conditions of its alerts,
    categories of its report and of what its sources measure), and where: its area, and those in which that
    one lies.
    """

    tier: Tier
    stages: frozenset[Stage]
    departments: frozenset[UUID]
    conditions: frozenset[AlertCondition]
    categories: frozenset[HazardCategory]
    areas: frozenset[UUID] = frozenset()

    @property
    def crosses(self) -> bool:
        """More than one stage or department."""
        return len(self.stages) > 1 or len(self.departments) > 1


def check(rules: Sequence[TaskRule], *, reason: str) -> None:
    """Raises Refused: REASON_REQUIRED, or INVALID_INPUT for rules that no department could follow."""
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a change of the rules needs a reason")
    if len(rules) > MOST_RULES:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_RULES} rules")
    for rule in rules:
        if not all(0 < len(words) <= MAX_WORK for words in (rule.work.zh, rule.work.en)):
            raise Refused(ErrorCode.INVALID_INPUT, "a rule says what is to be done, in a line")
        if not 1 <= rule.share <= ALL_OF_IT:
            raise Refused(ErrorCode.INVALID_INPUT, "a work has between 1 and 100 % of the time")


def matches(rule: TaskRule, concern: Concern) -> bool:
    if concern.tier < rule.least_tier or (rule.crosses_only and not concern.crosses):
        return False
    if rule.stages and not rule.stages & concern.stages:
        return False
    if rule.areas and not rule.areas & concern.areas:
        return False
    return _says_what_happened(rule, concern)


def matching(rules: Iterable[TaskRule], concern: Concern) -> list[TaskRule]:
    """The rules that open a task: the first one per department and kind."""
    found: dict[tuple[UUID, TaskKind], TaskRule] = {}
    for rule in rules:
        if matches(rule, concern):
            found.setdefault((rule.department_id, rule.kind), rule)
    return list(found.values())


def at_least(due_at: datetime, now: datetime) -> datetime:
    """The deadline of a task that is opened now: never in the past, however late its case is."""
    return max(due_at, now + LEAST_TIME)


def due_at(share: int, case: Case, now: datetime) -> datetime:
    """The end of this share (in percent) of the time that is left for the disposal."""
    return at_least(now + (case.dispose_due_at - now) * share / ALL_OF_IT, now)


def _says_what_happened(rule: TaskRule, concern: Concern) -> bool:
    """Whether the case has one of the conditions or categories of a rule that names any: an alert has the
    one, a report the other, and an alert of a gas source both.
    """
    if not rule.conditions and not rule.categories:
        return True
    return bool(rule.conditions & concern.conditions) or bool(rule.categories & concern.categories)
