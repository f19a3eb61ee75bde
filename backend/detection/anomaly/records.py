"""Slowly leaking range records: how far does a statistic leave the range in which it has been?

A record is the lowest and the highest value of one statistic, both drawing in a little with every reading, so
that what was long ago counts less. Leaving the range is measured in widths of the range. That needs no
distribution, is comparable between sensors, and becomes rarer by itself as history grows.

Arrays are (statistics, sources); NaN stands for a record that has not begun and for a statistic that is not
to be judged now. Only element-wise arithmetic: a source gets the same bits in whatever company it comes.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


def excess(statistics: Floats, low: Floats, high: Floats, floor: Floats) -> Floats:
    """Return how far each statistic is outside its record, in widths of the record (at most 1); 0 inside.

    `floor` is added to the width, in the unit of the statistic: the smallest range that is taken seriously.
    """
    outside = np.maximum(statistics - high, low - statistics)
    outside /= high - low + floor
    np.fmax(outside, 0.0, out=outside)  # fmax and fmin pass over NaN: not begun, not judged, not outside
    return np.fmin(outside, 1.0, out=outside)


def remember(statistics: Floats, low: Floats, high: Floats, leak: Floats) -> None:
    """Draw the records in by the share `leak` of their width, stretch them over the statistics. In place."""
    shrink = (high - low) * (0.5 * leak)
    np.fmin(low + shrink, statistics, out=low)
    np.fmax(high - shrink, statistics, out=high)


def octaves(positive: Floats) -> Floats:
    """The logarithm to base 2, interpolated between powers of two: monotone, continuous, exact arithmetic."""
    mantissa, exponent = np.frexp(positive)
    return 2.0 * mantissa + (exponent - 2.0)


def from_octaves(value: float) -> float:
    """The number of which `value` is the `octaves`."""
    whole = np.floor(value)
    return float(np.ldexp(1.0 + (value - whole), int(whole)))
