"""Suppressed alerts and their reasons, as officers and everybody at the alert see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.suppression.rules import MaintenanceWindow
from backend.alerts.suppression.store import window_of
from backend.alerts.suppression.tables import MaintenanceWindowRow, OutOfServiceRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.sensors.tables import SensorRow
from backend.sites.rules import Area

SHOWN_AFTER_END: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WindowView:
    window: MaintenanceWindow
    equipment: EquipmentView | None
    area: Area | None
    planned_by: PersonView | None


@dataclass(frozen=True, slots=True)
class OutOfServiceView:
    reason: str
    taken_at: datetime
    until: datetime | None
    taken_by: PersonView | None


def windows(session: Session, viewer: Viewer, *, now: datetime) -> list[WindowView]:
    """The windows that run or will, and those of the last week; soonest end first."""
    statement = (
        select(MaintenanceWindowRow)
        .where(col(MaintenanceWindowRow.site_id).in_(viewer.site_ids))
        .where(MaintenanceWindowRow.ends_at > now - SHOWN_AFTER_END)
        .order_by(col(MaintenanceWindowRow.ends_at))
    )
    return _views(session, viewer, session.exec(statement))


def windows_by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, WindowView]:
    statement = select(MaintenanceWindowRow).where(
        one_of(col(MaintenanceWindowRow.id), ids), col(MaintenanceWindowRow.site_id).in_(viewer.site_ids)
    )
    return {view.window.window_id: view for view in _views(session, viewer, session.exec(statement))}


def windows_of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[WindowView]]:
    """The windows of each of these that were not cancelled, latest first."""
    wanted = list(equipment_ids)
    statement = (
        select(MaintenanceWindowRow)
        .where(one_of(col(MaintenanceWindowRow.equipment_id), wanted))
        .where(col(MaintenanceWindowRow.site_id).in_(viewer.site_ids))
        .where(col(MaintenanceWindowRow.cancelled_at).is_(None))
        .order_by(col(MaintenanceWindowRow.ends_at).desc())
    )
    found: dict[UUID, list[WindowView]] = {equipment_id: [] for equipment_id in wanted}
    for view in _views(session, viewer, session.exec(statement)):
        if view.window.equipment_id is not None:
            found[view.window.equipment_id].append(view)
    return found


def out_of_service(
    session: Session, viewer: Viewer, sensor_ids: Iterable[int]
) -> dict[int, OutOfServiceView]:
    """Why and until when each of these is out of service, for those that are."""
    statement = (
        select(OutOfServiceRow)
        .join(SensorRow, col(SensorRow.id) == OutOfServiceRow.sensor_id)
        .where(one_of(col(OutOfServiceRow.sensor_id), sensor_ids))
        .where(col(OutOfServiceRow.returned_at).is_(None), col(SensorRow.site_id).in_(viewer.site_ids))
    )
    rows = list(session.exec(statement))
    refs = references(session, viewer, people=(row.taken_by for row in rows))
    return {
        row.sensor_id: OutOfServiceView(row.reason, row.taken_at, row.until, refs.person(row.taken_by))
        for row in rows
    }


def _views(session: Session, viewer: Viewer, rows: Iterable[MaintenanceWindowRow]) -> list[WindowView]:
    found = [window_of(row) for row in rows]
    refs = references(
        session,
        viewer,
        people=(window.planned_by for window in found),
        areas=(window.area_id for window in found if window.area_id),
        equipment=(window.equipment_id for window in found),
    )
    refs = with_equipment_areas(session, viewer, refs)
    return [
        WindowView(
            window=window,
            equipment=equipment_view(refs, window.equipment_id),
            area=refs.areas.get(window.area_id) if window.area_id else None,
            planned_by=refs.person(window.planned_by),
        )
        for window in found
    ]
