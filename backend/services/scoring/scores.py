"""Anomaly scores of sources and equipment, live: what was stored is scored a moment later, beside the intake.

A detector changes in memory as it reads; the database holds a checkpoint of each, at most some minutes old,
and what was last said of each condition. So a restart goes over the stored readings after the checkpoint and
says nothing twice: a reading up to which something was said already says nothing again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from backend.domain.detection.equipment_scores import EquipmentScores
from backend.domain.detection.flips import Flip
from backend.domain.detection.source_forecasts import SourceForecasts
from backend.domain.detection.source_scores import SourceScores
from backend.domain.readings import JournalRow, ReadingFlag, SourceScore
from backend.domain.sensors import Quality
from backend.services.scoring.telling import Key, tell
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
    told = tell(tx, scores.unsaved, scores.told)
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
    told = tell(tx, scores.unsaved, scores.told)
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


def _shown(sources: SourceScores, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    found = {}
    for sensor_id in sensor_ids:
        slot = sources.slot_of[sensor_id]
        if sources.through_us[slot] >= 0:
            found[sensor_id] = SourceScore(
                int(sources.through_us[slot]), float(sources.score[slot]), bool(sources.is_learning[slot])
            )
    return found
