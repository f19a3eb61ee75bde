"""The anomaly scores of each source added up by the hour, until they are saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.detection.anomaly.turns import Floats, Integers

HOUR_US: Final = 3_600_000_000
HIGHEST: Final = 1_000.0
"""A score is kept up to here: beyond it a broken source says nothing more, and a sum stays a number."""


class ScoreHour(NamedTuple):
    """The scores of one source in one hour (since the epoch)."""

    hour: int
    n: int
    high: float
    total: float


@dataclass(slots=True)
class HourlyScores:
    """Columns over slots: the hour that each source is in. `ended` are hours that it has left since.

    A source still learning has no score: its readings are not counted.
    """

    hour: Integers
    n: Integers
    high: Floats
    total: Floats
    ended: dict[int, list[ScoreHour]] = field(default_factory=dict)

    @classmethod
    def of(cls, room: int) -> "HourlyScores":
        return cls(np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room), np.zeros(room))

    def grow(self, room: int) -> None:
        more = room - len(self.hour)
        self.hour, self.n = (np.append(each, np.zeros(more, np.int64)) for each in (self.hour, self.n))
        self.high, self.total = (np.append(each, np.zeros(more)) for each in (self.high, self.total))

    def add(
        self, slots: Integers, sampled_us: Integers, scores: Floats, is_learning: NDArray[np.bool_]
    ) -> None:
        """Count one score each for many sources: every slot at most once."""
        if is_learning.any():
            counts = ~is_learning
            slots, sampled_us, scores = slots[counts], sampled_us[counts], scores[counts]
        hours = sampled_us // HOUR_US
        scores = np.minimum(scores, HIGHEST)
        for slot in slots[(self.hour[slots] != hours) & (self.n[slots] > 0)].tolist():
            self._end(slot)
        self.hour[slots] = hours
        self.n[slots] += 1
        self.total[slots] += scores
        self.high[slots] = np.maximum(self.high[slots], scores)

    def unsaved(self, slot: int) -> list[ScoreHour]:
        """The hours of a source that hold something that was not saved yet."""
        now = [self._now(slot)] if self.n[slot] else []
        return self.ended.get(slot, []) + now

    def forget(self, slots: Iterable[int]) -> None:
        """Drop the counts of these sources, which are saved by now."""
        for slot in slots:
            self.ended.pop(slot, None)
            self._clear(slot)

    def _now(self, slot: int) -> ScoreHour:
        return ScoreHour(
            int(self.hour[slot]), int(self.n[slot]), float(self.high[slot]), float(self.total[slot])
        )

    def _end(self, slot: int) -> None:
        self.ended.setdefault(slot, []).append(self._now(slot))
        self._clear(slot)

    def _clear(self, slot: int) -> None:
        self.n[slot], self.high[slot], self.total[slot] = 0, 0.0, 0.0
