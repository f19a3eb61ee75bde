"""MP4 as iPhones and browsers record it, whole or in fragments: one track of sound, written anew.

Of the tables only those stay that a player needs, times of creation are zero, and of the bytes only those
that a table calls a sample. Names, places, user data and whatever lies between the samples stay behind.
"""

import struct
from itertools import accumulate
from typing import Final

from backend.photos.voice.boxes import Box, boxes, child, children, content, written
from backend.photos.voice.damaged import Damaged
from backend.photos.voice.mp4_fragments import fragment

FILE_TYPE: Final = written(b"ftyp", b"mp42", bytes(4), b"mp42isomiso5")
HANDLER: Final = written(b"hdlr", bytes(8), b"soun", bytes(13))
ONE: Final = bytes(4) + struct.pack(">I", 1)
"""The beginning of a table with one row."""
DATA_HERE: Final = written(b"dinf", written(b"dref", ONE, written(b"url ", b"\0\0\0\1")))
CODECS: Final = {b"mp4a": b"esds", b"Opus": b"dOps"}
ENTRY_BYTES: Final = 28
"""Of a sound sample entry before its boxes."""
LARGEST_CODEC_BOX: Final = 256
TABLES: Final = (b"stts", b"stsc")
ROW_BYTES: Final = {b"stts": 8, b"stsc": 12, b"elst": 12}
LARGEST_TABLE: Final = 64_000


def rewrite(data: bytes) -> bytes:
    """The recording with nothing but its sound. Raises Damaged."""
    try:
        return _rewritten(data)
    except struct.error as error:
        raise Damaged("a table that is cut off") from error


def _rewritten(data: bytes) -> bytes:
    top = list(boxes(data, 0, len(data)))
    if not top or top[0].kind != b"ftyp":
        raise Damaged("no MP4")
    movies = [box for box in top if box.kind == b"moov"]
    if len(movies) != 1:
        raise Damaged("not one movie")
    movie = movies[0]
    media = child(data, child(data, movie, b"trak"), b"mdia")
    if content(data, child(data, media, b"hdlr"))[8:12] != b"soun":
        raise Damaged("no track of sound")
    ranges = _chunks(data, child(data, child(data, media, b"minf"), b"stbl"))
    fragments = [fragment(data, box, movie) for box in top if box.kind == b"moof"]
    if not ranges and not fragments:
        raise Damaged("no sound")
    if sum(end - start for start, end in ranges) + sum(map(len, fragments)) > 2 * len(data):
        raise Damaged("the same bytes again and again")
    # The offsets of the chunks are known once the length of what stands before them is.
    offset = len(FILE_TYPE) + len(_movie(data, movie, [0] * len(ranges))) + 8
    lengths = [end - start for start, end in ranges]
    starts = [offset + before for before in accumulate([0, *lengths[:-1]])] if lengths else []
    sound = written(b"mdat", *(data[start:end] for start, end in ranges)) if ranges else b""
    return b"".join((FILE_TYPE, _movie(data, movie, starts), sound, *fragments))


def _movie(data: bytes, movie: Box, starts: list[int]) -> bytes:
    """The tables anew; `starts`: where the chunks begin in the new file."""
    track = child(data, movie, b"trak")
    media = child(data, track, b"mdia")
    table = child(data, child(data, media, b"minf"), b"stbl")
    tables = [written(kind, _limited(data, box)) for kind in TABLES for box in children(data, table, kind)]
    sizes = written(b"stsz", _limited(data, child(data, table, b"stsz")))
    offsets = written(b"stco", bytes(4), struct.pack(f">I{len(starts)}I", len(starts), *starts))
    samples = written(b"stbl", _description(data, table), *tables, sizes, offsets)
    sound = written(b"minf", written(b"smhd", bytes(8)), DATA_HERE, samples)
    edits = [
        written(b"edts", written(b"elst", _limited(data, child(data, box, b"elst"))))
        for box in children(data, track, b"edts")
    ]
    extends = [
        written(b"mvex", *(written(b"trex", _exactly(data, box, 24)) for box in children(data, box, b"trex")))
        for box in children(data, movie, b"mvex")
    ]
    return written(
        b"moov",
        _timeless(data, child(data, movie, b"mvhd"), (100, 112)),
        written(
            b"trak",
            _timeless(data, child(data, track, b"tkhd"), (84, 96)),
            *edits,
            written(b"mdia", _timeless(data, child(data, media, b"mdhd"), (24, 36)), HANDLER, sound),
        ),
        *extends,
    )


