"""One view of the sensors of an equipment at work: deviations, its alarm, usual values that follow."""

import struct
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backend.detection.equipment.learning import Floats, Normal, View, share

CAP: Final = 6.4
"""A larger deviation counts as this one."""
REMAINDER: Final = 0.44
"""Rest of an alarm's largest deviation counts only beyond this share of it ..."""
FORGET: Final = 1200.0
"""... which is forgotten over so many instants."""
WIDEN: Final = 0.002
"""Speed at which a limit follows normal excursions beyond the largest of the warm-up."""
Which: TypeAlias = NDArray[np.bool_] | slice
"""Some of the sensors, or (much faster) all of them."""
_HEAD: Final = struct.Struct("<?qdd")
_ARRAYS: Final = ("smooth", "usual", "before", "limit", "follow", "follow_held", "deviation")


class Watch:
    """The state of one view over `sensors` sensors; arrays are (sensors, time scales)."""

    def __init__(self, view: View, sensors: int) -> None:
        shape = sensors, len(view.smooth)
        self.view = view
        self.weights = share(np.array(view.smooth))
        self.is_alarm = False
        self.streak = 0
        """Instants in a row that speak for the other state."""
        self.score = self.peak = 0.0
        self.smooth, self.usual, self.follow, self.follow_held = (np.zeros(shape) for _ in range(4))
        self.before = np.zeros(shape)
        """The usual values when the equipment's alarm began: to be back there is normal at any time."""
        self.limit = np.ones(shape)
        self.deviation = np.zeros(sensors)
        """Signed, in limits, averaged over the time scales; of a silent sensor the last one."""

    def begin(self, sensor: int, normal: Normal) -> None:
        """Watch a sensor whose warm-up is over."""
        self.smooth[sensor], self.usual[sensor], self.limit[sensor] = (
            normal.smooth,
            normal.usual,
            normal.limit,
        )
        self.follow[sensor], self.follow_held[sensor] = normal.follow, normal.follow_held

    def take(self, compared: Which, values: Floats, *, in_alarm: bool) -> None:
        """One instant: the sensors that are compared, all values, the equipment's alarm until now."""
        self._compare(compared, values, in_alarm=in_alarm)
        self._judge()
        self._follow(compared)

    def turn(self, *, in_alarm: bool) -> None:
        """The equipment's alarm began or ended, in this view or in another one."""
        if in_alarm:
            self.before = self.usual.copy()
        else:
            self.usual = self.smooth - _nearer(self.smooth - self.usual, self.smooth - self.before)

    def _compare(self, compared: Which, values: Floats, *, in_alarm: bool) -> None:
        smooth, usual, limit = self.smooth[compared], self.usual[compared], self.limit[compared]
        # A wild value counts as a large one, so that the smoothed value is back as soon as the sensor is.
        reach = 1.5 * CAP * limit
        target = usual + _within(values[compared][:, np.newaxis] - usual, reach)
        smooth = smooth + self.weights * (target - smooth)
        self.smooth[compared] = smooth
        beyond = smooth - usual
        if in_alarm:
            beyond = _nearer(beyond, smooth - self.before[compared])
        self.deviation[compared] = _within(beyond / limit, CAP).mean(axis=1)

    def _judge(self) -> None:
        sizes = np.sort(np.abs(self.deviation))
        second = min(float(sizes[-2]), 2.0) if len(sizes) > 1 else 0.0
        size = (float(sizes[-1]) + self.view.second * second) / (1.0 + 0.4 * self.view.second)
        self.peak -= self.peak / FORGET
        if self.is_alarm:
            self.peak = max(self.peak, size)
        self.score = size / max(1.0, REMAINDER * self.peak)
        if self.is_alarm:
            disagrees, patience = self.score < self.view.end_below, self.view.end_after
        else:
            disagrees, patience = self.score >= 1.0, self.view.start_after
        self.streak = self.streak + 1 if disagrees else 0
        if self.streak >= patience:
            self.is_alarm, self.streak = not self.is_alarm, 0

    def _follow(self, compared: Which) -> None:
        """Usual values follow, no deviation counting as more than a limit; in calm, limits grow."""
        usual, limit, follow = self.usual[compared], self.limit[compared], self.follow[compared]
        beyond = self.smooth[compared] - usual
        if self.is_alarm:
            sizes = np.abs(self.deviation)
            held = (sizes >= self.view.held * sizes.max())[compared][:, np.newaxis]
            follow = np.where(held, self.follow_held[compared], follow)
        else:
            excess = np.abs(beyond) * self.view.margin - limit
            self.limit[compared] = limit + WIDEN * np.maximum(excess, 0.0)
        self.usual[compared] = usual + follow * _within(beyond, limit)

    def export(self) -> bytes:
        arrays = b"".join(getattr(self, name).tobytes() for name in _ARRAYS)
        return _HEAD.pack(self.is_alarm, self.streak, self.score, self.peak) + arrays

    def restore(self, exported: bytes, offset: int) -> int:
        """Put an export back from `offset` on; answers where it ends."""
        self.is_alarm, self.streak, self.score, self.peak = _HEAD.unpack_from(exported, offset)
        offset += _HEAD.size
        for name in _ARRAYS:
            like: NDArray[Any] = getattr(self, name)
            setattr(
                self, name, np.frombuffer(exported, like.dtype, like.size, offset).reshape(like.shape).copy()
            )
            offset += like.nbytes
        return offset


def _nearer(one: Floats, other: Floats) -> Floats:
    return np.where(np.abs(other) < np.abs(one), other, one)


def _within(values: Floats, reach: Floats | float) -> Floats:
    return np.minimum(np.maximum(values, -reach), reach)
