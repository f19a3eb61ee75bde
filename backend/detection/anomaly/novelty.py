"""One reading each for a block of sources: how novel is it, and in what?"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from backend.detection.anomaly.pairs import CELLS, Slots, cell_of, visit, widen
from backend.detection.anomaly.records import Floats, excess, octaves, remember
from backend.detection.anomaly.scorebook import (
    BINS,
    HIGHS,
    KINDS,
    LONG_MEANS,
    LOWS,
    MEANS,
    SPREADS,
    Book,
    Row,
)

SHORT: Final = np.array([[12.0], [72.0]])
"""Readings over which the two short means run."""
LONG: Final = 8.0
"""Times as long runs the mean with which a short one is compared."""
SECONDS_PER_READING: Final = 10.0
"""For sensors faster than this, a mean over n readings is one over n times as many seconds."""
LINGER: Final = 12.0
"""Readings for which novelty lingers; USUAL_OVER: over which it is averaged."""
USUAL_OVER: Final = 4_000.0
MEMORY_READINGS: Final = 1_000
MEMORY_S: Final = 28 * 86_400.0
FLOOR: Final = 1e-3
"""A range narrower than this share of the values' size is not taken seriously."""
SMALLEST: Final = 1e-12
LEARN_READINGS: Final = 200
DAY_US: Final = 86_400_000_000
BIN_US: Final = DAY_US // BINS
DAYS_OF_HABIT: Final = 10
GRID_FROM: Final = 32
GRID_MARGIN: Final = 0.5
WEIGHTS: Final = np.array([[1.0], [1.0], [0.5], [0.5], [0.5], [0.5], [0.5], [0.5]])
"""Every kind counts once; means, spreads and shifts come at two scales."""
DAILY: Final = 1
MEAN_ROWS: Final = slice(2, 4)
SPREAD_ROWS: Final = slice(4, 6)
SHIFT_ROWS: Final = slice(6, 8)


