"""Equipment score: do the sensors of one equipment still behave together as they usually do?

Every sensor's smoothed value is compared with its usual value, which follows slowly; the deviation is counted
in the sensor's own largest normal excursion (`warmup`). The worst sensor makes the score, a second one that
disagrees strengthens it, and 1 is the alarm. In alarm the usual value of a sensor that disagrees hardly
follows, so an alarm lasts as long as the deviation does; no clock ends it. A deviation that was large must
come back by most of its size, because what a large fault leaves behind is seldom the old zero.

Time scales count readings of each sensor, not seconds: 1 Hz and ten minutes are served alike (`instants`).
State and score exist from the end of the warm-up on, but stay provisional (`is_learning`: nobody is told)
until the equipment was watched for an hour and every sensor was on both sides of its usual value, or a day.
"""

import struct
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from backend.domain.detection.warmup import SMOOTH, USUAL, WARM_UP, Floats, learn, share

HOUR_US: Final = 3_600_000_000
DAY_US: Final = 24 * HOUR_US
SECOND_SENSOR: Final = 0.26
END_BELOW: Final = 0.7
START_AFTER: Final = 7
END_AFTER: Final = 6
CAP: Final = 5.0
REMAINDER: Final = 0.3
FORGET_PEAK: Final = 1800.0
HOLD: Final = 1.0
BOTH_SIDES: Final = 0.1
MENTION: Final = 0.5
_SMOOTH: Final = float(share(SMOOTH))
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<IIqqq??dd")
_ARRAYS: Final = ("smooth", "usual", "limit", "follow", "follow_in_alarm", "deviation", "lowest", "highest")


@dataclass(frozen=True, slots=True)
class Contributor:
    """A sensor that disagrees: `deviation` in its limits; `value` (smoothed) and `usual` in its unit."""

    sensor: int
    deviation: float
    value: float
    usual: float


@dataclass(frozen=True, slots=True)
class EquipmentStep:
    """The equipment after one instant. `contributors`: the sensors worth a word, strongest first."""

    at_us: int
    score: float
    is_alarm: bool
    is_learning: bool
    contributors: tuple[Contributor, ...]


@dataclass(frozen=True, slots=True)
class EquipmentHistory:
    """Columns over the t instants of a history; `deviation` is (t, sensors)."""

    at_us: NDArray[np.int64]
    score: Floats
    is_alarm: NDArray[np.bool_]
    is_learning: NDArray[np.bool_]
    deviation: Floats


