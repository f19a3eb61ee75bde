"""Entries of the streams between gateways and evaluators: what they hold, and how they are written."""

from typing import Final, NamedTuple

import msgspec

from backend.connectors.payload import reject
from backend.monitoring.partitions.rules import BEGINNING, Position
from backend.readings.rules import Batch
from backend.sensors.quarantine_rules import RejectReason

FIELD: Final = b"b"
encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Batch).decode
_decode_positions: Final = msgspec.json.Decoder(dict[int, str]).decode


class Entry(NamedTuple):
    """Some readings of one partition, as a gateway forwarded them."""

    partition: int
    position: Position
    batch: Batch


class Standing(NamedTuple):
    """The last id that a stream ever gave out, and how many entries wait in it."""

    newest: Position
    waiting: int


class Posted(NamedTuple):
    """A body in the streams: its last entry in each partition. `name` and `value` are its note there."""

    name: str
    value: bytes
    positions: dict[int, Position]


NOWHERE: Final = Standing(BEGINNING, 0)


class Disagreement(Exception):
    """Gateways and evaluators count partitions differently; readings would reach nobody."""


def batch_of(key: bytes, fields: dict[bytes, bytes]) -> Batch:
    """Return the batch of an entry; one that no gateway of ours has written goes to quarantine as a whole."""
    content = fields.get(FIELD, b"")
    try:
        return _decode(content)
    except msgspec.MsgspecError as error:
        return Batch(rejected=[reject(key, content, RejectReason.MALFORMED, str(error))])


def posted(name: str, value: bytes) -> Posted:
    """Decode the note of a body."""
    positions = {number: position_of(entry_id) for number, entry_id in _decode_positions(value).items()}
    return Posted(name, value, positions)


def id_of(position: Position) -> str:
    return f"{position[0]}-{position[1]}"


def position_of(entry_id: bytes | str) -> Position:
    text = entry_id if isinstance(entry_id, str) else entry_id.decode()
    ms, _, seq = text.partition("-")
    return int(ms), int(seq)
