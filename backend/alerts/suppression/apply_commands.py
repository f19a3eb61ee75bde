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
from backend.alerts.history_rules import HistoryLine, joint_digest
from backend.alerts.history_store import AlertHistory
from backend.alerts.rules import Alert, AlertTransitionKind, Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import rules
from backend.alerts.suppression.grouping_commands import correlate, join_silences
from backend.alerts.suppression.rules import EndedSuppression, Step, SuppressionContext
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
AGAIN_OR_ANEW: Final = frozenset({AlertTransitionKind.RAISED, AlertTransitionKind.REACTIVATED})
AT_ONCE: Final = 100
"""Alerts that one transaction checks again because something else changed, such as their parent."""
DEEPEST: Final = 5
"""How far a parent of a parent of a parent is followed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the history of an alert that is announced with others of its kind."""

    alert: Alert
    entry: HistoryLine


@dataclass(slots=True)
class Batch:
    """Changes of one step that are followed once for all of them: silences are put into groups, announced and
    given deadlines together, as a lost gateway has thousands. `raised`: anew, or again; `groups`: whose
    leader is to be chosen anew; `suspended`: whose deadlines end; `entries`, `ended`, `begun`: lines of
    histories and suppressions to be recorded.
    """

    raised: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    sensors: dict[int, Sensor] = field(default_factory=dict)
    groups: set[UUID] = field(default_factory=set)
    suspended: list[Alert] = field(default_factory=list)
    entries: list[HistoryLine] = field(default_factory=list)
    ended: dict[UUID, EndedSuppression] = field(default_factory=dict)
    begun: dict[UUID, Alert] = field(default_factory=dict)


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
    if before is not None and before.shelf is not None and after.shelf is None:
        _record_with(tx, batch, after, AlertTransitionKind.UNSHELVED)
    _note_suppression(tx, before, after, step, batch)
    kind = _kind_of(before, after, step, happened)
    is_loud = kind in ASKS_TO_LOOK and after.suppressed_by is None
    value = happened.value if happened else None
    if kind in AGAIN_OR_ANEW and is_loud and after.condition is AlertCondition.SILENT:
        batch.sensors[sensor.sensor_id] = sensor
        batch.raised.append(_line(tx, after, kind, value=value))
        batch.entries.append(batch.raised[-1].entry)
    elif is_loud:
        after = _ask(tx, batch, sensor, after, kind, value=value)
    else:
        if kind is not None and kind is not AlertTransitionKind.RAISED:
            _record_with(tx, batch, after, kind, value=value)
        if before is not None and after.suppressed_by is not None and after.suppressed_by.is_hidden:
            batch.suspended.append(after)  # what is held from its first moment has no deadline to end
    if step in (Step.SUPPRESSED, Step.REASON_CHANGED) and after.suppressed_by is not Suppression.SHELVED:
        _record_with(tx, batch, after, AlertTransitionKind.SUPPRESSED)
    if (group_id := tx.get(Alerts).group_of(after.alert_id)) is not None:
        batch.groups.add(group_id)
    return after


def _ask(
    tx: Transaction,
    batch: Batch,
    sensor: Sensor,
    after: Alert,
    kind: AlertTransitionKind | None,
    *,
    value: float | None,
) -> Alert:
    """Notify people of an alert that is no silence, or one that got worse, and begin its deadline."""
    if kind in AGAIN_OR_ANEW and after.group_id is None:
        after = correlate(tx, sensor, after)
    if kind is not None:
        _record_with(tx, batch, after, kind, value=value)
    acknowledgement_deadline.begin(tx, [(sensor, after)])
    return after


def finish(tx: Transaction, batch: Batch) -> None:
    """Record the suppressions that ended and began, and end the deadlines of what is suppressed. Put the
    silences that were raised into groups, choose who leads them, announce all of it, and begin their
    deadlines.
    """
    _keep(tx, batch)
    acknowledgement_deadline.suspend(tx, batch.suspended)
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
    line = _line(tx, alert, kind, value=value, by=by, note=note)
    tx.get(AlertHistory).record([line.entry])
    _announce(tx, [line])


def record_all(
    tx: Transaction,
    alerts: Iterable[Alert],
    kind: AlertTransitionKind,
    *,
    by: UUID | None = None,
    note: str | None = None,
) -> None:
    """As `record` of each, with one event for those that are alike."""
    lines = [_line(tx, each, kind, by=by, note=note) for each in alerts]
    tx.get(AlertHistory).record(each.entry for each in lines)
    _announce_lines(tx, lines)


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
        batch.others.append(_line(tx, alert, kind, value=value, note=note))
        batch.entries.append(batch.others[-1].entry)
    else:
        _keep(tx, batch)  # a history is written in its order
        record(tx, alert, kind, value=value, note=note)


