"""Catching up: detectors go over what was stored while nobody scored."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from backend.core.time import MICROSECOND, microseconds
from backend.core.vocabulary import ConditionChange
from backend.detection.equipment.equipment_scores import ScoredEquipment
from backend.detection.limits.sources import BAD, LATE
from backend.monitoring.scoring.commands import Scores
from backend.readings.rules import QUALITY_BITS
from backend.readings.series.blocks import Series

WAY_BACK: Final = timedelta(days=1)
"""A detector without a checkpoint, or with an older one, goes over the readings of this time."""
SHORT_WAY: Final = timedelta(hours=1)
"""Within this time forecasts are judged minute by minute, as if nobody had been away."""
AT_ONCE: Final = 200
"""Sources whose stored readings are in memory at the same time."""

SeriesOf: TypeAlias = Callable[[Sequence[int], int, int], Mapping[int, Series]]
"""(sensor ids, from_us, to_us) → the stored readings of each of them."""


def catch_up(scores: Scores, series_of: SeriesOf, *, now: datetime) -> None:
    """Go over the readings that were stored after the checkpoints, or, without one, those of the last day.

    Conditions that began and ended meanwhile raise nothing: only those that hold now do.
    """
    now_us = microseconds(now)
    earliest = now_us - WAY_BACK // MICROSECOND
    begin = {key: max(earliest, _through_us(scores, key) + 1) for key in scores.sources.slot_of}
    ids = sorted(begin, key=lambda key: begin[key])
    changes: list[ConditionChange] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        is_long = now_us - begin[some[0]] > SHORT_WAY // MICROSECOND
        changes += _catch_up_sources(scores, series_of(some, begin[some[0]], now_us), is_long=is_long)
    for each in (*scores.equipment.equipment.values(), *scores.shared.equipment.values()):
        found = series_of(each.sensor_ids, max(earliest, each.through_us + 1), now_us)
        changes += _catch_up_equipment(each, found)
    scores.unsaved += {(change.sensor_id, change.condition): change for change in changes}.values()


def _through_us(scores: Scores, sensor_id: int) -> int:
    """Up to where every detector of the source has come."""
    through_us = int(scores.sources.through_us[scores.sources.slot_of[sensor_id]])
    slot = scores.forecasts.slot_of.get(sensor_id)
    return through_us if slot is None else min(through_us, int(scores.forecasts.through_us[slot]))


def _catch_up_sources(scores: Scores, found: Mapping[int, Series], *, is_long: bool) -> list[ConditionChange]:
    """Side by side in time, so that a step serves many sources."""
    if not found:
        return []
    columns = {sensor_id: usable(series) for sensor_id, series in found.items()}
    ids = np.concatenate([np.full(len(times), key, np.int64) for key, (times, _) in columns.items()])
    times = np.concatenate([times for times, _ in columns.values()])
    values = np.concatenate([values for _, values in columns.values()])
    changes = scores.sources.take(ids, times, values)
    if is_long:
        scores.forecasts.recall(ids, times, values)
        return changes
    return changes + scores.forecasts.take(ids, times, values)


def _catch_up_equipment(each: ScoredEquipment, found: Mapping[int, Series]) -> list[ConditionChange]:
    """In the order of sampling: the order of arrival is not stored."""
    readings = []
    for sensor_id, series in found.items():
        times, values = usable(series)
        readings += [
            (at, sensor_id, value) for at, value in zip(times.tolist(), values.tolist(), strict=True)
        ]
    changes = [each.take(sensor_id, at, value) for at, sensor_id, value in sorted(readings)]
    return [change for change in changes if change is not None]


def usable(series: Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Times and values of the readings that came in time and are not bad."""
    is_usable = (series.marks & QUALITY_BITS != BAD) & (series.marks >> 2 & LATE == 0)
    return series.times_us[is_usable], series.values[is_usable]
