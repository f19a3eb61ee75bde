"""Normal behaviour of one sensor of an equipment, learned from its first readings.

Everything is measured in the sensor's own terms: the limit is its own largest excursion from its usual value
while it was learned. A sensor that wanders slowly by much more than its noise (a temperature that follows the
weather) will wander further than the warm-up could show: its limit is wider. One that drifted in the warm-up
has a usual value that follows faster.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WARM_UP: Final = 400
BLOCK: Final = 40
SETTLED: Final = 120
"""Excursions count from here on: before, the usual value itself is not known well."""
MOVES: Final = 8
"""A sensor that changed less often than this in its warm-up (a switch, a dead input) is not judged."""
DRIFT: Final = 1.3
NOISE: Final = 1.2


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the sensors of an equipment; all times count readings."""

    smooth: tuple[float, ...]
    """Time scales over which a value is smoothed; the deviations of all of them are averaged."""
    usual: float
    """Time scale of the usual value."""
    margin: float
    """The limit, in largest normal excursions."""
    wander: float
    """Widening of the limit for every unit of noise by which the sensor wandered."""
    second: float
    """The weight of the second sensor that disagrees."""
    start_after: int
    """Instants in a row that start an alarm."""
    end_below: float
    end_after: int
    """The score below which, and for how many instants, an alarm ends."""
    held: float
    """In alarm the usual values of the sensors with this share of the largest deviation are held."""
    hold: float
    """Time scale of a usual value that is held; shorter for sensors that wander."""


@dataclass(frozen=True, slots=True)
class Normal:
    """One sensor after its warm-up, in one view; arrays have one element per time scale."""

    smooth: Floats
    usual: Floats
    limit: Floats
    """The deviation from `usual` that counts as 1."""
    follow: Floats
    """The share of a deviation by which the usual value follows at each reading."""
    follow_held: Floats


def share(readings: Floats | float) -> Floats:
    """The weight of a new reading in an exponential mean over so many readings."""
    return np.asarray(1.0 - np.exp(-1.0 / np.asarray(readings)))


def has_moved(values: Floats) -> bool:
    """True if the warm-up says anything about what is normal."""
    return int(np.count_nonzero(np.diff(values))) >= MOVES


def learn(values: Floats, view: View) -> Normal:
    """Learn from the warm-up: WARM_UP finite readings in order, of a sensor that has moved."""
    noise = float(np.sqrt(np.mean(np.diff(values) ** 2) / 2))
    blocks = values.reshape(-1, BLOCK).mean(axis=1)
    widening = 1.0 + view.wander * float(np.ptp(blocks)) / noise
    over, drift = np.array(view.smooth), max(0.0, _drift(blocks, noise) - 1.0)
    weights, follow = share(over), share(np.maximum(view.usual / (1.0 + DRIFT * drift), 2 * over))
    smooth, usual, excursion = _pass(values, weights, follow)
    floor = NOISE * noise * np.sqrt(weights / (2.0 - weights))
    return Normal(
        smooth=smooth,
        usual=usual,
        limit=view.margin * widening * np.maximum(excursion, floor),
        follow=follow,
        follow_held=np.minimum(follow, share(view.hold / widening)),
    )


def _drift(blocks: Floats, noise: float) -> float:
    """Return the distance of the two halves of the warm-up, in units of the scatter of their parts."""
    first, second = np.array_split(blocks, 2)
    rest = np.concatenate((first - first.mean(), second - second.mean()))
    scatter = float(np.sqrt(np.sum(rest**2) / (len(blocks) - 2))) + noise / float(np.sqrt(BLOCK))
    return abs(float(second.mean() - first.mean())) / scatter


def _pass(values: Floats, weights: Floats, follow: Floats) -> tuple[Floats, Floats, Floats]:
    """Run over the warm-up as over later readings: smoothed and usual value at its end, largest excursion."""
    smooth = np.full(len(weights), values[:BLOCK].mean())
    usual, excursion = smooth.copy(), np.zeros(len(weights))
    for index, value in enumerate(values):
        smooth += weights * (value - smooth)
        usual += np.maximum(follow, 1.0 / (index + BLOCK)) * (smooth - usual)
        if index >= SETTLED:
            np.maximum(excursion, np.abs(smooth - usual), out=excursion)
    return smooth, usual, excursion
