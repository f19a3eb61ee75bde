"""MQTT packets (3.1.1 and 5) as the broker's side sees them: what it reads of a client, what it answers."""

from dataclasses import dataclass
from typing import Final

from backend.connectors.mqtt.frames import LARGEST_PACKET, Malformed

KEPT_S: Final = 14 * 86_400
"""How long a session may be away at most; the limit of the shipped mosquitto.conf."""
WINDOW: Final = 1_000
"""Messages without acknowledgement to a client that asks for no smaller number."""

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP = 0x10, 0x20, 0x30, 0x40, 0x50, 0x62, 0x70
SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK = 0x82, 0x90, 0xA2, 0xB0
PINGREQ, PINGRESP, DISCONNECT = 0xC0, 0xD0, 0xE0

UNSPECIFIED, MALFORMED, UNSUPPORTED_VERSION = 0x80, 0x81, 0x84
NOT_AUTHORIZED, SERVER_BUSY, BAD_AUTHENTICATION = 0x87, 0x89, 0x8C
WITH_WILL: Final = b"\x04"
"""The reason of a DISCONNECT that wants the will to be said all the same."""
TAKEN_OVER, TOO_LARGE, SHARED_NOT_SUPPORTED, BAD_FILTER = 0x8E, 0x95, 0x9E, 0x8F
_REASONS_V4: Final = {UNSUPPORTED_VERSION: 1, NOT_AUTHORIZED: 5, SERVER_BUSY: 3}
"""Codes in a CONNACK of MQTT 3.1.1, by those of MQTT 5."""

_EXPIRY, _RECEIVE_MAXIMUM, _AUTHENTICATION = 0x11, 0x21, 0x15
_SIZES: Final = {0x01: 1, 0x02: 4, 0x11: 4, 0x17: 1, 0x18: 4, 0x19: 1, 0x21: 2, 0x22: 2, 0x24: 1, 0x27: 4}
_TEXTS: Final = {0x03, 0x08, 0x09, 0x15, 0x16, 0x1F}
_USER_PROPERTY: Final = 0x26


@dataclass(frozen=True, slots=True)
class Will:
    """The message that the broker publishes for a client that goes without a word."""

    topic: bytes
    payload: bytes
    qos: int
    is_retained: bool


@dataclass(frozen=True, slots=True)
class Connect:
    """`kept_s`: how long its session outlives the connection; 0 for not at all."""

    client_id: str
    is_v5: bool
    is_clean: bool
    kept_s: int
    keepalive_s: int
    window: int
    username: str | None
    password: bytes | None
    will: Will | None
    wants_authentication: bool


class _Fields:
    """Reads one field of a body after the other. Raises Malformed where it ends too early."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    @property
    def is_empty(self) -> bool:
        return self._at >= len(self._body)

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._body):
            raise Malformed("a packet ends too early")
        found = self._body[self._at : end]
        self._at = end
        return found

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def binary(self) -> bytes:
        return self.take(self.number(2))

    def text(self) -> str:
        return as_text(self.binary())

    def length(self) -> int:
        value = 0
        for shift in (0, 7, 14, 21):
            byte = self.number(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise Malformed("a length of more than four bytes")

    def properties(self) -> dict[int, int]:
        """Numbers by their code; texts are passed over, as 0."""
        found: dict[int, int] = {}
        inner = _Fields(self.take(self.length()))
        while not inner.is_empty:
            code = inner.length()
            if code in _SIZES:
                found[code] = inner.number(_SIZES[code])
            elif code in _TEXTS:
                inner.binary()
                found[code] = 0
            elif code == _USER_PROPERTY:
                inner.binary()
                inner.binary()
            else:
                raise Malformed(f"an unknown property {code:#x}")
        return found


def as_text(data: bytes) -> str:
    """Raises Malformed for what is no UTF-8, or holds U+0000."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Malformed("a text that is no UTF-8") from None
    if "\0" in text:
        raise Malformed("a text with U+0000")
    return text


