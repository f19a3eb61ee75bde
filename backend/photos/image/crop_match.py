"""Is one picture a piece of the other? Lays a picture over every cut of another one and measures the fit.

Brightness, contrast, encoding and size leave the slopes of a picture alone up to a factor; a second exposure
of the same scene has other ones, because nobody holds a phone twice in the same place to a hundredth of its
view.
Figures: decision 0019.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backend.photos.image.grey_thumbnail import SIDE

Grid: TypeAlias = NDArray[np.float64]

ONE_EXPOSURE: Final = 0.95
"""Correlation of slopes from which two pictures are one exposure."""
WORTH_A_LOOK: Final = 0.55
"""Lowest score of a rough fit that is looked at more closely."""
MOST_CUT: Final = 0.36
"""Share of the width, or of the height, that may be missing."""
ROUGH, CLOSE = 10, 24
"""Cells along each side that are compared: first, and at the end."""
KEPT: Final = 3
STEPS: Final = (0.03, 0.015, 0.008, 0.004)


def is_one_exposure(one: bytes, other: bytes) -> bool:
    """Whether one detail shows the other picture again: cut, turned by a quarter, mirrored, lighter."""
    first, second = _grid(one), _grid(other)
    return any(_fits(turned, second) or _fits(second, turned) for turned in _ways_round(first))


def _fits(cut: Grid, whole: Grid) -> bool:
    return fit(cut, whole) >= ONE_EXPOSURE


def fit(cut: Grid, whole: Grid) -> float:
    """How well `cut` fits the best cut of `whole`: 1 is perfect. Ends early where nothing fits roughly."""
    sums, own = _summed(whole), _summed(cut)
    scores = _scores(sums, _slopes(own, EVERYTHING, ROUGH)[0], WINDOWS, ROUGH)
    if scores.max() < WORTH_A_LOOK:
        return float(scores.max())
    best = WINDOWS[np.argsort(-scores)[:KEPT]]
    wanted = _slopes(own, EVERYTHING, CLOSE)[0]
    for step in STEPS:
        near = np.clip((best[:, None, :] + MOVES[None] * step).reshape(-1, 4), 0.0, 1.0)
        scores = _scores(sums, wanted, near, CLOSE)
        best = near[np.argsort(-scores)[:KEPT]]
    return float(scores.max())


def _grid(detail: bytes) -> Grid:
    return np.frombuffer(detail, dtype=np.uint8).reshape(SIDE, SIDE).astype(np.float64)


def _ways_round(grid: Grid) -> list[Grid]:
    """Upright, turned by one, two and three quarters, and each of them mirrored."""
    turned = [np.rot90(grid, quarters) for quarters in range(4)]
    return [*turned, *(each[:, ::-1] for each in turned)]


def _windows() -> Grid:
    """Left, top, right, bottom of the cuts to begin with, in shares."""
    cuts = np.array([0.0, 0.06, 0.12, 0.18, 0.24])
    grid = np.array(np.meshgrid(cuts, cuts, cuts, cuts)).reshape(4, -1).T
    kept = grid[(grid[:, 0] + grid[:, 2] <= MOST_CUT) & (grid[:, 1] + grid[:, 3] <= MOST_CUT)]
    return np.stack([kept[:, 0], kept[:, 1], 1 - kept[:, 2], 1 - kept[:, 3]], axis=1)


WINDOWS: Final = _windows()
EVERYTHING: Final = np.array([[0.0, 0.0, 1.0, 1.0]])
MOVES: Final = np.array(np.meshgrid(*[[-1.0, 0.0, 1.0]] * 4)).reshape(4, -1).T


def _summed(grid: Grid) -> Grid:
    """Sums over everything left of and above each corner: the mean of any cell takes four look-ups."""
    sums = np.zeros((SIDE + 1, SIDE + 1))
    sums[1:, 1:] = grid.cumsum(axis=0).cumsum(axis=1)
    return sums


def _slopes(sums: Grid, windows: Grid, cells: int) -> Grid:
    """For each window the differences between neighbouring cells, across and down, of length 1 together."""
    ticks = np.linspace(0.0, 1.0, cells + 1)
    across = (windows[:, [0]] + (windows[:, [2]] - windows[:, [0]]) * ticks) * SIDE
    down = (windows[:, [1]] + (windows[:, [3]] - windows[:, [1]]) * ticks) * SIDE
    corners = _weights(down) @ sums @ _weights(across).transpose(0, 2, 1)
    means = corners[:, 1:, 1:] - corners[:, :-1, 1:] - corners[:, 1:, :-1] + corners[:, :-1, :-1]
    slopes = np.concatenate([np.diff(means, axis=axis).reshape(len(windows), -1) for axis in (1, 2)], axis=1)
    unit: Grid = slopes / np.maximum(np.linalg.norm(slopes, axis=1, keepdims=True), 1e-9)
    return unit


def _weights(at: Grid) -> Grid:
    """How much each corner of the grid counts at these places between corners."""
    weights: Grid = np.maximum(0.0, 1.0 - np.abs(at[:, :, None] - np.arange(SIDE + 1.0)))
    return weights


def _scores(sums: Grid, wanted: Grid, windows: Grid, cells: int) -> Grid:
    scores: Grid = _slopes(sums, windows, cells) @ wanted
    return scores
