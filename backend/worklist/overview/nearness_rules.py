"""Nearness of values to the worst limits of their sources, of all sources at once.

The pages work out the same of what they show (`features/monitoring/nearness.ts`).
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backend.sensors.rules import Limit, LimitSide, Span

Reals: TypeAlias = NDArray[np.float64]


class Reach(NamedTuple):
    """For each side the value that is as far from its worst limit as can be, and the distance from there to
    the limit; NaN for a side without limits.
    """

    high_from: float
    high_distance: float
    low_from: float
    low_distance: float


WITHOUT_LIMITS: Final = Reach(math.nan, 1.0, math.nan, 1.0)


def reach(limits: Sequence[Limit], span: Span | None) -> Reach:
    """Between two sides the farthest value is their middle; a single side counts from 0 or the end of the
    instrument.
    """
    highs = [each.value for each in limits if each.side is LimitSide.HIGH]
    lows = [each.value for each in limits if each.side is LimitSide.LOW]
    middle = (min(highs) + max(lows)) / 2 if highs and lows else None
    high_from = high_distance = low_from = low_distance = math.nan
    if highs:
        worst = max(highs)
        high_from = middle if middle is not None else min(span.low if span else 0.0, 0.0, worst)
        high_distance = worst - high_from or 1.0
    if lows:
        first, worst = max(lows), min(lows)
        beyond = first + 2 * (first - worst or abs(first))
        low_from = middle if middle is not None else max(span.high if span else 0.0, beyond)
        low_distance = low_from - worst or 1.0
    return Reach(high_from, high_distance, low_from, low_distance)


def nearness(values: Reals, reaches: Reals) -> Reals:
    """Return how near each value is to its worst limit: 0 is as far as it can be, 1 is on the limit or beyond
    it. NaN is no value. `reaches`: one row of `Reach` for each.
    """
    high = (values - reaches[:, 0]) / reaches[:, 1]
    low = (reaches[:, 2] - values) / reaches[:, 3]
    found: Reals = np.clip(np.nan_to_num(np.fmax(high, low)), 0.0, 1.0)
    return found
