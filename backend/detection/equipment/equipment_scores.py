"""The scores of all equipment of an intake: readings of its sensors become instants, these a score."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Self
from uuid import UUID

import numpy as np

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.anomaly.turns import Floats, Integers
from backend.detection.equipment.alignment import Instants
from backend.detection.equipment.equipment import EquipmentScore, EquipmentStep

FEWEST_SENSORS: Final = 2
_HEAD: Final = struct.Struct("<Iq")


class ScoredEquipment:
    """One equipment. `sensor_ids` ascend; the first one carries its alerts."""

    def __init__(self, sensor_ids: Sequence[int]) -> None:
        self.sensor_ids = tuple(sensor_ids)
        self.place_of = {sensor_id: place for place, sensor_id in enumerate(self.sensor_ids)}
        self.score = EquipmentScore(len(self.sensor_ids))
        self.instants = Instants(len(self.sensor_ids))

    @property
    def through_us(self) -> int:
        """Every sensor's readings up to here are in it."""
        return min(self.instants.last_us)

    def take(self, sensor_id: int, sampled_us: int, value: float) -> ConditionChange | None:
        """One reading in the order of arrival; returns what it changes. One that was taken is passed over."""
        instant = self.instants.add(self.place_of[sensor_id], sampled_us, value)
        if instant is None:
            return None
        was_alarm = self._is_notified
        step = self.score.step(instant.at_us, instant.values)
        return None if self._is_notified is was_alarm else self._change(step)

    @property
    def _is_notified(self) -> bool:
        return self.score.is_alarm and not self.score.is_learning

    def _change(self, step: EquipmentStep) -> ConditionChange:
        contributors = [
            [self.sensor_ids[each.sensor], round(each.deviation, 2)] for each in step.contributors
        ]
        return ConditionChange(
            sensor_id=self.sensor_ids[0],
            condition=AlertCondition.EQUIPMENT_ANOMALY,
            tier=Tier.YELLOW if self._is_notified else None,
            sampled_us=step.at_us,
            value=None,
            why={"score": round(step.score, 2), "contributors": contributors},
        )

    def export(self) -> bytes:
        """Everything that must survive; restored with the same sensors it goes on to the bit."""
        rounds, count = self.instants, len(self.sensor_ids)
        head = _HEAD.pack(count, rounds.closed_us)
        columns = struct.pack(f"<{2 * count}q{count}d", *self.sensor_ids, *rounds.last_us, *rounds.values)
        return head + columns + self.score.export()

    @classmethod
    def restore(cls, sensor_ids: Sequence[int], exported: bytes) -> Self | None:
        """None if other sensors belong to the equipment now, or another version wrote it: it learns anew."""
        one = cls(sensor_ids)
        try:
            count, closed_us = _HEAD.unpack_from(exported)
            columns = struct.unpack_from(f"<{2 * count}q{count}d", exported, _HEAD.size)
            if columns[:count] != one.sensor_ids:
                return None
            one.score = EquipmentScore.restore(exported[_HEAD.size + 24 * count :])
        except (struct.error, ValueError):
            return None
        last_us, values = list(columns[count : 2 * count]), list(columns[2 * count :])
        one.instants = Instants(count, closed_us, values, last_us)
        return one


class EquipmentScores:
    """All of them, by id. A sensor without an equipment, or alone on it, is not in here."""

    def __init__(self, sensors_of: Mapping[UUID, Iterable[int]]) -> None:
        self.equipment = {
            equipment_id: ScoredEquipment(sorted(sensor_ids))
            for equipment_id, sensor_ids in sensors_of.items()
            if len(set(sensor_ids)) >= FEWEST_SENSORS
        }
        self._of_sensor: dict[int, ScoredEquipment] = {}
        self.index()

    def index(self) -> None:
        """Know again which sensor belongs where, after a change of `equipment`."""
        self._of_sensor = {
            sensor_id: each for each in self.equipment.values() for sensor_id in each.sensor_ids
        }
        self._ids = np.array(list(self._of_sensor), np.int64)

    def last_us(self) -> dict[int, int]:
        """When each of the sensors spoke last, -1 if never, by its id."""
        return {
            sensor_id: each.instants.last_us[place]
            for each in self.equipment.values()
            for sensor_id, place in each.place_of.items()
        }

    def take(self, sensor_ids: Integers, sampled_us: Integers, values: Floats) -> list[ConditionChange]:
        """Usable readings in the order of arrival; passes over sensors of no equipment here."""
        ours = np.flatnonzero(np.isin(sensor_ids, self._ids))
        columns = (sensor_ids[ours].tolist(), sampled_us[ours].tolist(), values[ours].tolist())
        changes = (self._of_sensor[row[0]].take(*row) for row in zip(*columns, strict=True))
        return [change for change in changes if change is not None]
