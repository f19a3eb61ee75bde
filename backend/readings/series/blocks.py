"""Compressed blocks of readings: lossless, about 1.4 bytes a reading at 600 readings of a usual sensor.

A block is one part or several, one after another; a part is a header and a zstd frame, which knows where it
ends. So readings that follow are added without touching what is there. Times are differences in the coarsest
unit that fits, less the smallest of them; values are differences of scaled integers where a few decimals say
it all, and bare doubles where not. Both go through zstd byte by byte of equal significance.

Series are packed and unpacked many at once, laid end to end: a source has a few dozen fresh readings, and
numpy takes longer to be called than to work on them.
"""

import itertools
import struct
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import zstandard

VERSION: Final = 1
HEADER: Final = struct.Struct("<BIqqqbBBB")
UNITS_US: Final = np.array([60_000_000, 1_000_000, 1_000, 1])
MAX_DECIMALS: Final = 6
BARE: Final = -1
SCALES: Final = np.array([10.0**decimals for decimals in range(MAX_DECIMALS + 1)] + [1.0])
"""By the number of decimals; the last is that of BARE."""
WIDTHS: Final = np.array([1, 2, 4, 8])
UNSIGNED: Final = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}
LARGEST: Final = np.array([2**8 - 1, 2**16 - 1, 2**32 - 1], np.uint64)
MAX_SPAN_US: Final = 86_400_000_000
"""The blocks of one source do not overlap and span at most a day."""

Times = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint8]
Starts = npt.NDArray[np.intp]
Whole = npt.NDArray[np.int64]
Unsigned = npt.NDArray[np.uint64]


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
        self.compress_quickly = zstandard.ZstdCompressor(level=1).compress
        self.decompress = zstandard.ZstdDecompressor().decompress
        self._reader = zstandard.ZstdDecompressor().decompressobj

    def frame(self, data: bytes, at: int) -> tuple[bytes, bytes]:
        """Return the contents of the frame at this place, and what follows it. Raises ValueError if it is cut
        off.
        """
        reader = self._reader()
        body = reader.decompress(memoryview(data)[at:])
        if not reader.eof:
            raise ValueError("a block that is cut off")
        return body, reader.unused_data


zstd: Final = _Zstd()


def series(times_us: npt.ArrayLike, values: npt.ArrayLike, marks: npt.ArrayLike) -> Series:
    """Sort by time; of several readings of one time the first counts."""
    times, first = np.unique(np.asarray(times_us, np.int64), return_index=True)
    return Series(times, np.asarray(values, np.float64)[first], np.asarray(marks, np.uint8)[first])


def merge(parts: Sequence[Series]) -> Series:
    """One series of several; where two know the same time the earlier part counts."""
    return parts[0] if len(parts) == 1 else series(*laid(parts))


def laid(found: Sequence[Series]) -> Series:
    """The same series end to end."""
    return Series(*(np.concatenate(column) for column in zip(*found, strict=True)))


def encode(found: Series) -> bytes:
    """Pack a series of at least one reading as a block of one part."""
    [part], _ = pack(found, np.zeros(1, np.intp))
    return part


def decode(data: bytes) -> Series:
    """Unpack a block. Raises ValueError for another version."""
    found, _ = unpack([data])
    return found


def pack(found: Series, starts: Starts) -> tuple[list[bytes], Whole]:
    """Pack several series, each of at least one reading, laid end to end: a part each.

    The second answer is how many decimals say all values of each (BARE: none do).
    """
    sizes = np.diff(starts, append=len(found.times_us))
    units, base_us, steps = _steps(found.times_us, starts, sizes)
    decimals, wholes, zigzag = _differences(found.values, starts, sizes)
    step_widths, value_widths = widths(steps, starts), widths(zigzag, starts)
    step_planes, value_planes = planes(steps, step_widths.max()), planes(zigzag, value_widths.max())
    marks = found.marks.tobytes()
    bits = units * 2 + np.logical_or.reduceat(found.marks != 0, starts)
    headers = (sizes, found.times_us[starts], base_us, wholes, decimals, step_widths, value_widths, bits)
    parts = []
    for at, *header in zip(*(column.tolist() for column in (starts, *headers)), strict=True):
        n, *_, step_width, value_width, bit = header
        body = [plane[at + 1 : at + n] for plane in step_planes[:step_width]]
        body += [plane[at : at + n] for plane in value_planes[:value_width]]
        if bit % 2:
            body.append(marks[at : at + n])
        parts.append(HEADER.pack(VERSION, *header) + zstd.compress(b"".join(body)))
    return parts, decimals


