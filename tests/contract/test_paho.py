"""What our reader needs of paho and of brokers: private names, sessions, windows, no stale ack."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import paho.mqtt.client as mqtt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from backend.connectors.mqtt import reader as subject
from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from backend.connectors.mqtt.frames import LARGEST_PACKET
from backend.connectors.mqtt.reader import PRIVATE_NAMES, Reader
from backend.connectors.pipeline import Pipeline
from backend.core.errors import Unavailable
from backend.detection.limits.sources import Evaluation
from backend.monitoring.intake_commands import Intake, Taken
from backend.readings.rules import Batch
from tests.bench import load
from tests.support import servers
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
WAYS = pytest.mark.parametrize("is_fast", [True, False], ids=["bursts", "fall-back"])


class Memory:
    """A store that keeps values, and can be away or refuse a value. Counts how often each came."""

    def __init__(self) -> None:
        self.values: Counter[float] = Counter()
        self.rejected: list[str] = []
        self.batches: list[int] = []
        self.is_away = False
        self.poison: float | None = None
        self.pause_s = 0.0

    def __call__(self, batch: Batch) -> Taken:
        if self.is_away:
            raise Unavailable("away")
        if any(value == self.poison for _, _, value, _ in batch.readings):
            raise RuntimeError("poison")
        time.sleep(self.pause_s)  # a commit takes its time
        self.values.update(value for _, _, value, _ in batch.readings)
        self.rejected += [each.reason.value for each in batch.rejected]
        self.batches.append(len(batch.readings))
        return Taken(Intake({}, (), None), Evaluation(), len(batch.rejected), None, None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path_factory.mktemp("broker"), port=servers.free_port()) as broker:
        yield broker


@pytest.fixture(params=["mosquitto 5", "mosquitto 3.1.1", "embedded 5", "embedded 3.1.1"])
def url(request: pytest.FixtureRequest) -> str:
    """A broker and the version of the protocol to speak with it."""
    broker, version = request.param.split()
    found = (
        request.getfixturevalue("mosquitto_url")
        if broker == "mosquitto"
        else request.getfixturevalue("embedded").url
    )
    return f"{found}?version={version}"


def port_of(url: str) -> int:
    return urlsplit(url).port or 0


@contextmanager
def reading(
    url: str,
    store: Callable[[Batch], Taken],
    *,
    is_fast: bool = True,
    client_id: str,
    window: int = 1000,
    ca_file: Path | None = None,
) -> Iterator[Reader]:
    stop = threading.Event()
    reader = Reader(
        Address.of(url), Pipeline(store), client_id=client_id, stop=stop, window=window, ca_file=ca_file
    )
    reader.is_fast = is_fast
    subscribed = threading.Event()
    reader.on_subscribe = lambda *details: subscribed.set()
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        assert subscribed.wait(10)
        yield reader
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def client_id(request: pytest.FixtureRequest) -> Iterator[str]:
    """Of this test alone: the broker keeps a session, and what was not acknowledged in it, by this name.

    It ends with the test: else the broker queues whatever later ones send for it, and slows down.
    """
    shared = [name for name in ("url", "mosquitto_url") if name in request.fixturenames]
    ports = [port_of(request.getfixturevalue(name)) for name in shared]
    name = f"reader-{uuid4()}"
    yield name
    for port in ports:
        load.forget_session(port, name)


def publish(port: int, values: range, *, qos: int = 1, payload: bytes | None = None) -> None:
    """Readings whose value is their number; returns when the broker has them."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(1000)
    client.connect("127.0.0.1", port)
    client.loop_start()
    sent = [
        client.publish(
            "anhuan/north/GAS-1/reading",
            payload or b'{"ts":%d,"v":%d}' % (1_790_000_000_000 + value, value),
            qos=qos,
        )
        for value in values
    ]
    for each in sent:
        each.wait_for_publish(20)
    client.disconnect()
    client.loop_stop()


def test_paho_has_the_private_names_that_the_burst_reader_uses() -> None:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)

    assert [name for name in PRIVATE_NAMES if not hasattr(client, name)] == []


