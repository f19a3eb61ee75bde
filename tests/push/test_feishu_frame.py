"""The one protobuf message of Feishu: random frames come back, what is broken is refused."""

import random

import pytest

from push.feishu_frame import CONTROL, DATA, PbFrame, decode, encode

PING = bytes.fromhex("0800 1000 18a906 2000 2a0c 0a0474797065 120470696e67".replace(" ", ""))
"""A ping of service 809, written by hand from the description of the message."""


def frames(seed: int, count: int) -> list[PbFrame]:
    """Frames of any sizes and characters, also negative numbers and empty texts."""
    chance = random.Random(seed)

    def text(most: int) -> str:
        return "".join(
            chr(chance.choice([chance.randrange(32, 127), chance.randrange(0x4E00, 0x9FFF)]))
            for _ in range(chance.randrange(most))
        )

    return [
        PbFrame(
            seq_id=chance.getrandbits(chance.randrange(1, 65)),
            log_id=chance.getrandbits(chance.randrange(1, 65)),
            service=chance.randrange(-(1 << 31), 1 << 31),
            method=chance.choice([CONTROL, DATA]),
            headers=tuple((text(12), text(40)) for _ in range(chance.randrange(8))),
            payload_encoding=text(8),
            payload_type=text(8),
            payload=chance.randbytes(chance.randrange(4_000)),
            log_id_new=text(30),
        )
        for _ in range(count)
    ]


def test_random_frames_come_back_as_they_were() -> None:
    for frame in frames(36, 400):
        assert decode(encode(frame)) == frame


def test_a_ping_is_what_the_description_says() -> None:
    frame = PbFrame(service=809, headers=(("type", "ping"),))

    assert encode(frame) == PING
    assert decode(PING) == frame


@pytest.mark.parametrize(
    "added",
    [
        "50 ffffffffffffffffff01",  # field 10, a number
        "5a 03 616263",  # field 11, bytes
        "61 0102030405060708",  # field 12, eight bytes
        "6d 01020304",  # field 13, four bytes
        "fa7f 00",  # field 2047, empty
    ],
)
def test_what_a_newer_feishu_adds_is_skipped(added: str) -> None:
    assert decode(bytes.fromhex(added) + PING + bytes.fromhex(added)).header("type") == "ping"


@pytest.mark.parametrize(
    "broken",
    [
        "08",  # no number
        "08 80",  # a number that does not end
        "08 ffffffffffffffffffff01",  # of eleven bytes
        "08 ffffffffffffffffff02",  # of more than 64 bits
        "00 00",  # field 0
        "0b",  # a group
        "42 05 00",  # longer than the frame
        "42 ffffffffffffffffff01 00",  # longer than anything
        "0a 01 00",  # SeqID as bytes
        "40 01",  # payload as a number
        "2a 02 08 01",  # key of a header as a number
        "2a 04 0a 05 61 62",  # a key longer than its header
        "32 01 ff",  # not UTF-8
        "41 00",  # eight bytes that are one
    ],
)
def test_what_is_broken_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - all that cannot be read, UnicodeDecodeError too
        decode(bytes.fromhex(broken))


def test_no_bytes_at_all_break_anything_else() -> None:
    chance = random.Random(7)
    for frame in frames(8, 300):
        data = bytearray(encode(frame))
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for each in (bytes(data), bytes(data[: chance.randrange(len(data))])):
            try:
                decode(each)
            except ValueError:
                continue
