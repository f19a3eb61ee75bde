"""One client of the embedded broker: its packets, read a burst at a time."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from backend.connectors.mqtt.embedded import packets
from backend.connectors.mqtt.embedded.hub import Hub, Refused
from backend.connectors.mqtt.embedded.session import Session
from backend.connectors.mqtt.embedded.topics import checked_topic
from backend.connectors.mqtt.frames import LARGEST_PACKET, Malformed, find_span, read_varint

CLOGGED_BYTES: Final = 1024 * 1024
CONNECT_WITHIN_S: Final = 10.0
PLAIN_QOS_1: Final = 0x32
IGNORE_DUP: Final = 0xF7

log = logging.getLogger(__name__)


class _Burst:
    """Messages of QoS 1 that stand in a row; `begin` is where the first one does."""

    def __init__(self) -> None:
        self.begin = 0
        self.messages: list[tuple[bytes, bytes]] = []
        self.identifiers: list[bytes] = []

    def add(self, at: int, topic: bytes, identifier: bytes, payload: bytes) -> None:
        if not self.messages:
            self.begin = at
        self.messages.append((topic, payload))
        self.identifiers.append(identifier)


class Connection(asyncio.Protocol):
    """A connection that ends without DISCONNECT leaves its will behind."""

    def __init__(self, hub: Hub) -> None:
        self.is_v5 = False
        self.window = packets.WINDOW
        self.is_clogged = False
        self.session: Session | None = None
        self._hub = hub
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._will: packets.Will | None = None
        self._is_stalled = False
        self._silent_after = time.monotonic() + CONNECT_WITHIN_S
        self._keepalive_s = CONNECT_WITHIN_S

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a TCP server, always
        self._transport = transport
        transport.set_write_buffer_limits(high=CLOGGED_BYTES)
        self._hub.entered(self)

    def data_received(self, data: bytes) -> None:
        if self._transport is None:
            return
        self._silent_after = time.monotonic() + self._keepalive_s
        try:
            self._read(self._rest + data if self._rest else data)
        except packets.Unsupported as error:
            self._refuse(packets.UNSUPPORTED_VERSION, str(error))
        except (Malformed, IndexError) as error:
            log.warning("client %s: not MQTT: %s", self._name, error)
            self.close(packets.MALFORMED)
        except OSError as error:  # not written, so not acknowledged: it comes again
            log.error("client %s: cannot keep its messages: %s", self._name, error)
            self.close(packets.UNSPECIFIED)

    def pause_writing(self) -> None:
        self.is_clogged = True

    def resume_writing(self) -> None:
        self.is_clogged = False
        if self.session is not None:
            self.session.pump()

    def connection_lost(self, _reason: Exception | None) -> None:
        self._transport = None
        session, self.session = self.session, None
        self._hub.left(self, session, self._will)

    # What the hub and the session call.

    def write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def close(self, reason: int) -> None:
        """End the connection; a client of MQTT 5 is told why."""
        if self._transport is not None:
            if self.is_v5 and self.session is not None:
                self.write(packets.packet(packets.DISCONNECT, bytes([reason])))
            self._transport.close()

    def is_silent(self, now: float) -> bool:
        """Whether it has said nothing for one and a half times what it announced."""
        return now > self._silent_after and not self._is_stalled

    def go_on(self) -> None:
        """There is room again for what it publishes."""
        self._is_stalled = False
        if self._transport is not None:
            self._transport.resume_reading()
            rest, self._rest = self._rest, b""
            self.data_received(rest)

    @property
    def _name(self) -> str:
        return repr(self.session.client_id[:80]) if self.session else "unknown"

    def _read(self, buffer: bytes) -> None:
        at, size = 0, len(buffer)
        burst = _Burst()
        while not self._is_ended and (found := find_span(buffer, at, size)) is not None:
            start, end = found
            if not _is_whole(start, end, size):
                break
            if buffer[at] & IGNORE_DUP == PLAIN_QOS_1:
                burst.add(at, *self._publish(buffer, start, end))
                at = end
                continue
            if not self._hand_in(burst):
                self._stall(buffer[burst.begin :])
                return
            burst = _Burst()
            before, at = at, self._other(buffer, at, start, end)
            if at == before:
                self._stall(buffer[at:])
                return
        if self._hand_in(burst):
            self._rest = buffer[at:]
        else:
            self._stall(buffer[burst.begin :])

    @property
    def _is_ended(self) -> bool:
        return self._transport is None or self._transport.is_closing()

    def _publish(self, buffer: bytes, start: int, end: int) -> tuple[bytes, bytes, bytes]:
        """(topic, identifier, payload) of a PUBLISH of QoS 1 or 2."""
        middle = start + 2 + (buffer[start] << 8 | buffer[start + 1])
        topic, identifier = buffer[start + 2 : middle], buffer[middle : middle + 2]
        return topic, identifier, buffer[self._payload_at(buffer, middle + 2, end) : end]

    def _payload_at(self, buffer: bytes, at: int, end: int) -> int:
        """Where the payload of a PUBLISH begins: after its properties, which nobody gets to see."""
        if self.is_v5:
            properties = read_varint(buffer, at)
            at = end + 1 if properties is None else properties[0] + properties[1]
        if at > end:
            raise Malformed("a message is longer than its packet")
        return at

    def _hand_in(self, burst: "_Burst") -> bool:
        """Whether the hub took it; it is acknowledged once the disk has it."""
        if burst.messages:
            self._known_session()
            if not self._hub.publish(burst.messages):
                return False
            self._hub.once_durable(self, b"@\x02" + b"@\x02".join(burst.identifiers))
        return True

    def _stall(self, rest: bytes) -> None:
        """Read no further: what is published waits with its sender, which gets no acknowledgement."""
        self._rest, self._is_stalled = rest, True
        if self._transport is not None:
            self._transport.pause_reading()
        self._hub.stalled(self)

    def _other(self, buffer: bytes, at: int, start: int, end: int) -> int:
        """Where to go on after what is no plain message; `at` again if it was not taken."""
        if buffer[at] == packets.PUBACK and end - start == 2:
            return self._acknowledged(buffer, at, len(buffer))
        return end if self._handle(buffer[at], buffer[start:end]) else at

    def _acknowledged(self, buffer: bytes, at: int, size: int) -> int:
        """Take all the short PUBACKs that stand in a row; answers where they end."""
        identifiers: list[bytes] = []
        while size - at >= 4 and buffer[at] == packets.PUBACK and buffer[at + 1] == 2:
            identifiers.append(buffer[at + 2 : at + 4])
            at += 4
        self._known_session().acknowledge(identifiers)
        return at

    def _known_session(self) -> Session:
        if self.session is None:
            raise Malformed("the first packet must be CONNECT")
        return self.session

    def _handle(self, first: int, body: bytes) -> bool:
        """Whether it was taken; a message is not while there is no room."""
        kind = first & 0xF0
        if kind == packets.CONNECT:
            self._connect(body)
            return True
        session = self._known_session()
        if kind == packets.PUBLISH:
            return self._publish_otherwise(session, first, body)
        if kind == packets.DISCONNECT:
            if body[:1] != packets.WITH_WILL:
                self._will = None
            self.close(0)
        elif first in _ANSWERS:
            _ANSWERS[first](self, session, body)
        else:
            raise Malformed(f"a packet that no client sends: {first:#x}")
        return True

    def _acknowledge(self, session: Session, body: bytes) -> None:
        session.acknowledge([body[:2]])

    def _release(self, session: Session, body: bytes) -> None:
        session.unreleased.discard(body[:2])
        self.write(packets.packet(packets.PUBCOMP, body[:2]))

    def _ping(self, _session: Session, _body: bytes) -> None:
        self.write(packets.packet(packets.PINGRESP))

    def _connect(self, body: bytes) -> None:
        if self.session is not None:
            raise Malformed("CONNECT twice")
        asked = packets.read_connect(body)
        self.is_v5, self.window = asked.is_v5, asked.window
        self._keepalive_s = asked.keepalive_s * 1.5 or float("inf")
        self._silent_after = time.monotonic() + self._keepalive_s
        if asked.will is not None:
            checked_topic(asked.will.topic)
        try:
            session, was_kept, given_id = self._hub.connect(asked)
        except Refused as refused:
            self._refuse(refused.reason, str(refused))
            return
        self.session, self._will = session, asked.will
        self.write(packets.connack(0, is_v5=self.is_v5, is_kept=was_kept, given_id=given_id))
        session.attach(self)
        session.pump()

    def _refuse(self, reason: int, why: str) -> None:
        log.warning("a client is refused: %s", why)
        self.write(packets.connack(reason, is_v5=self.is_v5))
        self.close(reason)

    def _publish_otherwise(self, session: Session, first: int, body: bytes) -> bool:
        """QoS 0, QoS 2, and what is to be retained."""
        qos, is_retained = first >> 1 & 3, bool(first & 1)
        if not qos:
            middle = 2 + (body[0] << 8 | body[1])
            topic, payload = body[2:middle], body[self._payload_at(body, middle, len(body)) :]
            self._hub.publish_at_once(topic, payload)
        elif qos == 3:
            raise Malformed("QoS 3")
        else:
            topic, identifier, payload = self._publish(body, 0, len(body))
            if identifier not in session.unreleased and not self._hub.publish([(topic, payload)]):
                return False
            if qos == 2:
                session.unreleased.add(identifier)
            answer = packets.PUBACK if qos == 1 else packets.PUBREC
            self._hub.once_durable(self, packets.packet(answer, identifier))
        if is_retained:
            self._hub.retain(topic, payload, qos)
        return True

    def _subscribe(self, session: Session, body: bytes) -> None:
        identifier, asked = packets.read_subscribe(body, is_v5=self.is_v5)
        granted = bytes(self._hub.subscribe(session, wanted, bits) for wanted, bits in asked)
        if not self.is_v5:
            granted = bytes(min(each, packets.UNSPECIFIED) for each in granted)
        self._hub.remember()
        properties = b"\0" if self.is_v5 else b""
        self.write(packets.packet(packets.SUBACK, identifier + properties + granted))
        session.pump()

    def _unsubscribe(self, session: Session, body: bytes) -> None:
        identifier, asked = packets.read_unsubscribe(body, is_v5=self.is_v5)
        for wanted in asked:
            self._hub.unsubscribe(session, wanted)
        self._hub.remember()
        more = b"\0" + bytes(len(asked)) if self.is_v5 else b""
        self.write(packets.packet(packets.UNSUBACK, identifier + more))


def _is_whole(start: int, end: int, size: int) -> bool:
    if end - start > LARGEST_PACKET:
        raise Malformed(f"a packet of {end - start} bytes")
    return end <= size


_ANSWERS: Final[dict[int, Callable[[Connection, Session, bytes], None]]] = {
    packets.PUBACK: Connection._acknowledge,
    packets.PUBREL: Connection._release,
    packets.SUBSCRIBE: Connection._subscribe,
    packets.UNSUBSCRIBE: Connection._unsubscribe,
    packets.PINGREQ: Connection._ping,
}
