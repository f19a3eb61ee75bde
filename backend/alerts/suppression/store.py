"""Suppressions and their record, as rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, func, insert, or_
from sqlmodel import Session, col, select

from backend.alerts.rules import Alert, Suppression
from backend.alerts.store import WITHOUT_CAUSE
from backend.alerts.suppression.rules import (
    PARENT_SETTLES,
    EndedSuppression,
    MaintenanceWindow,
    ParentAlert,
    SuppressionContext,
)
from backend.alerts.suppression.tables import (
    InhibitionRow,
    MaintenanceWindowRow,
    OutOfServiceRow,
    SuppressionRow,
)
from backend.alerts.tables import AlertRow
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import among, one_of
from backend.core.vocabulary import AlertCondition
from backend.equipment.rules import EquipmentState
from backend.equipment.tables import EquipmentRow
from backend.sensors.rules import Sensor, SensorState
from backend.sensors.tables import SensorRow

EXPLAINS: Final = (None, Suppression.CHATTERING)
"""A parent that people do not see themselves explains nothing to them."""
IS_CHILD: Final = (
    col(InhibitionRow.child_sensor_id) == SensorRow.id,
    col(InhibitionRow.child_equipment_id) == SensorRow.equipment_id,
)
"""By itself, or by its equipment: each asked apart, for both at once no index is of use."""
CHILDREN: Final = tuple(
    select(SensorRow.id)
    .join(InhibitionRow, is_child)
    .where(among(col(InhibitionRow.parent_sensor_id), "parents"))
    .where(col(InhibitionRow.parent_sensor_id) != SensorRow.id)
    for is_child in IS_CHILD
)
WINDOWS: Final = (
    select(MaintenanceWindowRow)
    .where(
        col(MaintenanceWindowRow.ends_at) > bindparam("now"),
        col(MaintenanceWindowRow.starts_at) <= bindparam("now"),
    )
    .where(col(MaintenanceWindowRow.cancelled_at).is_(None))
    .where(
        or_(
            among(col(MaintenanceWindowRow.equipment_id), "equipment"),
            among(col(MaintenanceWindowRow.area_id), "areas"),
        )
    )
)
RUNNING: Final = select(SuppressionRow).where(
    among(col(SuppressionRow.alert_id), "alerts"), col(SuppressionRow.ended_at).is_(None)
)
BEGIN: Final = insert(SuppressionRow)
UNDER_REPAIR: Final = select(EquipmentRow.id).where(
    among(col(EquipmentRow.id), "equipment"), EquipmentRow.state == EquipmentState.UNDER_REPAIR
)
PARENTS: Final = tuple(
    select(SensorRow.id, InhibitionRow, AlertRow)
    .join(InhibitionRow, is_child)
    .join(AlertRow, col(AlertRow.sensor_id) == InhibitionRow.parent_sensor_id)
    .where(among(col(SensorRow.id), "sensors"))
    .where(col(InhibitionRow.parent_sensor_id) != SensorRow.id)
    .where(or_(col(AlertRow.is_active), col(AlertRow.normal_at) > bindparam("settled_at")))
    .options(*WITHOUT_CAUSE)
    for is_child in IS_CHILD
)


class SuppressionStore:
    def __init__(self, session: Session) -> None:
        self._session = session

    def contexts(self, sensors: Sequence[Sensor], *, now: datetime) -> dict[int, SuppressionContext]:
        """Return what may suppress the alerts of each of these sources now; three or four statements."""
        if not sensors:
            return {}
        windows = self._windows(sensors, now)
        repairs = self._under_repair({each.equipment_id for each in sensors if each.equipment_id})
        parents = self._parents(sensors, now)
        out = self._out({s.sensor_id for s in sensors if s.state is SensorState.OUT_OF_SERVICE})
        return {
            sensor.sensor_id: SuppressionContext(
                is_out_of_service=sensor.state is SensorState.OUT_OF_SERVICE,
                out_of_service_until=out.get(sensor.sensor_id),
                windows=tuple(window for window in windows if covers(window, sensor)),
                is_under_repair=sensor.equipment_id in repairs,
                parents=tuple(parents[sensor.sensor_id]),
            )
            for sensor in sensors
        }

    def children(self, parent_ids: Iterable[int]) -> set[int]:
        """The sources whose alerts the alerts of these explain."""
        params = {"parents": list(set(parent_ids))}
        found = (self._session.exec(each, params=params) for each in CHILDREN)
        return {sensor_id for some in found for sensor_id in some if sensor_id is not None}

    def inhibit(
        self,
        inhibition_id: UUID,
        *,
        site_id: UUID,
        parent_sensor_id: int,
        parent_conditions: Sequence[AlertCondition] | None,
        child_sensor_id: int | None = None,
        child_equipment_id: UUID | None = None,
        child_conditions: Sequence[AlertCondition] | None = None,
    ) -> None:
        """From now on the parent's alerts explain the child's; the same id again replaces it."""
        row = InhibitionRow(
            id=inhibition_id,
            site_id=site_id,
            parent_sensor_id=parent_sensor_id,
            parent_conditions=None if parent_conditions is None else list(parent_conditions),
            child_sensor_id=child_sensor_id,
            child_equipment_id=child_equipment_id,
            child_conditions=None if child_conditions is None else list(child_conditions),
        )
        self._session.merge(row)
        self._session.flush()

    def begin(self, alerts: Iterable[Alert], *, at: datetime) -> None:
        """Record that these alerts are suppressed from now on."""
        rows = [
            {"alert_id": each.alert_id, "site_id": each.site_id, "reason": by.value, "began_at": at}
            for each in alerts
            if (by := each.suppressed_by) is not None
        ]
        if rows:
            self._session.connection().execute(BEGIN, rows)

    def end(self, ended: Mapping[UUID, EndedSuppression], *, at: datetime) -> None:
        """Record that these suppressions ended, or changed their reason. Raises LookupError."""
        if not ended:
            return
        rows = list(self._session.exec(RUNNING, params={"alerts": list(ended)}))
        if len(rows) < len(ended):
            raise LookupError("a suppression ends that never began")
        for row in rows:
            how = ended[row.alert_id]
            row.ended_at, row.worst_tier, row.is_raised = at, how.worst, how.is_raised
            self._session.add(row)
        self._session.flush()

    def plan(self, window: MaintenanceWindow) -> None:
        self._session.add(
            MaintenanceWindowRow(
                id=window.window_id,
                site_id=window.site_id,
                equipment_id=window.equipment_id,
                area_id=window.area_id,
                starts_at=window.starts_at,
                ends_at=window.ends_at,
                reason=window.reason,
                suppresses_red=window.suppresses_red,
                planned_by=window.planned_by,
                planned_at=window.planned_at,
                repeat_days=window.repeat_days,
                first_starts_at=window.first_starts_at,
                first_ends_at=window.first_ends_at,
            )
        )
        self._session.flush()

    def window(self, window_id: UUID) -> MaintenanceWindow:
        """Return the window, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(MaintenanceWindowRow, window_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such maintenance window")
        return window_of(row)

    def cancel(self, window_id: UUID, *, by: UUID, at: datetime) -> None:
        row = self._session.get_one(MaintenanceWindowRow, window_id)
        row.cancelled_at, row.cancelled_by = at, by
        self._session.add(row)
        self._session.flush()

    def begin_windows(self, *, now: datetime) -> list[MaintenanceWindow]:
        """Mark the windows that have begun since; each is answered once."""
        statement = (
            select(MaintenanceWindowRow)
            .where(col(MaintenanceWindowRow.ends_at) > now, col(MaintenanceWindowRow.starts_at) <= now)
            .where(
                col(MaintenanceWindowRow.begun_at).is_(None),
                col(MaintenanceWindowRow.cancelled_at).is_(None),
            )
            .with_for_update(skip_locked=True)
        )
        begun = []
        for row in self._session.exec(statement).all():
            row.begun_at = now
            self._session.add(row)
            begun.append(window_of(row))
        return begun

    def begun_to_repeat(self, *, now: datetime) -> list[MaintenanceWindow]:
        """Return the windows, each once, that began, are not cancelled, and whose next is to be planned."""
        statement = (
            select(MaintenanceWindowRow)
            .where(col(MaintenanceWindowRow.repeat_days).is_not(None))
            .where(
                col(MaintenanceWindowRow.repeated_at).is_(None), col(MaintenanceWindowRow.starts_at) <= now
            )
            .where(col(MaintenanceWindowRow.cancelled_at).is_(None))
            .with_for_update(skip_locked=True)
        )
        found = list(self._session.exec(statement))
        for row in found:
            row.repeated_at = now
            self._session.add(row)
        return [window_of(row) for row in found]

    def windows_ending(
        self, *, now: datetime, within: timedelta, longer_than: timedelta
    ) -> list[MaintenanceWindow]:
        """Mark the running windows whose planners are to be reminded of the end; each is answered once."""
        statement = (
            select(MaintenanceWindowRow)
            .where(col(MaintenanceWindowRow.ends_at) > now, col(MaintenanceWindowRow.ends_at) <= now + within)
            .where(col(MaintenanceWindowRow.begun_at).is_not(None))
            .where(col(MaintenanceWindowRow.cancelled_at).is_(None))
            .where(col(MaintenanceWindowRow.reminded_at).is_(None))
            .with_for_update(skip_locked=True)
        )
        found = [row for row in self._session.exec(statement) if row.ends_at - row.starts_at > longer_than]
        for row in found:
            row.reminded_at = now
            self._session.add(row)
        return [window_of(row) for row in found]

    def outages_to_remind_of(
        self, *, now: datetime, within: timedelta, longer_than: timedelta, every: timedelta
    ) -> list[OutOfServiceRow]:
        """Mark the times out of service of which people are to be reminded: once before an end that is known,
        without one again and again.
        """
        reminded = col(OutOfServiceRow.reminded_at)
        statement = (
            select(OutOfServiceRow)
            .where(col(OutOfServiceRow.returned_at).is_(None))
            .where(
                or_(
                    and_(reminded.is_(None), col(OutOfServiceRow.until) <= now + within),
                    and_(
                        col(OutOfServiceRow.until).is_(None),
                        func.coalesce(reminded, OutOfServiceRow.taken_at) <= now - every,
                    ),
                )
            )
            .with_for_update(skip_locked=True)
        )
        found = [
            row
            for row in self._session.exec(statement)
            if row.until is None or row.until - row.taken_at > longer_than
        ]
        for row in found:
            row.reminded_at = now
            self._session.add(row)
        return found

    def covered(self, window: MaintenanceWindow) -> list[int]:
        """The sources that this window covers."""
        is_there = SensorRow.equipment_id == window.equipment_id
        if window.equipment_id is None:
            is_there = SensorRow.area_id == window.area_id
        statement = select(SensorRow.id).where(SensorRow.site_id == window.site_id, is_there)
        return [sensor_id for sensor_id in self._session.exec(statement) if sensor_id is not None]

    def take_out(
        self, sensor: Sensor, *, reason: str, until: datetime | None, by: UUID, at: datetime
    ) -> None:
        """Take the source out of service: it is judged no more. Raises Refused(ILLEGAL_TRANSITION)."""
        row = self._session.get_one(SensorRow, sensor.sensor_id, with_for_update=True)
        if row.state == SensorState.OUT_OF_SERVICE:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the source is out of service already")
        self._session.add(
            OutOfServiceRow(
                sensor_id=sensor.sensor_id,
                site_id=sensor.site_id,
                reason=reason,
                taken_at=at,
                taken_by=by,
                until=until,
                was_silent=row.state == SensorState.SILENT,
            )
        )
        row.state = SensorState.OUT_OF_SERVICE.value
        self._session.add(row)
        self._session.flush()

    def bring_back(self, sensor_id: int, *, at: datetime) -> None:
        """Return the source to service: it is judged again. Raises Refused(ILLEGAL_TRANSITION)."""
        sensor = self._session.get_one(SensorRow, sensor_id, with_for_update=True)
        statement = select(OutOfServiceRow).where(
            OutOfServiceRow.sensor_id == sensor_id, col(OutOfServiceRow.returned_at).is_(None)
        )
        row = self._session.exec(statement).first()
        if sensor.state != SensorState.OUT_OF_SERVICE:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the source is in service")
        # What was silent before is silent until it is heard: its open alert says so.
        was_silent = row is not None and row.was_silent
        sensor.state = (SensorState.SILENT if was_silent else SensorState.IN_SERVICE).value
        sensor.silent_due_at = None
        if row is not None:
            row.returned_at = at
            self._session.add(row)
        self._session.add(sensor)
        self._session.flush()

    def due_back(self, *, now: datetime) -> list[int]:
        """The sources whose time out of service is over."""
        statement = (
            select(OutOfServiceRow.sensor_id)
            .where(col(OutOfServiceRow.returned_at).is_(None), col(OutOfServiceRow.until) <= now)
            .with_for_update(skip_locked=True)
        )
        return list(self._session.exec(statement).all())

    def _windows(self, sensors: Sequence[Sensor], now: datetime) -> list[MaintenanceWindow]:
        found = self._session.exec(
            WINDOWS,
            params={
                "now": now,
                "equipment": list({each.equipment_id for each in sensors if each.equipment_id is not None}),
                "areas": list({each.area_id for each in sensors}),
            },
        )
        return [window_of(row) for row in found]

    def _under_repair(self, equipment_ids: set[UUID]) -> set[UUID]:
        if not equipment_ids:
            return set()
        return set(self._session.exec(UNDER_REPAIR, params={"equipment": list(equipment_ids)}))

    def _parents(self, sensors: Sequence[Sensor], now: datetime) -> defaultdict[int, list[ParentAlert]]:
        """The parents' alerts that are active, or were a moment ago, by child."""
        sensor_ids = [each.sensor_id for each in sensors]
        params = {"sensors": sensor_ids, "settled_at": now - PARENT_SETTLES}
        rows = [row for each in PARENTS for row in self._session.exec(each, params=params)]
        found: defaultdict[int, list[ParentAlert]] = defaultdict(list)
        for child_id, inhibition, alert in rows:
            is_meant = inhibition.parent_conditions is None or alert.condition in inhibition.parent_conditions
            if child_id is not None and is_meant and alert.notified_at and alert.suppressed_by in EXPLAINS:
                conditions = inhibition.child_conditions
                explained = None if conditions is None else frozenset(map(AlertCondition, conditions))
                parent = ParentAlert(alert.id, alert.is_active, alert.normal_at, explained)
                found[child_id].append(parent)
        return found

    def _out(self, sensor_ids: set[int]) -> dict[int, datetime | None]:
        if not sensor_ids:
            return {}
        statement = select(OutOfServiceRow).where(
            one_of(col(OutOfServiceRow.sensor_id), sensor_ids), col(OutOfServiceRow.returned_at).is_(None)
        )
        return {row.sensor_id: row.until for row in self._session.exec(statement)}


def covers(window: MaintenanceWindow, sensor: Sensor) -> bool:
    """Whether the work concerns this source."""
    if window.equipment_id is not None:
        return window.equipment_id == sensor.equipment_id
    return window.area_id == sensor.area_id


def window_of(row: MaintenanceWindowRow) -> MaintenanceWindow:
    return MaintenanceWindow(
        window_id=row.id,
        site_id=row.site_id,
        equipment_id=row.equipment_id,
        area_id=row.area_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        suppresses_red=row.suppresses_red,
        planned_by=row.planned_by,
        planned_at=row.planned_at,
        begun_at=row.begun_at,
        cancelled_at=row.cancelled_at,
        cancelled_by=row.cancelled_by,
        repeat_days=row.repeat_days,
        first_starts_at=row.first_starts_at,
        first_ends_at=row.first_ends_at,
    )
