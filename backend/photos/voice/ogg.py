"""Ogg with Opus (RFC 3533, RFC 7845): pages of one stream, with a comment header of ours."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from backend.photos.voice.damaged import Damaged

CAPTURE: Final = b"OggS"
HEAD_BYTES: Final = 27
CHECKSUM: Final = slice(22, 26)
CONTINUED: Final = 1
TAGS: Final = b"OpusTags" + len(b"anhuan").to_bytes(4, "little") + b"anhuan" + bytes(4)
"""The vendor, and no comment."""
REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
LARGEST_HEAD: Final = 276
"""19 bytes and, of more than two channels, a table."""


@dataclass(frozen=True, slots=True)
class Page:
    flags: int
    granule: bytes
    serial: bytes
    lacing: bytes
    body: bytes

    def written(self, number: int) -> bytes:
        """The page with this number and a checksum."""
        head = CAPTURE + bytes([0, self.flags]) + self.granule + self.serial + number.to_bytes(4, "little")
        page = head + bytes(4) + bytes([len(self.lacing)]) + self.lacing + self.body
        return page[: CHECKSUM.start] + checksum(page) + page[CHECKSUM.stop :]


def rewrite(data: bytes) -> bytes:
    """The recording with nothing but its sound. Raises Damaged."""
    pages = list(_pages(data))
    if len({page.serial for page in pages}) != 1:
        raise Damaged("not one stream")
    head = pages[0]
    if (
        not head.body.startswith(b"OpusHead")
        or len(head.body) > LARGEST_HEAD
        or len(head.lacing) != 2 - (len(head.body) < 255)
    ):
        raise Damaged("no head of Opus")
    first = _end_of_tags(pages)
    tags = replace(pages[1], flags=0, granule=bytes(8), lacing=bytes([len(TAGS)]), body=TAGS)
    sound = pages[first:]
    if not sound or sound[0].flags & CONTINUED:
        raise Damaged("no sound")
    return b"".join(page.written(number) for number, page in enumerate((head, tags, *sound)))


def checksum(page: bytes) -> bytes:
    """The checksum of a page whose own is zero: CRC-32 with the bits the other way round than zlib's."""
    found = zlib.crc32(page.translate(REVERSED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{found:032b}"[::-1], 2).to_bytes(4, "little")


def _end_of_tags(pages: list[Page]) -> int:
    """The first page after the comment header, which begins on the second page and ends its last one."""
    if len(pages) < 2 or not pages[1].body.startswith(b"OpusTags"):
        raise Damaged("no comment header")
    for index, page in enumerate(pages[1:], start=1):
        if page.lacing and page.lacing[-1] < 255:
            if sum(length < 255 for length in page.lacing) != 1:
                raise Damaged("sound beside the comment header")
            return index + 1
    raise Damaged("a comment header without an end")


def _pages(data: bytes) -> Iterator[Page]:
    position = 0
    while position < len(data):
        head = data[position : position + HEAD_BYTES]
        if len(head) < HEAD_BYTES or not head.startswith(CAPTURE) or head[4] != 0 or head[5] & ~0b111:
            raise Damaged("something between the pages")
        body_at = position + HEAD_BYTES + head[26]
        lacing = data[position + HEAD_BYTES : body_at]
        end = body_at + sum(lacing)
        if end > len(data):
            raise Damaged("a page that is cut off")
        page = bytearray(data[position:end])
        said = bytes(page[CHECKSUM])
        page[CHECKSUM] = bytes(4)
        if checksum(bytes(page)) != said:
            raise Damaged("a page with another checksum")
        yield Page(head[5], head[6:14], head[14:18], lacing, data[body_at:end])
        position = end
    if not position:
        raise Damaged("nothing")