def _announce_raised(tx: Transaction, raised: list[Line], joined: Mapping[UUID, UUID]) -> None:
    """Announce silences whose history is written: those that join one group, or are raised again in one, as
    one event, each other one alone. `joined`: the group of each that has one.

    Its audit row is found from every alert, and its message names how many the group has by then.
    """
    groups: dict[tuple[UUID, Tier, AlertTransitionKind], list[Line]] = {}
    for each in raised:
        cause = joined.get(each.alert.alert_id, each.alert.alert_id)
        groups.setdefault((cause, each.alert.tier, each.entry.kind), []).append(each)
    for (cause, tier, kind), lines in groups.items():
        if tx.get(AlertGroups).unseen(cause) < 2:
            for each in lines:
                _announce(tx, [each])
        elif kind is AlertTransitionKind.RAISED:
            about = (Ref("alert_group", cause), *(Ref("alert", each.alert.alert_id) for each in lines))
            digest = joint_digest(each.entry.digest for each in lines)
            site_id = lines[0].alert.site_id
            tx.announce(Event(SOURCES_FELL_SILENT, site_id, about=about, tier=tier, digest=digest))
        else:
            _announce(tx, lines, group_id=cause)


def _announce_lines(tx: Transaction, lines: list[Line]) -> None:
    """Announce what happened to alerts: what is the same of several of one site as one event."""
    alike: dict[tuple[Any, ...], list[Line]] = {}
    for each in lines:
        alert, entry = each.alert, each.entry
        key = (entry.kind, alert.site_id, alert.tier, alert.suppressed_by, entry.note)
        alike.setdefault(key, []).append(each)
    for found in alike.values():
        _announce(tx, found)


def _line(
    tx: Transaction,
    alert: Alert,
    kind: AlertTransitionKind,
    *,
    value: float | None = None,
    by: UUID | None = None,
    note: str | None = None,
) -> Line:
    """Return an entry in the history of the alert, to be written."""
    entry = HistoryLine(
        alert.alert_id,
        tx.now,
        kind,
        alert.tier,
        value=value,
        by=by,
        suppression=alert.suppressed_by,
        note=note,
    )
    return Line(alert, entry)


def _announce(tx: Transaction, lines: Sequence[Line], *, group_id: UUID | None = None) -> None:
    """Announce lines of one kind as one event. `group_id`: of the group whose message says it."""
    alert, entry = lines[0].alert, lines[0].entry
    # What joins a group is said by the message of the group; silences have an event of their own for it.
    if entry.kind is AlertTransitionKind.RAISED and alert.condition is not AlertCondition.SILENT:
        group_id = alert.group_id
    alert_ids = [each.alert.alert_id for each in lines]
    happened = Event(
        EventKind.of(f"ALERT_{entry.kind}"),
        alert.site_id,
        about=(
            *(Ref("alert", each) for each in alert_ids),
            *(Ref("case", each) for each in tx.get(Alerts).case_ids_of(alert_ids)),
            *refs(alert_group=group_id),
        ),
        by=entry.by,
        tier=alert.tier,
        note=entry.note or (str(alert.suppressed_by) if alert.suppressed_by else None),
        digest=joint_digest(each.entry.digest for each in lines),
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


def _note_suppression(tx: Transaction, before: Alert | None, after: Alert, step: Step, batch: Batch) -> None:
    if step is Step.UNCHANGED:
        return
    if after.alert_id in batch.ended or after.alert_id in batch.begun:
        _keep(tx, batch)  # one that begins and ends in the same step is on record, too
    was_suppressed_by = before.suppressed_by if before is not None else None
    if before is not None and was_suppressed_by is not None:
        is_raised = step is Step.RELEASED and after.is_active
        worst = max(
            (t for t in (before.worst_suppressed_tier, after.worst_suppressed_tier) if t is not None),
            default=None,
        )
        batch.ended[after.alert_id] = EndedSuppression(worst, is_raised)
        if step is Step.RELEASED and was_suppressed_by is not Suppression.SHELVED:
            kind, note = AlertTransitionKind.UNSUPPRESSED, str(was_suppressed_by)
            _record_with(tx, batch, after, kind, note=note)
    if after.suppressed_by is not None:
        batch.begun[after.alert_id] = after


def _keep(tx: Transaction, batch: Batch) -> None:
    """Record lines of histories, which suppressions ended, then which began: an alert has one that runs."""
    tx.get(AlertHistory).record(batch.entries)
    tx.get(SuppressionStore).end(batch.ended, at=tx.now)
    tx.get(SuppressionStore).begin(batch.begun.values(), at=tx.now)
    batch.entries.clear()
    batch.ended.clear()
    batch.begun.clear()
