"""Rules for observations as they are stored: plain JSON, times in seconds."""

from datetime import timedelta
from typing import Any

from backend.core.vocabulary import Tier
from backend.sensors.camera_events.rules import Hours, ObservationRule, TagCondition
from backend.sensors.camera_events.tags_rules import TagKind


def to_json(rule: ObservationRule) -> dict[str, Any]:
    """As it is stored: plain JSON, times in seconds."""
    return {
        "type": rule.type,
        "tier": int(rule.tier),
        "min_confidence": rule.min_confidence,
        "repeats": rule.repeats,
        "within_s": rule.within.total_seconds(),
        "clear_after_s": rule.clear_after.total_seconds(),
        "areas": sorted(rule.areas),
        "tag_kinds": sorted(rule.tag_kinds),
        "tag": rule.tag.value,
        "unless_roles": sorted(rule.unless_roles),
        "hours": [rule.hours.start, rule.hours.end] if rule.hours else None,
        "raises": rule.raises,
    }


def from_json(stored: dict[str, Any]) -> ObservationRule:
    """The rule that `to_json` wrote."""
    hours = stored["hours"]
    return ObservationRule(
        type=stored["type"],
        tier=Tier(stored["tier"]),
        min_confidence=stored["min_confidence"],
        repeats=stored["repeats"],
        within=timedelta(seconds=stored["within_s"]),
        clear_after=timedelta(seconds=stored["clear_after_s"]),
        areas=frozenset(stored["areas"]),
        tag_kinds=frozenset(TagKind(kind) for kind in stored["tag_kinds"]),
        tag=TagCondition(stored["tag"]),
        unless_roles=frozenset(stored["unless_roles"]),
        hours=Hours(*hours) if hours else None,
        raises=stored["raises"],
    )
