"""Rollups of a minute or an hour of readings: how many, lowest, highest, total and last.

Readings of bad quality do not count. The minutes of a block are packed beside it, about 8 bytes each; hours
are rows, so that plain SQL can read them.
"""

import struct
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.core.vocabulary import Quality
from backend.readings.rules import QUALITY_BITS
from backend.readings.series import blocks as codec
from backend.readings.series.blocks import BARE, Series, Starts, Times, Unsigned, Values, Whole

MINUTE_US: Final = 60_000_000
HOUR_US: Final = 3_600_000_000
VERSION: Final = 1
HEADER: Final = struct.Struct("<BIbB")
COLUMNS: Final = 6


class Rollup(NamedTuple):
    """Columns over minutes or hours in the order of their time; `at` counts these since the epoch.

    `total` is the sum of the values, so that the mean of many is exact.
    """

    at: Whole
    n: Whole
    low: Values
    high: Values
    total: Values
    last: Values


def good(found: Series) -> tuple[Times, Values]:
    """Times and values of the readings that count in charts and rollups."""
    if not found.marks.any():
        return found.times_us, found.values
    is_good = counts(found)
    return found.times_us[is_good], found.values[is_good]


def counts(found: Series) -> npt.NDArray[np.bool_]:
    """Which readings count in charts and rollups."""
    is_good: npt.NDArray[np.bool_] = found.marks & QUALITY_BITS != Quality.BAD
    return is_good


def starts_of(*columns: Whole) -> Starts:
    """Return the starts of groups of equal rows in sorted columns of equal length."""
    is_new = np.zeros(len(columns[0]), np.bool_)
    is_new[:1] = True
    for column in columns:
        is_new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(is_new)


def roll_up(times_us: Times, values: Values, owners: Whole, unit_us: int) -> tuple[Rollup, Whole]:
    """Roll up the readings of several owners, laid end to end; the second answer is whose each row is."""
    at = times_us // unit_us
    starts = starts_of(owners, at)
    return grouped(starts, at, values), owners[starts]


def grouped(starts: Starts, at: Whole, values: Values) -> Rollup:
    """A rollup of groups that begin at `starts`, of which `at` says when they are."""
    if not len(values):
        return Rollup(at, at, values, values, values, values)
    ends = np.append(starts[1:], len(values))
    return Rollup(
        at[starts],
        ends - starts,
        np.minimum.reduceat(values, starts),
        np.maximum.reduceat(values, starts),
        np.add.reduceat(values, starts),
        values[ends - 1],
    )


def pack(found: Rollup, starts: Starts, decimals: Whole) -> list[bytes]:
    """Pack several rollups, each of at least one row, laid end to end.

    `decimals` say all values of each (BARE: none do).
    """
    if not len(starts):
        return []
    sizes = np.diff(starts, append=len(found.at))
    scales = np.repeat(codec.SCALES[decimals], sizes)
    sums = np.array([found.low, found.high, found.last, found.total])
    scaled = np.rint(sums * scales)
    is_small = np.logical_and.reduceat((np.abs(scaled) < 2**52).all(axis=0), starts)
    decimals = np.where(is_small, decimals, BARE)
    is_bare = np.repeat(decimals == BARE, sizes)
    low, high, last, total = np.where(is_bare, 0, scaled).astype(np.int64)
    table = np.array(
        [
            _steps(found.at, starts),
            found.n,
            codec.zigzag(_steps(low, starts)),
            high - low,
            last - low,
            total - low * found.n,
        ]
    ).astype(np.uint64)
    table[2:, is_bare] = sums[:, is_bare].view(np.uint64)
    return _packed(table, starts, sizes, decimals)


def _steps(numbers: Whole, starts: Starts) -> Whole:
    """Differences from the one before; the first of each group stays as it is."""
    steps = np.diff(numbers, prepend=0)
    steps[starts] = numbers[starts]
    return steps


def _packed(table: Unsigned, starts: Starts, sizes: Whole, decimals: Whole) -> list[bytes]:
    widths = codec.widths(table.max(axis=0), starts)
    rows = [codec.planes(row, widths.max()) for row in table]
    parts = []
    for at, n, places, width in zip(
        *(each.tolist() for each in (starts, sizes, decimals, widths)), strict=True
    ):
        body = b"".join([row[place][at : at + n] for place in range(width) for row in rows])
        parts.append(HEADER.pack(VERSION, n, places, width) + codec.zstd.compress(body))
    return parts


EMPTY: Final = HEADER.pack(VERSION, 0, BARE, 1) + codec.zstd.compress(b"")
"""The rollup of readings none of which counts."""


def decode(data: bytes) -> Rollup:
    """Unpack a rollup of one part or several. Raises ValueError for another version."""
    parts = []
    while data:
        version, n, decimals, width = HEADER.unpack_from(data)
        if version != VERSION:
            raise ValueError(f"a rollup of version {version}")
        body, data = codec.zstd.frame(data, HEADER.size)
        parts.append(_part(body, n, decimals, width))
    some = [part for part in parts if len(part.at)]
    return _combined(some) if len(some) > 1 else (some or parts)[0]


def _part(body: bytes, n: int, decimals: int, width: int) -> Rollup:
    table = codec.unshuffle(body, width).astype(np.uint64).reshape(COLUMNS, n)
    at, counts = np.cumsum(table[0].astype(np.int64)), table[1].astype(np.int64)
    if decimals == BARE:
        low, high, last, total = table[2:].view(np.float64)
        return Rollup(at, counts, low, high, total, last)
    low = np.cumsum(codec.signed(table[2]))
    high, last, total = table[3:].astype(np.int64)
    sizes = np.array([low, low + high, low + last, total + low * counts]) / 10.0**decimals
    return Rollup(at, counts, sizes[0], sizes[1], sizes[3], sizes[2])


def _combined(parts: list[Rollup]) -> Rollup:
    """One rollup of several that follow one another; two may share a minute."""
    at, n, low, high, total, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    starts = starts_of(at)
    ends = np.append(starts[1:], len(at))
    return Rollup(
        at[starts],
        np.add.reduceat(n, starts),
        np.minimum.reduceat(low, starts),
        np.maximum.reduceat(high, starts),
        np.add.reduceat(total, starts),
        last[ends - 1],
    )
