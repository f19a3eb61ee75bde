"""Loading every detector as it was saved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from backend.core.session import Session
from backend.detection.anomaly.source_scores import SourceScores
from backend.detection.equipment.equipment_scores import EquipmentScores, ScoredEquipment
from backend.detection.forecast.source_forecasts import SourceForecasts
from backend.monitoring.scoring.checkpoint_commands import EQUIPMENT, FORECAST, SOURCE
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.store import Checkpoint
from backend.monitoring.scoring.store import Scores as ScoresStore
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.store import Sites

NOTHING: Final = Checkpoint(-1, b"")


def open_scores(session: Session, owns: Callable[[str], bool]) -> Scores:
    """Load every detector as it was saved; in no transaction, as it computes for long. Then
    `backfill_commands.catch_up`, which needs none either.
    """
    fingerprint = Sensors(session).fingerprint()  # first: what changes after it is seen as a change
    judged = [sensor for sensor in Sensors(session).in_service() if sensor.indicator is not None]
    codes = Sites(session).codes()
    ours = [sensor for sensor in judged if owns(f"{codes[sensor.site_id]}/{sensor.code}")]
    return Scores(
        _sources(session, ours),
        _forecasts(session, ours),
        *_equipment(session, judged, owned={sensor.sensor_id for sensor in ours}),
        ScoresStore(session).published(),
        fingerprint,
    )


def _sources(session: Session, sensors: Iterable[Sensor]) -> SourceScores:
    found, saved = SourceScores(), ScoresStore(session).checkpoints(SOURCE)
    for sensor in sensors:
        through_us, data = saved.get(str(sensor.sensor_id), NOTHING)
        with suppress(ValueError):  # another version wrote it: this source learns anew
            found.add(sensor.sensor_id, data or None, through_us)
            continue
        found.add(sensor.sensor_id)
    return found


def _forecasts(session: Session, sensors: Iterable[Sensor]) -> SourceForecasts:
    found, saved = SourceForecasts(), ScoresStore(session).checkpoints(FORECAST)
    for sensor in sensors:
        if sensor.indicator is None or not sensor.indicator.is_learned or not sensor.indicator.limits:
            continue
        _, data = saved.get(str(sensor.sensor_id), NOTHING)
        with suppress(ValueError):
            found.add(sensor.sensor_id, sensor.indicator, data or None)
            continue
        found.add(sensor.sensor_id, sensor.indicator)
    return found


def _equipment(
    session: Session, judged: Iterable[Sensor], *, owned: set[int]
) -> tuple[EquipmentScores, EquipmentScores]:
    """(owned, shared): equipment fully owned by this evaluator, and equipment whose first sensor it owns.

    Shared equipment is scored from the store: a part of its sensors would learn another normal.
    """
    sensors_of: dict[UUID, list[int]] = defaultdict(list)
    for sensor in judged:
        if sensor.equipment_id is not None and sensor.indicator is not None and sensor.indicator.is_learned:
            sensors_of[sensor.equipment_id].append(sensor.sensor_id)
    ours = {key: ids for key, ids in sensors_of.items() if min(ids) in owned}
    saved = ScoresStore(session).checkpoints(EQUIPMENT)
    whole = EquipmentScores({key: ids for key, ids in ours.items() if owned.issuperset(ids)})
    shared = EquipmentScores({key: ids for key, ids in ours.items() if not owned.issuperset(ids)})
    for found in (whole, shared):
        _recall(found, saved)
    return whole, shared


def _recall(found: EquipmentScores, saved: Mapping[str, Checkpoint]) -> None:
    for equipment_id, each in found.equipment.items():
        checkpoint = saved.get(str(equipment_id))
        restored = checkpoint and ScoredEquipment.restore(each.sensor_ids, checkpoint.data)
        if restored:
            found.equipment[equipment_id] = restored
    found.index()
