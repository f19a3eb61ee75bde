"""Alerts: what detection found becomes one alert per condition, and people acknowledge it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from backend.alerts import rules
from backend.alerts.advice_rules import AdviceKey
from backend.alerts.advice_store import AlertAdvice, FirstMeasures
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.reminders import commands as reminders
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert, AlertTransitionKind
from backend.alerts.store import Alerts
from backend.alerts.suppression import apply_commands as apply_suppression
from backend.alerts.suppression.apply_commands import Batch, Change
from backend.alerts.suppression.parents_store import ParentSources
from backend.alerts.suppression.rules import Step, SuppressionContext, activate, parents_first
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Transaction
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition, AlertKey, ConditionChange, Tier, raised
from backend.deadlines import commands as deadlines
from backend.policies import commands as policies
from backend.risks.bindings.rules import BoundRisk
from backend.risks.bindings.rules import is_red as is_red_risk
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

THRESHOLDS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})


def apply_changes(tx: Transaction, changes: Sequence[ConditionChange]) -> None:
    """Raise, re-tier and end alerts as detection says. The same changes again do nothing.

    A suppressed alert is recorded all the same; people are notified when nothing suppresses it any more.
    """
    if not changes:
        return
    moved = set()
    for part in _parents_first(tx, changes):
        moved |= _apply_all(tx, part)
    if moved:
        # After all of them: a child that comes back in the same breath as its parent was never alone.
        apply_suppression.reapply_to_children(tx, moved)


def _parents_first(tx: Transaction, changes: Sequence[ConditionChange]) -> list[list[ConditionChange]]:
    """Return the changes in parts, so that what explains others is applied before they are judged."""
    parents = tx.get(ParentSources).of_each({change.sensor_id for change in changes})
    if not parents:
        return [list(changes)]
    place = {each: n for n, each in enumerate(parents_first((each.sensor_id for each in changes), parents))}
    parts: list[list[ConditionChange]] = [[]]
    for change in sorted(changes, key=lambda each: place[each.sensor_id]):
        if parents.get(change.sensor_id, set()) & {each.sensor_id for each in parts[-1]}:
            parts.append([])
        parts[-1].append(change)
    return parts


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


def acknowledge_group(tx: Transaction, alerts: Sequence[Alert], *, by: Viewer) -> None:
    """Acknowledge several alerts of one group that nobody has acknowledged, together and as one event; one
    that people each have to confirm by itself. The caller chooses its leader anew.

    Raises Refused(NOT_ALLOWED).
    """
    for site_id in {each.site_id for each in alerts}:
        by.require(Permission.ACKNOWLEDGE, site_id=site_id)
    asked = set(tx.get(Responses).know_all(alerts, by.person_id, at=tx.now))
    members = [each for each in alerts if each.alert_id not in asked]
    seen = [rules.acknowledge(each, by=by.person_id, at=tx.now) for each in members]
    for each in seen:
        tx.get(Alerts).put(each)
    deadlines.end_all(tx, [each.alert_id for each in seen])
    apply_suppression.record_all(tx, seen, AlertTransitionKind.ACKNOWLEDGED, by=by.person_id)
    for each in alerts:
        if each.alert_id in asked:
            acknowledge_member(tx, each.alert_id, by=by)


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
    batch = Batch()
    advice = tx.get(AlertAdvice).now(
        (each.judged_by, sensors[each.sensor_id].site_id, each.sensor_id)
        for each in changes
        if each.tier is not None
    )
    silences = _raise_silences(tx, _first(changes), sensors, around, current, advice=advice, batch=batch)
    moved = {each.sensor_id for each in silences.values()}
    current |= silences
    for change in changes:
        before = current.get(change.key)
        sensor = sensors[change.sensor_id]
        context = around[change.sensor_id]
        alert = _apply(tx, sensor, change, before, context, advice=advice, batch=batch)
        if alert is not before:
            moved.add(change.sensor_id)
        if alert is not None and alert.is_open:
            current[change.key] = alert
        else:
            current.pop(change.key, None)
    apply_suppression.finish(tx, batch)
    return moved


def _raise_silences(
    tx: Transaction,
    changes: Iterable[ConditionChange],
    sensors: Mapping[int, Sensor],
    around: Mapping[int, SuppressionContext],
    current: Mapping[AlertKey, Alert],
    *,
    advice: FirstMeasures,
    batch: Batch,
) -> dict[AlertKey, Alert]:
    """Raise the silences that begin with these changes, with few statements for all of them."""
    begin = [each for each in changes if each.condition is AlertCondition.SILENT and each.tier is not None]
    begin = [each for each in begin if each.key not in current]
    before = tx.get(LatestAlerts).silences([each.sensor_id for each in begin])
    decided = [
        _decide(
            tx,
            sensors[each.sensor_id],
            each,
            around[each.sensor_id],
            before.get(each.sensor_id),
            bound=advice.bound_to(each.sensor_id),
        )
        for each in begin
    ]
    return _raise_all(tx, decided, advice=advice, batch=batch)


def _first(changes: Iterable[ConditionChange]) -> list[ConditionChange]:
    """The first change of each key."""
    found: dict[AlertKey, ConditionChange] = {}
    for change in changes:
        found.setdefault(change.key, change)
    return list(found.values())


def _apply(
    tx: Transaction,
    sensor: Sensor,
    change: ConditionChange,
    alert: Alert | None,
    around: SuppressionContext,
    *,
    advice: FirstMeasures,
    batch: Batch,
) -> Alert | None:
    if change.tier is None:
        return _end(tx, sensor, change, alert, around, batch=batch)
    bound = advice.bound_to(change.sensor_id)
    if alert is None:
        raised = _decide(tx, sensor, change, around, tx.get(Alerts).latest(change.key), bound=bound)
        return _raise_all(tx, [raised], advice=advice, batch=batch)[change.key]
    tier, limit_tier = _tiers_of(change, change.tier, bound)
    if alert.is_active and alert.tier is tier:
        return _with_limit_tier(tx, alert, limit_tier)
    due_at = tx.now + policies.in_force(tx, alert.site_id, lambda: sensor.area_id).of(tier).acknowledge_within
    changed, kind = rules.change_tier(alert, tier, at=tx.now, due_at=due_at)
    changed = replace(changed, limit_tier=limit_tier)
    if kind is AlertTransitionKind.REACTIVATED:
        changed = activate(changed, sampled_us=change.sampled_us, at=tx.now)
    if kind is not AlertTransitionKind.TIER_LOWERED:
        # The sentence on the alert explains the tier it has now; how it began stands in its history.
        tx.get(Alerts).put_cause(alert.alert_id, indicator_id=change.judged_by, cause=_cause(change, sensor))
        tx.get(AlertAdvice).freeze(alert.alert_id, advice.of(_advice_key(changed, change)))
    changed, step = apply_suppression.decide(tx, sensor, changed, around)
    tx.get(Alerts).put(changed)
    happened = Change(kind, change.value)
    return apply_suppression.follow(tx, sensor, changed, step, before=alert, happened=happened, batch=batch)


@dataclass(frozen=True, slots=True)
class _Raised:
    """An alert that is about to be raised, and what was decided of it."""

    sensor: Sensor
    change: ConditionChange
    alert: Alert
    step: Step


def _decide(
    tx: Transaction,
    sensor: Sensor,
    change: ConditionChange,
    around: SuppressionContext,
    before: Alert | None,
    *,
    bound: Sequence[BoundRisk],
) -> _Raised:
    """`before`: the last alert of the same key. Raises ValueError for a change that ends an alert."""
    if change.tier is None:
        raise ValueError("nothing is raised by what is normal")
    tier, limit_tier = _tiers_of(change, change.tier, bound)
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
        limit_tier=limit_tier,
    )
    alert, step = apply_suppression.decide(tx, sensor, _going_on(tx, alert, change, before), around)
    return _Raised(sensor, change, alert, step)


def _raise_all(
    tx: Transaction, several: Collection[_Raised], *, advice: FirstMeasures, batch: Batch
) -> dict[AlertKey, Alert]:
    """Keep new alerts with their first measures, all before the first is followed. Returns them."""
    tx.get(Alerts).add_all(
        (
            each.alert,
            each.change.judged_by,
            _cause(each.change, each.sensor),
            advice.of(_advice_key(each.alert, each.change)),
        )
        for each in several
    )
    return {
        each.change.key: apply_suppression.follow(
            tx,
            each.sensor,
            each.alert,
            each.step,
            before=None,
            happened=Change(AlertTransitionKind.RAISED, each.change.value),
            batch=batch,
        )
        for each in several
    }


def _going_on(tx: Transaction, alert: Alert, change: ConditionChange, before: Alert | None) -> Alert:
    """The new alert with what its key did a moment ago: acknowledged in between, it chatters all the same."""
    if before is None:
        return activate(alert, sampled_us=change.sampled_us, at=tx.now)
    known = replace(
        alert, activations=before.activations, chatter=before.chatter, notified_tier=before.notified_tier
    )
    counted = activate(known, sampled_us=change.sampled_us, at=tx.now)
    return replace(counted, notified_tier=None)


def _end(
    tx: Transaction,
    sensor: Sensor,
    change: ConditionChange,
    alert: Alert | None,
    around: SuppressionContext,
    *,
    batch: Batch,
) -> Alert | None:
    if alert is None or not alert.is_active:
        return alert
    ended, step = apply_suppression.decide(tx, sensor, rules.return_to_normal(alert, at=tx.now), around)
    tx.get(Alerts).put(ended)
    happened = Change(AlertTransitionKind.RETURNED_TO_NORMAL, change.value)
    return apply_suppression.follow(tx, sensor, ended, step, before=alert, happened=happened, batch=batch)


def _tiers_of(change: ConditionChange, tier: Tier, bound: Sequence[BoundRisk]) -> tuple[Tier, Tier | None]:
    """Return the tier of the alert, and that of the worst limit that holds, None where no limit decides: the
    first is one worse where the residual risk is red (product page, section 5).
    """
    if change.condition not in THRESHOLDS:
        return tier, None
    if tier is Tier.RED:
        return tier, tier
    return raised(tier, is_residual_risk_red=is_red_risk(bound, change.condition)), tier


def _with_limit_tier(tx: Transaction, alert: Alert, limit_tier: Tier | None) -> Alert:
    """Keep by which limit an active alert has its tier where that alone changed: a red residual risk makes
    orange red, and red stays red.
    """
    if alert.limit_tier is limit_tier:
        return alert
    changed = replace(alert, limit_tier=limit_tier)
    tx.get(Alerts).put(changed)
    return changed


def _advice_key(alert: Alert, change: ConditionChange) -> AdviceKey:
    return AdviceKey(
        alert.site_id, alert.sensor_id, change.judged_by, alert.condition, alert.aspect, alert.worst_tier
    )


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
