"""The embedded broker: what we may rely on, measured on the real one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from backend.connectors.mqtt import embedded_broker_process as broker_process
from backend.connectors.mqtt.embedded_broker import BrokerFailed, EmbeddedBroker
from backend.connectors.mqtt.embedded_broker_process import answers
from tests.support.servers import listens, wait_until

pytestmark = pytest.mark.broker
TOPIC = "anhuan/demo/batch"
VERSIONS = pytest.mark.parametrize("version", [mqtt.MQTTv311, mqtt.MQTTv5], ids=["mqtt 3.1.1", "mqtt 5"])


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path, port=free_port) as running:
        yield running


@contextmanager
def unless_version_5(version: int) -> Iterator[None]:
    """About one time in ten rumqttd 0.20 does not serve a returning MQTT 5 session; ours speak 3.1.1."""
    try:
        yield
    except AssertionError as error:
        if version == mqtt.MQTTv5:
            pytest.xfail(f"rumqttd 0.20 does not serve a returning MQTT 5 session reliably: {error}")
        raise


class Subscriber:
    """A client with a session that is kept while it is away; acknowledges only when told."""

    def __init__(self, broker: EmbeddedBroker, version: int) -> None:
        self.received: list[mqtt.MQTTMessage] = []
        self.has_session: bool | None = None
        kept = {} if version == mqtt.MQTTv5 else {"clean_session": False}
        self.client = mqtt.Client(
            mqtt.CallbackAPIVersion.VERSION2, client_id="ingest", protocol=version, manual_ack=True, **kept
        )
        self.client.on_message = lambda client, data, message: self.received.append(message)
        self.client.on_connect = self._on_connect
        if version == mqtt.MQTTv5:
            properties = Properties(PacketTypes.CONNECT)
            properties.SessionExpiryInterval = 3600
            self.client.connect("127.0.0.1", broker.port_v5, clean_start=False, properties=properties)
        else:
            self.client.connect("127.0.0.1", broker.port)
        self.client.loop_start()
        wait_until(lambda: self.has_session is not None, "connected")

    def _on_connect(self, client, data, flags, reason, properties) -> None:
        assert not reason.is_failure
        self.has_session = flags.session_present
        if not flags.session_present:
            client.subscribe("anhuan/+/batch", qos=1)

    @property
    def texts(self) -> list[str]:
        """What arrived, in the order of its first arrival: QoS 1 may bring the same again."""
        return list(dict.fromkeys(message.payload.decode() for message in self.received))

    def acknowledge(self, first: int, last: int) -> None:
        for message in self.received[first:last]:
            self.client.ack(message.mid, message.qos)

    def drain(self, count: int) -> None:
        done = 0
        while len(self.texts) < count:
            wait_until(lambda done=done: len(self.received) > done, f"message {done + 1} of {count}")
            arrived = len(self.received)
            self.acknowledge(done, arrived)
            done = arrived

    def vanish(self) -> None:
        """As when the process dies: the connection is reset, no DISCONNECT is sent."""
        self.client._thread_terminate = True
        connection = self.client.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@contextmanager
def subscriber(broker: EmbeddedBroker, version: int = mqtt.MQTTv5) -> Iterator[Subscriber]:
    found = Subscriber(broker, version)
    try:
        yield found
    finally:
        found.leave()


def publish(broker: EmbeddedBroker, texts: list[str]) -> None:
    """As a device does it: QoS 1 over MQTT 3.1.1; returns when the broker has acknowledged all."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="device")
    client.max_inflight_messages_set(1000)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    wait_until(client.is_connected, "the device is connected")
    for info in [client.publish(TOPIC, text, qos=1) for text in texts]:
        info.wait_for_publish(10)
    client.disconnect()
    client.loop_stop()


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last)]


@VERSIONS
def test_a_reading_of_a_3_1_1_device_reaches_subscribers_of_both_versions(broker, version):
    with subscriber(broker, version) as ingest:
        publish(broker, ["a", "b"])
        ingest.drain(2)

        assert ingest.texts == ["a", "b"]
        assert {message.qos for message in ingest.received} == {1}


@VERSIONS
def test_a_subscriber_that_was_away_gets_everything_in_order(broker, version):
    with subscriber(broker, version):
        pass
    publish(broker, numbers(0, 1500))

    with unless_version_5(version), subscriber(broker, version) as ingest:
        ingest.drain(1500)

        assert ingest.has_session
        assert ingest.texts == numbers(0, 1500)


@VERSIONS
def test_a_subscriber_that_died_gets_again_what_it_had_not_acknowledged(broker, version):
    ingest = Subscriber(broker, version)
    publish(broker, numbers(0, 500))
    wait_until(lambda: len(ingest.received) == 100, "a full window")
    ingest.acknowledge(0, 30)
    wait_until(lambda: len(ingest.received) == 130, "thirty more")
    ingest.vanish()

    with unless_version_5(version), subscriber(broker, version) as successor:
        successor.drain(470)

        assert successor.texts == numbers(30, 500)


def test_at_most_a_hundred_messages_are_unacknowledged_at_a_time(broker):
    with subscriber(broker) as ingest:
        publish(broker, numbers(0, 300))
        wait_until(lambda: len(ingest.received) >= 100, "a full window")

        assert len(ingest.received) == 100


