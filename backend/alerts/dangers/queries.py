"""Dangers at a piece of equipment, as far as its sources watch it, and what to do first."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.advice_rules import AdviceKey
from backend.alerts.advice_store import FirstMeasures
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sensors.rules import CONDITIONS, Limit, LimitSide, Sensor
from backend.sensors.store import with_indicators
from backend.sensors.tables import SensorRow


@dataclass(frozen=True, slots=True)
class Danger:
    """The worst limit of a source on one side, in its unit, and the first measures when it is crossed."""

    sensor_id: int
    name: Text
    unit: str
    limit: Limit
    steps: tuple[Text, ...]


def dangers(session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]) -> dict[UUID, list[Danger]]:
    """Return the dangers of each of these, worst first, with the steps that an alert would be given now; five
    statements at most.
    """
    wanted = list(equipment_ids)
    statement = select(SensorRow).where(
        one_of(col(SensorRow.equipment_id), wanted), col(SensorRow.site_id).in_(viewer.site_ids)
    )
    sensors = with_indicators(session, session.exec(statement))
    limits = [(sensor, limit) for sensor in sensors for limit in _worst(sensor)]
    keys = {(sensor.sensor_id, limit): _key(sensor, limit) for sensor, limit in limits}
    advice = FirstMeasures(
        session,
        indicator_ids=(key.indicator_id for key in keys.values()),
        site_ids=(key.site_id for key in keys.values()),
        sensor_ids=(key.sensor_id for key in keys.values()),
    )
    found: dict[UUID, list[Danger]] = {equipment_id: [] for equipment_id in wanted}
    for sensor, limit in sorted(limits, key=lambda each: (-each[1].tier, each[0].sensor_id)):
        steps = advice.of(keys[sensor.sensor_id, limit]).steps
        if sensor.equipment_id is not None:
            found[sensor.equipment_id].append(
                Danger(sensor.sensor_id, sensor.name, sensor.unit, limit, steps)
            )
    return found


def _worst(sensor: Sensor) -> list[Limit]:
    limits = sensor.indicator.limits if sensor.indicator else ()
    worst: dict[LimitSide, Limit] = {}
    for limit in limits:
        if limit.side not in worst or limit.tier > worst[limit.side].tier:
            worst[limit.side] = limit
    return list(worst.values())


def _key(sensor: Sensor, limit: Limit) -> AdviceKey:
    if sensor.indicator is None:
        raise LookupError("a limit of no indicator")
    indicator_id, condition = sensor.indicator.indicator_id, CONDITIONS[limit.side]
    return AdviceKey(sensor.site_id, sensor.sensor_id, indicator_id, condition, "", limit.tier)
