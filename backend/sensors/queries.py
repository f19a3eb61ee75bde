"""Sensors, their equipment and what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func
from sqlmodel import Session, col, select

from backend.core.statements import among, one_of, rows
from backend.core.viewer import Permission, Viewer
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import references
from backend.sensors.filters_queries import SourceFilter, conditions
from backend.sensors.rules import Indicator, Sensor, SensorKind, SensorState
from backend.sensors.store import indicator_of, sensor_of
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.rules import Area

BY_IDS: Final = select(SensorRow).where(
    among(col(SensorRow.id), "sensors"), among(col(SensorRow.site_id), "sites")
)

OF_SITE: Final = (
    select(SensorRow)
    .where(col(SensorRow.site_id) == bindparam("site"), among(col(SensorRow.site_id), "sites"))
    .where(SensorRow.kind != SensorKind.SYSTEM)
    .order_by(col(SensorRow.code))
)

INDICATORS: Final = (
    select(IndicatorRow)
    .join(SensorRow, col(SensorRow.id) == IndicatorRow.sensor_id)
    .where(among(col(SensorRow.id), "sensors"), among(col(SensorRow.site_id), "sites"))
    .order_by(col(IndicatorRow.sensor_id), col(IndicatorRow.version))
)
"""The last version of each sensor comes last."""


@dataclass(frozen=True, slots=True)
class SensorView:
    """`sensor` comes without its indicator: see `indicators`."""

    sensor: Sensor
    area: Area
    equipment: EquipmentView | None


@dataclass(frozen=True, slots=True)
class IndicatorVersion:
    indicator: Indicator
    since: datetime


def all_(session: Session, viewer: Viewer, *, plan_id: UUID | None = None) -> list[SensorView]:
    """Every sensor of the viewer's sites, or those of them on one plan, by code; four statements whatever
    their number.
    """
    statement = select(SensorRow).where(
        col(SensorRow.site_id).in_(viewer.site_ids), SensorRow.kind != SensorKind.SYSTEM
    )
    if plan_id is not None:
        statement = statement.where(col(SensorRow.plan_id) == plan_id)
    return _views(session, viewer, rows(session, statement.order_by(col(SensorRow.code))))


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[SensorView]:
    """Every sensor of one site, by code; none if it is not the viewer's."""
    found = rows(session, OF_SITE, {"site": site_id, "sites": list(viewer.site_ids)})
    return _views(session, viewer, found)


def by_ids(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, SensorView]:
    found = rows(session, BY_IDS, {"sensors": list(set(sensor_ids)), "sites": list(viewer.site_ids)})
    return {view.sensor.sensor_id: view for view in _views(session, viewer, found)}


def indicators(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, Indicator]:
    """The indicator in force of each of these."""
    asked = {"sensors": list(sensor_ids), "sites": list(viewer.site_ids)}
    return {row.sensor_id: indicator_of(row) for row in rows(session, INDICATORS, asked)}


def versions(
    session: Session, viewer: Viewer, sensor_ids: Iterable[int]
) -> dict[int, list[IndicatorVersion]]:
    """Every version of the indicators of each of these, oldest first."""
    asked = {"sensors": list(sensor_ids), "sites": list(viewer.site_ids)}
    found: dict[int, list[IndicatorVersion]] = {}
    for row in rows(session, INDICATORS, asked):
        found.setdefault(row.sensor_id, []).append(IndicatorVersion(indicator_of(row), row.created_at))
    return found


def of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[SensorView]]:
    """The sensors bound to each of these."""
    wanted = list(equipment_ids)
    statement = select(SensorRow).where(
        one_of(col(SensorRow.equipment_id), wanted), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    found: dict[UUID, list[SensorView]] = {equipment_id: [] for equipment_id in wanted}
    for view in _views(session, viewer, rows(session, statement.order_by(col(SensorRow.code)))):
        if view.equipment:
            found[view.equipment.item.equipment_id].append(view)
    return found


def counts_of_equipment(session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The number of sensors bound to each of these that has some; one statement."""
    bound = col(SensorRow.equipment_id)
    statement = select(bound, func.count()).where(
        one_of(bound, equipment_ids), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    found = session.exec(statement.group_by(bound))
    return {equipment_id: number for equipment_id, number in found if equipment_id}


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Counts of the home, in one statement; those without limits for who adopts sources only."""
    theirs = col(SensorRow.site_id).in_(viewer.site_ids_where(Permission.MANAGE_SOURCES))
    unlimited = case((and_(theirs, *conditions(viewer, SourceFilter(needs_limit=True))), 1), else_=0)
    statement = (
        select(SensorRow.state, func.count(), func.sum(unlimited))
        .where(col(SensorRow.site_id).in_(viewer.site_ids), SensorRow.kind != SensorKind.SYSTEM)
        .group_by(col(SensorRow.state))
    )
    found = {state: (n, without) for state, n, without in session.exec(statement)}
    return {
        "sensors_in_service": sum(
            n for state, (n, _) in found.items() if state != SensorState.OUT_OF_SERVICE
        ),
        "sources_without_limit": sum(without for _, without in found.values()),
    }


def visible_ids(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> list[int]:
    statement = select(SensorRow.id).where(
        one_of(col(SensorRow.id), set(sensor_ids)), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    return [sensor_id for sensor_id in session.exec(statement) if sensor_id is not None]


def _views(session: Session, viewer: Viewer, found: Iterable[SensorRow]) -> list[SensorView]:
    sensors = [sensor_of(row, None) for row in found]
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
