"""The anomaly score per source: streaming, in columns, one configuration for every kind of series.

Eight cheap statistics of a source (the value, its distance from what is usual at this time of day, a short
and a longer mean, the spread around them, how far they have come from a long mean) keep leaking records
(`records`), and two grids remember which values follow which (`pairs`). What leaves a record or meets no flag
is novel; novelty of all kinds is added with equal weights and lingers for about twelve readings (`novelty`).
What exceeds the source's own usual novelty, in units of the one frozen `THRESHOLD`, is the score: 1.0 raises
an alarm. Nothing is fitted.

An alarm stands until its score has fallen back and the statistic that drove it is inside the range seen
before the event; no clock ends it. That range widens only as fast as the memory works, so a new level that
lasts is normal after 28 days and 1,000 readings. For 12 h and 48 readings after the last activity only a
score twice as high as the one that raised the last alarm raises again: one event, one alarm.

A source learns for a day, and 200 readings at least. Scales are numbers of readings for slow sensors and
event time for fast ones, whichever is longer. A slot's scores depend on its own readings only, bit for bit,
however they are grouped into calls.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backend.detection.anomaly.explanation import Explanation, explain
from backend.detection.anomaly.novelty import Block
from backend.detection.anomaly.records import Floats
from backend.detection.anomaly.scorebook import KINDS, Book, Row, Stamp
from backend.detection.anomaly.turns import rounds

THRESHOLD: Final = 0.35
"""Novelty that raises an alarm, frozen for all sensors; scores are multiples of it."""
QUIET_US: Final = 12 * 3_600_000_000
QUIET_READINGS: Final = 48
CLEARLY_WORSE: Final = 2.0
FALLEN_BACK: Final = 0.5
BLOCK: Final = 1_024
"""Sources computed at a time: what they need stays in the cache."""
LARGEST: Final = 1e150


class Scores(NamedTuple):
    """Scores of readings, in their order."""

    score: Floats
    """Multiples of the alarm threshold, comparable between sensors; 0 while learning."""
    is_alarm: NDArray[np.bool_]
    """An alarm stands."""
    is_learning: NDArray[np.bool_]


class AnomalyColumns:
    """The state of many sources in columns; a slot is one source. About 1.2 kB each."""

    def __init__(self, capacity: int = 0) -> None:
        self._book = Book(capacity)

    @property
    def capacity(self) -> int:
        return self._book.capacity

    def grow(self, capacity: int) -> None:
        """Make room for slots up to `capacity` (exclusive)."""
        self._book.grow(capacity)

    def clear(self, slot: int) -> None:
        """Forget everything about this source; it learns anew."""
        self._book.clear(slot)

    def export(self, slot: int) -> bytes:
        """A versioned checkpoint; `restore` goes on from it bit for bit."""
        return self._book.export(slot)

    def restore(self, slot: int, data: bytes) -> None:
        """Raises ValueError for what is no checkpoint of this version."""
        self._book.restore(slot, data)

    def stands(self, slot: int) -> bool:
        """True while an alarm stands, as the last `update` of this source said, also after `restore`."""
        return bool(self._book.numbers[Row.STANDS, slot])

    def explain(self, slot: int) -> Explanation | None:
        """Return what raised the standing alarm, else what drives the present score; None when nothing is
        novel.
        """
        return explain(self._book, slot)

    def update(self, slots: ArrayLike, sampled_us: ArrayLike, values: ArrayLike) -> Scores:
        """One reading each for many sources: every slot at most once, and per slot in rising event time.

        A value that is not finite is no reading: its source stays as it was.
        """
        places = np.asarray(slots, np.intp)
        times, numbers = np.asarray(sampled_us, np.int64), np.asarray(values, np.float64)
        is_reading = np.isfinite(numbers)
        if is_reading.all():
            self._take(places, times, numbers)
        else:
            self._take(places[is_reading], times[is_reading], numbers[is_reading])
        state = self._book.numbers
        score = _score(state[Row.NOVELTY, places], state[Row.USUAL_NOVELTY, places])
        return Scores(score, state[Row.STANDS, places] > 0, state[Row.HAS_LEARNED, places] == 0)

    def _take(self, slots: NDArray[np.intp], sampled_us: NDArray[np.int64], values: Floats) -> None:
        values = np.clip(values, -LARGEST, LARGEST)
        for start in range(0, len(slots), BLOCK):
            part = slice(start, start + BLOCK)
            block = Block(self._book, slots[part], sampled_us[part], values[part])
            block.add_up()
            _judge(block)
            block.put_back()


def step_many(columns: AnomalyColumns, slots: ArrayLike, sampled_us: ArrayLike, values: ArrayLike) -> Scores:
    """Any sequence of readings in order of arrival; a slot may come several times. Answers per reading."""
    places = np.asarray(slots, np.intp)
    times, numbers = np.asarray(sampled_us, np.int64), np.asarray(values, np.float64)
    scores = Scores(np.zeros(len(places)), np.zeros(len(places), np.bool_), np.zeros(len(places), np.bool_))
    for chosen in rounds(places):
        part = columns.update(places[chosen], times[chosen], numbers[chosen])
        for whole, piece in zip(scores, part, strict=True):
            whole[chosen] = piece
    return scores


def _score(novelty: Floats, usual: Floats) -> Floats:
    return np.maximum(novelty - usual, 0.0) / THRESHOLD


def _judge(block: Block) -> None:
    """Raise and end alarms. Only sources that are active or in alarm cost anything."""
    at = np.flatnonzero((block.numbers[Row.NOVELTY] >= THRESHOLD) | (block.numbers[Row.STANDS] > 0))
    if not len(at):
        return
    numbers, sampled_us, active_us = block.numbers[:, at], block.at[at], block.stamps[Stamp.ACTIVE, at]
    score = _score(numbers[Row.NOVELTY], numbers[Row.USUAL_NOVELTY])
    stands = (numbers[Row.STANDS] > 0) & ~_is_over(block, at, numbers, score)
    is_active = score >= 1.0
    last = numbers[Row.ACTIVE_COUNT]
    is_quiet = (sampled_us - active_us >= QUIET_US) & (numbers[Row.COUNT] - last >= QUIET_READINGS) | (
        last == 0
    )
    is_raised = is_active & ~stands & (is_quiet | (score >= CLEARLY_WORSE * numbers[Row.PEAK]))
    numbers[Row.STANDS] = stands | is_raised
    numbers[Row.PEAK] = np.where(is_raised, score, numbers[Row.PEAK])
    numbers[Row.ACTIVE_COUNT] = np.where(is_active, numbers[Row.COUNT], last)
    block.stamps[Stamp.ACTIVE, at] = np.where(is_active, sampled_us, active_us)
    _hold(block, at, numbers, is_raised)
    block.numbers[:, at] = numbers


def _is_over(block: Block, at: NDArray[np.intp], numbers: Floats, score: Floats) -> NDArray[np.bool_]:
    """The score has fallen back, and what drove the alarm is back inside its range of before the event."""
    driver = numbers[Row.ALARM_DRIVER].astype(np.intp)
    is_pair = driver >= KINDS
    now = block.statistics[np.where(is_pair, 0, driver), at]
    widened = block.leak[at] * numbers[Row.ALARM_EXCESS]
    numbers[Row.ALARM_LOW] -= widened
    numbers[Row.ALARM_HIGH] += widened
    is_inside = (now >= numbers[Row.ALARM_LOW]) & (now <= numbers[Row.ALARM_HIGH])
    is_over: NDArray[np.bool_] = (score < FALLEN_BACK) & (is_inside | is_pair)
    return is_over


def _hold(block: Block, at: NDArray[np.intp], numbers: Floats, is_raised: NDArray[np.bool_]) -> None:
    """Hold on to what drives the alarms raised now."""
    chosen = np.flatnonzero(is_raised)
    if not len(chosen):
        return
    numbers[Row.ALARM_DRIVER : Row.ALARM_REFERENCE + 1, chosen] = numbers[
        Row.DRIVER : Row.REFERENCE + 1, chosen
    ]
    driver = numbers[Row.DRIVER, chosen].astype(np.intp)
    now = block.statistics[np.where(driver >= KINDS, 0, driver), at[chosen]]
    outside = np.fmax(now - numbers[Row.HIGH, chosen], numbers[Row.LOW, chosen] - now)
    numbers[Row.ALARM_EXCESS, chosen] = np.fmax(outside, 0.0)
