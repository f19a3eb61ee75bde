"""Publication of the detectors' findings: each condition change once, with its indicator and its trace."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeAlias

from backend.core.database import Transaction
from backend.core.time import MICROSECOND
from backend.core.vocabulary import AlertCondition, ConditionChange
from backend.monitoring.scoring.store import Published, Scores
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.store import Readings
from backend.sensors.rules import Indicator
from backend.sensors.store import Sensors

TRACE: Final = timedelta(minutes=30)
TRACE_POINTS: Final = 120

Key: TypeAlias = tuple[int, AlertCondition]


def publish(
    tx: Transaction, found: Iterable[ConditionChange], known: Mapping[Key, Published]
) -> dict[Key, Published]:
    """Apply changes newer than those published before. Returns what is published now."""
    published: dict[Key, Published] = {}
    changes = []
    sensors = tx.get(Sensors).get({change.sensor_id for change in found})
    for change in found:
        key = (change.sensor_id, change.condition)
        before = published.get(key) or known.get(key)
        sensor = sensors.get(change.sensor_id)
        if (
            sensor is None
            or sensor.indicator is None
            or (before and change.sampled_us <= before.published_us)
        ):
            continue
        published[key] = Published(change.tier, change.sampled_us)
        if sensor.indicator.is_learned or change.tier is None:
            changes.append(_completed(tx, change, sensor.indicator))
    tx.get(Scores).save_published(published)
    apply_judged(tx, changes)
    return published


def _completed(tx: Transaction, change: ConditionChange, indicator: Indicator) -> ConditionChange:
    from_us = change.sampled_us - TRACE // MICROSECOND
    trace = tx.get(Readings).trace(
        change.sensor_id, from_us=from_us, to_us=change.sampled_us, points=TRACE_POINTS
    )
    return replace(
        change,
        indicator_id=indicator.indicator_id,
        indicator_version=indicator.version,
        trace=tuple(trace),
    )
