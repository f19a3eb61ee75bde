"""Anomaly scores of sources and equipment, live: what was stored is scored a moment later, beside the intake.

A detector changes in memory as it reads; the database holds a checkpoint of each, at most some minutes old,
and what was last said of each condition. So a restart goes over the stored readings after the checkpoint and
says nothing twice: a reading up to which something was said already says nothing again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from backend.core.database import Transaction
from backend.core.vocabulary import ConditionChange
from backend.detection.anomaly.source_scores import SourceScores
from backend.detection.anomaly.turns import Floats
from backend.detection.equipment.equipment_scores import EquipmentScores
from backend.detection.forecast.source_forecasts import SourceForecasts
from backend.detection.limits.sources import BAD, LATE
from backend.monitoring.scoring.checkpoint_commands import save_checkpoints, shown_of
from backend.monitoring.scoring.publish_commands import Key, publish
from backend.monitoring.scoring.store import Published
from backend.monitoring.scoring.store import Scores as ScoresStore
from backend.readings.rules import JournalRow
from backend.sensors.store import Sensors

CHECKPOINT_EVERY: Final = 600
"""Seconds. Every second one part in so many of all detectors is saved: no burst, no long way back."""
SHOW_EVERY: Final = 10


@dataclass(slots=True)
class Scores:
    """State of the scoring thread. `unsaved` are changes that no transaction has published yet."""

    sources: SourceScores
    forecasts: SourceForecasts
    equipment: EquipmentScores
    shared: EquipmentScores
    """Equipment with sensors that another evaluator judges; see `shared_equipment_commands`."""
    published: dict[Key, Published]
    fingerprint: tuple[object, ...]
    unsaved: list[ConditionChange] = field(default_factory=list)
    seconds: int = 0


class Saved(NamedTuple):
    """The writes of one transaction: for `after_commit`."""

    published: dict[Key, Published]
    sensor_ids: tuple[int, ...]
    """Sources whose checkpoints, and whose hours of scores, are stored."""


def numbers(rows: Sequence[JournalRow]) -> Floats:
    """These rows, shape (rows, 5). Ids and times are below 2**53: a double holds them exactly."""
    return np.fromiter(chain.from_iterable(rows), np.float64, count=5 * len(rows)).reshape(-1, 5)


def take(scores: Scores, stored: Floats) -> None:
    """Score the `numbers` of stored readings, in memory only; passes over late ones and bad ones."""
    usable = stored[(stored[:, 3] != BAD) & (stored[:, 4].astype(np.int64) & LATE == 0)]
    columns = usable[:, 0].astype(np.int64), usable[:, 1].astype(np.int64), np.ascontiguousarray(usable[:, 2])
    scores.unsaved += scores.sources.take(*columns)
    scores.unsaved += scores.forecasts.take(*columns)
    scores.unsaved += scores.equipment.take(*columns)


def save(tx: Transaction, scores: Scores) -> Saved:
    """Publish what is new, and save the detectors whose turn it is. `after_commit` once this is committed."""
    second = scores.seconds

    def is_due(number: int) -> bool:
        return (number - second) % CHECKPOINT_EVERY == 0

    saved = _save(tx, scores, is_due)
    due = [key for key in scores.sources.slot_of if key % SHOW_EVERY == second % SHOW_EVERY]
    tx.get(ScoresStore).save_scores(shown_of(scores.sources, due))
    return saved


def save_all(tx: Transaction, scores: Scores) -> Saved:
    """The same as `save` for every detector: before a stop, and before opening anew."""
    return _save(tx, scores, lambda _: True)


def _save(tx: Transaction, scores: Scores, is_due: Callable[[int], bool]) -> Saved:
    published = publish(tx, scores.unsaved, scores.published)
    equipment = (scores.equipment, scores.shared)
    save_checkpoints(tx, scores.sources, scores.forecasts, equipment, is_due=is_due)
    return Saved(published, tuple(key for key in scores.sources.slot_of if is_due(key)))


def after_commit(scores: Scores, saved: Saved) -> None:
    """The transaction of this `save` has been committed."""
    scores.published.update(saved.published)
    scores.sources.hourly.forget(scores.sources.slot_of[key] for key in saved.sensor_ids)
    scores.unsaved.clear()
    scores.seconds += 1


def is_outdated(tx: Transaction, scores: Scores) -> bool:
    """Whether sensors or indicators have changed, so that the scores must be opened anew."""
    return tx.get(Sensors).fingerprint() != scores.fingerprint
