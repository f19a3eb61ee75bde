"""Compressed blocks of readings: lossless, about 1.4 bytes a reading at 600 readings of a usual sensor.

Times are differences in the coarsest unit that fits, less the smallest of them; values are differences of
scaled integers where a few decimals say it all, and bare doubles where not. Both go through zstd byte by byte
of equal significance.
"""

import struct
import threading
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import zstandard

VERSION: Final = 1
HEADER: Final = struct.Struct("<BIqqqbBBB")
UNITS_US: Final = (60_000_000, 1_000_000, 1_000, 1)
MAX_DECIMALS: Final = 6
BARE: Final = -1
WIDTHS: Final = (np.uint8, np.uint16, np.uint32, np.uint64)
MAX_SPAN_US: Final = 86_400_000_000
"""The blocks of one source do not overlap and span at most a day."""

Times = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint8]


class Series(NamedTuple):
    """Readings of one source in the order of their time, no time twice. A mark is quality + 4 * flags."""

    times_us: Times
    values: Values
    marks: Marks

    def pick(self, chosen: Any) -> "Series":
        """The readings of a slice or of a mask."""
        return Series(self.times_us[chosen], self.values[chosen], self.marks[chosen])


class _Zstd(threading.local):
    """A context is no small thing to make, and must not be used by two threads at once."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=3).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


zstd: Final = _Zstd()


def series(times_us: npt.ArrayLike, values: npt.ArrayLike, marks: npt.ArrayLike) -> Series:
    """Sort by time; of several readings of one time the first counts."""
    times, first = np.unique(np.asarray(times_us, np.int64), return_index=True)
    return Series(times, np.asarray(values, np.float64)[first], np.asarray(marks, np.uint8)[first])


def merge(parts: list[Series]) -> Series:
    """One series of several; where two know the same time the earlier part counts."""
    if len(parts) == 1:
        return parts[0]
    return series(
        np.concatenate([part.times_us for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.marks for part in parts]),
    )


def chain(before: Series, after: Series) -> Series:
    """One series of two, of which the second is wholly younger."""
    return Series(
        np.concatenate([before.times_us, after.times_us]),
        np.concatenate([before.values, after.values]),
        np.concatenate([before.marks, after.marks]),
    )


def encode(found: Series) -> bytes:
    """Pack a series of at least one reading."""
    return pack(found)[0]


def pack(found: Series) -> tuple[bytes, int]:
    """As `encode`, with the number of decimals that say all the values (BARE: none do)."""
    steps = np.diff(found.times_us)
    unit = next(unit for unit in UNITS_US if not (steps % unit).any())
    steps = steps // unit
    base = int(steps.min()) if len(steps) else 0
    packed_steps = narrow((steps - base).astype(np.uint64))
    decimals, start, packed_values = pack_values(found.values)
    has_marks = bool(found.marks.any())
    header = HEADER.pack(
        VERSION,
        len(found.times_us),
        int(found.times_us[0]),
        base * unit,
        start,
        decimals,
        packed_steps.itemsize,
        packed_values.itemsize,
        UNITS_US.index(unit) * 2 + has_marks,
    )
    body = shuffle(packed_steps) + shuffle(packed_values) + (found.marks.tobytes() if has_marks else b"")
    return header + zstd.compress(body), decimals


def decode(data: bytes) -> Series:
    """Unpack what `encode` made. Raises ValueError for another version."""
    version, n, first_us, base_us, start, decimals, step_width, value_width, bits = HEADER.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"a block of version {version}")
    unit, has_marks = UNITS_US[bits // 2], bits % 2
    body = zstd.decompress(memoryview(data)[HEADER.size :])
    steps_end = (n - 1) * step_width
    values_end = steps_end + n * value_width
    times = np.empty(n, np.int64)
    times[0] = first_us
    times[1:] = unshuffle(body[:steps_end], step_width).astype(np.int64) * unit + base_us
    values = unpack_values(unshuffle(body[steps_end:values_end], value_width), decimals, start)
    marks = np.frombuffer(body[values_end:], np.uint8) if has_marks else np.zeros(n, np.uint8)
    return Series(np.cumsum(times), values, marks)


def pack_values(values: Values) -> tuple[int, int, npt.NDArray[np.unsignedinteger]]:
    for decimals in range(MAX_DECIMALS + 1):
        scaled = np.rint(values * 10.0**decimals)
        if np.abs(scaled).max() < 2**52 and (scaled / 10.0**decimals == values).all():
            whole = scaled.astype(np.int64)
            steps = np.diff(whole, prepend=whole[:1])
            zigzag = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
            return decimals, int(whole[0]), narrow(zigzag)
    return BARE, 0, values.view(np.uint64)


def unpack_values(packed: npt.NDArray[np.unsignedinteger], decimals: int, start: int) -> Values:
    if decimals == BARE:
        return packed.astype(np.uint64).view(np.float64)
    zigzag = packed.astype(np.int64)
    steps = (zigzag >> 1) ^ -(zigzag & 1)
    return (np.cumsum(steps) + start) / 10.0**decimals


def narrow(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.unsignedinteger]:
    top = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(next(width for width in WIDTHS if top <= np.iinfo(width).max))


def shuffle(numbers: npt.NDArray[np.unsignedinteger]) -> bytes:
    return numbers.view(np.uint8).reshape(-1, numbers.itemsize).T.tobytes()


def unshuffle(data: bytes, width: int) -> npt.NDArray[np.unsignedinteger]:
    kind = next(kind for kind in WIDTHS if np.dtype(kind).itemsize == width)
    planes = np.frombuffer(data, np.uint8).reshape(width, -1)
    numbers: npt.NDArray[Any] = np.ascontiguousarray(planes.T).view(kind).reshape(-1)
    return numbers
