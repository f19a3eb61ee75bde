"""Readings of several sensors, in the order of their arrival, aligned to instants of one equipment.

Sensors sample at their own times and arrive with their own delays. An instant is one round: it closes when a
sensor that has spoken in it speaks again, in a later second (so a fast sensor counts once a second, with its
last value). A sensor that has not spoken in a round is absent (NaN), not repeated: whoever reads instants
counts the readings of every sensor by itself, which serves 1 Hz, ten minutes and mixtures alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite, isnan, nan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

SECOND_US: Final = 1_000_000


class Instant(NamedTuple):
    """One round of an equipment at the time of its last reading; a value per sensor, NaN = none."""

    at_us: int
    values: NDArray[np.float64]


@dataclass(slots=True)
class Instants:
    """Gathers the readings of one equipment with `sensors` sensors. Its fields are its whole state."""

    sensors: int
    closed_us: int = -1
    values: list[float] = field(default_factory=list)
    """The open round."""
    last_us: list[int] = field(default_factory=list)
    """When each sensor spoke last."""

    def __post_init__(self) -> None:
        self.values = self.values or [nan] * self.sensors
        self.last_us = self.last_us or [-1] * self.sensors

    def add(self, sensor: int, sampled_us: int, value: float) -> Instant | None:
        """Take one reading; answer the instant that it closes. What is no later than the last is ignored."""
        last_us = self.last_us[sensor]
        if not isfinite(value) or sampled_us <= last_us:
            return None
        has_spoken = not isnan(self.values[sensor])
        closed = self.flush() if has_spoken and sampled_us // SECOND_US > last_us // SECOND_US else None
        self.values[sensor], self.last_us[sensor] = value, sampled_us
        return closed

    def flush(self) -> Instant | None:
        """Close the open instant, if there is one: at the end of a history."""
        spoke = [us for us, value in zip(self.last_us, self.values, strict=True) if not isnan(value)]
        if not spoke:
            return None
        self.closed_us = max(self.closed_us + 1, *spoke)
        instant = Instant(self.closed_us, np.array(self.values))
        self.values = [nan] * self.sensors
        return instant


def align(
    sensors: int, readings: Iterable[tuple[int, int, float]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """All instants of a history of (sensor, sampled_us, value): columns at_us (t,), values (t, sensors)."""
    rounds = Instants(sensors)
    found = [instant for reading in readings if (instant := rounds.add(*reading)) is not None]
    last = rounds.flush()
    found += [] if last is None else [last]
    at_us = np.array([instant.at_us for instant in found], dtype=np.int64)
    return at_us, np.array([instant.values for instant in found]).reshape(len(found), sensors)
