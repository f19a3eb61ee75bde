"""Conditions of what was seen: each begins, goes on, gets worse and ends, and its alert with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.alerts.store import Alerts
from backend.core.database import Changed, Transaction
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.monitoring.observation_place_commands import Place
from backend.monitoring.observations_store import Condition, Observations
from backend.monitoring.system.judged_commands import apply_judged
from backend.sensors.camera_events.observation_rules import Observation, seen_again
from backend.sensors.camera_events.rules import Verdict
from backend.sensors.camera_events.words_rules import shown_name
from backend.sensors.rules import Sensor


def raise_condition(
    tx: Transaction, place: Place, seen: Observation, verdict: Verdict
) -> ConditionChange | None:
    """The condition begins, goes on or gets worse; None where what was seen is over already."""
    sensor = place.sensor
    before = tx.get(Observations).condition(sensor.sensor_id, verdict.aspect)
    if before is not None and seen.seen_us <= before.cleared_us:
        return None
    is_new = before is None or before.clears_at is None
    tier = verdict.tier if before is None or is_new else max(before.tier, verdict.tier)
    clears_at: datetime = tx.now + verdict.clear_after
    if before is not None and before.clears_at is not None:
        clears_at = max(clears_at, before.clears_at)
    after = Condition(
        sensor_id=sensor.sensor_id,
        aspect=verdict.aspect,
        type=seen.type,
        area=seen.area,
        tier=tier,
        seen_us=max(seen.seen_us, before.seen_us if before else 0),
        clears_at=clears_at,
        cleared_us=before.cleared_us if before else 0,
    )
    tx.get(Observations).put_condition(after)
    change = _change(sensor, after, tier, seen_us=seen.seen_us, why=_why(place, seen, verdict))
    apply_judged(tx, [change])
    if before is not None and not is_new and before.tier is tier:
        _refresh(tx, change)
    return change


def _refresh(tx: Transaction, change: ConditionChange) -> None:
    """Update the count of sightings in its alert; nobody is notified again."""
    alert = tx.get(Alerts).open_for([change.key]).get(change.key)
    if alert is None or not alert.is_active:
        return
    cause = tx.get(Alerts).cause(alert.alert_id)
    why = seen_again(cause.get("why", {}), change.why)
    tx.get(Alerts).put_cause(alert.alert_id, indicator_id=change.judged_by, cause={**cause, "why": why})
    tx.hint(Changed("alert", alert.alert_id, alert.site_id))


def clear(tx: Transaction, sensor: Sensor, condition: Condition, *, at_us: int) -> list[ConditionChange]:
    """End the condition; its alert returns to normal."""
    tx.get(Observations).clear(condition, at_us=at_us)
    if sensor.indicator is None:
        return []
    change = _change(sensor, condition, None, seen_us=at_us)
    apply_judged(tx, [change])
    return [change]


def _change(
    sensor: Sensor,
    condition: Condition,
    tier: Tier | None,
    *,
    seen_us: int,
    why: Mapping[str, Any] | None = None,
) -> ConditionChange:
    if sensor.indicator is None:
        raise AssertionError("a source without an indicator raises nothing")
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=AlertCondition.EVENT,
        tier=tier,
        sampled_us=seen_us,
        value=None,
        limit=None,
        lasted_us=0,
        indicator_id=sensor.indicator.indicator_id,
        indicator_version=sensor.indicator.version,
        aspect=condition.aspect,
        why=why or {},
    )


def _why(place: Place, seen: Observation, verdict: Verdict) -> dict[str, Any]:
    """Return the numbers of the sentence that explains it; `times` is how often it was seen while it held."""
    why: dict[str, Any] = {
        "type": seen.type,
        "raises": verdict.raises,
        "area": seen.area,
        "confidence": seen.confidence,
        "subject": seen.subject,
        "times": max(verdict.sightings, 1),
        "seen_us": seen.seen_us,
    }
    if (name := place.areas.get(seen.area)) is not None:
        why["area_name"] = name.both()
    if (tag := place.tags.get(seen.subject)) is not None:
        name = shown_name(tag)
        why["subject_name"] = name.both()
    if seen.snapshot is not None:
        snapshot = seen.snapshot
        why["snapshot"] = {"sha256": snapshot.sha256, "width": snapshot.width, "height": snapshot.height}
    return why
