"""Readings once they are stored: silent sources, compaction, retention."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from backend.alerts import commands as alerts
from backend.alerts.rules import AlertCondition, ConditionChange, Tier, TracePoint
from backend.core.database import Database, Transaction
from backend.readings.rules import MICROSECOND, microseconds
from backend.readings.series import compaction
from backend.readings.series.compaction import CompactedMeanwhile, Compaction
from backend.sensors.rules import Sensor

SILENT_TRACE: Final = timedelta(minutes=10)
TRACE_POINTS: Final = 120


def sweep_silent(tx: Transaction) -> list[ConditionChange]:
    """Sources that were not heard in time become silent, silent ones that were heard come back."""
    fallen, woken = tx.sources.fall_silent(now=tx.now), tx.sources.wake(now=tx.now)
    if not fallen and not woken:
        return []
    sensors = tx.sensors.get([*fallen, *woken])
    now_us = microseconds(tx.now)
    latest = tx.sources.latest(fallen)
    from_us = min((reading.sampled_us for reading in latest.values()), default=now_us)
    traces = tx.readings.traces(
        fallen, from_us=from_us - SILENT_TRACE // MICROSECOND, to_us=now_us, points=TRACE_POINTS
    )
    changes = []
    for sensor_id in (*fallen, *woken):
        if sensors[sensor_id].indicator is None:
            continue
        at_us = latest[sensor_id].sampled_us if sensor_id in latest else now_us
        trace = traces.get(sensor_id, ())
        changes.append(silence(sensors[sensor_id], at_us, is_silent=sensor_id in fallen, trace=trace))
    alerts.apply_changes(tx, changes)
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
        held_for_us=indicator.silent_after // MICROSECOND if is_silent else 0,
        indicator_id=indicator.indicator_id,
        indicator_version=indicator.version,
        trace=tuple(trace),
    )


def compact(database: Database) -> int:
    """Move the journal into blocks where that is due; answers how many readings were moved.

    One short transaction per step. May run anywhere, at any time, several times at once, and die anywhere.
    """
    now_us = microseconds(database.clock())
    newest_id = database.read(lambda session: compaction.due_until(session, now_us=now_us))
    moved, done_id = 0, 0
    while done_id < newest_id:
        step = database.read(compaction.read)
        if not step.rows or not _carry_out(database, step):
            break
        moved, done_id = moved + step.rows, step.last_id
    if moved:
        compaction.tidy(database.engine)
    return moved


def _carry_out(database: Database, step: Compaction) -> bool:
    try:
        database.transact(lambda tx: compaction.write(tx.session, step))
    except CompactedMeanwhile:
        return False
    return True
