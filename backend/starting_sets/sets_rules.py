"""Starting sets as their files say them: `every_trade.toml`, then that of the trade."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, TaskKind, Tier
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.site_advice_rules import SiteAdvice
from backend.starting_sets.rules import Entry, SetFunction, SetTask, Source, StartingSet, Times, key_of

ALL_OF_IT: Final = 100


def set_of(common: Mapping[str, Any], own: Mapping[str, Any]) -> StartingSet:
    """Raises KeyError or ValueError for a file that says something unknown."""
    sources = {
        name: Source(Text(each["zh"], each["en"]), each["is_checked"])
        for name, each in {**common["sources"], **own.get("sources", {})}.items()
    }
    times: dict[str, Entry[Times]] = {}
    tasks: dict[str, Entry[SetTask]] = {}
    observations: dict[str, Entry[ObservationRule]] = {}
    advice: dict[str, Entry[SiteAdvice]] = {}
    for said in (common, own):
        for tier, each in said.get("times", {}).items():
            times[Tier[tier].name] = Entry(_times(each), sources[each["source"]])
        for each in said.get("tasks", ()):
            tasks[each["code"]] = Entry(_task(each), sources[each["source"]])
        for each in said.get("observations", ()):
            rule = _observation(each)
            observations[key_of(rule)] = Entry(rule, sources[each["source"]])
        for each in said.get("advice", ()):
            found = _advice(each)
            advice[found.code] = Entry(found, sources[each["source"]])
    functions = {SetFunction(name): tuple(parts) for name, parts in common["functions"].items()}
    return StartingSet(functions, times, tasks, observations, advice)


def _times(said: Mapping[str, Any]) -> Times:
    return Times(
        acknowledge=timedelta(minutes=said["acknowledge_min"]),
        dispose=timedelta(minutes=said["dispose_min"]),
        recheck=timedelta(hours=said["recheck_h"]),
    )


def _task(said: Mapping[str, Any]) -> SetTask:
    return SetTask(
        function=SetFunction(said["function"]),
        kind=TaskKind(said["kind"]),
        work=Text(said["zh"], said["en"]),
        least_tier=Tier[said["least_tier"]],
        stages=frozenset(Stage(each) for each in said.get("stages", ())),
        categories=frozenset(HazardCategory(each) for each in said.get("categories", ())),
        crosses_only=said.get("crosses_only", False),
        share=said.get("share", ALL_OF_IT),
    )


def _observation(said: Mapping[str, Any]) -> ObservationRule:
    plain = ObservationRule(said["type"], Tier[said["tier"]])
    return ObservationRule(
        type=said["type"],
        tier=Tier[said["tier"]],
        min_confidence=said.get("min_confidence", plain.min_confidence),
        clear_after=timedelta(minutes=said.get("clear_after_min", plain.clear_after.total_seconds() / 60)),
    )


def _advice(said: Mapping[str, Any]) -> SiteAdvice:
    return SiteAdvice(
        subject=said["subject"],
        conditions=frozenset(AlertCondition(each) for each in said["conditions"]),
        steps=tuple(Text(each["zh"], each["en"]) for each in said["steps"]),
    )
