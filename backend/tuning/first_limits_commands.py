"""First limits of a source that has none, as its site says them: there is nothing yet that they loosen."""

from dataclasses import replace
from uuid import uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Viewer
from backend.sensors import edit_commands as sources
from backend.sensors.events import FIRST_LIMITS_SET
from backend.sensors.rules import Indicator, Sensor, SensorKind
from backend.sensors.store import Sensors
from backend.tuning.indicators_rules import check_change

REASON = "first limits"


def set_own_limits(tx: Transaction, sensor_id: int, wanted: Indicator, *, by: Viewer) -> Sensor:
    """Judge a source that has no limits yet by those of `wanted`, which keeps its unit.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, LIMITS_CHANGED where it has limits already, INVALID_INPUT for
    limits that contradict each other or that nothing reaches, and for a source that sends no readings.
    """
    sensor = sources.source_of(tx, sensor_id, by)
    in_force = sensor.indicator
    if sensor.kind is not SensorKind.READINGS or in_force is None:
        raise Refused(ErrorCode.INVALID_INPUT, "it sends no readings")
    if in_force.limits:
        raise Refused(ErrorCode.LIMITS_CHANGED, "it has limits already")
    if not wanted.limits or wanted.unit != in_force.unit:
        raise Refused(ErrorCode.INVALID_INPUT, "no limits, or in another unit")
    check_change(in_force, wanted)
    fresh = replace(wanted, indicator_id=uuid4())
    tx.get(Sensors).add_indicator(sensor.sensor_id, fresh, reason=REASON, at=tx.now, by=by.person_id)
    tx.get(Sensors).change(replace(sensor, changed_at=tx.now, changed_by=by.person_id))
    said = ", ".join(f"{each.side} {each.tier.name} {each.value:g}" for each in wanted.limits)
    tx.announce(
        Event(FIRST_LIMITS_SET, sensor.site_id, by=by.person_id, note=f"{sensor.code}: {said} {wanted.unit}")
    )
    return tx.get(Sensors).one(sensor_id)
