"""Saving detectors where they stand, and the scores that screens show."""

from collections.abc import Callable, Iterable
from typing import Final

from backend.core.database import Transaction
from backend.detection.anomaly.source_scores import SourceScores
from backend.detection.equipment.equipment_scores import EquipmentScores
from backend.detection.forecast.source_forecasts import SourceForecasts
from backend.monitoring.scoring.rules import SourceScore
from backend.monitoring.scoring.store import Checkpoint, Scores

SOURCE: Final = "source"
FORECAST: Final = "forecast"
EQUIPMENT: Final = "equipment"


def save_checkpoints(
    tx: Transaction,
    sources: SourceScores,
    forecasts: SourceForecasts,
    equipment: Iterable[EquipmentScores],
    *,
    is_due: Callable[[int], bool],
) -> None:
    """Save the detectors whose number is due, and with a source the hours that it has counted."""
    due = [key for key in sources.slot_of if is_due(key)]
    tx.get(Scores).save_checkpoints(SOURCE, {str(key): Checkpoint(*sources.export(key)) for key in due})
    tx.get(Scores).add_hours({key: sources.hourly.unsaved(sources.slot_of[key]) for key in due})
    tx.get(Scores).save_checkpoints(
        FORECAST, {str(key): Checkpoint(*forecasts.export(key)) for key in forecasts.slot_of if is_due(key)}
    )
    tx.get(Scores).save_checkpoints(
        EQUIPMENT,
        {
            str(key): Checkpoint(each.through_us, each.export())
            for found in equipment
            for key, each in found.equipment.items()
            if is_due(key.int)
        },
    )


def shown_of(sources: SourceScores, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    """The last scores of these sources, for screens; without those that never were scored."""
    found = {}
    for sensor_id in sensor_ids:
        slot = sources.slot_of[sensor_id]
        if sources.through_us[slot] >= 0:
            found[sensor_id] = SourceScore(
                int(sources.through_us[slot]), float(sources.score[slot]), bool(sources.is_learning[slot])
            )
    return found
