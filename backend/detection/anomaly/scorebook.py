"""State of the anomaly scores: columns over sources, and one source as bytes."""

import struct
from enum import IntEnum, auto
from typing import Final

import numpy as np
from numpy.typing import NDArray

from backend.detection.anomaly.pairs import CELLS, Words
from backend.detection.anomaly.records import Floats

BINS: Final = 48
KINDS: Final = 8
SCALES: Final = 2
_VERSION: Final = struct.Struct("<H")
_VERSION_NOW: Final = 1


class Row(IntEnum):
    """The numbers of a source. All begin at zero, records at NaN."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        del name, start, last_values
        return count

    COUNT = auto()  # readings so far
    HAS_LEARNED = auto()
    ONE_AGO = auto()
    TWO_AGO = auto()
    THREE_AGO = auto()
    ORIGIN = auto()  # of both grids
    WIDTH = auto()  # 0: not begun
    NOVELTY = auto()  # of now, with what lingers
    USUAL_NOVELTY = auto()  # its mean
    STRENGTH = auto()  # the strongest recent contribution, fading: what, which value, which range
    DRIVER = auto()
    VALUE = auto()
    LOW = auto()
    HIGH = auto()
    REFERENCE = auto()
    PEAK = auto()  # highest score of the last event
    ACTIVE_COUNT = auto()  # COUNT when the score was last at the threshold; 0: never
    STANDS = auto()  # an alarm, and what drove it
    ALARM_DRIVER = auto()
    ALARM_VALUE = auto()
    ALARM_LOW = auto()
    ALARM_HIGH = auto()
    ALARM_REFERENCE = auto()
    ALARM_EXCESS = auto()  # how far outside it began, in its unit


_GROUPS: Final = len(Row)
MEANS: Final = slice(_GROUPS, _GROUPS + SCALES)
LONG_MEANS: Final = slice(MEANS.stop, MEANS.stop + SCALES)
SPREADS: Final = slice(LONG_MEANS.stop, LONG_MEANS.stop + SCALES)
LOWS: Final = slice(SPREADS.stop, SPREADS.stop + KINDS)
HIGHS: Final = slice(LOWS.stop, LOWS.stop + KINDS)
NUMBERS: Final = HIGHS.stop


class Stamp(IntEnum):
    """The times of a source, microseconds."""

    FIRST = 0
    LAST = 1
    ACTIVE = 2


class Book:
    """`numbers` (rows, sources), `stamps` (times, sources), by time of day `usual` and `seen` (sources, bins)
    and the flags of the two `grids` (sources, 32)."""

    def __init__(self, capacity: int) -> None:
        self.numbers: Floats = np.empty((NUMBERS, 0))
        self.stamps: NDArray[np.int64] = np.empty((len(Stamp), 0), np.int64)
        self.usual: Floats = np.empty((0, BINS))
        self.seen: NDArray[np.uint8] = np.empty((0, BINS), np.uint8)
        self.grids: tuple[Words, Words] = (np.empty((0, CELLS), np.uint32), np.empty((0, CELLS), np.uint32))
        self.grow(capacity)

    @property
    def capacity(self) -> int:
        return len(self.usual)

    def grow(self, capacity: int) -> None:
        more = capacity - self.capacity
        if more <= 0:
            return
        fresh = np.zeros((NUMBERS, more))
        fresh[LOWS.start : HIGHS.stop] = np.nan
        self.numbers = np.concatenate((self.numbers, fresh), axis=1)
        self.stamps = np.concatenate((self.stamps, np.zeros((len(Stamp), more), np.int64)), axis=1)
        self.usual = np.concatenate((self.usual, np.zeros((more, BINS))))
        self.seen = np.concatenate((self.seen, np.zeros((more, BINS), np.uint8)))
        first, third = (np.concatenate((grid, np.zeros((more, CELLS), np.uint32))) for grid in self.grids)
        self.grids = (first, third)

    def clear(self, slot: int) -> None:
        for part in self._parts(slot):
            part[...] = 0
        self.numbers[LOWS.start : HIGHS.stop, slot] = np.nan

    def export(self, slot: int) -> bytes:
        return _VERSION.pack(_VERSION_NOW) + b"".join(part.tobytes() for part in self._parts(slot))

    def restore(self, slot: int, data: bytes) -> None:
        """Raises ValueError when the bytes are of another version or length."""
        parts = self._parts(slot)
        expected = _VERSION.size + sum(part.nbytes for part in parts)
        if len(data) != expected or _VERSION.unpack_from(data)[0] != _VERSION_NOW:
            raise ValueError("no checkpoint of this version of the anomaly score")
        offset = _VERSION.size
        for part in parts:
            part[...] = np.frombuffer(data, part.dtype, part.size, offset)
            offset += part.nbytes

    def _parts(self, slot: int) -> tuple[NDArray[np.generic], ...]:
        """Writable views of all that belongs to one source."""
        one = (self.numbers[:, slot], self.stamps[:, slot], self.usual[slot], self.seen[slot])
        return (*one, *(grid[slot] for grid in self.grids))
