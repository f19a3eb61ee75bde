"""Anomaly scores of sources and equipment, live: what was stored is scored a moment later, beside the intake.

A detector changes in memory as it reads; the database holds a checkpoint of each, at most some minutes old,
and what was last said of each condition. So a restart goes over the stored readings after the checkpoint and
says nothing twice: a reading up to which something was said already says nothing again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, TypeAlias
from uuid import UUID

import numpy as np

from backend.domain.alerts import AlertCondition, ConditionChange
from backend.domain.detection.equipment_scores import EquipmentScores, ScoredEquipment
from backend.domain.detection.flips import Flip
from backend.domain.detection.source_forecasts import SourceForecasts
from backend.domain.detection.source_scores import SourceScores
from backend.domain.readings import MICROSECOND, JournalRow, ReadingFlag, SourceScore
from backend.domain.sensors import Indicator, Quality, Sensor
from backend.services import alerts
from backend.storage.intake.scores import Checkpoint, Told
from backend.storage.transaction import Transaction

SOURCE: Final = "source"
FORECAST: Final = "forecast"
EQUIPMENT: Final = "equipment"
LATE: Final = int(ReadingFlag.LATE)
BAD: Final = int(Quality.BAD)
CHECKPOINT_EVERY: Final = 600
"""Seconds. Every second one part in so many of all detectors is saved: no burst, no long way back."""
SHOW_EVERY: Final = 10
NOTHING: Final = Checkpoint(-1, b"")
TRACE: Final = timedelta(minutes=30)
TRACE_POINTS: Final = 120

Key: TypeAlias = tuple[int, AlertCondition]


@dataclass(slots=True)
class Scores:
    """What the scoring thread knows. `unsaved` are flips that no transaction has told yet."""

    sources: SourceScores
    forecasts: SourceForecasts
    equipment: EquipmentScores
    told: dict[Key, Told]
    fingerprint: tuple[object, ...]
    unsaved: list[Flip] = field(default_factory=list)
    seconds: int = 0


def open_scores(tx: Transaction, owns: Callable[[str], bool]) -> Scores:
    """Load every detector as it was saved. Then `catching_up.catch_up`, which needs no transaction."""
    sensors = _ours(tx, owns)
    return Scores(
        _sources(tx, sensors),
        _forecasts(tx, sensors),
        _equipment(tx, sensors),
        tx.scores.told(),
        tx.sources.fingerprint(),
    )


def take(scores: Scores, rows: Sequence[JournalRow]) -> None:
    """Score stored readings, in memory only. Rows that came late or are of bad quality are passed over."""
    usable = [row for row in rows if row[3] != BAD and not row[4] & LATE]
    if not usable:
        return
    sensor_ids, sampled_us, values, _, _ = zip(*usable, strict=True)
    columns = np.array(sensor_ids, np.int64), np.array(sampled_us, np.int64), np.array(values, np.float64)
    scores.unsaved += scores.sources.take(*columns)
    scores.unsaved += scores.forecasts.take(*columns)
    scores.unsaved += scores.equipment.take(row[:3] for row in usable)


def save(tx: Transaction, scores: Scores) -> dict[Key, Told]:
    """Tell what is new, and save the detectors whose turn it is. `settle` once this is committed."""
    told = _tell(tx, scores)
    second = scores.seconds
    _save_checkpoints(tx, scores, lambda number: (number - second) % CHECKPOINT_EVERY == 0)
    shown = [key for key in scores.sources.slot_of if key % SHOW_EVERY == second % SHOW_EVERY]
    tx.scores.save_scores(_shown(scores.sources, shown))
    return told


def settle(scores: Scores, told: dict[Key, Told]) -> None:
    """The transaction of this `save` has been committed."""
    scores.told.update(told)
    scores.unsaved.clear()
    scores.seconds += 1


def is_outdated(tx: Transaction, scores: Scores) -> bool:
    """Whether sensors or indicators have changed, so that the scores must be opened anew."""
    return tx.sources.fingerprint() != scores.fingerprint


def save_all(tx: Transaction, scores: Scores) -> dict[Key, Told]:
    """The same as `save` for every detector: before a stop, and before opening anew."""
    told = _tell(tx, scores)
    _save_checkpoints(tx, scores, lambda _: True)
    return told


def _save_checkpoints(tx: Transaction, scores: Scores, is_due: Callable[[int], bool]) -> None:
    sources, forecasts = scores.sources, scores.forecasts
    tx.scores.save_checkpoints(
        SOURCE, {str(key): Checkpoint(*sources.export(key)) for key in sources.slot_of if is_due(key)}
    )
    tx.scores.save_checkpoints(
        FORECAST, {str(key): Checkpoint(*forecasts.export(key)) for key in forecasts.slot_of if is_due(key)}
    )
    tx.scores.save_checkpoints(
        EQUIPMENT,
        {
            str(key): Checkpoint(each.through_us, each.export())
            for key, each in scores.equipment.equipment.items()
            if is_due(key.int)
        },
    )


def _ours(tx: Transaction, owns: Callable[[str], bool]) -> list[Sensor]:
    codes = tx.sources.site_codes()
    return [
        sensor
        for sensor in tx.sensors.in_service()
        if sensor.indicator is not None and owns(f"{codes[sensor.site_id]}/{sensor.code}")
    ]


def _sources(tx: Transaction, sensors: Iterable[Sensor]) -> SourceScores:
    found, saved = SourceScores(), tx.scores.checkpoints(SOURCE)
    for sensor in sensors:
        through_us, data = saved.get(str(sensor.sensor_id), NOTHING)
        with suppress(ValueError):  # another version wrote it: this source learns anew
            found.add(sensor.sensor_id, data or None, through_us)
            continue
        found.add(sensor.sensor_id)
    return found


def _forecasts(tx: Transaction, sensors: Iterable[Sensor]) -> SourceForecasts:
    found, saved = SourceForecasts(), tx.scores.checkpoints(FORECAST)
    for sensor in sensors:
        if sensor.indicator is None or not sensor.indicator.is_learned or not sensor.indicator.limits:
            continue
        _, data = saved.get(str(sensor.sensor_id), NOTHING)
        with suppress(ValueError):
            found.add(sensor.sensor_id, sensor.indicator, data or None)
            continue
        found.add(sensor.sensor_id, sensor.indicator)
    return found


def _equipment(tx: Transaction, ours: Iterable[Sensor]) -> EquipmentScores:
    """Equipment all of whose sensors are ours: a part of them would learn another normal, elsewhere again."""
    owned = {sensor.sensor_id for sensor in ours}
    sensors_of: dict[UUID, list[int]] = defaultdict(list)
    for sensor in tx.sensors.in_service():
        if sensor.equipment_id is not None and sensor.indicator is not None and sensor.indicator.is_learned:
            sensors_of[sensor.equipment_id].append(sensor.sensor_id)
    found = EquipmentScores({key: ids for key, ids in sensors_of.items() if owned.issuperset(ids)})
    saved = tx.scores.checkpoints(EQUIPMENT)
    for equipment_id, each in found.equipment.items():
        checkpoint = saved.get(str(equipment_id))
        restored = checkpoint and ScoredEquipment.restore(each.sensor_ids, checkpoint.data)
        if restored:
            found.equipment[equipment_id] = restored
    found.index()
    return found


def _tell(tx: Transaction, scores: Scores) -> dict[Key, Told]:
    told: dict[Key, Told] = {}
    changes = []
    sensors = tx.sensors.get({flip.sensor_id for flip in scores.unsaved})
    for flip in scores.unsaved:
        key = (flip.sensor_id, flip.condition)
        before = told.get(key) or scores.told.get(key)
        sensor = sensors.get(flip.sensor_id)
        if sensor is None or sensor.indicator is None or (before and flip.sampled_us <= before.told_us):
            continue
        told[key] = Told(flip.tier, flip.sampled_us)
        if sensor.indicator.is_learned or flip.tier is None:
            changes.append(_change(tx, sensor.sensor_id, sensor.indicator, flip))
    tx.scores.save_told(told)
    alerts.apply_changes(tx, changes)
    return told


def _change(tx: Transaction, sensor_id: int, indicator: Indicator, flip: Flip) -> ConditionChange:
    from_us = flip.sampled_us - TRACE // MICROSECOND
    trace = tx.readings.trace(sensor_id, from_us=from_us, to_us=flip.sampled_us, points=TRACE_POINTS)
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


def _shown(sources: SourceScores, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    found = {}
    for sensor_id in sensor_ids:
        slot = sources.slot_of[sensor_id]
        if sources.through_us[slot] >= 0:
            found[sensor_id] = SourceScore(
                int(sources.through_us[slot]), float(sources.score[slot]), bool(sources.is_learning[slot])
            )
    return found