def test_without_a_private_name_the_reader_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PRIVATE_NAMES", (*PRIVATE_NAMES, "_gone_in_paho_3"))
    address = Address("127.0.0.1", 1)

    reader = Reader(address, Pipeline(Memory()), client_id="x", stop=threading.Event())

    assert not reader.is_fast


@WAYS
def test_every_message_is_taken_once(url: str, is_fast: bool, client_id: str) -> None:
    store = Memory()
    with reading(url, store, is_fast=is_fast, client_id=client_id):
        publish(port_of(url), range(500))
        publish(port_of(url), range(500, 520), qos=0)
        publish(port_of(url), range(520, 540), qos=2)
        wait_until(lambda: len(store.values) == 540, "all are stored")

    assert set(store.values.values()) == {1}


@WAYS
def test_a_small_window_does_not_lock_up(url: str, is_fast: bool, client_id: str) -> None:
    store = Memory()
    with reading(url, store, is_fast=is_fast, client_id=client_id, window=3):
        publish(port_of(url), range(100))
        wait_until(lambda: len(store.values) == 100, "all are stored")

    if "version=5" in url:
        assert max(store.batches) <= 3


def test_a_slow_commit_gathers_larger_bursts(url: str, client_id: str) -> None:
    store = Memory()
    store.pause_s = 0.02
    with reading(url, store, client_id=client_id):
        publish(port_of(url), range(2000))
        wait_until(lambda: len(store.values) == 2000, "all are stored")

    assert len(store.batches) < 1000
    assert set(store.values.values()) == {1}


@WAYS
def test_nothing_is_lost_while_the_store_is_away(url: str, is_fast: bool, client_id: str) -> None:
    store = Memory()
    with reading(url, store, is_fast=is_fast, client_id=client_id):
        store.is_away = True
        publish(port_of(url), range(50))
        store.is_away = False
        wait_until(lambda: len(store.values) == 50, "all are stored")

    assert set(store.values.values()) == {1}


@WAYS
def test_what_was_not_acknowledged_comes_again_after_a_restart(
    url: str, is_fast: bool, client_id: str
) -> None:
    store = Memory()
    store.is_away = True
    with reading(url, store, is_fast=is_fast, client_id=client_id):
        publish(port_of(url), range(50))
    publish(port_of(url), range(50, 100))
    assert store.values == Counter()

    store.is_away = False
    with reading(url, store, is_fast=is_fast, client_id=client_id):
        wait_until(lambda: len(store.values) == 100, "all are stored")


def test_what_was_acknowledged_does_not_come_again(url: str, client_id: str) -> None:
    store = Memory()
    with reading(url, store, client_id=client_id):
        publish(port_of(url), range(300))
        wait_until(lambda: len(store.values) == 300, "all are stored")
    with reading(url, store, client_id=client_id):
        publish(port_of(url), range(300, 301))
        wait_until(lambda: len(store.values) == 301, "the last is stored")

    assert set(store.values.values()) == {1}


@WAYS
def test_a_clean_stop_lets_a_busy_broker_read_the_acknowledgements(
    is_fast: bool, tmp_path: Path, free_port: int, client_id: str
) -> None:
    store = Memory()
    url = f"mqtt://127.0.0.1:{free_port}?version=3.1.1"
    with servers.mosquitto_process(tmp_path, free_port) as broker:

        def freeze_after_last(batch: Batch) -> Taken:
            taken = store(batch)
            if len(store.values) == 20:
                broker.send_signal(signal.SIGSTOP)
                threading.Timer(0.5, broker.send_signal, [signal.SIGCONT]).start()
            return taken

        load.open_session(free_port, client_id, subject.TOPICS)
        publish(free_port, range(20))
        with reading(url, freeze_after_last, is_fast=is_fast, client_id=client_id):
            wait_until(lambda: len(store.values) == 20, "all are stored")
        with reading(url, store, is_fast=is_fast, client_id=client_id):
            publish(free_port, range(20, 21))
            wait_until(lambda: len(store.values) == 21, "the next one is stored")

    assert set(store.values.values()) == {1}


