"""Frames of the long connection of Feishu: one protobuf message, read and written without a library.

    message Header { string key = 1; string value = 2; }
    message Frame  { uint64 SeqID = 1; uint64 LogID = 2; int32 service = 3; int32 method = 4;
                     repeated Header headers = 5; string payload_encoding = 6; string payload_type = 7;
                     bytes payload = 8; string LogIDNew = 9; }

The first four are always written. What a newer Feishu adds is skipped; groups, which protobuf gave up, and
whatever does not end where it says, are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

CONTROL: Final = 0
DATA: Final = 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
"""How the value of a field is written (wire type)."""
WIDTHS: Final = {FIXED64: 8, FIXED32: 4}
LONGEST_VARINT: Final = 10
_64_BITS: Final = (1 << 64) - 1

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PbFrame:
    """A frame; `method` is CONTROL or DATA, `service` names the connection to Feishu."""

    seq_id: int = 0
    log_id: int = 0
    service: int = 0
    method: int = CONTROL
    headers: Headers = ()
    payload_encoding: str = ""
    payload_type: str = ""
    payload: bytes = b""
    log_id_new: str = ""

    def header(self, key: str) -> str:
        """Return the first value by this key, empty where there is none."""
        return next((value for name, value in self.headers if name == key), "")


def encode(frame: PbFrame) -> bytes:
    """Return the frame as it is sent."""
    written = bytearray()
    for number, whole in enumerate((frame.seq_id, frame.log_id, frame.service, frame.method), 1):
        written += _varint(number << 3 | VARINT) + _varint(whole)
    for key, text in frame.headers:
        written += _bytes(5, _bytes(1, key.encode()) + _bytes(2, text.encode()))
    encoding, of_type = frame.payload_encoding.encode(), frame.payload_type.encode()
    for number, value in enumerate((encoding, of_type, frame.payload, frame.log_id_new.encode()), 6):
        written += _bytes(number, value) if value else b""
    return bytes(written)


def decode(data: bytes) -> PbFrame:
    """Return the frame that these bytes are. Raises ValueError."""
    numbers: dict[int, int] = {}
    texts: dict[int, bytes] = {}
    headers: list[tuple[str, str]] = []
    for number, value in _fields(data):
        if isinstance(value, int) and number in (1, 2, 3, 4):
            numbers[number] = value if number < 3 else _int32(value)
        elif isinstance(value, bytes) and number == 5:
            parts = dict(_fields(value))
            headers.append((_text(parts.get(1, b"")), _text(parts.get(2, b""))))
        elif isinstance(value, bytes) and number in (6, 7, 8, 9):
            texts[number] = value
        elif number < 10:
            raise ValueError(f"field {number} is of another type")
    return PbFrame(
        numbers.get(1, 0),
        numbers.get(2, 0),
        numbers.get(3, 0),
        numbers.get(4, 0),
        headers=tuple(headers),
        payload_encoding=_text(texts.get(6, b"")),
        payload_type=_text(texts.get(7, b"")),
        payload=texts.get(8, b""),
        log_id_new=_text(texts.get(9, b"")),
    )


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each field, of fixed width their bytes. Raises ValueError."""
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        number, wire_type = tag >> 3, tag & 7
        if not number:
            raise ValueError("no field has the number 0")
        if wire_type == VARINT:
            value, at = _read_varint(data, at)
            yield number, value
            continue
        if wire_type == BYTES:
            width, at = _read_varint(data, at)
        elif wire_type in WIDTHS:
            width = WIDTHS[wire_type]
        else:
            raise ValueError(f"wire type {wire_type} is not read")
        if width > len(data) - at:
            raise ValueError("a field is longer than its frame")
        yield number, data[at : at + width]
        at += width


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins there, and where it ends. Raises ValueError."""
    value = 0
    for length, byte in enumerate(data[at : at + LONGEST_VARINT]):
        value |= (byte & 0x7F) << 7 * length
        if byte < 0x80:
            if value > _64_BITS:
                break
            return value, at + length + 1
    raise ValueError("a number that does not end, or is too large")


def _varint(value: int) -> bytes:
    value &= _64_BITS  # a negative one is written as its two's complement
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | BYTES) + _varint(len(value)) + value


def _int32(value: int) -> int:
    low = value & 0xFFFF_FFFF
    return low - (1 << 32) if low >= 1 << 31 else low


def _text(value: int | bytes) -> str:
    if isinstance(value, int):
        raise ValueError("a number where a text belongs")
    return value.decode()