def read_connect(body: bytes) -> Connect:
    """Raises Malformed, and Unsupported for another version of MQTT."""
    fields = _Fields(body)
    if fields.binary() not in {b"MQTT", b"MQIsdp"}:
        raise Malformed("not MQTT")
    level = fields.number(1)
    if level not in {4, 5}:
        raise Unsupported(f"MQTT level {level}")
    flags, keepalive_s = fields.number(1), fields.number(2)
    if flags & 1 or flags & 0x18 == 0x18:
        raise Malformed("reserved flags in CONNECT")
    properties = fields.properties() if level == 5 else {}
    client_id = fields.text()
    will = _will(fields, flags, is_v5=level == 5) if flags & 4 else None
    kept_s = properties.get(_EXPIRY, 0) if level == 5 else 0 if flags & 2 else KEPT_S
    return Connect(
        client_id=client_id,
        is_v5=level == 5,
        is_clean=bool(flags & 2),
        kept_s=min(kept_s, KEPT_S) if client_id else 0,
        keepalive_s=keepalive_s,
        window=min(properties.get(_RECEIVE_MAXIMUM) or WINDOW, WINDOW),
        username=fields.text() if flags & 0x80 else None,
        password=fields.binary() if flags & 0x40 else None,
        will=will,
        wants_authentication=_AUTHENTICATION in properties,
    )


class Unsupported(Exception):
    """A version of MQTT that we do not speak."""


def _will(fields: _Fields, flags: int, *, is_v5: bool) -> Will:
    if is_v5:
        fields.properties()
    topic = fields.binary()
    return Will(topic, fields.binary(), flags >> 3 & 3, bool(flags & 0x20))


def read_subscribe(body: bytes, *, is_v5: bool) -> tuple[bytes, list[tuple[str, int]]]:
    """(identifier, filters with their option bits)."""
    fields = _Fields(body)
    identifier = fields.take(2)
    if is_v5:
        # The CONNACK says that there are no subscription identifiers: here they are an unknown property.
        fields.properties()
    found: list[tuple[str, int]] = []
    while not fields.is_empty:
        found.append((fields.text(), fields.number(1)))
    if not found:
        raise Malformed("a SUBSCRIBE without a filter")
    return identifier, found


def read_unsubscribe(body: bytes, *, is_v5: bool) -> tuple[bytes, list[str]]:
    fields = _Fields(body)
    identifier = fields.take(2)
    if is_v5:
        fields.properties()
    found: list[str] = []
    while not fields.is_empty:
        found.append(fields.text())
    return identifier, found


def varint(value: int) -> bytes:
    found = bytearray()
    while True:
        value, low = divmod(value, 128)
        found.append(low | (128 if value else 0))
        if not value:
            return bytes(found)


def packet(first: int, body: bytes = b"") -> bytes:
    return bytes([first]) + varint(len(body)) + body


def connack(reason: int, *, is_v5: bool, is_kept: bool = False, given_id: str = "") -> bytes:
    if not is_v5:
        return packet(CONNACK, bytes([is_kept, _REASONS_V4.get(reason, 3) if reason else 0]))
    properties = b""
    if not reason:
        properties = b"\x27" + LARGEST_PACKET.to_bytes(4, "big") + b"\x29\0\x2a\0"
        if given_id:
            properties += b"\x12" + len(given_id).to_bytes(2, "big") + given_id.encode()
    return packet(CONNACK, bytes([is_kept, reason]) + varint(len(properties)) + properties)


def publish(first: int, topic: bytes, identifier: bytes, payload: bytes, *, is_v5: bool) -> bytes:
    """`identifier`: two bytes, or none at QoS 0."""
    middle = identifier + b"\0" if is_v5 else identifier
    length = 2 + len(topic) + len(middle) + len(payload)
    size = bytes((length,)) if length < 0x80 else varint(length)
    return b"%c%b%b%b%b%b" % (first, size, len(topic).to_bytes(2, "big"), topic, middle, payload)
