"""A fragment of an MP4 file: the tables of some samples, and then these."""

import struct
from typing import Final

from backend.photos.voice.boxes import Box, child, children, content, written
from backend.photos.voice.damaged import Damaged

BASE_OFFSET, DESCRIPTION, DURATION, SIZE, FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
FROM_FRAGMENT: Final = 0x020000
RUN_OFFSET, FIRST_FLAGS = 0x1, 0x4
PER_SAMPLE: Final = (0x100, 0x200, 0x400, 0x800)
"""Duration, size, flags, time offset: four bytes each, where the bit is set."""
RUN_SIZE: Final = 0x200
LARGEST_RUN: Final = 64_000


def fragment(data: bytes, moof: Box, movie: Box) -> bytes:
    """The fragment anew with its samples behind it. Raises Damaged, or struct.error where it is cut off."""
    track = child(data, moof, b"traf")
    header, base, size = _header(data, child(data, track, b"tfhd"), moof)
    times = [written(b"tfdt", _time(content(data, box))) for box in children(data, track, b"tfdt")]
    runs, position = [], base
    for box in children(data, track, b"trun"):
        table, offset, length = _run(content(data, box), size or _default_size(data, movie))
        position = position if offset is None else base + offset
        if not 0 <= position <= position + length <= len(data):
            raise Damaged("a sample that is cut off")
        runs.append((table, data[position : position + length]))
        position += length
    number = written(b"mfhd", content(data, child(data, moof, b"mfhd"))[:8])
    length = len(_moof(number, header, times, [(table, 0) for table, _ in runs]))
    placed, offset = [], length + 8
    for table, sound in runs:
        placed.append((table, offset))
        offset += len(sound)
    return _moof(number, header, times, placed) + written(b"mdat", *(sound for _, sound in runs))


def _moof(number: bytes, header: bytes, times: list[bytes], runs: list[tuple[bytes, int]]) -> bytes:
    tables = [written(b"trun", table[:8], struct.pack(">i", offset), table[8:]) for table, offset in runs]
    return written(b"moof", number, written(b"traf", header, *times, *tables))


def _header(data: bytes, box: Box, moof: Box) -> tuple[bytes, int, int]:
    """(the header anew, where offsets count from, size of a sample that does not say its own or 0)."""
    found = content(data, box)
    flags, track_id = struct.unpack_from(">II", found)
    position, base, size = 8, moof.start, 0
    if flags & BASE_OFFSET:
        (base,) = struct.unpack_from(">Q", found, position)
        position += 8
    kept = found[
        position : position + 4 * sum(bool(flags & bit) for bit in (DESCRIPTION, DURATION, SIZE, FLAGS))
    ]
    if flags & SIZE:
        at = position + 4 * sum(bool(flags & bit) for bit in (DESCRIPTION, DURATION))
        (size,) = struct.unpack_from(">I", found, at)
    flags = flags & (DESCRIPTION | DURATION | SIZE | FLAGS) | FROM_FRAGMENT
    return written(b"tfhd", struct.pack(">II", flags, track_id), kept), base, size


def _run(found: bytes, size: int) -> tuple[bytes, int | None, int]:
    """(the table with room for an offset at its eighth byte, its offset, the length of its samples)."""
    flags, count = struct.unpack_from(">II", found)
    position, offset = 8, None
    if flags & RUN_OFFSET:
        (offset,) = struct.unpack_from(">i", found, position)
        position += 4
    width = 4 * sum(bool(flags & bit) for bit in PER_SAMPLE)
    first = 4 if flags & FIRST_FLAGS else 0
    end = position + first + width * count
    if count > LARGEST_RUN or end > len(found):
        raise Damaged("a run that is cut off")
    if flags & RUN_SIZE:
        at = 4 if flags & PER_SAMPLE[0] else 0
        rows = range(position + first + at, end, width)
        length = sum(struct.unpack_from(">I", found, row)[0] for row in rows)
    else:
        length = size * count
    table = struct.pack(">II", flags | RUN_OFFSET, count) + found[position:end]
    return table, offset, length


def _time(found: bytes) -> bytes:
    return found[: 12 if found[:1] == b"\1" else 8]


def _default_size(data: bytes, movie: Box) -> int:
    for extends in children(data, movie, b"mvex"):
        for box in children(data, extends, b"trex"):
            (size,) = struct.unpack_from(">I", data, box.body + 16)
            return int(size)
    return 0
