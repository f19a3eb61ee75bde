"""The anomaly scores of all sources of an intake: many readings at a time, each source's in its own order."""

from math import isnan
from typing import Any, Final

import numpy as np

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.anomaly.anomaly import AnomalyColumns
from backend.detection.anomaly.explanation import Explanation
from backend.detection.anomaly.hourly_scores import HourlyScores
from backend.detection.anomaly.turns import Floats, Integers, fresh, rounds

ROOM: Final = 64


class SourceScores:
    """One slot per source. What it says depends on each source's own sequence of readings alone."""

    def __init__(self) -> None:
        self.columns = AnomalyColumns(ROOM)
        self.slot_of: dict[int, int] = {}
        self._sensor_of = np.zeros(ROOM, np.int64)
        self.through_us = np.full(ROOM, -1, np.int64)
        self.score = np.zeros(ROOM)
        self.is_learning = np.ones(ROOM, np.bool_)
        self.hourly = HourlyScores.of(ROOM)
        self._is_notified = np.zeros(ROOM, np.bool_)

    def add(self, sensor_id: int, exported: bytes | None = None, through_us: int = -1) -> None:
        """Score this source from now on, or from a checkpoint on. Raises ValueError for bad bytes."""
        slot = len(self.slot_of)
        if slot == len(self._sensor_of):
            self._grow(2 * slot)
        if exported is not None:
            self.columns.restore(slot, exported)
            self._is_notified[slot] = self.columns.stands(slot)
        self.slot_of[sensor_id] = slot
        self._sensor_of[slot] = sensor_id
        self.through_us[slot] = through_us

    def export(self, sensor_id: int) -> tuple[int, bytes]:
        """Return what `add` needs to go on: bytes, and the time of the last reading that is in them."""
        slot = self.slot_of[sensor_id]
        return int(self.through_us[slot]), self.columns.export(slot)

    def take(self, sensor_ids: Integers, sampled_us: Integers, values: Floats) -> list[ConditionChange]:
        """Score usable readings in the order of arrival; passes over what is in, or of no source here."""
        slots, sampled_us, values = fresh(self.slot_of, self.through_us, sensor_ids, sampled_us, values)
        changes: list[ConditionChange] = []
        for chosen in rounds(slots):
            changes += self._step(slots[chosen], sampled_us[chosen], values[chosen])
        return changes

    def _step(self, slots: Integers, sampled_us: Integers, values: Floats) -> list[ConditionChange]:
        found = self.columns.update(slots, sampled_us, values)
        self.through_us[slots], self.score[slots] = sampled_us, found.score
        self.is_learning[slots] = found.is_learning
        self.hourly.add(slots, sampled_us, found.score, found.is_learning)
        says = found.is_alarm & ~found.is_learning
        changes = []
        for at in np.flatnonzero(says != self._is_notified[slots]).tolist():
            slot = int(slots[at])
            changes.append(
                ConditionChange(
                    sensor_id=int(self._sensor_of[slot]),
                    condition=AlertCondition.ANOMALY,
                    tier=Tier.YELLOW if says[at] else None,
                    sampled_us=int(sampled_us[at]),
                    value=float(values[at]),
                    why=_why(self.columns.explain(slot), float(found.score[at])),
                )
            )
        self._is_notified[slots] = says
        return changes

    def _grow(self, room: int) -> None:
        self.columns.grow(room)
        self.hourly.grow(room)
        more = room - len(self._sensor_of)
        self._sensor_of = np.append(self._sensor_of, np.zeros(more, np.int64))
        self.through_us = np.append(self.through_us, np.full(more, -1, np.int64))
        self.score = np.append(self.score, np.zeros(more))
        self.is_learning = np.append(self.is_learning, np.ones(more, np.bool_))
        self._is_notified = np.append(self._is_notified, np.zeros(more, np.bool_))


def _why(found: Explanation | None, score: float) -> dict[str, Any]:
    if found is None:
        return {"score": round(score, 2)}
    numbers = {"low": found.low, "high": found.high, "reference": found.reference}
    return {
        "score": round(score, 2),
        "statistic": found.kind.value,
        "value": found.value,
        "readings": found.readings,
        **{name: None if isnan(number) else number for name, number in numbers.items()},
    }
