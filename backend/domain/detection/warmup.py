"""What is normal for one sensor of an equipment, learned from its first readings.

Everything is measured in the sensor's own terms: the limit is its own largest excursion from its usual value
while it was learned. A sensor that wanders slowly by much more than its noise (a temperature that follows the
weather) will wander further than the warm-up could show: its limit is wider, its usual value follows faster.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WARM_UP: Final = 400
BLOCK: Final = 40
MOVES: Final = 8
"""A sensor that changed less often than this in its warm-up (a switch, a dead input) is not judged."""
SMOOTH: Final = 8.0
"""Readings over which a value is smoothed before it is compared with its usual value."""
USUAL: Final = np.array([230.0, 920.0, 3680.0])
"""Time scales, in readings, of the usual value; the deviations of all of them are averaged."""
MARGIN: Final = 1.3
WANDER: Final = 0.14
DRIFT: Final = 1.5
NOISE: Final = 1.3
IN_ALARM: Final = 4000.0


@dataclass(frozen=True, slots=True)
class Normal:
    """One sensor after its warm-up; arrays have one element per time scale."""

    smooth: Floats
    usual: Floats
    limit: Floats
    """The deviation from `usual` that counts as 1."""
    follow: Floats
    """The share of a deviation by which the usual value follows at each reading."""
    follow_in_alarm: float


def share(readings: Floats | float) -> Floats:
    """The weight of a new reading in an exponential mean over so many readings."""
    return np.asarray(1.0 - np.exp(-1.0 / np.asarray(readings)))


def learn(values: Floats) -> Normal | None:
    """What the warm-up (WARM_UP finite readings in order) says; None if the sensor hardly moved in it."""
    moves = np.diff(values)
    if np.count_nonzero(moves) < MOVES:
        return None
    noise = float(np.sqrt(np.mean(moves**2) / 2))
    blocks = values.reshape(-1, BLOCK).mean(axis=1)
    widening = 1.0 + WANDER * float(np.ptp(blocks)) / noise
    follow = share(np.maximum(USUAL / (1.0 + DRIFT * max(0.0, _drift(blocks, noise) - 1.0)), 2 * SMOOTH))
    smooth, usual, excursion = _pass(values, follow)
    weight = float(share(SMOOTH))
    floor = NOISE * noise * np.sqrt(weight / (2.0 - weight))
    return Normal(
        smooth=smooth,
        usual=usual,
        limit=MARGIN * widening * np.maximum(excursion, floor),
        follow=follow,
        follow_in_alarm=float(share(IN_ALARM / widening)),
    )


def _drift(blocks: Floats, noise: float) -> float:
    """How far the two halves of the warm-up lie apart, in units of the scatter of their parts."""
    first, second = np.array_split(blocks, 2)
    rest = np.concatenate((first - first.mean(), second - second.mean()))
    scatter = float(np.sqrt(np.sum(rest**2) / (len(blocks) - 2))) + noise / float(np.sqrt(BLOCK))
    return abs(float(second.mean() - first.mean())) / scatter


def _pass(values: Floats, follow: Floats) -> tuple[Floats, Floats, Floats]:
    """Run over the warm-up as over later readings: smoothed and usual value at its end, largest excursion."""
    smooth = np.full(len(follow), values[:BLOCK].mean())
    usual, excursion = smooth.copy(), np.zeros(len(follow))
    weight = share(SMOOTH)
    for index, value in enumerate(values):
        smooth += weight * (value - smooth)
        usual += np.maximum(follow, 1.0 / (index + BLOCK)) * (smooth - usual)
        if index >= BLOCK:
            np.maximum(excursion, np.abs(smooth - usual), out=excursion)
    return smooth, usual, excursion
