"""Alarms that new rules for observations would no longer call: quietening one needs a second person."""

from collections.abc import Sequence

from backend.core.vocabulary import Tier
from backend.sensors.camera_events.rules import Hours, ObservationRule, TagCondition


def loosened(
    before: Sequence[ObservationRule], after: Sequence[ObservationRule]
) -> tuple[ObservationRule, ...]:
    """The rules that called red or orange and that no new rule covers; all where no rule is left at all."""
    if not after:
        return tuple(before)
    grave = (rule for rule in before if rule.tier >= Tier.ORANGE)
    return tuple(rule for rule in grave if not any(covers(each, rule) for each in after))


def covers(rule: ObservationRule, other: ObservationRule) -> bool:
    """Whether `rule` calls whatever `other` calls: as badly, as soon, for as long, by the same name."""
    return (
        (rule.type, rule.subject) == (other.type, other.subject)
        and rule.tier >= other.tier
        and rule.clear_after >= other.clear_after
        and _is_as_soon(rule, other)
        and _is_as_wide(rule, other)
    )


def _is_as_soon(rule: ObservationRule, other: ObservationRule) -> bool:
    is_as_sure = rule.min_confidence <= other.min_confidence
    if rule.min_sightings == 1:
        return is_as_sure
    return is_as_sure and rule.min_sightings <= other.min_sightings and rule.within >= other.within


def _is_as_wide(rule: ObservationRule, other: ObservationRule) -> bool:
    return (
        _holds_all(rule.areas, other.areas)
        and _holds_all(rule.tag_kinds, other.tag_kinds)
        and rule.tag in {TagCondition.ANY, other.tag}
        and rule.unless_roles <= other.unless_roles
        and (rule.hours is None or (other.hours is not None and _holds_hours(rule.hours, other.hours)))
    )


def _holds_all(some: frozenset[object], others: frozenset[object]) -> bool:
    """Empty: all."""
    return not some or (bool(others) and some >= others)


def _holds_hours(hours: Hours, others: Hours) -> bool:
    return all(hours.holds(minute) for minute in range(24 * 60) if others.holds(minute))
