"""How each simulated sensor behaves on a quiet day: a pure function of time.

All of them hang on two things, the load of the plant (shifts, and batches of 45 minutes) and the time of day,
so they move together as real ones do. Every part is bounded: no rare sample can reach a limit by accident.
"""

import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

DAY_S: Final = 86_400
UTC_OFFSET_S: Final = 8 * 3600  # Asia/Shanghai, which has no summer time
BATCH_S: Final = 45 * 60
_MASK: Final = 0xFFFF_FFFF_FFFF_FFFF
_SHIFT_CHANGES: Final = ((0, 0.85, 0.5), (8, 0.5, 1.0), (16, 1.0, 0.85))  # local hour, load before and after


def load_at(epoch_s: float) -> float:
    """Load of the plant, 0 to 1: full in the day shift, half at night; half an hour from one to the other."""
    local_s = (epoch_s + UTC_OFFSET_S) % DAY_S
    hour, before, after = next(change for change in reversed(_SHIFT_CHANGES) if local_s >= change[0] * 3600)
    share = min(1.0, (local_s - hour * 3600) / 1800)
    batch = 0.05 * math.sin(math.tau * epoch_s / BATCH_S)
    return min(1.0, before + (after - before) * share + batch)


def warmth_at(epoch_s: float) -> float:
    """Time of day as -1 (03:00, coldest) to 1 (15:00, warmest)."""
    return math.cos(math.tau * ((epoch_s + UTC_OFFSET_S) / DAY_S - 15 / 24))


@dataclass(frozen=True, slots=True)
class Signal:
    """base + load · load_at + warmth · warmth_at + wander (over minutes) + noise, in the sensor's unit."""

    base: float
    load: float
    warmth: float
    wander: float
    noise: float
    decimals: int
    least: float = 0
    most: float = math.inf

    def value_at(self, epoch_s: float, *, key: int, load: float, warmth: float) -> float:
        """The value at this time; `key` (any 64-bit number) sets the sensor's own wander and noise."""
        value = self.base + self.load * load + self.warmth * warmth
        value += self.wander * _wander(epoch_s, key) + self.noise * _noise(int(epoch_s), key)
        return round(min(self.most, max(self.least, value)), self.decimals)


def key_of(code: str, seed: int) -> int:
    """A 64-bit number that belongs to this sensor and seed, the same on every machine."""
    return _mix(zlib.crc32(code.encode()) << 32 | seed & 0xFFFF_FFFF)


def _mix(number: int) -> int:
    number = (number + 0x9E37_79B9_7F4A_7C15) & _MASK  # splitmix64
    number = ((number ^ number >> 30) * 0xBF58_476D_1CE4_E5B9) & _MASK
    number = ((number ^ number >> 27) * 0x94D0_49BB_1331_11EB) & _MASK
    return number ^ number >> 31


def _noise(second: int, key: int) -> float:
    """White, triangular, between -1 and 1."""
    bits = _mix(key ^ second)
    return ((bits & 0xFFFF_FFFF) + (bits >> 32)) / 0xFFFF_FFFF - 1


def _wander(epoch_s: float, key: int) -> float:
    """Two slow waves with the sensor's own periods (10 to 25 min, 1.5 to 4 min), between -1 and 1."""
    slow_s, fast_s = 600 + key % 900, 90 + (key >> 10) % 150
    phase = (key >> 20) % 1000 / 1000
    slow = math.sin(math.tau * (epoch_s / slow_s + phase))
    return 0.65 * slow + 0.35 * math.sin(math.tau * epoch_s / fast_s)


def _tank_level(epoch_s: float) -> float:
    """A truck fills the tank from 09:00 to 11:00, the plant empties it until the next morning."""
    hour = (epoch_s + UTC_OFFSET_S) % DAY_S / 3600
    if 9 <= hour < 11:
        return round(42 + 16 * (hour - 9), 1)
    return round(74 - 32 * ((hour - 11) % 24) / 22, 1)


def _forklift_speed(epoch_s: float) -> float:
    """Trips of 40 s with pauses; none at half load."""
    trip = max(0.0, math.sin(math.tau * epoch_s / 80)) if load_at(epoch_s) > 0.6 else 0.0
    return round(4.4 * math.sqrt(trip), 1)


def _stack_height(epoch_s: float) -> float:
    """Pallets come in layers of 0.4 m and leave again."""
    return round(2.0 + 0.4 * (int(epoch_s // 600) % 4), 1)


def _people_present(epoch_s: float) -> float:
    return float(round(2 + 5 * load_at(epoch_s)))


SIGNALS: Final[Mapping[str, Signal]] = {
    "GD-101": Signal(1.2, 0.3, 0.2, 0.5, 0.2, 1),
    "ER-101": Signal(8, 0, 0, 1.5, 0.5, 1),
    "TT-101": Signal(24, 0, 4, 0.8, 0.1, 1),
    "PT-102": Signal(0.95, 0, 0.12, 0.03, 0.005, 3),
    "GD-102": Signal(1.5, 0.3, 0.2, 0.6, 0.2, 1),
    "GD-201": Signal(1.8, 0.6, 0, 0.6, 0.2, 1),
    "GD-202": Signal(1.5, 0.5, 0, 0.5, 0.2, 1),
    "TT-201": Signal(75, 3.5, 0, 1.2, 0.15, 1),
    "PT-201": Signal(0.42, 0.07, 0, 0.015, 0.003, 3),
    "TT-301": Signal(65, 2, 0.5, 0.7, 0.1, 1),
    "PT-301": Signal(31, 6, 0, 1.5, 0.3, 1),
    "DU-401": Signal(1.1, 1.2, 0, 0.3, 0.15, 2),
    "VT-501": Signal(1.15, 0.65, 0, 0.1, 0.06, 2),
    "TT-501": Signal(56, 10, 2, 1, 0.2, 1),
    "II-501": Signal(135, 35, 0, 2, 1, 1),
    "VT-502": Signal(0.75, 0.3, 0, 0.05, 0.03, 2),
    "TT-502": Signal(51, 7, 2, 1, 0.2, 1),
    "PT-502": Signal(0.43, -0.06, 0, 0.01, 0.003, 3),
    "PT-601": Signal(0.99, 0.07, 0, 0.015, 0.003, 3),
    "LT-601": Signal(-2, 5, 0, 10, 2, 0, least=-200),
    "CO-601": Signal(2.2, 1.5, 0, 0.6, 0.2, 1),
    "TT-701": Signal(22, 0, 3, 0.5, 0.1, 1),
    "RH-701": Signal(56, 0, -5, 3, 0.4, 1),
    "GD-801": Signal(0.9, 0.4, 0.2, 0.4, 0.2, 1),
    "PE-201": Signal(98.8, -0.6, 0, 0.5, 0.2, 1, most=100),
    "PE-401": Signal(98.4, -0.6, 0, 0.5, 0.2, 1, most=100),
    "OX-901": Signal(20.85, 0, 0, 0.05, 0.03, 2),
    "HS-901": Signal(0.8, 0.4, 0.1, 0.3, 0.1, 2),
    "PH-901": Signal(7.3, 0.2, 0, 0.2, 0.03, 2),
    "NO-501": Signal(76, 5, 0, 0.6, 0.4, 1),
    "WS-001": Signal(3, 0, 1, 1.4, 0.8, 1),
}

SPECIAL: Final[Mapping[str, Callable[[float], float]]] = {
    "LT-101": _tank_level,
    "FS-701": _forklift_speed,
    "SH-701": _stack_height,
    "OC-201": _people_present,
}
"""Sensors that follow a course of their own instead of a `Signal`."""
