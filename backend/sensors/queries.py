"""Sensors, their equipment and what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import several
from backend.core.viewer import Viewer
from backend.core.vocabulary import TracePoint
from backend.equipment.references_queries import References, references
from backend.equipment.rules import Equipment
from backend.equipment.store import equipment_of
from backend.equipment.tables import EquipmentRow
from backend.monitoring.scoring.store import Scores
from backend.readings.rules import LatestReading, SourceScore
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.rules import Sensor
from backend.sensors.store import with_indicators
from backend.sensors.tables import SensorRow
from backend.sites.rules import Area
from backend.sites.tables import AreaRow

BY_IDS: Final = select(SensorRow).where(
    col(SensorRow.id).in_(several("sensors")), col(SensorRow.site_id).in_(several("sites"))
)


@dataclass(frozen=True, slots=True)
class TraceWindow:
    """What part of a source's history to draw: microseconds since the epoch, both ends included."""

    sensor_id: int
    from_us: int
    to_us: int
    points: int


@dataclass(frozen=True, slots=True)
class EquipmentView:
    item: Equipment
    area: Area


@dataclass(frozen=True, slots=True)
class SensorView:
    sensor: Sensor
    area: Area
    equipment: EquipmentView | None


def all_(session: Session, viewer: Viewer) -> list[SensorView]:
    """Every sensor of the viewer's sites, by code; five statements whatever their number."""
    statement = select(SensorRow).where(col(SensorRow.site_id).in_(viewer.site_ids))
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


def latest(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, LatestReading]:
    """The last reading of each of these that has one."""
    return Sources(session).latest(_visible(session, viewer, sensor_ids))


def scores(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    """The last anomaly score of each of these that was scored."""
    return Scores(session).scores(_visible(session, viewer, sensor_ids))


def traces(
    session: Session, viewer: Viewer, windows: Iterable[TraceWindow]
) -> dict[TraceWindow, list[TracePoint]]:
    """The thinned history of each window; two statements per distinct range, whatever the sources."""
    wanted = list(windows)
    visible = _visible(session, viewer, (window.sensor_id for window in wanted))
    readings = Readings(session)
    found: dict[TraceWindow, list[TracePoint]] = {}
    for from_us, to_us, points in {(each.from_us, each.to_us, each.points) for each in wanted}:
        lines = readings.traces(visible, from_us=from_us, to_us=to_us, points=points)
        found.update({TraceWindow(source, from_us, to_us, points): line for source, line in lines.items()})
    return {window: found.get(window, []) for window in wanted}


def equipment(session: Session, viewer: Viewer) -> list[EquipmentView]:
    statement = select(EquipmentRow).where(col(EquipmentRow.site_id).in_(viewer.site_ids))
    rows = [equipment_of(row) for row in session.exec(statement.order_by(col(EquipmentRow.code)))]
    refs = references(session, viewer, areas=(item.area_id for item in rows))
    return [EquipmentView(item, refs.areas[item.area_id]) for item in rows]


def equipment_by_code(session: Session, viewer: Viewer, code: str) -> EquipmentView | None:
    statement = (
        select(EquipmentRow, AreaRow)
        .join(AreaRow, col(AreaRow.id) == EquipmentRow.area_id)
        .where(EquipmentRow.code == code, col(EquipmentRow.site_id).in_(viewer.site_ids))
    )
    found = session.exec(statement).first()
    if found is None:
        return None
    item = equipment_of(found[0])
    return EquipmentView(item, references(session, viewer, areas=[item.area_id]).areas[item.area_id])


def equipment_view(refs: References, equipment_id: UUID | None) -> EquipmentView | None:
    item = refs.item(equipment_id)
    return EquipmentView(item, refs.areas[item.area_id]) if item else None


def _visible(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> list[int]:
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


def with_equipment_areas(session: Session, viewer: Viewer, refs: References) -> References:
    """The references with the areas in which their equipment stands."""
    missing = {item.area_id for item in refs.equipment.values()} - refs.areas.keys()
    if missing:
        refs.areas.update(references(session, viewer, areas=missing).areas)
    return refs