class EquipmentScore:
    """One equipment with `sensors` sensors; feed it instants of rising time (`instants.Instants`)."""

    def __init__(self, sensors: int) -> None:
        scales = len(USUAL)
        self.sensors = sensors
        self.started_us = self.at_us = -1
        self.is_alarm, self.is_learning = False, True
        self.score = self.peak = 0.0
        self.streak = 0
        """Instants in a row that speak for the other state."""
        self.known = np.zeros(sensors, dtype=np.bool_)
        self.smooth, self.usual, self.follow = (np.zeros((sensors, scales)) for _ in range(3))
        self.limit = np.ones((sensors, scales))
        self.follow_in_alarm, self.deviation, self.lowest, self.highest = (
            np.zeros(sensors) for _ in range(4)
        )
        self.first: list[list[float]] = [[] for _ in range(sensors)]
        """The readings of the sensors that are still in their warm-up."""

    def step(self, at_us: int, values: Floats) -> EquipmentStep:
        """Take the values of all sensors at one instant, NaN = no reading; ValueError unless time rises."""
        self._advance(at_us, values)
        return EquipmentStep(at_us, self.score, self.is_alarm, self.is_learning, self._contributors())

    def run(self, at_us: NDArray[np.int64], values: Floats) -> EquipmentHistory:
        """The same over a history: at_us (t,), values (t, sensors)."""
        count = len(at_us)
        found = EquipmentHistory(
            at_us=at_us,
            score=np.zeros(count),
            is_alarm=np.zeros(count, dtype=np.bool_),
            is_learning=np.zeros(count, dtype=np.bool_),
            deviation=np.zeros((count, self.sensors)),
        )
        for index in range(count):
            self._advance(int(at_us[index]), values[index])
            found.score[index], found.is_alarm[index] = self.score, self.is_alarm
            found.is_learning[index], found.deviation[index] = self.is_learning, self.deviation
        return found

    def _advance(self, at_us: int, values: Floats) -> None:
        if at_us <= self.at_us:
            raise ValueError("an instant is not later than the one before")
        self.started_us = at_us if self.started_us < 0 else self.started_us
        self.at_us = at_us
        spoke = np.isfinite(values)
        compared = spoke & self.known
        if compared.any():
            self._compare(compared, values)
            self._judge()
            self._follow(compared)
            self.is_learning = self.is_learning and not self._has_seen_enough()
        for sensor in np.flatnonzero(spoke & ~self.known):
            self._teach(int(sensor), float(values[sensor]))

    def _compare(self, compared: NDArray[np.bool_], values: Floats) -> None:
        usual, limit = self.usual[compared], self.limit[compared]
        # A wild value counts as a large one, so that the smoothed value is back as soon as the sensor is.
        reach = 1.5 * CAP * limit
        target = usual + np.clip(values[compared, None] - usual, -reach, reach)
        smooth = self.smooth[compared]
        smooth += _SMOOTH * (target - smooth)
        self.smooth[compared] = smooth
        deviation = np.clip((smooth - usual) / limit, -CAP, CAP).mean(axis=1)
        self.deviation[compared] = deviation
        self.lowest[compared] = np.minimum(self.lowest[compared], deviation)
        self.highest[compared] = np.maximum(self.highest[compared], deviation)

    def _judge(self) -> None:
        sizes = np.sort(np.abs(self.deviation))
        second = min(float(sizes[-2]), 2.0) if self.sensors > 1 else 0.0
        size = (float(sizes[-1]) + SECOND_SENSOR * second) / (1.0 + 0.4 * SECOND_SENSOR)
        self.peak -= self.peak / FORGET_PEAK
        if self.is_alarm:
            self.peak = max(self.peak, size)
        self.score = size / max(1.0, REMAINDER * self.peak)
        disagrees = self.score < END_BELOW if self.is_alarm else self.score >= 1.0
        self.streak = self.streak + 1 if disagrees else 0
        if self.streak >= (END_AFTER if self.is_alarm else START_AFTER):
            self.is_alarm, self.streak = not self.is_alarm, 0

    def _follow(self, compared: NDArray[np.bool_]) -> None:
        """Let the usual values follow, counting no deviation as more than one limit."""
        usual, limit, follow = self.usual[compared], self.limit[compared], self.follow[compared]
        if self.is_alarm:
            sizes = np.abs(self.deviation)
            held = (sizes >= HOLD * sizes.max())[compared]
            follow[held] = np.minimum(follow[held], self.follow_in_alarm[compared][held, None])
        self.usual[compared] = usual + follow * np.clip(self.smooth[compared] - usual, -limit, limit)

    def _has_seen_enough(self) -> bool:
        watched_us = self.at_us - self.started_us
        went_up, went_down = self.highest >= BOTH_SIDES, self.lowest <= -BOTH_SIDES
        return watched_us >= DAY_US or (watched_us >= HOUR_US and bool(np.all(went_up == went_down)))

    def _teach(self, sensor: int, value: float) -> None:
        first = self.first[sensor]
        first.append(value)
        if len(first) < WARM_UP:
            return
        normal = learn(np.array(first))
        if normal is None:
            del first[
                0
            ]  # a sensor that has not moved yet says nothing about what is normal: wait until it does
            return
        self.known[sensor] = True
        self.smooth[sensor], self.usual[sensor] = normal.smooth, normal.usual
        self.limit[sensor], self.follow[sensor] = normal.limit, normal.follow
        self.follow_in_alarm[sensor] = normal.follow_in_alarm
        self.first[sensor] = []

    def _contributors(self) -> tuple[Contributor, ...]:
        order = np.argsort(-np.abs(self.deviation), kind="stable")
        return tuple(
            Contributor(
                int(sensor),
                float(self.deviation[sensor]),
                float(self.smooth[sensor].mean()),
                float(self.usual[sensor].mean()),
            )
            for sensor in order
            if abs(self.deviation[sensor]) >= MENTION
        )

    def export(self) -> bytes:
        """The whole state: restored, it goes on to the bit."""
        numbers = (
            self.started_us,
            self.at_us,
            self.streak,
            self.is_alarm,
            self.is_learning,
            self.score,
            self.peak,
        )
        counts = np.array([len(first) for first in self.first], dtype=np.int64)
        firsts = np.array([value for first in self.first for value in first], dtype=np.float64)
        arrays = (getattr(self, name) for name in _ARRAYS)
        parts = (self.known, *arrays, counts, firsts)
        return _HEAD.pack(_VERSION, self.sensors, *numbers) + b"".join(part.tobytes() for part in parts)

    @classmethod
    def restore(cls, exported: bytes) -> Self:
        """Raises ValueError if the bytes are not an export of this version."""
        try:
            version, sensors, *numbers = _HEAD.unpack_from(exported)
        except struct.error as error:
            raise ValueError("not an export of an equipment score") from error
        if version != _VERSION:
            raise ValueError(f"an export of version {version}, not {_VERSION}")
        one = cls(sensors)
        one.started_us, one.at_us, one.streak, one.is_alarm, one.is_learning, one.score, one.peak = numbers
        offset = _HEAD.size

        def take(like: NDArray[Any]) -> NDArray[Any]:
            nonlocal offset
            found = np.frombuffer(exported, like.dtype, like.size, offset).reshape(like.shape).copy()
            offset += like.nbytes
            return found

        one.known = take(one.known)
        for name in _ARRAYS:
            setattr(one, name, take(getattr(one, name)))
        counts = take(np.zeros(sensors, dtype=np.int64))
        one.first = [take(np.zeros(count)).tolist() for count in counts]
        return one