class Block:
    """A block of sources, at least one, while they take one reading each: their numbers, side by side."""

    def __init__(self, book: Book, slots: Slots, sampled_us: NDArray[np.int64], values: Floats) -> None:
        self.book, self.slots, self.at, self.values = book, slots, sampled_us, values
        self.is_run = bool((slots[1:] - slots[:-1] == 1).all())
        if self.is_run:  # the usual case: work in place
            run = slice(int(slots[0]), int(slots[-1]) + 1)
            self.numbers, self.stamps = book.numbers[:, run], book.stamps[:, run]
        else:
            self.numbers, self.stamps = book.numbers.take(slots, axis=1), book.stamps.take(slots, axis=1)
        self.count = self.numbers[Row.COUNT]
        is_first = self.count == 0
        first, last, _ = self.stamps
        np.copyto(first, sampled_us, where=is_first)
        np.copyto(last, sampled_us, where=is_first)
        self.age_us = sampled_us - first
        self.gap_s = np.maximum(sampled_us - last, 0) * 1e-6
        last[:] = sampled_us
        self.leak = np.minimum(1.0 / MEMORY_READINGS, self.gap_s / MEMORY_S)
        self.statistics = np.empty((KINDS, len(slots)))
        self.usual = np.empty(0)

    def add_up(self) -> None:
        """Take the readings: judge the statistics and pairs, remember them, keep the sum and its driver."""
        low, high = self.numbers[LOWS], self.numbers[HIGHS]
        floor = np.fmax(np.abs(low[0]), np.abs(high[0]))
        floor = FLOOR * np.where(self.count == 0, np.abs(self.values), floor) + SMALLEST
        self._summarise(floor)
        self._learn()
        is_learning = self.numbers[Row.HAS_LEARNED] == 0
        floors = np.broadcast_to(floor, self.statistics.shape).copy()
        floors[SPREAD_ROWS] = 1.0  # an octave
        parts = np.empty((KINDS + 2, len(self.slots)))
        parts[:KINDS] = excess(self.statistics, low, high, floors)
        parts[:KINDS] *= WEIGHTS
        parts[DAILY, self.age_us < 2 * DAY_US] = 0.0  # a habit is known from the second day on
        seen = low.copy(), high.copy()
        remember(self.statistics, low, high, self.leak)
        parts[KINDS:] = self._pairs(floor, is_learning)
        parts[:, is_learning] = 0.0
        self._linger(parts, *seen)
        self.numbers[Row.TWO_AGO : Row.THREE_AGO + 1] = self.numbers[Row.ONE_AGO : Row.TWO_AGO + 1].copy()
        self.numbers[Row.ONE_AGO] = self.values
        self.count += 1.0

    def put_back(self) -> None:
        if not self.is_run:
            self.book.numbers[:, self.slots] = self.numbers
            self.book.stamps[:, self.slots] = self.stamps

    def _summarise(self, floor: Floats) -> None:
        """The eight statistics of each source, NaN where it is too early for one."""
        numbers, values, statistics = self.numbers, self.values, self.statistics
        statistics[0] = values
        statistics[DAILY] = self._off_habit()
        start = 1.0 / (self.count + 1.0)
        share = np.minimum(1.0 / SHORT, self.gap_s / (SECONDS_PER_READING * SHORT))
        short, long = np.maximum(share, start), np.maximum(share / LONG, start)
        means, long_means, spreads = numbers[MEANS], numbers[LONG_MEANS], numbers[SPREADS]
        means += short * (values - means)
        spreads += short * (np.abs(values - means) - spreads)
        long_means += long * (values - long_means)
        statistics[MEAN_ROWS] = means
        statistics[SPREAD_ROWS] = octaves(spreads + floor)
        statistics[SHIFT_ROWS] = means - long_means
        is_early = self.count < SHORT
        if is_early.any():
            for rows in (MEAN_ROWS, SPREAD_ROWS, SHIFT_ROWS):
                statistics[rows][is_early] = np.nan

    def _off_habit(self) -> Floats:
        """Distance from the usual value at this time of day (half hours, UTC); NaN the first time."""
        bins = self.at // BIN_US % BINS
        seen = self.book.seen[self.slots, bins]
        self.usual = self.book.usual[self.slots, bins]
        off = self.values - self.usual
        seen_now = np.minimum(seen + np.uint8(1), np.uint8(DAYS_OF_HABIT))
        self.book.usual[self.slots, bins] = self.usual + off / seen_now
        self.book.seen[self.slots, bins] = seen_now
        off[seen == 0] = np.nan
        return off

    def _learn(self) -> None:
        """Enough: a whole day and 200 readings. In a fast sensor's first hours much is new, yet normal."""
        learning = np.flatnonzero(self.numbers[Row.HAS_LEARNED] == 0)
        if len(learning):
            is_old = self.age_us[learning] >= DAY_US
            self.numbers[Row.HAS_LEARNED, learning] = is_old & (self.count[learning] >= LEARN_READINGS)

    def _pairs(self, floor: Floats, is_learning: NDArray[np.bool_]) -> Floats:
        """Novelty of (now, one ago) and of (now, three ago), in widths of the grid."""
        parts = np.zeros((2, len(self.slots)))
        ready = np.flatnonzero(self.count >= GRID_FROM)
        if not len(ready):
            return parts
        numbers = self.numbers
        low, high = numbers[LOWS][0], numbers[HIGHS][0]
        begin = ready[numbers[Row.WIDTH, ready] == 0]
        if len(begin):
            width = high[begin] - low[begin] + floor[begin]
            numbers[Row.ORIGIN, begin] = low[begin] - GRID_MARGIN * width
            numbers[Row.WIDTH, begin] = width * (1.0 + 2.0 * GRID_MARGIN)
        self._widen(ready, np.where(is_learning, self.values, numbers[MEANS][1]))
        slots, origin, width = self.slots[ready], numbers[Row.ORIGIN, ready], numbers[Row.WIDTH, ready]
        rows = cell_of(self.values[ready], origin, width)
        for part, grid, ago in zip(parts, self.book.grids, (Row.ONE_AGO, Row.THREE_AGO), strict=True):
            columns = cell_of(numbers[ago, ready], origin, width)
            part[ready] = visit(grid, slots, rows, columns) / CELLS
        return parts

    def _widen(self, ready: Slots, reach: Floats) -> None:
        """Widen the grids until they hold any value while learning, and later the longer mean."""
        origin, width = self.numbers[Row.ORIGIN], self.numbers[Row.WIDTH]
        while True:
            upward = reach[ready] >= origin[ready] + width[ready]
            outside = upward | (reach[ready] < origin[ready])
            if not outside.any():
                return
            ready, upward = ready[outside], upward[outside]
            for grid in self.book.grids:
                grid[self.slots[ready]] = widen(grid[self.slots[ready]], upward=upward)
            origin[ready] -= np.where(upward, 0.0, width[ready])
            width[ready] *= 2.0

    def _linger(self, parts: Floats, low: Floats, high: Floats) -> None:
        """Add the novelty to what lingers of earlier readings; keep its strongest part with its numbers."""
        numbers = self.numbers
        stays = 1.0 - 1.0 / LINGER
        total = parts[0].copy()
        for part in parts[1:]:  # not .sum(): its order of addition depends on the shape
            total += part
        numbers[Row.NOVELTY] *= stays
        numbers[Row.NOVELTY] += total
        usual = numbers[Row.USUAL_NOVELTY]
        usual += (numbers[Row.NOVELTY] - usual) / np.minimum(self.count + 1.0, USUAL_OVER)
        numbers[Row.STRENGTH] *= stays
        new = np.flatnonzero(total)
        driver = parts[:, new].argmax(axis=0)
        strength = parts[driver, new]
        stronger = strength > numbers[Row.STRENGTH, new]
        new, driver = new[stronger], driver[stronger]
        numbers[Row.STRENGTH, new] = strength[stronger]
        numbers[Row.DRIVER, new] = driver
        self._keep_numbers(new, driver, low, high)

    def _keep_numbers(self, new: Slots, driver: Slots, low: Floats, high: Floats) -> None:
        numbers, is_pair = self.numbers, driver >= KINDS
        row = np.where(is_pair, 0, driver)
        nothing = np.full(len(new), np.nan)
        numbers[Row.VALUE, new] = self.statistics[row, new]
        numbers[Row.LOW, new] = np.where(is_pair, nothing, low[row, new])
        numbers[Row.HIGH, new] = np.where(is_pair, nothing, high[row, new])
        is_shift = (driver >= SHIFT_ROWS.start) & (driver < SHIFT_ROWS.stop)
        scale = np.where(is_shift, driver - SHIFT_ROWS.start, 0)
        numbers[Row.REFERENCE, new] = np.select(
            [driver == DAILY, is_shift, driver == KINDS, driver == KINDS + 1],
            [
                self.usual[new],
                numbers[LONG_MEANS][scale, new],
                numbers[Row.ONE_AGO, new],
                numbers[Row.THREE_AGO, new],
            ],
            nothing,
        )
