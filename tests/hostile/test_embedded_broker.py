"""Whatever a client sends, the embedded broker serves the others, and ingest keeps what waits for it."""

import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import product
from pathlib import Path
from threading import Event, Thread

import pytest
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from backend.connectors.mqtt.frames import Message
from backend.connectors.mqtt.reader import Reader
from tests.bench import load
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
OWNER = "anhuan-ingest"
FRAMES = 2_000
SEED = 20_261_126


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path, port=free_port) as running:
        yield running
        log = (tmp_path / "broker.log").read_text()
        assert "Traceback" not in log, log[-3000:]


class Kept:
    """What comes through ingest; nothing is ever refused."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def take(self, messages: list[Message], too_large: list[Message]) -> None:
        self.messages += messages

    @property
    def payloads(self) -> list[bytes]:
        return list(dict.fromkeys(payload for _, payload in self.messages))


@contextmanager
def ingest(broker: EmbeddedBroker) -> Iterator[Kept]:
    """Our own reader, under its own client id."""
    kept, stop = Kept(), Event()
    reader = Reader(Address.of(broker.ingest_url), kept, client_id=OWNER, stop=stop)
    thread = Thread(target=reader.run)
    thread.start()
    try:
        yield kept
    finally:
        stop.set()
        thread.join()


def publish(broker: EmbeddedBroker, payloads: list[str], topic: str = "anhuan/demo/batch") -> None:
    load.send_all(broker.port, iter([load.publish(n, topic, text) for n, text in enumerate(payloads)]))


def numbers(count: int) -> list[str]:
    return [str(number) for number in range(count)]


@pytest.mark.parametrize("topic", ["气体/GD-101", "é", "😀/reading", "\u0800"])
def test_a_topic_that_begins_with_a_multi_byte_character_harms_nobody(
    broker: EmbeddedBroker, topic: str
) -> None:
    with load.connect(broker.port, "historian") as other:
        load.subscribe(other, "#")
        publish(broker, ["x"], topic)
        assert topic.encode() in other.recv(1000)

    publish(broker, ["after"])
    with ingest(broker) as kept:
        wait_until(lambda: kept.payloads == [b"after"], "what came afterwards")


def test_a_topic_of_ours_with_chinese_in_it_reaches_ingest(broker: EmbeddedBroker) -> None:
    publish(broker, ["1"], "anhuan/demo/气体/reading")

    with ingest(broker) as kept:
        wait_until(lambda: bool(kept.messages), "the reading")

    assert kept.messages[0][0].decode() == "anhuan/demo/气体/reading"


@pytest.mark.parametrize("topic", [b"\xff\xfe", b"", b"anhuan/+/batch", b"anhuan/#", b"a\0b", b"\xc3"])
def test_what_is_no_topic_is_refused_and_never_acknowledged(broker: EmbeddedBroker, topic: bytes) -> None:
    body = len(topic).to_bytes(2, "big") + topic + b"\0\1x"
    with load.connect(broker.port, "device") as device:
        device.sendall(b"\x32" + bytes([len(body)]) + body)

        assert device.recv(100) == b""
    publish(broker, ["after"])


@pytest.mark.parametrize(
    ("password", "is_clean"),
    [
        (None, False),
        ("guess", True),
        *(
            pytest.param(password, is_clean, marks=pytest.mark.nightly)
            for password, is_clean in ((None, True), ("guess", False), *product(("", "密码"), (True, False)))
        ),
    ],
)
def test_who_takes_the_client_id_of_ingest_is_refused_and_takes_nothing(
    broker: EmbeddedBroker, is_clean: bool, password: str | None
) -> None:
    publish(broker, numbers(50))

    refused: list[bool] = []
    thief = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=OWNER, clean_session=is_clean)
    thief.on_connect = lambda client, data, flags, reason, properties: refused.append(reason.is_failure)
    if password is not None:
        thief.username_pw_set("anhuan", password)
    thief.connect("127.0.0.1", broker.port)
    thief.loop_start()
    wait_until(lambda: bool(refused), "an answer")
    thief.loop_stop()

    assert refused[0]
    with ingest(broker) as kept:
        wait_until(lambda: len(kept.payloads) == 50, "all that waited")


def test_ingest_stays_connected_while_others_try_its_client_id(broker: EmbeddedBroker) -> None:
    with ingest(broker) as kept:
        publish(broker, ["first"])
        wait_until(lambda: kept.payloads == [b"first"], "it is there")
        for _ in range(20):
            with suppress(AssertionError, OSError, IndexError):
                load.connect(broker.port, OWNER).close()
        publish(broker, ["second"])
        wait_until(lambda: kept.payloads == [b"first", b"second"], "it is still there")

    assert len(kept.messages) == 2, "nothing came again, so it was never thrown off"


def test_readings_before_ingest_was_ever_there_wait_for_it(broker: EmbeddedBroker) -> None:
    publish(broker, numbers(500))

    with ingest(broker) as kept:
        wait_until(lambda: kept.payloads == [b"%d" % n for n in range(500)], "all of them, in order")


def test_two_thousand_broken_packets_harm_nobody(broker: EmbeddedBroker) -> None:
    dice = random.Random(SEED)
    publish(broker, ["before"])
    for number in range(FRAMES):
        _attack(broker.port, dice, is_connected=number % 3 > 0)
    publish(broker, ["after"])

    assert broker.is_running
    with ingest(broker) as kept:
        wait_until(lambda: {b"before", b"after"} <= set(kept.payloads), "what devices published")


def test_a_packet_larger_than_a_mebibyte_is_refused(broker: EmbeddedBroker) -> None:
    publish(broker, ["x" * 1_000_000])
    answer = b""
    with load.connect(broker.port, "device") as device, suppress(OSError):
        device.sendall(load.publish(1, "anhuan/demo/batch", "x" * 2_000_000))
        answer = device.recv(10)

    assert answer == b""
    with ingest(broker) as kept:
        wait_until(
            lambda: [len(each) for each in kept.payloads] == [1_000_000], "the one that is not too large"
        )


def test_sessions_that_nobody_fetches_never_cost_a_reading_of_ingest(tmp_path: Path, free_port: int) -> None:
    with EmbeddedBroker(tmp_path, port=free_port, most_bytes=20_000_000) as broker, ingest(broker) as kept:
        for number in range(5):
            load.open_session(broker.port, f"forgotten-{number}", ("#",))
        big = "x" * 100_000
        for number in range(600):
            publish(broker, [f"{number}-{big}"])
        wait_until(lambda: len(kept.payloads) == 600, "everything came through", within=60)


def test_when_there_is_no_room_publishers_wait_and_nothing_is_lost(tmp_path: Path, free_port: int) -> None:
    with ExitStack() as stack:
        broker = stack.enter_context(EmbeddedBroker(tmp_path, port=free_port, most_bytes=20_000_000))
        texts = [f"{number}-{'x' * 100_000}" for number in range(400)]
        sending = Thread(target=publish, args=(broker, texts))
        sending.start()
        wait_until(lambda: "who publishes waits" in (tmp_path / "broker.log").read_text(), "it is full")
        assert sending.is_alive()
        kept = stack.enter_context(ingest(broker))
        sending.join(60)

        assert not sending.is_alive()
        wait_until(lambda: len(kept.payloads) == 400, "everything", within=60)


def _attack(port: int, dice: random.Random, *, is_connected: bool) -> None:
    """One connection that sends rubbish, or something almost right, and goes away."""
    with suppress(OSError, AssertionError, IndexError):
        if is_connected:
            connection = load.connect(port, f"fuzz-{dice.randrange(50)}", is_clean=dice.random() < 0.9)
        else:
            connection = socket.create_connection(("127.0.0.1", port))
        with connection:
            connection.sendall(dice.choice((_rubbish, _almost))(dice))
            if dice.random() < 0.1:
                connection.settimeout(0.02)
                connection.recv(1000)


def _rubbish(dice: random.Random) -> bytes:
    return dice.randbytes(dice.randrange(1, 200))


def _almost(dice: random.Random) -> bytes:
    """A valid packet of a client with a few bytes changed, cut out or doubled."""
    valid = [
        b"\x10\x10\0\x04MQTT\x05\x02\0\x3c\x00\0\x03abc",
        b"\x10\x1a\0\x04MQTT\x04\x2e\0\x3c\0\x03abc\0\x03a/b\0\x04will",
        load.publish(dice.randrange(60_000), dice.choice(["anhuan/fuzz/batch", "气/体"]), "[1]"),
        b"\x33\x09\0\x03a/b\0\x07xy",
        b"\x34\x09\0\x03a/b\0\x07xy",
        b"\x82\x08\0\x01\0\x03a/#\x01",
        b"\xa2\x07\0\x01\0\x03a/#",
        b"\x40\x02\0\x01\x62\x02\0\x01",
        b"\xc0\0\xe0\0",
    ]
    packet = bytearray(b"".join(dice.choices(valid, k=dice.randrange(1, 4))))
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(packet))
        match dice.randrange(3):
            case 0:
                packet[at] = dice.randrange(256)
            case 1:
                del packet[at : at + dice.randrange(1, 4)]
            case _:
                packet[at:at] = packet[at : at + 3]
        packet = packet or bytearray(b"\0")
    return bytes(packet)


def test_a_client_of_mqtt_5_learns_why_it_is_thrown_out(broker: EmbeddedBroker) -> None:
    reasons: list[str] = []
    twins = [_twin(broker, reasons) for _ in range(2)]

    wait_until(lambda: reasons[:1] == ["Session taken over"], "the first of the two is told")
    for twin in twins:
        twin.disconnect()
        twin.loop_stop()


def _twin(broker: EmbeddedBroker, reasons: list[str]) -> mqtt.Client:
    client = mqtt.Client(
        CallbackAPIVersion.VERSION2, client_id="twin", protocol=mqtt.MQTTv5, reconnect_on_failure=False
    )
    client.on_disconnect = lambda client, data, flags, reason, properties: reasons.append(str(reason))
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    wait_until(client.is_connected, "connected")
    return client
