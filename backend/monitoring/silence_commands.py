"""Sources that fell silent: found by a sweep, raised as an alert."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from backend.core.database import Database, Transaction
from backend.core.steps import in_steps
from backend.core.time import MICROSECOND, microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier, TracePoint
from backend.monitoring.silence_store import in_order
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

SILENT_TRACE: Final = timedelta(minutes=10)
TRACE_POINTS: Final = 120
SWEEPS_FOR_S: Final = 1.0
"""Seconds in one run of the job, whose other work must not wait for a lost gateway."""


def sweep_silent(database: Database) -> None:
    """Sources that were not heard in time become silent, silent ones that were heard come back.

    In steps: where a gateway is lost thousands are due at once, and what others measure is judged meanwhile.
    What explains others falls silent before them, so that nobody is called for what it explains, and comes
    back after them. What is left after SWEEPS_FOR_S is found by the next sweep.
    """
    fallen, woken = database.read(lambda session: in_order(session, now=database.clock()))
    in_steps(database, fallen, fall_silent, for_s=SWEEPS_FOR_S)
    in_steps(database, woken, wake, for_s=SWEEPS_FOR_S)


def fall_silent(tx: Transaction, sensor_ids: Sequence[int]) -> None:
    """Raise the silence of those of these sources that were not heard in time."""
    fallen = tx.get(Sources).fall_silent(sensor_ids, now=tx.now)
    if not fallen:
        return
    sensors = tx.get(Sensors).get(fallen)
    now_us = microseconds(tx.now)
    latest = tx.get(Sources).latest(fallen)
    from_us = min((reading.sampled_us for reading in latest.values()), default=now_us)
    traces = tx.get(Readings).traces(
        fallen, from_us=from_us - SILENT_TRACE // MICROSECOND, to_us=now_us, points=TRACE_POINTS
    )
    changes = [
        silence(
            sensors[each],
            latest[each].sampled_us if each in latest else now_us,
            is_silent=True,
            trace=traces.get(each, ()),
        )
        for each in fallen
        if sensors[each].indicator is not None
    ]
    apply_judged(tx, changes)


def wake(tx: Transaction, sensor_ids: Sequence[int]) -> None:
    """End the silence of those of these sources that were heard again."""
    woken = tx.get(Sources).wake(sensor_ids, now=tx.now)
    sensors, now_us = tx.get(Sensors).get(woken), microseconds(tx.now)
    apply_judged(tx, [silence(each, now_us, is_silent=False) for each in sensors.values() if each.indicator])


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
