"""Novelty of value pairs: has (value now, value some readings ago) been seen before?

Per source and lag a grid of 32 x 32 flags, a row for the value now and a column for the earlier one, kept as
32 words of 32 bits. A pair that falls on a flag costs one look; only the others are measured: the distance to
the nearest flag, in cells. This finds values that are ordinary in size and wrong in order.

The grid begins around the first readings. When values leave it, it doubles its width towards them, and four
cells become one; so it needs no range in advance and loses no memory.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backend.detection.anomaly.records import Floats

Slots: TypeAlias = NDArray[np.intp]
Words: TypeAlias = NDArray[np.uint32]

CELLS: Final = 32
FARTHEST: Final = 16
"""Cells; what is farther from everything seen counts as this far."""
_ROWS: Final = np.arange(CELLS)
_EVEN_BITS: Final = tuple(
    (shift, np.uint32(mask))
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF))
)


def cell_of(values: Floats, origin: Floats, width: Floats) -> Slots:
    """The row or column of each value; values beyond an edge belong to the cells at the edge."""
    place = np.floor((values - origin) / width * CELLS)
    np.fmin(np.fmax(place, 0.0, out=place), CELLS - 1.0, out=place)
    return place.astype(np.intp)


def visit(grid: Words, slots: Slots, rows: Slots, columns: Slots) -> Floats:
    """Flag these pairs, one for each slot; answers how far each was from the nearest flag, in cells.

    `grid` is (sources, 32).
    """
    words = grid[slots, rows]
    bits = np.left_shift(np.uint32(1), columns.astype(np.uint32))
    distance = np.zeros(len(slots))
    new = np.flatnonzero((words & bits) == 0)
    if len(new):
        distance[new] = nearest(grid[slots[new]], rows[new], columns[new])
        grid[slots[new], rows[new]] = words[new] | bits[new]
    return distance


def nearest(grids: Words, rows: Slots, columns: Slots) -> Floats:
    """Cells (the larger of rows and columns) to the nearest flag of each grid, at most `FARTHEST`."""
    column = columns[:, np.newaxis].astype(np.uint32)
    below = grids & ((np.uint32(2) << column) - np.uint32(1))  # flags in this column and in lower ones
    above = grids >> column
    _, highest = np.frexp(below.astype(np.float64))  # 1 + index of the highest flag
    _, lowest = np.frexp((above & (~above + np.uint32(1))).astype(np.float64))
    left = np.where(below == 0, CELLS, columns[:, np.newaxis] + 1 - highest)
    right = np.where(above == 0, CELLS, lowest - 1)
    across = np.minimum(left, right)
    along = np.abs(_ROWS - rows[:, np.newaxis])
    distance: Floats = np.minimum(np.maximum(across, along).min(axis=1), FARTHEST).astype(np.float64)
    return distance


def widen(grids: Words, *, upward: NDArray[np.bool_]) -> Words:
    """The same flags on grids of twice the width: the old range is the lower half (`upward`) or the upper."""
    halves = grids[:, 0::2] | grids[:, 1::2]
    halves |= halves >> np.uint32(1)
    for shift, mask in _EVEN_BITS:
        halves &= mask
        if shift < CELLS // 2:
            halves |= halves >> np.uint32(shift)
    wide = np.zeros_like(grids)
    wide[upward, : CELLS // 2] = halves[upward]
    wide[~upward, CELLS // 2 :] = halves[~upward] << np.uint32(CELLS // 2)
    return wide
