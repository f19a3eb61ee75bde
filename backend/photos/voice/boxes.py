"""Boxes of ISO base media files (ISO 14496-12): reading a tree of them, and writing one."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from backend.photos.voice.damaged import Damaged

DEEPEST: Final = 8


class Box(NamedTuple):
    """`start` is that of the box itself, `body` that of what is in it."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes, position: int, end: int) -> Iterator[Box]:
    """The boxes from there to there."""
    while position < end:
        if position + 8 > end:
            raise Damaged("a box that is cut off")
        size, kind = struct.unpack_from(">I4s", data, position)
        body = position + 8
        if size == 1 and position + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = end if size == 0 else position + size
        if stop > end or stop < body:
            raise Damaged("a box that is cut off")
        yield Box(kind, position, body, stop)
        position = stop


def child(data: bytes, parent: Box, kind: bytes) -> Box:
    """The only child of this kind. Raises Damaged."""
    found = children(data, parent, kind)
    if len(found) != 1:
        raise Damaged(f"not one {kind.decode('latin-1')}")
    return found[0]


def children(data: bytes, parent: Box, kind: bytes) -> list[Box]:
    """The children of this kind."""
    return [box for box in boxes(data, parent.body, parent.end) if box.kind == kind]


def content(data: bytes, box: Box) -> bytes:
    """Return the content of the box."""
    return data[box.body : box.end]


def written(kind: bytes, *parts: bytes) -> bytes:
    """A box of this kind with these parts in it."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body
