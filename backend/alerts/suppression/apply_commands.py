"""Decision whether people are notified of an alert now, and its consequences: history, audit, message, group.

Every change of an alert or of its suppression ends here; doing it again changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from backend.alerts import acknowledgement_deadline_commands as acknowledgement_deadline
from backend.alerts.events import SOURCES_FELL_SILENT
from backend.alerts.grouping.rules import FEWEST_SILENT, GROUP_WITHIN, SILENT_WITHIN, GroupScope
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.history_rules import joint_digest
from backend.alerts.rules import Alert, AlertTransitionKind, Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import rules
from backend.alerts.suppression.rules import Step, SuppressionContext
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Transaction
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.vocabulary import AlertCondition, Tier
from backend.policies import commands as policies
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

ASKS_TO_LOOK: Final = frozenset(
    {AlertTransitionKind.RAISED, AlertTransitionKind.TIER_RAISED, AlertTransitionKind.REACTIVATED}
)
DEEPEST: Final = 5
"""How far a parent of a parent of a parent is followed."""


@dataclass(frozen=True, slots=True)
class Silence:
    """An alert that is raised with others of its kind; `digest`: of the line in its history."""

    alert: Alert
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """Change of the condition; empty where only a suppression began or ended."""

    kind: AlertTransitionKind
    value: float | None = None


def decide(tx: Transaction, sensor: Sensor, alert: Alert, around: SuppressionContext) -> tuple[Alert, Step]:
    """Decide whether to notify or suppress. The caller saves the returned alert, then calls `follow`."""
    suppressions = rules.suppressions_of(alert, around, now=tx.now)
    policy = policies.in_force(tx, alert.site_id, lambda: sensor.area_id).of(alert.tier)
    return rules.apply(alert, suppressions, at=tx.now, due_at=tx.now + policy.acknowledge_within)


def follow(
    tx: Transaction,
    sensor: Sensor,
    after: Alert,
    step: Step,
    *,
    before: Alert | None,
    happened: Change | None = None,
    batch: list[Silence] | None = None,
) -> Alert:
    """Apply the consequences of a saved decision: always the record, a notification only if it is not
    suppressed.

    `batch`: takes an alert that is raised now; whoever gives it calls `announce_silences` afterwards.
    """
    _note_shelf(tx, before, after)
    _note_suppression(tx, before, after, step)
    kind = _kind_of(before, after, step, happened)
    is_loud = kind in ASKS_TO_LOOK and after.suppressed_by is None
    if is_loud:
        after = _correlate(tx, sensor, after, is_new=kind is not AlertTransitionKind.TIER_RAISED)
    value = happened.value if happened else None
    if kind is AlertTransitionKind.RAISED and is_loud and batch is not None:
        batch.append(Silence(after, _enter(tx, after, kind, value=value)))
    else:
        if kind is not None and not (kind is AlertTransitionKind.RAISED and not is_loud):
            record(tx, after, kind, value=value)
        acknowledgement_deadline.follow(tx, sensor, after, is_notified=is_loud)
    if step in (Step.SUPPRESSED, Step.REASON_CHANGED) and after.suppressed_by is not Suppression.SHELVED:
        record(tx, after, AlertTransitionKind.SUPPRESSED)
    if (group_id := tx.get(Alerts).group_of(after.alert_id)) is not None:
        tx.get(Alerts).choose_leader(group_id)
    return after


def reapply(tx: Transaction, alerts: Iterable[Alert]) -> set[int]:
    """Check the suppressions of these alerts again. Returns the sources whose alerts are notified or
    suppressed now.
    """
    waiting = list(alerts)
    sensors = tx.get(Sensors).get(alert.sensor_id for alert in waiting)
    around = tx.get(SuppressionStore).contexts(list(sensors.values()), now=tx.now)
    moved = set()
    for before in waiting:
        after, step = decide(tx, sensors[before.sensor_id], before, around[before.sensor_id])
        if after == before:
            continue
        tx.get(Alerts).put(after)
        if step is not Step.UNCHANGED or before.shelf != after.shelf:
            follow(tx, sensors[before.sensor_id], after, step, before=before)
        if step is not Step.UNCHANGED:
            moved.add(before.sensor_id)
    return moved


def reapply_to_children(tx: Transaction, parent_ids: set[int]) -> None:
    """Check the alerts again that are explained by alerts of these sources, which began, ended or were
    suppressed.
    """
    seen = set(parent_ids)
    for _ in range(DEEPEST):
        children = tx.get(SuppressionStore).children(parent_ids) - seen if parent_ids else set()
        if not children:
            return
        seen |= children
        parent_ids = reapply(tx, tx.get(Alerts).open_of_sensors(children))


def record(
    tx: Transaction,
    alert: Alert,
    kind: AlertTransitionKind,
    *,
    value: float | None = None,
    by: UUID | None = None,
    note: str | None = None,
) -> None:
    """History, audit and, where nothing suppresses the alert, the message."""
    digest = _enter(tx, alert, kind, value=value, by=by, note=note)
    _announce(tx, alert, kind, digest, by=by, note=note)


def announce_silences(tx: Transaction, raised: list[Silence], sensors: Mapping[int, Sensor]) -> None:
    """Announce silences whose history is written: those that join one group as one event, each other one
    alone. `sensors`: theirs.

    Its audit row is found from every alert, and its message names how many the group has by then.
    """
    groups: dict[tuple[UUID, Tier], list[Silence]] = {}
    for each in raised:
        cause = tx.get(Alerts).group_of(each.alert.alert_id) or each.alert.alert_id
        groups.setdefault((cause, each.alert.tier), []).append(each)
    for (cause, tier), joined in groups.items():
        if tx.get(AlertGroups).unseen(cause) > 1:
            about = (Ref("alert_group", cause), *(Ref("alert", each.alert.alert_id) for each in joined))
            digest = joint_digest(each.digest for each in joined)
            happened = Event(
                SOURCES_FELL_SILENT, joined[0].alert.site_id, about=about, tier=tier, digest=digest
            )
            tx.announce(happened)
            continue
        for each in joined:
            _announce(tx, each.alert, AlertTransitionKind.RAISED, each.digest)
    for each in raised:
        sensor = sensors[each.alert.sensor_id]
        acknowledgement_deadline.follow(tx, sensor, each.alert, is_notified=True)


def _enter(
    tx: Transaction,
    alert: Alert,
    kind: AlertTransitionKind,
    *,
    value: float | None = None,
    by: UUID | None = None,
    note: str | None = None,
) -> str:
    """Write an entry in the history of the alert; returns its digest."""
    return tx.get(Alerts).record(
        alert.alert_id,
        kind,
        tier=alert.tier,
        at=tx.now,
        value=value,
        by=by,
        suppression=alert.suppressed_by,
        note=note,
    )


def _announce(
    tx: Transaction,
    alert: Alert,
    kind: AlertTransitionKind,
    digest: str,
    *,
    by: UUID | None = None,
    note: str | None = None,
) -> None:
    # What joins a group is said by the message of the group; silences have an event of their own for it.
    joins = kind is AlertTransitionKind.RAISED and alert.condition is not AlertCondition.SILENT
    happened = Event(
        EventKind.of(f"ALERT_{kind}"),
        alert.site_id,
        about=refs(
            alert=alert.alert_id,
            case=tx.get(Alerts).case_id_of(alert.alert_id),
            alert_group=alert.group_id if joins else None,
        ),
        by=by,
        tier=alert.tier,
        note=note or (str(alert.suppressed_by) if alert.suppressed_by else None),
        digest=digest,
    )
    tx.announce(happened, quietly=alert.suppressed_by is not None)


def _kind_of(
    before: Alert | None, after: Alert, step: Step, happened: Change | None
) -> AlertTransitionKind | None:
    """Return the entry of the history. An alert that outlasts its suppression is raised once, at the end of
    it.
    """
    if step is Step.RELEASED and after.is_active:
        if before is None or before.notified_at is None:
            return AlertTransitionKind.RAISED
        if happened is None or happened.kind not in ASKS_TO_LOOK:
            return AlertTransitionKind.REACTIVATED
    return happened.kind if happened else None


def _note_shelf(tx: Transaction, before: Alert | None, after: Alert) -> None:
    if before is not None and before.shelf is not None and after.shelf is None:
        record(tx, after, AlertTransitionKind.UNSHELVED)


def _note_suppression(tx: Transaction, before: Alert | None, after: Alert, step: Step) -> None:
    if step is Step.UNCHANGED:
        return
    was_suppressed_by = before.suppressed_by if before is not None else None
    if before is not None and was_suppressed_by is not None:
        is_raised = step is Step.RELEASED and after.is_active
        worst = max(
            (t for t in (before.worst_suppressed_tier, after.worst_suppressed_tier) if t is not None),
            default=None,
        )
        tx.get(SuppressionStore).end(after.alert_id, at=tx.now, worst=worst, is_raised=is_raised)
        if step is Step.RELEASED and was_suppressed_by is not Suppression.SHELVED:
            kind, note = AlertTransitionKind.UNSUPPRESSED, str(was_suppressed_by)
            record(tx, after, kind, note=note)
    if after.suppressed_by is not None:
        tx.get(SuppressionStore).begin(after.alert_id, after.site_id, after.suppressed_by, at=tx.now)


def _correlate(tx: Transaction, sensor: Sensor, alert: Alert, *, is_new: bool) -> Alert:
    """Put an alert that is raised now into the group of those of the same place and time."""
    if not is_new or alert.group_id is not None:
        return alert
    is_silence = alert.condition is AlertCondition.SILENT
    siblings = tx.get(SuppressionStore).siblings(sensor.sensor_id) if is_silence else set()
    found = None
    if siblings or not is_silence:
        found = tx.get(Alerts).companions(alert, sensor, siblings=siblings, since=tx.now - GROUP_WITHIN)
    if found is None:
        return _join_silence(tx, alert) if is_silence else alert
    companion, scope = found
    group_id = companion.group_id or companion.alert_id
    tx.get(Alerts).join_group([companion.alert_id, alert.alert_id], group_id, scope)
    return replace(alert, group_id=group_id)


def _join_silence(tx: Transaction, alert: Alert) -> Alert:
    """Put a silence into one group with those that began all over the site within a minute."""
    others = tx.get(AlertGroups).silent_since(alert, since=tx.now - SILENT_WITHIN)
    known = next((group_id for _, group_id in others if group_id), None)
    if known is None and len(others) + 1 < FEWEST_SILENT:
        return alert
    group_id = known or alert.alert_id
    alone = [alert_id for alert_id, of_group in others if of_group is None]
    tx.get(Alerts).join_group([*alone, alert.alert_id], group_id, GroupScope.SITE)
    return replace(alert, group_id=group_id)
