"""What a minute or an hour of readings comes to: how many, lowest, highest, total and last.

Readings of bad quality do not count. The minutes of a block are packed beside it, about 8 bytes each; hours
are rows, so that plain SQL can read them.
"""

import struct
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.domain.readings import QUALITY_BITS
from backend.domain.sensors import Quality
from backend.storage.reading_store import blocks as codec
from backend.storage.reading_store.blocks import BARE, Series, Times, Values

MINUTE_US: Final = 60_000_000
HOUR_US: Final = 3_600_000_000
VERSION: Final = 1
HEADER: Final = struct.Struct("<BIbB")
COLUMNS: Final = 6

Whole = npt.NDArray[np.int64]


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
    counts = found.marks & QUALITY_BITS != Quality.BAD
    return found.times_us[counts], found.values[counts]


def starts_of(*columns: Whole) -> npt.NDArray[np.intp]:
    """Where in sorted columns of equal length a new group of equal rows begins."""
    is_new = np.zeros(len(columns[0]), np.bool_)
    is_new[:1] = True
    for column in columns:
        is_new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(is_new)


def roll_up(times_us: Times, values: Values, unit_us: int) -> Rollup:
    """Roll readings up that are in the order of their time."""
    at = times_us // unit_us
    return grouped(starts_of(at), at, values)


def grouped(starts: npt.NDArray[np.intp], at: Whole, values: Values) -> Rollup:
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


def encode(found: Rollup, decimals: int) -> bytes:
    """Pack a rollup of values that `decimals` decimals say fully (BARE: none do)."""
    k = len(found.at)
    table = np.empty((COLUMNS, k), np.uint64)
    table[0], table[1] = np.diff(found.at, prepend=0), found.n
    sizes = np.array([found.low, found.high, found.last, found.total])
    scaled = np.rint(sizes * 10.0**decimals) if decimals != BARE else sizes
    if decimals != BARE and k and np.abs(scaled).max() < 2**52:
        low, high, last, total = scaled.astype(np.int64)
        table[2:] = _zigzag(np.diff(low, prepend=0)), high - low, last - low, total - low * found.n
    else:
        decimals = BARE
        table[2:] = sizes.view(np.uint64)
    packed = codec.narrow(table.reshape(-1))
    header = HEADER.pack(VERSION, k, decimals, packed.itemsize)
    return header + codec.zstd.compress(codec.shuffle(packed))


def decode(data: bytes) -> Rollup:
    """Unpack what `encode` made. Raises ValueError for another version."""
    version, k, decimals, width = HEADER.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"a rollup of version {version}")
    body = codec.zstd.decompress(memoryview(data)[HEADER.size :])
    table = codec.unshuffle(body, width).astype(np.uint64).reshape(COLUMNS, k)
    at, n = np.cumsum(table[0].astype(np.int64)), table[1].astype(np.int64)
    if decimals == BARE:
        low, high, last, total = table[2:].view(np.float64)
        return Rollup(at, n, low, high, total, last)
    whole = table[2:].astype(np.int64)
    low = np.cumsum((whole[0] >> 1) ^ -(whole[0] & 1))
    sizes = np.array([low, low + whole[1], low + whole[2], whole[3] + low * n]) / 10.0**decimals
    return Rollup(at, n, sizes[0], sizes[1], sizes[3], sizes[2])


def _zigzag(steps: Whole) -> Whole:
    return (steps << 1) ^ (steps >> 63)
