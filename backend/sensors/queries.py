"""Sensors, their equipment and what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.statements import several
from backend.core.viewer import Viewer
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import references
from backend.sensors.rules import Sensor, SensorKind, SensorState
from backend.sensors.store import with_indicators
from backend.sensors.tables import SensorRow
from backend.sites.rules import Area

BY_IDS: Final = select(SensorRow).where(
    col(SensorRow.id).in_(several("sensors")), col(SensorRow.site_id).in_(several("sites"))
)


@dataclass(frozen=True, slots=True)
class SensorView:
    sensor: Sensor
    area: Area
    equipment: EquipmentView | None


def all_(session: Session, viewer: Viewer) -> list[SensorView]:
    """Every sensor of the viewer's sites, by code; five statements whatever their number."""
    statement = select(SensorRow).where(
        col(SensorRow.site_id).in_(viewer.site_ids), SensorRow.kind != SensorKind.SYSTEM
    )
    return _views(session, viewer, session.exec(statement.order_by(col(SensorRow.code))))


def by_ids(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, SensorView]:
    rows = session.exec(BY_IDS, params={"sensors": list(set(sensor_ids)), "sites": list(viewer.site_ids)})
    return {view.sensor.sensor_id: view for view in _views(session, viewer, rows)}


def of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[SensorView]]:
    """The sensors bound to each of these."""
    wanted = list(equipment_ids)
    statement = select(SensorRow).where(
        col(SensorRow.equipment_id).in_(wanted), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    found: dict[UUID, list[SensorView]] = {equipment_id: [] for equipment_id in wanted}
    for view in _views(session, viewer, session.exec(statement.order_by(col(SensorRow.code)))):
        if view.equipment:
            found[view.equipment.item.equipment_id].append(view)
    return found


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Silent sensors and those in service, for the home."""
    statement = (
        select(SensorRow.state, func.count())
        .where(col(SensorRow.site_id).in_(viewer.site_ids), SensorRow.kind != SensorKind.SYSTEM)
        .group_by(col(SensorRow.state))
    )
    found = dict(session.exec(statement).all())
    return {
        "silent_sensors": found.get(SensorState.SILENT, 0),
        "sensors_in_service": sum(n for state, n in found.items() if state != SensorState.OUT_OF_SERVICE),
    }


def visible_ids(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> list[int]:
    statement = select(SensorRow.id).where(
        col(SensorRow.id).in_(set(sensor_ids)), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    return [sensor_id for sensor_id in session.exec(statement) if sensor_id is not None]


def _views(session: Session, viewer: Viewer, rows: Iterable[SensorRow]) -> list[SensorView]:
    sensors = with_indicators(session, rows)
    refs = references(
        session,
        viewer,
        areas=(sensor.area_id for sensor in sensors),
        equipment=(sensor.equipment_id for sensor in sensors),
    )
    refs = with_equipment_areas(session, viewer, refs)
    return [
        SensorView(sensor, refs.areas[sensor.area_id], equipment_view(refs, sensor.equipment_id))
        for sensor in sensors
    ]
