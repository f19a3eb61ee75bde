"""Packets come out of the stream the same, wherever the network cut it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.mqtt.frames import LARGEST_PACKET, Cut, Cutter, Malformed


def varint(value: int) -> bytes:
    found = bytearray()
    while True:
        value, low = divmod(value, 128)
        found.append(low | (128 if value else 0))
        if not value:
            return bytes(found)


def publish(
    topic: bytes, payload: bytes, *, identifier: int | None = None, properties: bytes | None = None
) -> bytes:
    """One PUBLISH; with an identifier QoS 1, with properties MQTT 5."""
    body = len(topic).to_bytes(2, "big") + topic
    body += b"" if identifier is None else identifier.to_bytes(2, "big")
    body += b"" if properties is None else varint(len(properties)) + properties
    body += payload
    return bytes([0x30 if identifier is None else 0x32]) + varint(len(body)) + body


def cut(parts: list[bytes], *, is_v5: bool) -> Cut:
    cutter, whole = Cutter(is_v5=is_v5), Cut()
    for part in parts:
        found = cutter.cut(part)
        whole.messages += found.messages
        whole.identifiers += found.identifiers
        whole.others += found.others
        whole.too_large += found.too_large
    return whole


sizes = st.sampled_from([0, 1, 60, 126, 127, 128, 300, 16_383, 16_384])


@given(
    st.booleans(),
    st.lists(st.tuples(st.binary(max_size=20), sizes, st.none() | st.integers(1, 65_535), sizes), max_size=8),
    st.lists(st.integers(0, 140_000), max_size=12),
)
def test_any_cut_of_the_stream_gives_the_same_messages(
    is_v5: bool, packets: list[tuple[bytes, int, int | None, int]], cuts: list[int]
) -> None:
    stream = b"\x20\x02\x00\x00"
    for topic, size, identifier, extra in packets:
        properties = b"p" * extra if is_v5 else None
        stream += publish(topic, b"x" * size, identifier=identifier, properties=properties)
    stream += b"\xd0\x00"
    edges = [0, *sorted(edge for edge in cuts if edge < len(stream)), len(stream)]

    found = cut([stream[a:b] for a, b in itertools.pairwise(edges)], is_v5=is_v5)

    assert found.messages == [(topic, b"x" * size) for topic, size, _, _ in packets]
    assert found.identifiers == [i.to_bytes(2, "big") for _, _, i, _ in packets if i is not None]
    assert found.others == [(0x20, b"\x00\x00"), (0xD0, b"")]


@pytest.mark.parametrize("is_v5", [False, True])
def test_a_packet_that_is_too_large_passes_by_and_is_notified(is_v5: bool) -> None:
    properties = b"" if is_v5 else None
    stream = publish(b"t", b"1", identifier=1, properties=properties)
    stream += publish(b"big", b"x" * (2 * LARGEST_PACKET), identifier=2, properties=properties)
    stream += publish(b"t", b"3", identifier=3, properties=properties)

    found = cut([stream[i : i + 50_000] for i in range(0, len(stream), 50_000)], is_v5=is_v5)

    assert found.messages == [(b"t", b"1"), (b"t", b"3")]
    assert [topic for topic, _ in found.too_large] == [b"big"]
    assert found.identifiers == [b"\x00\x01", b"\x00\x02", b"\x00\x03"]


def test_a_message_of_qos_2_is_left_to_others() -> None:
    packet = bytes([0x34]) + publish(b"t", b"1", identifier=1)[1:]

    assert cut([packet], is_v5=False).others == [(0x34, packet[2:])]


@pytest.mark.parametrize(
    "stream",
    [
        b"\x30\xff\xff\xff\xff\x01",
        b"\x32\x03\x00\x09t",
        b"\x30\x04\x00\x01t\x7f",
    ],
)
def test_rubbish_is_no_packet(stream: bytes) -> None:
    with pytest.raises(Malformed):
        cut([stream], is_v5=True)
