"""Alerts: what detection found becomes one alert per condition, and people acknowledge it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from backend.alerts import rules
from backend.alerts.reminders import commands as reminders
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert, AlertTransitionKind
from backend.alerts.store import Alerts
from backend.alerts.suppression import apply_commands as apply_suppression
from backend.alerts.suppression.apply_commands import Change
from backend.alerts.suppression.rules import SuppressionContext, activate
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Transaction
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier, raised
from backend.deadlines import commands as deadlines
from backend.policies import commands as policies
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

THRESHOLDS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})


def apply_changes(tx: Transaction, changes: Sequence[ConditionChange]) -> None:
    """Raise, re-tier and end alerts as detection says. The same changes again do nothing.

    A suppressed alert is recorded all the same; people are notified when nothing suppresses it any more.
    """
    if not changes:
        return
    children = tx.get(SuppressionStore).children(change.sensor_id for change in changes)
    # What explains others comes first, so that they see it when they are judged.
    parts = (
        [change for change in changes if change.sensor_id not in children],
        [change for change in changes if change.sensor_id in children],
    )
    moved = set()
    for part in parts:
        moved |= _apply_all(tx, part)
    if children and moved:
        # After all of them: a child that comes back in the same breath as its parent was never alone.
        apply_suppression.reapply_to_children(tx, moved)


def acknowledge_alert(tx: Transaction, alert_id: UUID, *, by: Viewer, via: str | None = None) -> Alert:
    """Record that a person has seen the alert. One that somebody has acknowledged already stays as it is:
    who comes second, perhaps from a phone that had no signal, has nothing to decide, but has confirmed it
    where they had to. `via`: by what it was said where that was not the app.

    Raises Refused: NOT_ALLOWED, NOT_FOUND.
    """
    alert = acknowledge_member(tx, alert_id, by=by, via=via)
    if alert.group_id is not None:
        tx.get(Alerts).choose_leader(alert.group_id)
    return alert


def acknowledge_member(tx: Transaction, alert_id: UUID, *, by: Viewer, via: str | None = None) -> Alert:
    """Acknowledge one of several alerts of a group. The caller chooses its leader anew after the last of
    them: an answer lowers the rank of an alert, and ends one that has recovered.
    """
    alert = tx.get(Alerts).get(alert_id)
    by.require(Permission.ACKNOWLEDGE, site_id=alert.site_id)
    # Also by a link in a text, or a list: whoever acknowledges knows of it.
    tx.get(Responses).know(alert, by.person_id, at=tx.now)
    is_confirmed = reminders.confirm(tx, alert, by.person_id)
    if alert.is_acknowledged:
        if is_confirmed:
            kind = AlertTransitionKind.CONFIRMED
            apply_suppression.record(tx, alert, kind, by=by.person_id, note=via)
        return alert
    seen = rules.acknowledge(alert, by=by.person_id, at=tx.now)
    tx.get(Alerts).put(seen)
    deadlines.end(tx, alert_id)
    apply_suppression.record(tx, seen, AlertTransitionKind.ACKNOWLEDGED, by=by.person_id, note=via)
    return seen


def withdraw_silences(tx: Transaction, alerts: Iterable[Alert], *, note: str) -> None:
    """End silences that were none, with their deadlines: nobody has to answer what nobody caused. Their
    history stays, and a case that one of them opened stays with its people. `note`: the code of the reason.
    """
    for alert in alerts:
        withdrawn = rules.withdraw(alert, at=tx.now)
        tx.get(Alerts).put(withdrawn)
        deadlines.end(tx, alert.alert_id)
        apply_suppression.record(tx, withdrawn, AlertTransitionKind.WITHDRAWN, note=note)
        if alert.group_id is not None:
            tx.get(Alerts).choose_leader(alert.group_id)


def _apply_all(tx: Transaction, changes: Sequence[ConditionChange]) -> set[int]:
    """Returns the sources whose alerts changed."""
    if not changes:
        return set()
    sensors = tx.get(Sensors).get(change.sensor_id for change in changes)
    current = tx.get(Alerts).open_for(change.key for change in changes)
    around = tx.get(SuppressionStore).contexts(list(sensors.values()), now=tx.now)
    moved = set()
    silences: list[apply_suppression.Silence] = []
    for change in changes:
        before = current.get(change.key)
        batch = silences if change.condition is AlertCondition.SILENT else None
        alert = _apply(tx, sensors[change.sensor_id], change, before, around[change.sensor_id], batch=batch)
        if alert is not before:
            moved.add(change.sensor_id)
        if alert is not None and alert.is_open:
            current[change.key] = alert
        else:
            current.pop(change.key, None)
    apply_suppression.announce_silences(tx, silences, sensors)
    return moved


def _apply(
    tx: Transaction,
    sensor: Sensor,
    change: ConditionChange,
    alert: Alert | None,
    around: SuppressionContext,
    *,
    batch: list[apply_suppression.Silence] | None,
) -> Alert | None:
    """`batch`: takes an alert that is raised and announced with others, afterwards."""
    if change.tier is None:
        return _end(tx, sensor, change, alert, around)
    tier = _tier_of(tx, change, change.tier)
    if alert is None:
        return _raise(tx, sensor, change, tier, around, batch=batch)
    if alert.is_active and alert.tier is tier:
        return alert
    due_at = tx.now + policies.in_force(tx, alert.site_id, lambda: sensor.area_id).of(tier).acknowledge_within
    changed, kind = rules.change_tier(alert, tier, at=tx.now, due_at=due_at)
    if kind is AlertTransitionKind.REACTIVATED:
        changed = activate(changed, sampled_us=change.sampled_us, at=tx.now)
    if kind is not AlertTransitionKind.TIER_LOWERED:
        # The sentence on the alert explains the tier it has now; how it began stands in its history.
        tx.get(Alerts).put_cause(alert.alert_id, indicator_id=change.judged_by, cause=_cause(change, sensor))
    changed, step = apply_suppression.decide(tx, sensor, changed, around)
    tx.get(Alerts).put(changed)
    return apply_suppression.follow(
        tx, sensor, changed, step, before=alert, happened=Change(kind, change.value)
    )


def _raise(
    tx: Transaction,
    sensor: Sensor,
    change: ConditionChange,
    tier: Tier,
    around: SuppressionContext,
    *,
    batch: list[apply_suppression.Silence] | None,
) -> Alert:
    policy = policies.in_force(tx, sensor.site_id, lambda: sensor.area_id)
    alert = Alert(
        alert_id=uuid4(),
        site_id=sensor.site_id,
        sensor_id=sensor.sensor_id,
        condition=change.condition,
        tier=tier,
        worst_tier=tier,
        is_active=True,
        is_acknowledged=False,
        raised_at=tx.now,
        changed_at=tx.now,
        normal_at=None,
        acknowledge_due_at=tx.now + policy.of(tier).acknowledge_within,
        acknowledged_at=None,
        acknowledged_by=None,
        is_simulated=sensor.is_simulated,
        aspect=change.aspect,
        active_since=tx.now,
    )
    alert, step = apply_suppression.decide(tx, sensor, _going_on(tx, alert, change), around)
    tx.get(Alerts).add(alert, indicator_id=change.judged_by, cause=_cause(change, sensor))
    raised = Change(AlertTransitionKind.RAISED, change.value)
    return apply_suppression.follow(tx, sensor, alert, step, before=None, happened=raised, batch=batch)


def _going_on(tx: Transaction, alert: Alert, change: ConditionChange) -> Alert:
    """The new alert with what its key did a moment ago: acknowledged in between, it chatters all the same."""
    before = tx.get(Alerts).latest(alert.key)
    if before is None:
        return activate(alert, sampled_us=change.sampled_us, at=tx.now)
    known = replace(
        alert, activations=before.activations, chatter=before.chatter, notified_tier=before.notified_tier
    )
    counted = activate(known, sampled_us=change.sampled_us, at=tx.now)
    return replace(counted, notified_tier=None)


def _end(
    tx: Transaction, sensor: Sensor, change: ConditionChange, alert: Alert | None, around: SuppressionContext
) -> Alert | None:
    if alert is None or not alert.is_active:
        return alert
    ended, step = apply_suppression.decide(tx, sensor, rules.return_to_normal(alert, at=tx.now), around)
    tx.get(Alerts).put(ended)
    happened = Change(AlertTransitionKind.RETURNED_TO_NORMAL, change.value)
    return apply_suppression.follow(tx, sensor, ended, step, before=alert, happened=happened)


def _tier_of(tx: Transaction, change: ConditionChange, tier: Tier) -> Tier:
    """The worst limit that holds, raised by one where the residual risk is red (product page, section 5)."""
    if change.condition not in THRESHOLDS or tier is Tier.RED:
        return tier
    return raised(tier, is_residual_risk_red=tx.get(Sensors).is_residual_risk_red(change.judged_by))


def _cause(change: ConditionChange, sensor: Sensor) -> dict[str, Any]:
    return {
        "value": change.value,
        "limit": change.limit,
        "unit": sensor.unit,
        "sampled_us": change.sampled_us,
        "indicator_version": change.indicator_version,
        "held_for_s": timedelta(microseconds=change.lasted_us).total_seconds(),
        "trace": [[point.sampled_us, point.value] for point in change.trace],
        "why": dict(change.why),
    }