@pytest.mark.nightly
def test_an_acknowledgement_from_before_a_reconnect_is_dropped(url: str, client_id: str) -> None:
    store = Memory()
    store.is_away = True
    with reading(url, store, client_id=client_id) as reader:
        publish(port_of(url), range(20))
        wait_until(lambda: len(reader._held) == 20, "all are held")
        generation = reader.generation
        reader.socket().shutdown(2)
        wait_until(lambda: reader.generation > generation and len(reader._held) >= 40, "all came again")
        store.is_away = False
        wait_until(lambda: len(store.values) == 20, "all are stored")
        assert set(store.values.values()) == {2}  # the store drops duplicates, the reader never a reading
        publish(port_of(url), range(20, 40))
        wait_until(lambda: len(store.values) == 40, "the session goes on")

    with reading(url, store, client_id=client_id):
        publish(port_of(url), range(40, 41))
        wait_until(lambda: len(store.values) == 41, "the last is stored")
    assert [store.values[float(value)] for value in range(20, 41)] == [1] * 21


def test_a_poison_message_goes_to_quarantine_and_stops_nobody(url: str, client_id: str) -> None:
    store = Memory()
    store.poison = 13.0
    with reading(url, store, client_id=client_id):
        publish(port_of(url), range(100))
        wait_until(lambda: len(store.values) == 99, "all others are stored")
        wait_until(lambda: store.rejected == ["POISON"], "the poison is put aside")

    assert set(store.values.values()) == {1}


def test_a_message_that_is_too_large_is_put_aside(mosquitto_url: str, client_id: str) -> None:
    store = Memory()
    port = urlsplit(mosquitto_url).port or 0
    with reading(f"{mosquitto_url}?version=3.1.1", store, client_id=client_id):
        publish(port, range(1), payload=b" " * (2 * LARGEST_PACKET))
        publish(port, range(1, 2))
        wait_until(lambda: len(store.values) == 1, "the next one is stored")

    assert store.rejected == ["TOO_LARGE"]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of our own for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "anhuan test")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_pem = tmp_path / "server.pem", tmp_path / "server.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, key_pem


@pytest.mark.nightly
@WAYS
def test_readings_come_over_tls(
    is_fast: bool, certificate: tuple[Path, Path], tmp_path: Path, free_port: int, mosquitto_url: str
) -> None:
    pem, key = certificate
    plain = servers.free_port()
    config = tmp_path / "tls.conf"
    config.write_text(
        f"listener {plain} 127.0.0.1\nallow_anonymous true\nuser root\nmax_queued_messages 100000\n"
        f"listener {free_port} 127.0.0.1\nallow_anonymous true\ncertfile {pem}\nkeyfile {key}\n"
    )
    program = servers.find_program("mosquitto", "mosquitto")
    command = [program, "-c", str(config)]
    with servers.running(command, log=tmp_path / "log", ready=lambda: servers.listens(free_port)):
        store = Memory()
        with reading(f"mqtts://127.0.0.1:{free_port}", store, is_fast=is_fast, client_id="tls", ca_file=pem):
            publish(plain, range(3000))
            wait_until(lambda: len(store.values) == 3000, "all are stored")

    assert set(store.values.values()) == {1}


@pytest.mark.nightly
def test_a_broker_that_comes_up_later_is_found(tmp_path: Path, free_port: int) -> None:
    store = Memory()
    stop = threading.Event()
    address = Address("127.0.0.1", free_port)
    reader = Reader(address, Pipeline(store), client_id="early", stop=stop)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        with servers.mosquitto(tmp_path, port=free_port):
            wait_until(reader.is_connected, "connected")
        wait_until(lambda: not reader.is_connected(), "the broker is gone")
        with servers.mosquitto(tmp_path, port=free_port):
            wait_until(reader.is_connected, "connected again")
            publish(free_port, range(3))
            wait_until(lambda: len(store.values) == 3, "all are stored")
    finally:
        stop.set()
        thread.join(10)


def test_a_queue_is_drained_in_bursts(mosquitto_url: str, client_id: str) -> None:
    port = urlsplit(mosquitto_url).port or 0
    load.open_session(port, client_id, subject.TOPICS)
    load.send_all(port, load.queued(5000, 10, 1))
    store = Memory()

    with reading(mosquitto_url, store, client_id=client_id):
        wait_until(lambda: sum(store.values.values()) == 5000, "all are stored")

    assert len(store.batches) < 500
