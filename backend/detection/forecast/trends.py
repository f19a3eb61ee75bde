"""The recent past of many sources in means per minute and per ten minutes: what a forecast looks at.

Columns over sources: a reading costs a few array operations, a source 3.3 kB. A mean is kept under the number
of its cell (time // length), so that batching does not matter: any split of a stream gives the same bits.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MINUTE_US: Final = 60_000_000
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Horizon:
    """Range of one ring: `cells` means of `cell_us` each."""

    cell_us: int
    cells: int

    @property
    def hours(self) -> float:
        return self.cells * self.cell_us / (60 * MINUTE_US)


SHORT: Final = Horizon(MINUTE_US, 60)
LONG: Final = Horizon(10 * MINUTE_US, 144)
_MAGIC: Final = b"TRN1"


@dataclass(slots=True)
class Ring:
    """Sums and counts per cell, arrays (sources, cells); `number` is the cell that a place holds, -1 none."""

    horizon: Horizon
    number: NDArray[np.int32] = field(init=False)
    count: NDArray[np.int32] = field(init=False)
    total: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._make(0)

    def _make(self, sources: int) -> None:
        shape = sources, self.horizon.cells
        self.number = np.full(shape, -1, dtype=np.int32)
        self.count = np.zeros(shape, dtype=np.int32)
        self.total = np.zeros(shape)

    def grow(self, sources: int) -> None:
        number, count, total = self.number, self.count, self.total
        self._make(sources)
        self.number[: len(number)], self.count[: len(count)], self.total[: len(total)] = number, count, total

    def update(self, slots: Integers, sampled_us: Integers, values: Floats) -> None:
        """Add readings; one whose cell has already been overwritten by a newer one is too old to matter."""
        number = (sampled_us // self.horizon.cell_us).astype(np.int32)
        place = slots * self.horizon.cells + number % self.horizon.cells
        held = self.number.reshape(-1)
        before = held[place]
        np.maximum.at(held, place, number)
        fresh = place[held[place] > before]
        self.count.reshape(-1)[fresh] = 0
        self.total.reshape(-1)[fresh] = 0.0
        counts = held[place] == number
        np.add.at(self.count.reshape(-1), place[counts], 1)
        np.add.at(self.total.reshape(-1), place[counts], values[counts])

    def means(self, slot: int) -> tuple[Floats, Floats]:
        """Hours before the newest mean (rising to 0) and the means; the cell still open is left out."""
        number = self.number[slot]
        newest = int(number.max())
        places = np.flatnonzero((number > newest - self.horizon.cells) & (number >= 0) & (number < newest))
        places = places[np.argsort(number[places])]
        cells = number[places].astype(np.float64)
        hours = (cells - cells[-1:]) * (self.horizon.cell_us / (60 * MINUTE_US))
        return hours, self.total[slot, places] / self.count[slot, places]


@dataclass(slots=True)
class TrendColumns:
    """Both rings for `sources` sources."""

    sources: int = 0
    short: Ring = field(default_factory=lambda: Ring(SHORT))
    long: Ring = field(default_factory=lambda: Ring(LONG))

    def __post_init__(self) -> None:
        self.grow(self.sources)

    def grow(self, sources: int) -> None:
        """Make room for more sources; those that are there keep their slots."""
        self.sources = sources
        for ring in (self.short, self.long):
            ring.grow(sources)

    def update(self, slots: Integers, sampled_us: Integers, values: Floats) -> None:
        """Take usable readings in order of arrival: slot, time and value, all (n,)."""
        usable = np.isfinite(values) & (sampled_us >= 0)
        if not usable.all():
            slots, sampled_us, values = slots[usable], sampled_us[usable], values[usable]
        for ring in (self.short, self.long):
            ring.update(slots, sampled_us, values)

    def export(self, slot: int) -> bytes:
        """The state of one source."""
        return _MAGIC + b"".join(part[slot].tobytes() for part in self._parts())

    def restore(self, slot: int, exported: bytes) -> None:
        """Put an export back, for any slot. Raises ValueError for bytes that are none."""
        parts = self._parts()
        if exported[:4] != _MAGIC or len(exported) != 4 + sum(part[slot].nbytes for part in parts):
            raise ValueError("not an export of a trend")
        offset = 4
        for part in parts:
            part[slot] = np.frombuffer(exported, part.dtype, part.shape[1], offset)
            offset += part[slot].nbytes

    def _parts(self) -> list[NDArray[Any]]:
        return [part for ring in (self.short, self.long) for part in (ring.number, ring.count, ring.total)]