def unpack(blocks: Iterable[bytes]) -> tuple[Series, Starts]:
    """The readings of several blocks laid end to end, and where each block begins.

    Raises ValueError for another version.
    """
    headers: list[tuple[int, ...]] = []
    bodies: list[bytes] = []
    first_parts = []
    for block in blocks:
        first_parts.append(len(bodies))
        rest = block
        while rest:
            header = HEADER.unpack_from(rest)
            if header[0] != VERSION:
                raise ValueError(f"a block of version {header[0]}")
            body, rest = zstd.frame(rest, HEADER.size)
            headers.append(header[1:])
            bodies.append(body)
    sizes, first_us, base_us, wholes, decimals, step_widths, value_widths, bits = np.array(headers).T
    starts = np.cumsum(sizes) - sizes
    values_at = (sizes - 1) * step_widths
    marks_at = values_at + sizes * value_widths

    steps = _join(bodies, np.zeros_like(sizes), sizes - 1, step_widths, gap=1).astype(np.int64)
    steps = steps * np.repeat(UNITS_US[bits // 2], sizes) + np.repeat(base_us, sizes)
    times_us = _sums(steps, starts, sizes, first_us)
    stored = _join(bodies, values_at, sizes, value_widths)
    values = _sums(signed(stored), starts, sizes, wholes) / np.repeat(SCALES[decimals], sizes)
    if (decimals == BARE).any():
        is_bare = np.repeat(decimals == BARE, sizes)
        values[is_bare] = stored[is_bare].astype(np.uint64).view(np.float64)
    marks = _join(bodies, marks_at, sizes, bits % 2).astype(np.uint8, copy=False)
    return Series(times_us, values, marks), starts[first_parts]


def cut(found: Series, starts: Starts) -> Iterator[Series]:
    """The series that lie end to end."""
    bounds = [*starts.tolist(), len(found.times_us)]
    return (found.pick(slice(*span)) for span in itertools.pairwise(bounds))


def widths(numbers: Unsigned, starts: Starts) -> Whole:
    """Return how many bytes the largest number of each group needs."""
    return WIDTHS[np.searchsorted(LARGEST, np.maximum.reduceat(numbers, starts))]


def planes(numbers: Unsigned, width: int) -> list[bytes]:
    """The bytes of equal significance of all numbers, so many of each."""
    table = numbers.view(np.uint8).reshape(-1, 8)
    return [table[:, place].tobytes() for place in range(width)]


def zigzag(steps: Whole) -> Unsigned:
    """Small numbers of either sign as small numbers."""
    return ((steps << 1) ^ (steps >> 63)).view(np.uint64)


def signed(numbers: npt.NDArray[Any]) -> Whole:
    """Undo `zigzag`."""
    whole = numbers.astype(
        np.int64
    )  # the highest bit is set in bare doubles only, which are no whole numbers
    return (whole >> 1) ^ -(whole & 1)


def unshuffle(data: bytes, width: int) -> npt.NDArray[Any]:
    """Numbers of so many bytes from their bytes of equal significance."""
    table = np.frombuffer(data, np.uint8).reshape(width, -1)
    numbers: npt.NDArray[Any] = np.ascontiguousarray(table.T).view(UNSIGNED[width]).reshape(-1)
    return numbers


def _steps(times_us: Times, starts: Starts, sizes: Whole) -> tuple[Whole, Whole, Unsigned]:
    """Of each series the index of its unit and its shortest step; and what each step is longer, in units."""
    steps = np.diff(times_us, prepend=0)
    # The first of a series has no step. It takes the next one's, which moves neither the least nor the most.
    steps[starts] = np.where(sizes > 1, steps[np.minimum(starts + 1, len(steps) - 1)], 0)
    shared = np.gcd.reduceat(steps, starts)
    units = (shared[:, np.newaxis] % UNITS_US == 0).argmax(axis=1)
    base_us = np.minimum.reduceat(steps, starts)
    longer = (steps - np.repeat(base_us, sizes)) // np.repeat(UNITS_US[units], sizes)
    return units, base_us, longer.view(np.uint64)


def _differences(values: Values, starts: Starts, sizes: Whole) -> tuple[Whole, Whole, Unsigned]:
    """Of each series how many decimals say it all, and its first value in these; and each value's
    difference from the one before, or the bare double.
    """
    decimals = np.full(len(starts), BARE)
    scaled = np.zeros(len(values), np.int64)
    for places in range(MAX_DECIMALS + 1):
        rounded = np.rint(values * SCALES[places])
        says_it = (np.abs(rounded) < 2**52) & (rounded / SCALES[places] == values)
        fits = (decimals == BARE) & np.logical_and.reduceat(says_it, starts)
        decimals[fits] = places
        is_here = np.repeat(fits, sizes)
        scaled[is_here] = rounded[is_here].astype(np.int64)
        if (decimals != BARE).all():
            break
    steps = np.diff(scaled, prepend=0)
    steps[starts] = 0
    is_bare = np.repeat(decimals == BARE, sizes)
    return decimals, scaled[starts], np.where(is_bare, values.view(np.uint64), zigzag(steps))


def _join(
    bodies: Sequence[bytes], begins: Whole, counts: Whole, widths: Whole, *, gap: int = 0
) -> npt.NDArray[Any]:
    """The numbers that lie in each body at this place; `gap` zeros go before those of each body."""
    total = int(counts.sum()) + gap * len(bodies)
    widest = WIDTHS[np.searchsorted(WIDTHS, widths.max())]
    table = np.zeros((total, widest), np.uint8)
    spans = list(zip(bodies, begins.tolist(), counts.tolist(), widths.tolist(), strict=True))
    for place in range(int(widths.max())):
        pieces = (
            bytes(gap) + body[at + place * n : at + (place + 1) * n] if place < width else bytes(gap + n)
            for body, at, n, width in spans
        )
        table[:, place] = np.frombuffer(b"".join(pieces), np.uint8)
    found: npt.NDArray[Any] = table.view(UNSIGNED[int(widest)]).reshape(-1)
    return found


def _sums(steps: Whole, starts: Starts, sizes: Whole, first: Whole) -> Whole:
    """Running sums, from `first` on in each series."""
    steps[starts] = 0
    sums = np.cumsum(steps)
    return sums + np.repeat(first - sums[starts], sizes)