def _description(data: bytes, table: Box) -> bytes:
    """The one sample description: a known codec with its configuration."""
    entry = content(data, child(data, table, b"stsd"))
    count, size, kind = struct.unpack_from(">II4s", entry, 4)
    codec = CODECS.get(kind)
    if count != 1 or codec is None or 8 + size > len(entry):
        raise Damaged("not one description of AAC or Opus")
    description = Box(kind, 8, 16 + ENTRY_BYTES, 8 + size)
    configuration = content(entry, child(entry, description, codec))
    if len(configuration) > LARGEST_CODEC_BOX:
        raise Damaged("a configuration without measure")
    fields = entry[16 : 16 + ENTRY_BYTES]
    if fields[8:10] != b"\0\0":
        raise Damaged("a description of QuickTime")
    return written(b"stsd", ONE, written(kind, fields, written(codec, configuration)))


def _chunks(data: bytes, table: Box) -> list[tuple[int, int]]:
    """(start, end) of each chunk: the bytes of its samples."""
    sizes = _sizes(content(data, child(data, table, b"stsz")))
    starts = _chunk_starts(data, table)
    runs = content(data, child(data, table, b"stsc"))
    (count,) = struct.unpack_from(">I", runs, 4)
    found = [struct.unpack_from(">II", runs, 8 + 12 * index) for index in range(min(count, len(runs)))]
    ranges, sample = [], 0
    for number, start in enumerate(starts, start=1):
        per_chunk = next((samples for first, samples in reversed(found) if first <= number), 0)
        end = start + sum(sizes[sample : sample + per_chunk])
        sample += per_chunk
        if end > len(data) or sample > len(sizes):
            raise Damaged("a sample that is cut off")
        ranges.append((start, end))
    if sample != len(sizes):
        raise Damaged("a sample in no chunk")
    return ranges


def _sizes(table: bytes) -> list[int]:
    size, count = struct.unpack_from(">II", table, 4)
    if count > LARGEST_TABLE:
        raise Damaged("more samples than a minute has")
    return [size] * count if size else list(struct.unpack_from(f">{count}I", table, 12))


def _chunk_starts(data: bytes, table: Box) -> tuple[int, ...]:
    large = children(data, table, b"co64")
    found = content(data, large[0] if large else child(data, table, b"stco"))
    (count,) = struct.unpack_from(">I", found, 4)
    if count > LARGEST_TABLE:
        raise Damaged("more chunks than a minute has")
    return struct.unpack_from(f">{count}{'Q' if large else 'I'}", found, 8)


def _timeless(data: bytes, box: Box, lengths: tuple[int, int]) -> bytes:
    """The header with its times of creation and change at zero; `lengths`: of its versions 0 and 1."""
    found = content(data, box)
    version = found[0] if found else 2
    if version > 1 or len(found) != lengths[version]:
        raise Damaged("a header of another version")
    times = 16 if version else 8
    return written(box.kind, found[:4], bytes(times), found[4 + times :])


def _exactly(data: bytes, box: Box, length: int) -> bytes:
    found = content(data, box)
    if len(found) != length:
        raise Damaged("a header of another version")
    return found


def _limited(data: bytes, box: Box) -> bytes:
    """A table as long as its count says: nothing is behind its rows."""
    found = content(data, box)
    if box.kind == b"stsz":
        size, count = struct.unpack_from(">II", found, 4)
        length = 12 + (0 if size else 4 * count)
    else:
        (count,) = struct.unpack_from(">I", found, 4)
        width = ROW_BYTES[box.kind]
        length = 8 + (width + 8 if box.kind == b"elst" and found[0] == 1 else width) * count
    if length > len(found):
        raise Damaged("a table that is cut off")
    return found[:length]
