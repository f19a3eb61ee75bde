"""Equipment score: do the sensors of one equipment still behave together as they usually do?

Every sensor's smoothed value is compared with its usual value, which follows slowly; the deviation is counted
in the sensor's own largest normal excursion (`warmup`). The worst sensor makes the score, a second one that
disagrees strengthens it, and 1 is the alarm. In alarm the usual value of a sensor that disagrees hardly
follows, so an alarm lasts as long as the deviation does; no clock ends it. A deviation that was large must
come back by most of its size, because what a large fault leaves behind is seldom the old zero.

Two views look at once, and either may raise the alarm: a sharp one with narrow limits for steady sensors and
very wide ones for those that wander, and a broad one in which all sensors count nearly alike.

Time scales count readings of each sensor, not seconds: 1 Hz and ten minutes are served alike (`instants`).
State and score exist from the end of the warm-up on, but stay provisional (`is_learning`: nobody is notified)
until the equipment was watched for an hour and every sensor was on both sides of its usual value, or a day.
"""

import struct
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from backend.detection.equipment.equipment_monitor import Watch, Which
from backend.detection.equipment.learning import WARM_UP, Floats, View, has_moved, learn

SHARP: Final = View(
    smooth=(2.4, 4.8, 9.6),
    usual=160.0,
    margin=0.64,
    wander=1.5,
    second=0.15,
    start_after=9,
    end_below=0.75,
    end_after=14,
    held=0.5,
    hold=1700.0,
)
BROAD: Final = View(
    smooth=(5.7,),
    usual=135.0,
    margin=2.0,
    wander=0.12,
    second=0.3,
    start_after=1,
    end_below=0.62,
    end_after=19,
    held=0.25,
    hold=9000.0,
)
HOUR_US: Final = 3_600_000_000
DAY_US: Final = 24 * HOUR_US
BOTH_SIDES: Final = 0.1
MENTION: Final = 0.5
"""Limits from which on a sensor has been on a side of its usual value, and is worth a word."""
_VERSION: Final = 3
_HEAD: Final = struct.Struct("<IIqq?")


@dataclass(frozen=True, slots=True)
class Contributor:
    """A sensor that disagrees: `deviation` in its limits, its last and its usual value in its unit."""

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
        self.sensors = sensors
        self.started_us = self.at_us = -1
        self.is_learning = True
        self.watches = Watch(SHARP, sensors), Watch(BROAD, sensors)
        self.known = np.zeros(sensors, dtype=np.bool_)
        self.last, self.lowest, self.highest = (np.zeros(sensors) for _ in range(3))
        self.first: list[list[float]] = [[] for _ in range(sensors)]
        """The readings of the sensors that are still in their warm-up."""

    @property
    def score(self) -> float:
        return max(watch.score for watch in self.watches)

    @property
    def is_alarm(self) -> bool:
        return any(watch.is_alarm for watch in self.watches)

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
            found.is_learning[index], found.deviation[index] = self.is_learning, self._speaker().deviation
        return found

    def _advance(self, at_us: int, values: Floats) -> None:
        if at_us <= self.at_us:
            raise ValueError("an instant is not later than the one before")
        self.started_us = at_us if self.started_us < 0 else self.started_us
        self.at_us = at_us
        spoke = np.isfinite(values)
        self.last[spoke] = values[spoke]
        compared = spoke & self.known
        if compared.any():
            self._look(slice(None) if compared.all() else compared, values)
            if self.is_learning:
                self.is_learning = not self._has_seen_enough()
        for sensor in np.flatnonzero(spoke & ~self.known):
            self._teach(int(sensor), float(values[sensor]))

    def _look(self, compared: Which, values: Floats) -> None:
        was_alarm = self.is_alarm
        for watch in self.watches:
            watch.take(compared, values, in_alarm=was_alarm)
        if self.is_alarm is not was_alarm:
            for watch in self.watches:
                watch.turn(in_alarm=self.is_alarm)

    def _has_seen_enough(self) -> bool:
        deviation = self.watches[-1].deviation
        self.lowest, self.highest = np.minimum(self.lowest, deviation), np.maximum(self.highest, deviation)
        went_up, went_down = self.highest >= BOTH_SIDES, self.lowest <= -BOTH_SIDES
        watched_us = self.at_us - self.started_us
        return watched_us >= DAY_US or (watched_us >= HOUR_US and bool(np.all(went_up == went_down)))

    def _teach(self, sensor: int, value: float) -> None:
        first = self.first[sensor]
        first.append(value)
        if len(first) < WARM_UP:
            return
        values = np.array(first)
        if not has_moved(values):
            del first[0]  # it says nothing about what is normal: wait until it does
            return
        for watch in self.watches:
            watch.begin(sensor, learn(values, watch.view))
        self.known[sensor], self.first[sensor] = True, []

    def _speaker(self) -> Watch:
        return max(self.watches, key=lambda watch: watch.score)

    def _contributors(self) -> tuple[Contributor, ...]:
        watch = self._speaker()
        deviation, usual = watch.deviation, (watch.before if self.is_alarm else watch.usual).mean(axis=1)
        order = np.argsort(-np.abs(deviation), kind="stable")
        return tuple(
            Contributor(int(sensor), float(deviation[sensor]), float(self.last[sensor]), float(usual[sensor]))
            for sensor in order
            if abs(deviation[sensor]) >= MENTION
        )

    def export(self) -> bytes:
        """The whole state: restored, it goes on to the bit."""
        counts = np.array([len(first) for first in self.first], dtype=np.int64)
        firsts = np.array([value for first in self.first for value in first], dtype=np.float64)
        parts = (self.known, self.last, self.lowest, self.highest, counts, firsts)
        head = _HEAD.pack(_VERSION, self.sensors, self.started_us, self.at_us, self.is_learning)
        return b"".join(
            (head, *(watch.export() for watch in self.watches), *(part.tobytes() for part in parts))
        )

    @classmethod
    def restore(cls, exported: bytes) -> Self:
        """Raises ValueError if the bytes are not a whole export of this version."""
        try:
            version, sensors, *_ = _HEAD.unpack_from(exported)
            if version != _VERSION:
                raise ValueError(f"an export of version {version}, not {_VERSION}")
            one = cls(sensors)
            one._read(exported)
        except struct.error as error:
            raise ValueError("not an export of an equipment score") from error
        return one

    def _read(self, exported: bytes) -> None:
        *_, self.started_us, self.at_us, self.is_learning = _HEAD.unpack_from(exported)
        offset = _HEAD.size
        for watch in self.watches:
            offset = watch.restore(exported, offset)

        def take(like: NDArray[Any]) -> NDArray[Any]:
            nonlocal offset
            found = np.frombuffer(exported, like.dtype, like.size, offset).copy()
            offset += like.nbytes
            return found

        self.known, self.last = take(self.known), take(self.last)
        self.lowest, self.highest = take(self.lowest), take(self.highest)
        counts = take(np.zeros(self.sensors, dtype=np.int64))
        self.first = [take(np.zeros(count)).tolist() for count in counts]
