"""Entries of starting sets in words, in both languages."""

from collections.abc import Iterable, Mapping
from functools import reduce
from uuid import UUID

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core import words
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.people.rules import Department
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.words_rules import words_of
from backend.sensors.site_advice_rules import SiteAdvice
from backend.starting_sets.rules import Item, SetPart, SetTask, Times, Value


def name_of(part: SetPart, key: str, item: Item, task: SetTask | None) -> Text:
    """Return the name of what an entry is about. `task`: of a task rule."""
    if part is SetPart.TIMES:
        return words.of("Tier", Tier[key].name)
    if task is not None:
        causes = [words.of("HazardCategory", each) for each in sorted(task.categories)]
        causes += [words.of("Stage", each) for each in sorted(task.stages)]
        if task.crosses_only:
            causes.append(words.text("startingSet.crosses"))
        return words.text("startingSet.task", kind=words.of("TaskKind", task.kind), causes=listed(causes))
    if isinstance(item.wanted, ObservationRule):
        return words_of(item.wanted.subject)
    if isinstance(item.wanted, SiteAdvice):
        return subject_name(item.wanted)
    return Text(key, key)


def subject_name(advice: SiteAdvice) -> Text:
    if AlertCondition.EVENT in advice.conditions:
        return words_of(advice.subject)
    return words.of("AdviceSubject", advice.subject)


def said(value: Value, departments: Mapping[UUID, Department]) -> Text:
    """Return the content of an entry, in one line."""
    if isinstance(value, Times):
        return words.text(
            "startingSet.times",
            acknowledge=words.span(value.acknowledge),
            dispose=words.span(value.dispose),
            recheck=words.span(value.recheck),
        )
    if isinstance(value, TaskRule):
        department = departments.get(value.department_id)
        return words.text(
            "startingSet.taskRule",
            department=department.name if department else words.text("startingSet.noDepartment"),
            work=value.work,
            tier=words.of("Tier", value.least_tier.name),
            share=value.share,
        )
    if isinstance(value, ObservationRule):
        return words.text(
            "startingSet.observation",
            tier=words.of("Tier", value.tier.name),
            sure=round(value.min_confidence * 100),
            clear=words.span(value.clear_after),
        )
    return reduce(lambda some, one: words.text("startingSet.steps", some=some, one=one), value.steps)


def listed(some: Iterable[Text]) -> Text:
    found = list(some)
    if not found:
        return words.text("startingSet.always")
    return reduce(lambda one, other: words.text("startingSet.and", one=one, other=other), found)
