"""Decision whether people are notified of an alert now, and its consequences: history, audit, message, group.

Every change of an alert or of its suppression ends here; doing it again changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from backend.alerts import acknowledgement_deadline_commands as acknowledgement_deadline
from backend.alerts.events import SOURCES_FELL_SILENT
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.history_rules import joint_digest
from backend.alerts.rules import Alert, AlertTransitionKind, Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import rules
from backend.alerts.suppression.grouping_commands import correlate, join_silences
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
AT_ONCE: Final = 100
"""Alerts that one transaction checks again because something else changed, such as their parent."""
DEEPEST: Final = 5
"""How far a parent of a parent of a parent is followed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the history of an alert that is announced with others of its kind; `digest`: its own."""

    alert: Alert
    kind: AlertTransitionKind
    digest: str
    note: str | None = None


@dataclass(slots=True)
class Batch:
    """Changes of one step that are followed once for all of them: silences are put into groups, announced and
    given deadlines together, as a lost gateway has thousands. `groups`: whose leader is to be chosen anew.
    """

    raised: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    sensors: dict[int, Sensor] = field(default_factory=dict)
    groups: set[UUID] = field(default_factory=set)


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
    batch: Batch,
) -> Alert:
    """Apply the consequences of a saved decision: always the record, a notification only if it is not
    suppressed. Of a silence they follow with `finish`, as the choice of a leader does for every group.
    """
    _note_shelf(tx, before, after)
    _note_suppression(tx, before, after, step, batch)
    kind = _kind_of(before, after, step, happened)
    is_loud = kind in ASKS_TO_LOOK and after.suppressed_by is None
    value = happened.value if happened else None
    if kind is AlertTransitionKind.RAISED and is_loud and after.condition is AlertCondition.SILENT:
        batch.sensors[sensor.sensor_id] = sensor
        batch.raised.append(Line(after, kind, _enter(tx, after, kind, value=value)))
    else:
        if is_loud:
            is_new = kind is not AlertTransitionKind.TIER_RAISED
            after = correlate(tx, sensor, after) if is_new and after.group_id is None else after
        if kind is not None and not (kind is AlertTransitionKind.RAISED and not is_loud):
            _record_with(tx, batch, after, kind, value=value)
        if before is not None or is_loud:  # what is held from its first moment has no deadline to end
            acknowledgement_deadline.follow(tx, sensor, after, is_notified=is_loud)
    if step in (Step.SUPPRESSED, Step.REASON_CHANGED) and after.suppressed_by is not Suppression.SHELVED:
        _record_with(tx, batch, after, AlertTransitionKind.SUPPRESSED)
    if (group_id := tx.get(Alerts).group_of(after.alert_id)) is not None:
        batch.groups.add(group_id)
    return after


def finish(tx: Transaction, batch: Batch) -> None:
    """Put the silences that were raised into groups, choose who leads them, announce all of it, and begin
    their deadlines.
    """
    silences = [each.alert for each in batch.raised]
    joined = join_silences(tx, silences)
    for group_id in sorted(batch.groups | set(joined.values())):
        tx.get(Alerts).choose_leader(group_id)
    _announce_lines(tx, batch.others)
    _announce_raised(tx, batch.raised, joined)
    acknowledgement_deadline.begin(tx, [(batch.sensors[alert.sensor_id], alert) for alert in silences])


def reapply(tx: Transaction, alerts: Iterable[Alert]) -> set[int]:
    """Check the suppressions of these alerts again. Returns the sources whose alerts are notified or
    suppressed now.
    """
    waiting = list(alerts)
    sensors = tx.get(Sensors).get(alert.sensor_id for alert in waiting)
    around = tx.get(SuppressionStore).contexts(list(sensors.values()), now=tx.now)
    moved, batch = set(), Batch()
    for before in waiting:
        after, step = decide(tx, sensors[before.sensor_id], before, around[before.sensor_id])
        if after == before:
            continue
        tx.get(Alerts).put(after)
        if step is not Step.UNCHANGED or before.shelf != after.shelf:
            follow(tx, sensors[before.sensor_id], after, step, before=before, batch=batch)
        if step is not Step.UNCHANGED:
            moved.add(before.sensor_id)
    finish(tx, batch)
    return moved


def reapply_of(tx: Transaction, sensor_ids: Collection[int]) -> set[int]:
    """Check the suppressions of the open alerts of these sources again: a few now, of many each as the sweep
    comes to it. Returns as `reapply` does.
    """
    waiting = tx.get(Alerts).open_of_sensors(sensor_ids, limit=AT_ONCE + 1)
    if len(waiting) > AT_ONCE:
        tx.get(Alerts).look_again(sensor_ids, at=tx.now)
        return set()
    return reapply(tx, waiting)


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
        parent_ids = reapply_of(tx, children)


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


def record_all(
    tx: Transaction, alerts: Iterable[Alert], kind: AlertTransitionKind, *, by: UUID | None = None
) -> None:
    """As `record` of each, with one event for those that are alike."""
    _announce_lines(tx, [Line(each, kind, _enter(tx, each, kind, by=by)) for each in alerts], by=by)


def _record_with(
    tx: Transaction,
    batch: Batch,
    alert: Alert,
    kind: AlertTransitionKind,
    *,
    value: float | None = None,
    note: str | None = None,
) -> None:
    """As `record`; of silences those of one kind are announced together, if nobody is notified of them."""
    if alert.condition is AlertCondition.SILENT and kind not in ASKS_TO_LOOK:
        batch.others.append(Line(alert, kind, _enter(tx, alert, kind, value=value, note=note), note))
    else:
        record(tx, alert, kind, value=value, note=note)


def _announce_raised(tx: Transaction, raised: list[Line], joined: Mapping[UUID, UUID]) -> None:
    """Announce silences whose history is written: those that join one group as one event, each other one
    alone. `joined`: the group of each that has one.

    Its audit row is found from every alert, and its message names how many the group has by then.
    """
    groups: dict[tuple[UUID, Tier], list[Line]] = {}
    for each in raised:
        cause = joined.get(each.alert.alert_id, each.alert.alert_id)
        groups.setdefault((cause, each.alert.tier), []).append(each)
    for (cause, tier), lines in groups.items():
        if tx.get(AlertGroups).unseen(cause) > 1:
            about = (Ref("alert_group", cause), *(Ref("alert", each.alert.alert_id) for each in lines))
            digest = joint_digest(each.digest for each in lines)
            site_id = lines[0].alert.site_id
            tx.announce(Event(SOURCES_FELL_SILENT, site_id, about=about, tier=tier, digest=digest))
            continue
        for each in lines:
            _announce(tx, each.alert, AlertTransitionKind.RAISED, each.digest)


def _announce_lines(tx: Transaction, lines: list[Line], *, by: UUID | None = None) -> None:
    """Announce what happened to alerts: what is the same of several of one site as one event."""
    alike: dict[tuple[Any, ...], list[Line]] = {}
    for each in lines:
        key = (each.kind, each.alert.site_id, each.alert.tier, each.alert.suppressed_by, each.note)
        alike.setdefault(key, []).append(each)
    for found in alike.values():
        first = found[0]
        others = [each.alert.alert_id for each in found]
        digest = joint_digest(each.digest for each in found)
        _announce(tx, first.alert, first.kind, digest, by=by, note=first.note, alert_ids=others)


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
    alert_ids: Sequence[UUID] = (),
) -> None:
    """`alert_ids`: of all that it happened to, where that is not this alert alone."""
    # What joins a group is said by the message of the group; silences have an event of their own for it.
    joins = kind is AlertTransitionKind.RAISED and alert.condition is not AlertCondition.SILENT
    found = alert_ids or [alert.alert_id]
    cases = tx.get(Alerts).case_ids_of(found)
    happened = Event(
        EventKind.of(f"ALERT_{kind}"),
        alert.site_id,
        about=(
            *(Ref("alert", each) for each in found),
            *(Ref("case", each) for each in cases),
            *refs(alert_group=alert.group_id if joins else None),
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


def _note_suppression(tx: Transaction, before: Alert | None, after: Alert, step: Step, batch: Batch) -> None:
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
            _record_with(tx, batch, after, kind, note=note)
    if after.suppressed_by is not None:
        tx.get(SuppressionStore).begin(after.alert_id, after.site_id, after.suppressed_by, at=tx.now)
