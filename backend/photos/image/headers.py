"""Reads the container around a picture without decoding it: format, size, and where the picture ends.

Pillow reports none of the last: it ignores what follows a picture, which is where a second file hides
(a polyglot), and with `draft` it does not notice every missing tail. Walking the container costs about
1 ms for a photo of 4 MB.
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import PhotoFormat, PhotoHeader

_JPEG_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""In coded data FF 00 is a byte and FF D0..D7 a restart; any other marker ends the scan."""

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_SOF: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PADDING: Final = b"\0\r\n"
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xDA)})


def read_header(data: bytes) -> PhotoHeader:
    """Return the header of a JPEG, PNG or WebP picture, recognized by its first bytes.

    Raises Refused: PHOTO_NOT_AN_IMAGE (anything else, or another file behind the picture) and
    PHOTO_TRUNCATED.
    """
    try:
        header = _read(data)
        is_alone = _is_harmless_tail(header, data)
    except (IndexError, struct.error) as broken:
        raise _truncated("the file ends inside a header") from broken
    if not is_alone:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, f"something else follows the picture at {header.length}")
    return header


def _read(data: bytes) -> PhotoHeader:
    if data.startswith(b"\xff\xd8\xff"):
        return _read_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _read_png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _read_webp(data)
    raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "neither JPEG nor PNG nor WebP")


def _read_jpeg(data: bytes) -> PhotoHeader:
    size: tuple[int, int] | None = None
    scans = length = 0
    for marker, start, end in _jpeg_segments(data):
        length = end
        if marker in _SOF and size is None:
            height, width = struct.unpack_from(">HH", data, start + 3)
            size = (width, height)
        scans += marker == _SOS
    if size is None or scans == 0:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "a JPEG without a picture")
    return PhotoHeader(PhotoFormat.JPEG, *size, length=length, scans=scans)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, where its content starts, where it ends) up to and with the end of the image."""
    at = 2
    while True:
        found = _JPEG_MARKER.search(data, at)
        if found is None:
            raise _truncated("no end of image")
        marker, start = found[0][1], found.end()
        if marker == _SOI:
            raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "a second start of image inside the first")
        length = 0 if marker in _WITHOUT_LENGTH else int(struct.unpack_from(">H", data, start)[0])
        at = start + length
        if at > len(data):
            raise _truncated("the file ends inside a segment")
        yield marker, start, at
        if marker == _EOI:
            return


def _read_png(data: bytes) -> PhotoHeader:
    width, height = struct.unpack_from(">II", data, 16)
    at, frames = 8, 1
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"acTL":
            frames = max(2, int(struct.unpack_from(">I", data, at + 8)[0]))
        at += 12 + int(length)
        if at > len(data):
            raise _truncated("the file ends inside a chunk")
        if kind == b"IEND":
            return PhotoHeader(PhotoFormat.PNG, width, height, length=at, frames=frames)


def _read_webp(data: bytes) -> PhotoHeader:
    length = 8 + int(struct.unpack_from("<I", data, 4)[0])
    if length > len(data):
        raise _truncated("the file ends inside the picture")
    kind, frames = data[12:16], 1
    if kind == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        height = 1 + int.from_bytes(data[27:30], "little")
        frames += bool(data[20] & 0x02)
    elif kind == b"VP8L":
        bits = int(struct.unpack_from("<I", data, 21)[0])
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 ":
        width, height = (int(side) & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    else:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "a WebP without a picture")
    return PhotoHeader(PhotoFormat.WEBP, width, height, length=length, frames=frames)


def _is_harmless_tail(header: PhotoHeader, data: bytes) -> bool:
    """Whether what comes behind the picture is what cameras are known to put there.

    Nothing of it is ever kept, so it does no harm; to refuse it would be to refuse the photos of whole makes
    of phones: padding, further JPEGs (MPO, gain maps), a motion photo's MP4, Samsung's trailer.
    """
    tail = data[header.length :].lstrip(_PADDING)
    while header.format is PhotoFormat.JPEG and tail.startswith(b"\xff\xd8\xff"):
        tail = tail[_read_jpeg(tail).length :].lstrip(_PADDING)
    if header.format is PhotoFormat.JPEG and tail:
        return b"ftyp" in tail[:8] or _is_samsung_trailer(tail)  # an MP4 begins with a length: zeros, gone
    return not tail


def _is_samsung_trailer(tail: bytes) -> bool:
    """The directory `SEFH` stands as far before the last eight bytes (its length, `SEFT`) as these say.

    `lstrip` may have taken zeros from the front of the first block; the directory counts from the end.
    """
    if len(tail) < 16 or not tail.endswith(b"SEFT"):
        return False
    start = len(tail) - 8 - int(struct.unpack_from("<I", tail, len(tail) - 8)[0])
    return start >= 0 and tail.startswith(b"SEFH", start)


def _truncated(why: str) -> Refused:
    return Refused(ErrorCode.PHOTO_TRUNCATED, why)
