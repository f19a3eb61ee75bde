"""Sources that fell silent: found by a sweep, raised as an alert."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from backend.core.database import Transaction
from backend.core.time import MICROSECOND, microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier, TracePoint
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

SILENT_TRACE: Final = timedelta(minutes=10)


TRACE_POINTS: Final = 120


def sweep_silent(tx: Transaction) -> list[ConditionChange]:
    """Sources that were not heard in time become silent, silent ones that were heard come back."""
    fallen, woken = tx.get(Sources).fall_silent(now=tx.now), tx.get(Sources).wake(now=tx.now)
    if not fallen and not woken:
        return []
    sensors = tx.get(Sensors).get([*fallen, *woken])
    now_us = microseconds(tx.now)
    latest = tx.get(Sources).latest(fallen)
    from_us = min((reading.sampled_us for reading in latest.values()), default=now_us)
    traces = tx.get(Readings).traces(
        fallen, from_us=from_us - SILENT_TRACE // MICROSECOND, to_us=now_us, points=TRACE_POINTS
    )
    changes = []
    for sensor_id in (*fallen, *woken):
        if sensors[sensor_id].indicator is None:
            continue
        at_us = latest[sensor_id].sampled_us if sensor_id in latest else now_us
        trace = traces.get(sensor_id, ())
        changes.append(silence(sensors[sensor_id], at_us, is_silent=sensor_id in fallen, trace=trace))
    apply_judged(tx, changes)
    return changes


def silence(
    sensor: Sensor, sampled_us: int, *, is_silent: bool, trace: Sequence[TracePoint] = ()
) -> ConditionChange:
    """A source was not heard in time, or (not `is_silent`) is heard again. Raises ValueError without an
    indicator: nobody said when it is silent.
    """
    indicator = sensor.indicator
    if indicator is None:
        raise ValueError(f"source {sensor.sensor_id} has no indicator")
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=AlertCondition.SILENT,
        tier=Tier.BLUE if is_silent else None,
        sampled_us=sampled_us,
        value=None,
        limit=None,
        lasted_us=indicator.silent_after // MICROSECOND if is_silent else 0,
        indicator_id=indicator.indicator_id,
        indicator_version=indicator.version,
        trace=tuple(trace),
    )
