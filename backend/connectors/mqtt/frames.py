"""Cutting a stream of MQTT packets into messages, a whole burst at a time.

PUBLISH packets of QoS 0 and 1 become (topic, payload) pairs without an object per packet; every other packet
is handed on whole. MQTT 3.1.1 and 5 (whose properties are skipped: topic aliases need our consent, which we
do not give).
"""

from dataclasses import dataclass, field
from typing import Final

LARGEST_PACKET: Final = 1024 * 1024
"""Bytes; announced to a broker of MQTT 5; a larger packet of another broker is skipped while it arrives."""
HEAD: Final = 70_000
"""Bytes that surely hold the topic and the identifier of a packet."""
PUBLISH: Final = 0x30
QOS_1: Final = 0x02
QOS_0_OR_1: Final = 0xF4
"""Mask of the first byte: the kind of packet, and the bit that only QoS 2 sets."""

Message = tuple[bytes, bytes]
"""(topic, payload)"""


class Malformed(Exception):
    """The bytes are no MQTT; the connection is of no use any more."""


@dataclass(slots=True)
class Cut:
    """Content of a burst. `identifiers`: two bytes for each QoS 1 message, in the order of arrival."""

    messages: list[Message] = field(default_factory=list)
    identifiers: list[bytes] = field(default_factory=list)
    others: list[tuple[int, bytes]] = field(default_factory=list)
    """(first byte, body) of packets that are not ours."""
    too_large: list[Message] = field(default_factory=list)


class Cutter:
    """Keeps the end of a burst that is not a whole packet yet."""

    def __init__(self, *, is_v5: bool) -> None:
        self._is_v5 = is_v5
        self._rest = b""
        self._skip = 0

    def cut(self, data: bytes) -> Cut:
        """The whole packets in the bytes so far. Raises Malformed."""
        found = Cut()
        buffer = self._resume(data)
        at, size = 0, len(buffer)
        try:
            while (span := find_span(buffer, at, size)) is not None:
                start, end = span
                if end > size:
                    break
                first = buffer[at]
                if first & QOS_0_OR_1 == PUBLISH:
                    found.messages.append(self._message(found, buffer, first, span))
                else:
                    found.others.append((first, buffer[start:end]))
                at = end
            self._rest = buffer[at:]
            if span is not None and span[1] - span[0] > LARGEST_PACKET:
                self._skip_large(found, span[1] - at)
        except IndexError:
            raise Malformed("a packet ends too early") from None
        return found

    def _resume(self, data: bytes) -> bytes:
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        return self._rest + data if self._rest else data

    def _skip_large(self, found: Cut, length: int) -> None:
        """Keep the head of a packet that is too large, once it is all there, and let the rest pass by."""
        head = self._rest
        if len(head) < HEAD or head[0] & QOS_0_OR_1 != PUBLISH:
            return
        start = find_span(head, 0, len(head))
        if start is not None:
            found.too_large.append(self._message(found, head, head[0], (start[0], len(head))))
            self._rest, self._skip = b"", length - len(head)

    def _message(self, found: Cut, buffer: bytes, first: int, span: tuple[int, int]) -> Message:
        at, end = span
        topic_at = at + 2
        at = topic_end = topic_at + (buffer[at] << 8 | buffer[at + 1])
        if first & QOS_1:
            found.identifiers.append(buffer[at : at + 2])
            at += 2
        if self._is_v5:
            length = buffer[at]
            if length < 0x80:
                at += 1 + length
            elif (long := read_varint(buffer, at)) is not None:
                at = long[0] + long[1]
        if at > end:
            raise Malformed("a message is longer than its packet")
        return buffer[topic_at:topic_end], buffer[at:end]


def find_span(buffer: bytes, at: int, size: int) -> tuple[int, int] | None:
    """Where the body of the packet at `at` starts and ends, maybe beyond the buffer; None: not known yet."""
    if size - at < 2:
        return None
    length = buffer[at + 1]
    if length < 0x80:
        return at + 2, at + 2 + length
    long = read_varint(buffer, at + 1)
    return None if long is None else (long[1], long[1] + long[0])


def read_varint(buffer: bytes, at: int) -> tuple[int, int] | None:
    """(value, where it ends) of a number of up to four bytes; None if the buffer ends before it does."""
    value = 0
    for shift, byte in zip((0, 7, 14, 21), buffer[at : at + 4], strict=False):
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at + shift // 7 + 1
    if len(buffer) - at >= 4:
        raise Malformed("a length of more than four bytes")
    return None
