"""Telling what detectors found: each flip once, as a change of its condition."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final, TypeAlias

from backend.alerts import commands as alerts
from backend.core.database import Transaction
from backend.core.time import MICROSECOND
from backend.core.vocabulary import AlertCondition, ConditionChange
from backend.detection.limits.flips import Flip
from backend.monitoring.scoring.store import Scores, Told
from backend.readings.store import Readings
from backend.sensors.rules import Indicator
from backend.sensors.store import Sensors

TRACE: Final = timedelta(minutes=30)
TRACE_POINTS: Final = 120

Key: TypeAlias = tuple[int, AlertCondition]


def tell(tx: Transaction, flips: Iterable[Flip], known: Mapping[Key, Told]) -> dict[Key, Told]:
    """Apply flips newer than those published before. Returns what is published now."""
    told: dict[Key, Told] = {}
    changes = []
    sensors = tx.get(Sensors).get({flip.sensor_id for flip in flips})
    for flip in flips:
        key = (flip.sensor_id, flip.condition)
        before = told.get(key) or known.get(key)
        sensor = sensors.get(flip.sensor_id)
        if sensor is None or sensor.indicator is None or (before and flip.sampled_us <= before.told_us):
            continue
        told[key] = Told(flip.tier, flip.sampled_us)
        if sensor.indicator.is_learned or flip.tier is None:
            changes.append(_change(tx, sensor.sensor_id, sensor.indicator, flip))
    tx.get(Scores).save_told(told)
    alerts.apply_changes(tx, changes)
    return told


def _change(tx: Transaction, sensor_id: int, indicator: Indicator, flip: Flip) -> ConditionChange:
    from_us = flip.sampled_us - TRACE // MICROSECOND
    trace = tx.get(Readings).trace(sensor_id, from_us=from_us, to_us=flip.sampled_us, points=TRACE_POINTS)
    return ConditionChange(
        sensor_id=sensor_id,
        condition=flip.condition,
        tier=flip.tier,
        sampled_us=flip.sampled_us,
        value=flip.value,
        limit=flip.limit,
        held_for_us=0,
        indicator_id=indicator.indicator_id,
        indicator_version=indicator.version,
        trace=tuple(trace),
        why=flip.why,
    )
