"""Readings of many sources minute by minute, and between what a ring of means moves."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from backend.detection.anomaly.turns import Floats, Integers, by_turn, turns
from backend.detection.forecast.trends import Ring

MINUTE_BITS: Final = 32


def by_minute(slots: Integers, minutes: Integers) -> Iterator[Integers]:
    """Places of readings in rounds: each round holds one minute of each source, in the order of arrival."""
    if not len(slots):
        return
    pairs, part_of = np.unique(slots << MINUTE_BITS | minutes, return_inverse=True)
    yield from by_turn(turns(pairs >> MINUTE_BITS)[part_of])


def range_of(ring: Ring, slots: Integers) -> tuple[Floats, Floats, Floats]:
    """Lowest, highest and newest mean of the closed cells of these sources; NaN without any."""
    number, count, total = ring.number[slots], ring.count[slots], ring.total[slots]
    newest = number.max(axis=1, initial=-1)[:, np.newaxis]
    is_closed = (number > newest - ring.horizon.cells) & (number >= 0) & (number < newest)
    means = np.where(is_closed, total / np.maximum(count, 1), np.nan)
    has_any = is_closed.any(axis=1)
    low = np.full(len(slots), np.nan)
    high, last = low.copy(), low.copy()
    low[has_any], high[has_any] = np.nanmin(means[has_any], axis=1), np.nanmax(means[has_any], axis=1)
    at = np.where(is_closed, number, -1).argmax(axis=1)
    last[has_any] = means[has_any, at[has_any]]
    return low, high, last
