"""WebM as browsers record it: one Opus track, written anew from the elements that a player needs.

Elements are copied by a list (RFC 8794, RFC 9559); tags, attachments, names, dates, application strings,
padding and whatever is unknown stay behind.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from backend.photos.voice.damaged import Damaged

EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TRACK, AUDIO, BLOCK_GROUP = 0xAE, 0xE1, 0xA0
DOC_TYPE, TRACK_NUMBER, TRACK_TYPE, CODEC, CODEC_PRIVATE = 0x4282, 0xD7, 0x83, 0x86, 0x63A2
SIMPLE_BLOCK, BLOCK, MUXING_APP, WRITING_APP = 0xA3, 0xA1, 0x4D80, 0x5741
LARGEST_NUMBER: Final = 8
LARGEST_PRIVATE: Final = 64
OPUS_HEAD: Final = b"OpusHead"
SOUND: Final = b"\x02"
NO_LACING: Final = 0b0000_0110
"""These bits of a block are set where several frames share it, which recorders do not do."""
OURS: Final = b"anhuan"

NUMBERS: Final = {
    INFO: {0x2AD7B1, 0x4489},  # time-stamp scale, duration
    TRACK: {TRACK_NUMBER, 0x73C5, TRACK_TYPE, 0x9C, 0x23E383, 0x56AA, 0x56BB},  # …, UID, lacing, default
    # duration, codec delay, seek pre-roll
    AUDIO: {0xB5, 0x78B5, 0x9F, 0x6264},  # sampling frequencies, channels, bits
    CLUSTER: {0xE7},  # time stamp
    BLOCK_GROUP: {0x9B, 0x75A2},  # duration, discarded padding
}
"""Per parent: the elements that are copied, all of them numbers."""
SEGMENT_LEVEL: Final = {INFO, TRACKS, CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770}
"""Elements that end a cluster of unstated length."""


class Element(NamedTuple):
    id: int
    start: int
    end: int


def rewrite(data: bytes) -> bytes:
    """The recording with nothing but its sound. Raises Damaged."""
    top = list(_elements(data, 0, len(data)))
    if [element.id for element in top] != [EBML, SEGMENT] or _child(data, top[0], DOC_TYPE) != b"webm":
        raise Damaged("no WebM")
    info, tracks, clusters, number = b"", b"", [], b""
    for element in _elements(data, top[1].start, top[1].end):
        if element.id == INFO:
            info = _numbers(data, element) + _written(MUXING_APP, OURS) + _written(WRITING_APP, OURS)
        elif element.id == TRACKS:
            tracks, number = _track(data, element)
        elif element.id == CLUSTER:
            clusters.append(_written(CLUSTER, _cluster(data, element, number)))
    if not tracks or not clusters:
        raise Damaged("no sound")
    body = _written(INFO, info) + _written(TRACKS, tracks) + b"".join(clusters)
    return _head() + _written(SEGMENT, body)


def _head() -> bytes:
    versions = ((0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8), (0x4287, 4), (0x4285, 2))
    numbers = [_written(id_, bytes([value])) for id_, value in versions]
    return _written(EBML, b"".join((*numbers[:4], _written(DOC_TYPE, b"webm"), *numbers[4:])))


def _track(data: bytes, tracks: Element) -> tuple[bytes, bytes]:
    """The one track anew, and its number as it stands at the beginning of blocks."""
    found = [element for element in _elements(data, tracks.start, tracks.end) if element.id == TRACK]
    if len(found) != 1:
        raise Damaged("not one track")
    track = found[0]
    private = _child(data, track, CODEC_PRIVATE)
    number = int.from_bytes(_child(data, track, TRACK_NUMBER))
    if _child(data, track, TRACK_TYPE) != SOUND or _child(data, track, CODEC).rstrip(b"\0") != b"A_OPUS":
        raise Damaged("no track of Opus")
    if not private.startswith(OPUS_HEAD) or len(private) > LARGEST_PRIVATE or not 1 <= number <= 126:
        raise Damaged("no head of Opus")
    audio = [element for element in _elements(data, track.start, track.end) if element.id == AUDIO]
    written = b"".join(
        (
            _numbers(data, track),
            _written(CODEC, b"A_OPUS"),
            _written(CODEC_PRIVATE, private),
            *(_written(AUDIO, _numbers(data, element)) for element in audio[:1]),
        )
    )
    return _written(TRACK, written), bytes([0x80 | number])


def _cluster(data: bytes, cluster: Element, number: bytes) -> bytes:
    parts = [_numbers(data, cluster)]
    for element in _elements(data, cluster.start, cluster.end):
        if element.id == SIMPLE_BLOCK:
            parts.append(_written(SIMPLE_BLOCK, _block(data, element, number)))
        elif element.id == BLOCK_GROUP:
            blocks = [each for each in _elements(data, element.start, element.end) if each.id == BLOCK]
            if len(blocks) != 1:
                raise Damaged("a group of not one block")
            block = _written(BLOCK, _block(data, blocks[0], number))
            parts.append(_written(BLOCK_GROUP, block + _numbers(data, element)))
    return b"".join(parts)


def _block(data: bytes, element: Element, number: bytes) -> bytes:
    """A block as it is: track, time, flags, one packet of Opus."""
    block = data[element.start : element.end]
    if len(block) < 5 or not number or block[:1] != number or block[3] & NO_LACING:
        raise Damaged("a block of another track, or laced")
    return block


def _numbers(data: bytes, parent: Element) -> bytes:
    """The children of the parent that are copied as they are."""
    wanted = NUMBERS[parent.id]
    found = [each for each in _elements(data, parent.start, parent.end) if each.id in wanted]
    if any(each.end - each.start > LARGEST_NUMBER for each in found):
        raise Damaged("a number of more than eight bytes")
    return b"".join(_written(each.id, data[each.start : each.end]) for each in found)


def _child(data: bytes, parent: Element, wanted: int) -> bytes:
    for element in _elements(data, parent.start, parent.end):
        if element.id == wanted:
            return data[element.start : element.end]
    return b""


def _elements(data: bytes, position: int, end: int) -> Iterator[Element]:
    """The elements from there to there; one of unknown length goes on to where it must end."""
    while position < end:
        id_, start = _number(data, position, end, keep_marker=True)
        size, start = _number(data, start, end, keep_marker=False)
        stop = start + size if size >= 0 else _unknown_end(data, id_, start, end)
        if stop > end:
            raise Damaged("an element that is cut off")
        yield Element(id_, start, stop)
        position = stop


def _unknown_end(data: bytes, id_: int, position: int, end: int) -> int:
    if id_ == SEGMENT:
        return end
    if id_ != CLUSTER:
        raise Damaged("an element without a length")
    while position < end:
        inner, start = _number(data, position, end, keep_marker=True)
        if inner in SEGMENT_LEVEL:
            return position
        size, start = _number(data, start, end, keep_marker=False)
        if size < 0:
            raise Damaged("an element without a length")
        position = start + size
    return position


def _number(data: bytes, position: int, end: int, *, keep_marker: bool) -> tuple[int, int]:
    """(a number of variable length, the position after it); -1 where all its bits are set: unknown."""
    if position >= end or not data[position]:
        raise Damaged("no element")
    length = 9 - data[position].bit_length()
    if position + length > end or (keep_marker and length > 4):
        raise Damaged("an element that is cut off")
    value = int.from_bytes(data[position : position + length])
    if keep_marker:
        return value, position + length
    most = (1 << 7 * length) - 1
    value &= most
    return (-1 if value == most else value), position + length


def _written(id_: int, content: bytes) -> bytes:
    id_bytes = id_.to_bytes((id_.bit_length() + 7) // 8)
    length = next(each for each in range(1, 9) if len(content) < (1 << 7 * each) - 1)
    return id_bytes + (len(content) | 1 << 7 * length).to_bytes(length) + content