def test_if_the_brokers_own_process_dies_its_queue_and_sessions_are_gone(broker):
    # Not what we want, but what it does: why the broker outlives its owner, and why sites run another one.
    with subscriber(broker):
        pass
    publish(broker, numbers(0, 50))
    ports = broker.port, broker.port_v5
    kill(broker)

    assert not broker.is_running
    broker.start()

    assert (broker.port, broker.port_v5) == ports
    with subscriber(broker) as ingest:
        assert ingest.has_session is False
        publish(broker, ["after"])
        ingest.drain(1)
        assert ingest.texts == ["after"]


def test_a_taken_port_is_passed_over(tmp_path, free_port):
    with socket.create_server(("127.0.0.1", free_port)), EmbeddedBroker(tmp_path, port=free_port) as broker:
        assert broker.port > free_port
        assert listens(broker.port)
        assert listens(broker.port_v5)


def test_two_owners_of_one_folder_are_refused(broker, tmp_path):
    with pytest.raises(BrokerFailed, match="another Anhuan"):
        EmbeddedBroker(tmp_path, port=broker.port).start()

    assert broker.is_running


def test_it_is_reachable_from_this_machine_only(broker):
    listening = Path("/proc/net/tcp").read_text().split()

    for port in (broker.port, broker.port_v5):
        assert f"0100007F:{port:04X}" in listening
        assert f"00000000:{port:04X}" not in listening


def test_stopping_frees_the_ports_and_twice_does_no_harm(broker):
    broker.stop()
    broker.stop()

    assert not broker.is_running
    assert not listens(broker.port)
    assert not listens(broker.port_v5)


OWNER = """
import sys, time
from datetime import timedelta
from pathlib import Path
from backend.connectors.mqtt import embedded_broker_process as broker_process
from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
EmbeddedBroker(Path(sys.argv[1]), port=int(sys.argv[2]), linger=timedelta(seconds=float(sys.argv[3]))).start()
print("up", flush=True)
time.sleep(60)
"""


@contextmanager
def owner(folder: Path, port: int, linger_s: float) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has started a broker, as Anhuan does; killed at the end at the latest."""
    command = [sys.executable, "-c", OWNER, str(folder), str(port), str(linger_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"up\n"
            yield process
        finally:
            process.kill()


def test_a_crash_of_the_owner_loses_nothing_that_the_broker_acknowledged(tmp_path, free_port):
    with ExitStack() as stack, owner(tmp_path, free_port, linger_s=20) as crashing:
        left_behind = EmbeddedBroker(tmp_path, port=free_port)
        left_behind.port, left_behind.port_v5 = free_port, free_port + 1
        ingest = Subscriber(left_behind, mqtt.MQTTv5)
        publish(left_behind, numbers(0, 50))
        crashing.send_signal(signal.SIGKILL)
        crashing.wait()
        ingest.vanish()

        successor = stack.enter_context(EmbeddedBroker(tmp_path, port=free_port))
        assert successor.port == free_port
        again = stack.enter_context(subscriber(successor))
        again.drain(50)

        assert again.has_session
        assert again.texts == numbers(0, 50)


def test_a_broker_without_an_owner_ends(tmp_path, free_port):
    with owner(tmp_path, free_port, linger_s=0.2) as crashing:
        crashing.send_signal(signal.SIGKILL)
        crashing.wait()

        wait_until(lambda: not listens(free_port), "the broker has ended", within=5)


def test_a_broker_whose_folder_was_removed_with_its_owner_ends_too(tmp_path, free_port):
    folder = tmp_path / "data"
    with owner(folder, free_port, linger_s=0.2) as crashing:
        crashing.send_signal(signal.SIGKILL)
        crashing.wait()
        shutil.rmtree(folder)

        wait_until(lambda: not listens(free_port), "the broker has ended", within=5)


def test_a_broker_that_accepts_but_does_not_answer_counts_as_deaf(broker):
    assert answers(broker.port, level=4)
    wait_until(lambda: answers(broker.port_v5, level=5), "the listener for MQTT 5 answers")
    assert not answers(broker.port, level=5)  # each version has a port of its own


def test_a_deaf_broker_ends_so_that_its_owner_can_start_it_again(tmp_path, monkeypatch):
    monkeypatch.setattr(broker_process, "ASK_EVERY_S", 0.0)
    monkeypatch.setattr(broker_process, "ANSWER_WITHIN_S", 0.2)
    ended = []

    def end(code: int) -> None:
        ended.append(code)
        raise SystemExit(code)

    monkeypatch.setattr(broker_process.os, "_exit", end)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(SystemExit):
        broker_process._watch(tmp_path / "broker.lock", 60, ((mute.getsockname()[1], 4),))

    assert ended == [broker_process.DEAF]


def test_it_is_up_within_three_seconds(tmp_path, free_port):
    began_at = time.monotonic()
    with EmbeddedBroker(tmp_path, port=free_port).start(within=timedelta(seconds=3)):
        assert time.monotonic() - began_at < 3


def kill(broker: EmbeddedBroker) -> None:
    who = broker._who()
    assert who is not None
    os.kill(who["pid"], signal.SIGKILL)
    wait_until(lambda: not broker.is_running, "the broker is dead")
