"""Alerts: what detection found becomes one alert per condition, and people acknowledge it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from backend.domain import alerts as rules
from backend.domain.alerts import Alert, AlertCondition, AlertTransitionKind, ConditionChange, Tier
from backend.domain.events import EVENT_OF_TRANSITION, Event
from backend.domain.people import Permission, Viewer
from backend.domain.policy import BLUE_OPENS_CASE_AFTER, POLICY
from backend.domain.sensors import Sensor
from backend.services import cases
from backend.storage.transaction import Transaction

SWEEP_LIMIT: Final = 200
THRESHOLDS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})


def apply_changes(tx: Transaction, changes: Sequence[ConditionChange]) -> None:
    """Raise, re-tier and end alerts as detection says. The same changes again do nothing."""
    if not changes:
        return
    sensors = tx.sensors.get(change.sensor_id for change in changes)
    current = tx.alerts.open_for(change.key for change in changes)
    for change in changes:
        alert = _apply(tx, sensors[change.sensor_id], change, current.get(change.key))
        if alert is not None and alert.is_open:
            current[change.key] = alert
        else:
            current.pop(change.key, None)


def acknowledge_alert(tx: Transaction, alert_id: UUID, *, by: Viewer) -> Alert:
    """A person has seen the alert; its case, opened now if it has none yet, is in disposal from here on."""
    alert = tx.alerts.get(alert_id)
    by.require(Permission.ACKNOWLEDGE, site_id=alert.site_id)
    seen = rules.acknowledge(alert, by=by.person_id, at=tx.now)
    tx.alerts.put(seen)
    case_id = tx.alerts.case_id_of(alert_id)
    if case_id is None and seen.is_active:
        case_id = _open_case(tx, tx.sensors.get([alert.sensor_id])[alert.sensor_id], seen)
    _record(tx, seen, AlertTransitionKind.ACKNOWLEDGED, case_id=case_id, by=by.person_id)
    if case_id is not None:
        cases.acknowledge_with_alert(tx, case_id, by=by)
    return seen


def open_cases_of_lasting_blue(tx: Transaction) -> int:
    """A blue alert that stays active for a day becomes a case although nobody acknowledged it."""
    lasting = tx.alerts.blue_without_case(raised_before=tx.now - BLUE_OPENS_CASE_AFTER, limit=SWEEP_LIMIT)
    sensors = tx.sensors.get(alert.sensor_id for alert in lasting)
    for alert in lasting:
        _open_case(tx, sensors[alert.sensor_id], alert)
    return len(lasting)


def _apply(tx: Transaction, sensor: Sensor, change: ConditionChange, alert: Alert | None) -> Alert | None:
    if change.tier is None:
        return _end(tx, change, alert)
    tier = _tier_of(tx, change, change.tier)
    if alert is None:
        return _raise(tx, sensor, change, tier)
    if alert.is_active and alert.tier is tier:
        return alert
    due_at = tx.now + POLICY[tier].acknowledge_within
    changed, kind = rules.change_tier(alert, tier, at=tx.now, due_at=due_at)
    tx.alerts.put(changed)
    if kind is not AlertTransitionKind.TIER_LOWERED:
        # The sentence on the alert explains the tier it has now; how it began stands in its history.
        tx.alerts.put_cause(alert.alert_id, indicator_id=change.indicator_id, cause=_cause(change, sensor))
    case_id = tx.alerts.case_id_of(alert.alert_id)
    if case_id is not None and cases.is_unfinished(tx, case_id):
        cases.follow_tier(tx, case_id, tier)
    elif kind is not AlertTransitionKind.TIER_LOWERED and POLICY[tier].opens_case_at_once:
        # Its case may be archived by now, dismissed for one: what is worse, or back, was not judged there.
        case_id = _open_case(tx, sensor, changed)
    _record(tx, changed, kind, case_id=case_id, value=change.value)
    return changed


def _raise(tx: Transaction, sensor: Sensor, change: ConditionChange, tier: Tier) -> Alert:
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
        acknowledge_due_at=tx.now + POLICY[tier].acknowledge_within,
        acknowledged_at=None,
        acknowledged_by=None,
        is_simulated=sensor.is_simulated,
        aspect=change.aspect,
    )
    tx.alerts.add(alert, indicator_id=change.indicator_id, cause=_cause(change, sensor))
    case_id = _open_case(tx, sensor, alert) if POLICY[tier].opens_case_at_once else None
    _record(tx, alert, AlertTransitionKind.RAISED, case_id=case_id, value=change.value)
    return alert


def _end(tx: Transaction, change: ConditionChange, alert: Alert | None) -> Alert | None:
    if alert is None or not alert.is_active:
        return alert
    ended = rules.return_to_normal(alert, at=tx.now)
    tx.alerts.put(ended)
    case_id = tx.alerts.case_id_of(alert.alert_id)
    _record(tx, ended, AlertTransitionKind.RETURNED_TO_NORMAL, case_id=case_id, value=change.value)
    return ended


def _open_case(tx: Transaction, sensor: Sensor, alert: Alert) -> UUID:
    """The case of this alert: the one that is still open for its source and condition, or a new one."""
    before = tx.alerts.latest_case_of(alert.key)
    if before is not None and cases.is_unfinished(tx, before):
        tx.alerts.link(alert.alert_id, before)
        cases.follow_tier(tx, before, alert.tier)
        return before
    return cases.open_for_alert(tx, sensor, alert)


def _record(
    tx: Transaction,
    alert: Alert,
    kind: AlertTransitionKind,
    *,
    case_id: UUID | None,
    value: float | None = None,
    by: UUID | None = None,
) -> None:
    tx.alerts.record(alert.alert_id, kind, tier=alert.tier, at=tx.now, value=value, by=by)
    tx.announce(
        Event(
            EVENT_OF_TRANSITION[kind],
            alert.site_id,
            by=by,
            alert_id=alert.alert_id,
            case_id=case_id,
            tier=alert.tier,
        )
    )


def _tier_of(tx: Transaction, change: ConditionChange, tier: Tier) -> Tier:
    """The worst limit that holds, raised by one where the residual risk is red (product page, section 5)."""
    if change.condition not in THRESHOLDS or tier is Tier.RED:
        return tier
    return Tier(tier + 1) if tx.sensors.is_residual_risk_red(change.indicator_id) else tier


def _cause(change: ConditionChange, sensor: Sensor) -> dict[str, Any]:
    return {
        "value": change.value,
        "limit": change.limit,
        "unit": sensor.unit,
        "sampled_us": change.sampled_us,
        "indicator_version": change.indicator_version,
        "held_for_s": timedelta(microseconds=change.held_for_us).total_seconds(),
        "trace": [[point.sampled_us, point.value] for point in change.trace],
        "why": dict(change.why),
    }
