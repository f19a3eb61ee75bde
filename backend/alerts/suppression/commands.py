"""Suppression on purpose and its end: shelving, maintenance, out of service."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.alerts.events import (
    MAINTENANCE_BEGUN,
    MAINTENANCE_CANCELLED,
    MAINTENANCE_PLANNED,
    SENSOR_RETURNED_TO_SERVICE,
    SENSOR_TAKEN_OUT_OF_SERVICE,
)
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.rules import Alert, AlertTransitionKind
from backend.alerts.store import Alerts
from backend.alerts.suppression import apply_commands as apply_suppression
from backend.alerts.suppression import reminders_commands as reminders
from backend.alerts.suppression import rules
from backend.alerts.suppression.rules import MaintenanceWindow
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.steps import while_due
from backend.core.viewer import Permission, Viewer
from backend.equipment.store import EquipmentStore
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.store import Sites

LONGEST_WINDOW: Final = timedelta(days=7)
LONGEST_REPEAT_DAYS: Final = 366
SWEEP_LIMIT: Final = 500


def shelve_alert(
    tx: Transaction,
    alert_id: UUID,
    *,
    until: datetime,
    reason: str,
    confirms_red: bool,
    by: Viewer,
    is_for_group: bool = False,
) -> Alert:
    """Silence an alert for at most eight hours, or all of its group that wait for it (`is_for_group`). Where
    one of them is red, or was and is unanswered: only an officer, and only on purpose.

    Raises Refused: REASON_REQUIRED, INVALID_INPUT (too long), RED_NEEDS_CONFIRMATION, ILLEGAL_TRANSITION (it
    is over, or nothing of the group waits).
    """
    waiting = _shelvable(tx, alert_id, by, is_for_group=is_for_group, meant=rules.waits_for_shelf)
    for each in waiting:
        if each.is_red:
            by.require(Permission.SUPPRESS, site_id=each.site_id)
    shelved = [
        rules.shelve(each, until=until, reason=reason, by=by.person_id, at=tx.now, confirms_red=confirms_red)
        for each in waiting
    ]
    _put(tx, shelved, AlertTransitionKind.SHELVED, by=by, note=reason.strip())
    return tx.get(Alerts).get(alert_id)


def unshelve_alert(tx: Transaction, alert_id: UUID, *, by: Viewer, is_for_group: bool = False) -> Alert:
    """End the silence of an alert now, or of all that are shelved of its group (`is_for_group`); what still
    holds is raised once. Raises Refused(ILLEGAL_TRANSITION).
    """
    shelved = _shelvable(
        tx, alert_id, by, is_for_group=is_for_group, meant=lambda each: each.shelf is not None
    )
    _put(tx, [rules.unshelve(each) for each in shelved], AlertTransitionKind.UNSHELVED, by=by)
    return tx.get(Alerts).get(alert_id)


def take_sensor_out_of_service(
    tx: Transaction,
    sensor_id: int,
    *,
    reason: str,
    until: datetime | None,
    confirms_red: bool,
    by: Viewer,
) -> Sensor:
    """Judge nothing of this source until it is returned, or until then. Its open alerts are suppressed as
    they are.

    Raises Refused: REASON_REQUIRED, INVALID_INPUT, ILLEGAL_TRANSITION (out already), RED_NEEDS_CONFIRMATION
    (a red alert of it is active or unanswered).
    """
    sensor = _sensor(tx, sensor_id, by)
    _check_reason(reason)
    if until is not None and until <= tx.now:
        raise Refused(ErrorCode.INVALID_INPUT, "the time out of service ends before it begins")
    open_alerts = tx.get(Alerts).open_of_sensors([sensor_id])
    if not confirms_red and any(alert.is_red for alert in open_alerts):
        raise Refused(ErrorCode.RED_NEEDS_CONFIRMATION, "a red alert of this source is active or unanswered")
    tx.get(SuppressionStore).take_out(sensor, reason=reason.strip(), until=until, by=by.person_id, at=tx.now)
    _announce(tx, sensor, SENSOR_TAKEN_OUT_OF_SERVICE, by=by.person_id, note=reason.strip())
    _reapply(tx, open_alerts)
    return tx.get(Sensors).one(sensor_id)


def return_sensor_to_service(tx: Transaction, sensor_id: int, *, by: Viewer) -> Sensor:
    """Judge the source again. What it said last and still holds is raised once: better twice than missed."""
    sensor = _sensor(tx, sensor_id, by)
    _bring_back(tx, sensor, by=by.person_id)
    return tx.get(Sensors).one(sensor_id)


def plan_maintenance(
    tx: Transaction,
    *,
    equipment_id: UUID | None,
    area_id: UUID | None,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    suppresses_red: bool,
    confirms_red: bool,
    by: Viewer,
    repeat_days: int | None = None,
) -> MaintenanceWindow:
    """Suppress the alerts of this equipment or area during planned work; RED only if that is confirmed, and
    never again and again.

    Raises Refused: REASON_REQUIRED, INVALID_INPUT (not one place, no time or more than a week, a repetition
    that begins before the end, or that would suppress RED), RED_NEEDS_CONFIRMATION, NOT_FOUND.
    """
    site_id = _place(tx, equipment_id, area_id)
    by.require(Permission.SUPPRESS, site_id=site_id)
    _check_reason(reason)
    if not starts_at < ends_at or ends_at - starts_at > LONGEST_WINDOW or ends_at <= tx.now:
        raise Refused(ErrorCode.INVALID_INPUT, "a window ends after it begins, in the future, within a week")
    if suppresses_red and not confirms_red:
        raise Refused(ErrorCode.RED_NEEDS_CONFIRMATION, "red alerts are suppressed only on purpose")
    if repeat_days is not None and not _may_recur(
        repeat_days, ends_at - starts_at, suppresses_red=suppresses_red
    ):
        raise Refused(
            ErrorCode.INVALID_INPUT, "a window repeats after its end, and red is suppressed once only"
        )
    window = MaintenanceWindow(
        window_id=uuid4(),
        site_id=site_id,
        equipment_id=equipment_id,
        area_id=area_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
        suppresses_red=suppresses_red,
        planned_by=by.person_id,
        planned_at=tx.now,
        repeat_days=repeat_days,
    )
    tx.get(SuppressionStore).plan(window)
    _announce_window(tx, window, MAINTENANCE_PLANNED, by=by.person_id)
    _begin_windows(tx)
    return window


def cancel_maintenance(tx: Transaction, window_id: UUID, *, by: Viewer) -> MaintenanceWindow:
    """Cancel or end a maintenance window early: alerts that are still active are raised once. Raises
    Refused(ILLEGAL_TRANSITION) (over).
    """
    window = tx.get(SuppressionStore).window(window_id)
    by.require(Permission.SUPPRESS, site_id=window.site_id)
    if window.cancelled_at is not None or window.ends_at <= tx.now:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the window is over")
    tx.get(SuppressionStore).cancel(window_id, by=by.person_id, at=tx.now)
    _announce_window(tx, window, MAINTENANCE_CANCELLED, by=by.person_id)
    _reapply_of(tx, tx.get(SuppressionStore).covered(window))
    return tx.get(SuppressionStore).window(window_id)


def follow_equipment(tx: Transaction, happened: Event) -> None:
    """Hold back or let go of the alerts of a machine that came into repair or out of it."""
    equipment_id = happened.ref("equipment")
    if equipment_id is not None:
        _reapply_of(tx, tx.get(Sensors).ids_of_equipment(equipment_id))


def sweep_suppression(database: Database) -> int:
    """Begin and end what is due: maintenance windows, shelving, calm after chattering, sources returned to
    service; and check alerts again whose parent changed.

    Returns how many alerts were looked at. May run twice, late, or die: what is due stays due until done.
    """
    database.sweep(begin_and_end_due)
    return while_due(database, reapply_due, most=SWEEP_LIMIT)


def begin_and_end_due(tx: Transaction) -> None:
    """Begin and end the windows and the times out of service that are due, and remind of those that end."""
    for sensor in tx.get(Sensors).get(tx.get(SuppressionStore).due_back(now=tx.now)).values():
        _bring_back(tx, sensor, by=None)
    _begin_windows(tx)
    reminders.remind(tx)


def reapply_due(tx: Transaction, limit: int = SWEEP_LIMIT) -> int:
    """Check the alerts whose suppression is due to be checked, so many at most; returns how many."""
    due = tx.get(Alerts).suppression_due(now=tx.now, limit=limit)
    _reapply(tx, due)
    return len(due)


def _shelvable(
    tx: Transaction, alert_id: UUID, by: Viewer, *, is_for_group: bool, meant: Callable[[Alert], bool]
) -> list[Alert]:
    """Return this alert, or of its group the open ones that are meant, locked. Raises Refused: NOT_FOUND,
    NOT_ALLOWED, ILLEGAL_TRANSITION (none is).
    """
    alert = tx.get(Alerts).get(alert_id)
    by.require(Permission.SHELVE, site_id=alert.site_id)
    if not is_for_group or alert.group_id is None:
        return [alert]
    found = [each for each in tx.get(AlertGroups).open_of(alert.group_id) if meant(each)]
    if not found:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nothing of the group waits for it")
    return found


def _put(
    tx: Transaction,
    changed: list[Alert],
    kind: AlertTransitionKind,
    *,
    by: Viewer,
    note: str | None = None,
) -> None:
    """Keep alerts that a person shelved or unshelved, and record that as one event."""
    for each in changed:
        tx.get(Alerts).put(each)
    apply_suppression.record_all(tx, changed, kind, by=by.person_id, note=note)
    _reapply(tx, changed)


def _begin_windows(tx: Transaction) -> None:
    for window in tx.get(SuppressionStore).begin_windows(now=tx.now):
        _announce_window(tx, window, MAINTENANCE_BEGUN, by=None)
        _reapply_of(tx, tx.get(SuppressionStore).covered(window))
    for window in tx.get(SuppressionStore).begun_to_repeat(now=tx.now):
        zone = ZoneInfo(tx.get(Sites).get(window.site_id).timezone)
        following = window.next_after(tx.now, zone)
        tx.get(SuppressionStore).plan(following)
        _announce_window(tx, following, MAINTENANCE_PLANNED, by=None)


def _may_recur(days: int, duration: timedelta, *, suppresses_red: bool) -> bool:
    """Whether a window may come again after so many days."""
    return 1 <= days <= LONGEST_REPEAT_DAYS and timedelta(days=days) >= duration and not suppresses_red


def _bring_back(tx: Transaction, sensor: Sensor, *, by: UUID | None) -> None:
    tx.get(SuppressionStore).bring_back(sensor.sensor_id, at=tx.now)
    # What it sent meanwhile was counted with what nobody knows.
    tx.get(Quarantine).forget_unknown(tx.get(Sites).codes()[sensor.site_id], sensor.code)
    _announce(tx, sensor, SENSOR_RETURNED_TO_SERVICE, by=by)
    _reapply_of(tx, [sensor.sensor_id])


def _reapply_of(tx: Transaction, sensor_ids: Collection[int]) -> None:
    apply_suppression.reapply_to_children(tx, apply_suppression.reapply_of(tx, sensor_ids))


def _reapply(tx: Transaction, alerts: list[Alert]) -> None:
    if alerts:
        apply_suppression.reapply_to_children(tx, apply_suppression.reapply(tx, alerts))


def _sensor(tx: Transaction, sensor_id: int, by: Viewer) -> Sensor:
    sensor = tx.get(Sensors).get([sensor_id]).get(sensor_id)
    if sensor is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such source")
    by.require(Permission.SUPPRESS, site_id=sensor.site_id)
    return sensor


def _place(tx: Transaction, equipment_id: UUID | None, area_id: UUID | None) -> UUID:
    if equipment_id is not None and area_id is None:
        return tx.get(EquipmentStore).get(equipment_id).site_id
    if area_id is not None and equipment_id is None:
        return tx.get(Sites).area(area_id).site_id
    raise Refused(ErrorCode.INVALID_INPUT, "a window is for one piece of equipment or one area")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "suppression needs a reason")


def _announce(
    tx: Transaction, sensor: Sensor, kind: EventKind, *, by: UUID | None, note: str | None = None
) -> None:
    text = f"{sensor.code}: {note}" if note else sensor.code
    tx.announce(Event(kind, sensor.site_id, by=by, note=text))


def _announce_window(tx: Transaction, window: MaintenanceWindow, kind: EventKind, *, by: UUID | None) -> None:
    tx.announce(Event(kind, window.site_id, by=by, note=f"{window.window_id}: {window.reason}"))
