"""The long connection of Feishu: frames in parts, who tapped, beats, and what is not for us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from push.chat_stream import LARGEST_FRAME, open_connection
from push.feishu_api import FeishuSettings
from push.feishu_frame import CONTROL, DATA, PbFrame, decode, encode
from push.feishu_stream import MOST_UNFINISHED, PARTS_LIVE_S, FeishuStream
from push.http_client import Network
from push.tap import TapReply
from tests.support.card_server import SECRET
from tests.support.feishu_server import APP, COMPANY, FeishuServer, open_id_of, tapped
from tests.support.held_stream import CARD, PRESSED, Held, protocol_of
from tests.support.servers import wait_until


@pytest.fixture
def server() -> Iterator[FeishuServer]:
    with FeishuServer() as found:
        yield found


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def protocol(clock: Clock) -> FeishuStream:
    return FeishuStream(FeishuSettings(app_id=APP, app_secret=SECRET), Network(), seconds=clock)


def parts(*payloads: bytes, of: int | None = None, message_id: str = "m1") -> list[bytes]:
    """Frames of one message, each with a part of it."""
    count = of if of is not None else len(payloads)
    headers = (("type", "event"), ("message_id", message_id), ("sum", str(count)))
    return [
        encode(PbFrame(7, 8, 9, DATA, headers=(*headers, ("seq", str(number))), payload=payload))
        for number, payload in enumerate(payloads)
    ]


def said(reply: object) -> tuple[int, Any]:
    """Code and data of the answer in a frame."""
    assert isinstance(reply, bytes)
    found = json.loads(decode(reply).payload)
    return found["code"], json.loads(b64decode(found["data"])) if found["data"] else None


TAP = json.dumps(tapped("zhang", PRESSED)).encode()


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("kind", ["event", "card"])
def test_a_tap_comes_whole_or_in_parts(held: Held, server: FeishuServer, count: int, kind: str) -> None:
    answer = server.calls(TAP.decode(), parts=count, kind=kind)

    [tap] = held.taps
    assert {tap.user_id, *tap.other_ids} == {"zhang", open_id_of("zhang")}
    assert answer["card"]["type"] == "raw"


def test_only_who_tapped_sees_a_word_that_changes_no_card(held: Held, server: FeishuServer) -> None:
    held.reply = TapReply(notice="这张卡片不是发给您的")

    assert server.calls(TAP.decode()) == {"toast": {"type": "warning", "content": "这张卡片不是发给您的"}}


def test_the_answer_is_the_same_frame_with_another_payload(protocol: FeishuStream) -> None:
    [frame] = parts(TAP)
    heard = protocol.read(frame)

    assert heard.answered
    answer = heard.answered(TapReply(card=CARD))
    assert isinstance(answer, bytes)
    asked, found = decode(frame), decode(answer)
    assert (found.seq_id, found.log_id, found.service) == (7, 8, 9)
    assert found.headers == asked.headers
    assert said(answer)[0] == 200
    assert said(heard.answered(None)) == (500, None)


def test_parts_in_any_order_are_one_payload(protocol: FeishuStream) -> None:
    first, second, third = parts(TAP[:50], TAP[50:90], TAP[90:])

    assert protocol.read(third).tap is None
    assert protocol.read(first).tap is None
    assert protocol.read(first).tap is None, "the same part twice is one"
    assert protocol.read(second).tap is not None


def test_parts_of_two_taps_are_kept_apart(protocol: FeishuStream) -> None:
    other = json.dumps(tapped("li", PRESSED)).encode()
    one, two = parts(TAP[:50], TAP[50:]), parts(other[:60], other[60:], message_id="m2")

    for frame in (one[0], two[0]):
        assert protocol.read(frame).tap is None
    found = [protocol.read(frame).tap for frame in (two[1], one[1])]
    assert [tap.other_ids for tap in found if tap] == [("li",), ("zhang",)]


def test_a_part_that_comes_too_late_begins_anew(protocol: FeishuStream, clock: Clock) -> None:
    first, second = parts(TAP[:50], TAP[50:])
    protocol.read(first)
    clock.now += PARTS_LIVE_S
    assert protocol.read(second).tap is None
    assert protocol.read(first).tap is not None


def test_parts_that_are_never_whole_cost_little(protocol: FeishuStream) -> None:
    for number in range(10 * MOST_UNFINISHED):
        [frame] = parts(b"x" * 100, of=2, message_id=str(number))
        protocol.read(frame)

    assert len(protocol._unfinished) <= MOST_UNFINISHED + 1
    big = parts(b"x" * (LARGEST_FRAME - 200), b"x" * 300, of=3)
    protocol.read(big[0])
    with pytest.raises(ValueError, match="too long"):
        protocol.read(big[1])


@pytest.mark.parametrize(("of", "seq"), [("2", "2"), ("2", "-1"), ("2", ""), ("65", "0"), ("x", "0")])
def test_a_part_of_none_is_refused(protocol: FeishuStream, of: str, seq: str) -> None:
    headers = (("type", "event"), ("message_id", "m"), ("sum", of), ("seq", seq))
    with pytest.raises(ValueError):  # noqa: PT011 - whatever cannot be read
        protocol.read(encode(PbFrame(method=DATA, headers=headers, payload=TAP)))


def but(**changes: Any) -> bytes:
    """The tap of before with another header or event."""
    found = json.loads(TAP)
    found["header"] |= changes.get("header", {})
    found["event"] |= changes.get("event", {})
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"header":{},"event":' + b"[" * 5_000,
        but(header={"event_type": "im.message.receive_v1"}),
        but(header={"event_type": "card.action.trigger_v1"}),
        but(header={"app_id": "cli_another"}),
        but(event={"action": {"value": {"answer": 1, "link": "x"}}}),
        but(event={"action": {"value": "text"}}),
        but(event={"action": {"tag": "input"}}),
        but(event={"operator": {}}),
        but(event={"operator": {"open_id": None, "user_id": None}}),
    ],
)
def test_what_is_no_tap_of_ours_is_confirmed_and_does_nothing(protocol: FeishuStream, payload: bytes) -> None:
    heard = protocol.read(parts(payload)[0])

    assert heard.tap is None
    assert said(heard.reply) == (200, None)


@pytest.mark.parametrize(
    ("operator", "known_by"),
    [
        ({"open_id": "ou_1", "user_id": "zhang", "tenant_key": COMPANY}, ["ou_1", "zhang"]),
        ({"open_id": "ou_1", "tenant_key": COMPANY}, ["ou_1"]),
        ({"open_id": "ou_1", "user_id": "", "tenant_key": COMPANY}, ["ou_1"]),
        ({"user_id": "zhang"}, ["zhang"]),
        ({"open_id": "ou_1", "user_id": "zhang", "tenant_key": "another"}, ["ou_1"]),
        ({"open_id": "ou_1", "user_id": "ou_2", "tenant_key": COMPANY}, ["ou_1"]),
        ({"open_id": "zhang", "user_id": "li", "tenant_key": COMPANY}, ["li"]),
        ({"open_id": "ou_1", "union_id": "zhang", "user_id": None, "tenant_key": COMPANY}, ["ou_1"]),
    ],
)
def test_who_tapped_is_known_by_the_ids_that_are_theirs_alone(
    protocol: FeishuStream, operator: dict[str, Any], known_by: list[str]
) -> None:
    [frame] = parts(json.dumps(tapped("", PRESSED, operator=operator)).encode())
    tap = protocol.read(frame).tap

    assert tap
    assert [tap.user_id, *tap.other_ids] == known_by


def test_somebody_is_there_from_the_first_moment_and_as_often_as_feishu_asks(
    server: FeishuServer, trusted: None
) -> None:
    server.ping_every_s = 1
    held = Held(server)
    held.stream.start()
    wait_until(lambda: len(server.beats) == 1, "it says so at once", 10)
    server.ping_every_s = 120
    wait_until(lambda: len(server.beats) == 2, "and after a second", 10)
    protocol = held.stream._protocol
    wait_until(lambda: protocol.beat_every_s == 120, "the answer to a beat says how often", 10)
    held.stream.stop()
    assert not server.refused


@pytest.mark.parametrize(
    "config", [b"", b"no json", b"{}", b'{"PingInterval":0}', b'{"PingInterval":-5}', b"[]"]
)
def test_an_interval_that_makes_no_sense_changes_nothing(protocol: FeishuStream, config: bytes) -> None:
    pong = PbFrame(method=CONTROL, headers=(("type", "pong"),), payload=config)
    assert protocol.read(encode(pong)).reply is None
    assert protocol.beat_every_s == 120


def test_frames_that_are_none_lose_no_connection(held: Held, server: FeishuServer) -> None:
    for frame in ("a text", b"\x0a\xff", encode(PbFrame(method=9)), encode(PbFrame(method=DATA))):
        server.connections[-1].send(frame)

    assert server.is_read()
    assert not held.taps
    assert len(held.states) == 1


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("frame", ["a text", encode(PbFrame(service=1, headers=(("type", "ping"),)))])
def test_the_stand_in_hangs_up_on_what_is_not_of_this_connection(
    server: FeishuServer, frame: str | bytes
) -> None:
    with open_connection(protocol_of(server).open(), Network(server.origins, 5.0)) as connection:
        connection.send(frame)
        with pytest.raises(ConnectionClosed):
            connection.recv(timeout=5)

    assert "frame" in server.refused[0]
