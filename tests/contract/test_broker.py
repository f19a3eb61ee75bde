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
from threading import Event

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from backend.connectors.mqtt.embedded_broker import BrokerFailed, EmbeddedBroker
from tests.bench import load
from tests.support.servers import listens, wait_until

pytestmark = pytest.mark.broker
TOPIC = "anhuan/demo/batch"
TOPICS = "anhuan/+/batch"
VERSIONS = pytest.mark.parametrize("version", [mqtt.MQTTv311, mqtt.MQTTv5], ids=["mqtt 3.1.1", "mqtt 5"])


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path, port=free_port) as running:
        yield running


class Subscriber:
    """A client with a session that is kept while it is away; acknowledges only when told."""

    def __init__(self, broker: EmbeddedBroker, version: int, window: int = 1000) -> None:
        self.received: list[mqtt.MQTTMessage] = []
        self.has_session: bool | None = None
        kept = {} if version == mqtt.MQTTv5 else {"clean_session": False}
        self.client = mqtt.Client(
            mqtt.CallbackAPIVersion.VERSION2, client_id="historian", protocol=version, manual_ack=True, **kept
        )
        self.client.on_message = lambda client, data, message: self.received.append(message)
        self.client.on_connect = self._on_connect
        if version == mqtt.MQTTv5:
            properties = Properties(PacketTypes.CONNECT)
            properties.SessionExpiryInterval = 3600
            properties.ReceiveMaximum = window
            self.client.connect("127.0.0.1", broker.port, clean_start=False, properties=properties)
        else:
            self.client.connect("127.0.0.1", broker.port)
        self.client.loop_start()
        wait_until(lambda: self.has_session is not None, "connected")

    def _on_connect(self, client, data, flags, reason, properties) -> None:
        assert not reason.is_failure
        self.has_session = flags.session_present
        if not flags.session_present:
            client.subscribe(TOPICS, qos=1)

    @property
    def texts(self) -> list[str]:
        """What arrived, in the order of its first arrival: QoS 1 may bring the same again."""
        return list(dict.fromkeys(message.payload.decode() for message in self.received))

    def acknowledge(self, first: int, last: int) -> None:
        for message in self.received[first:last]:
            self.client.ack(message.mid, message.qos)

    def is_heard(self) -> None:
        """Wait until the broker has read what was sent before, acknowledgements too: it answers in order."""
        answered = Event()
        self.client.on_subscribe = lambda *_: answered.set()
        self.client.subscribe(TOPICS, qos=1)
        assert answered.wait(20)

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
def subscriber(
    broker: EmbeddedBroker, version: int = mqtt.MQTTv5, window: int = 1000
) -> Iterator[Subscriber]:
    found = Subscriber(broker, version, window)
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
    with subscriber(broker, version) as historian:
        publish(broker, ["a", "b"])
        historian.drain(2)

        assert historian.texts == ["a", "b"]
        assert {message.qos for message in historian.received} == {1}


@VERSIONS
def test_a_subscriber_that_was_away_gets_everything_in_order(broker, version):
    with subscriber(broker, version):
        pass
    publish(broker, numbers(0, 1500))

    with subscriber(broker, version) as historian:
        historian.drain(1500)

        assert historian.has_session
        assert historian.texts == numbers(0, 1500)


@VERSIONS
def test_a_subscriber_that_died_gets_again_what_it_had_not_acknowledged(broker, version):
    historian = Subscriber(broker, version)
    publish(broker, numbers(0, 500))
    wait_until(lambda: len(historian.received) == 500, "everything")
    historian.acknowledge(0, 30)
    historian.is_heard()
    publish(broker, ["last"])
    wait_until(lambda: len(historian.received) == 501, "the last")
    historian.vanish()

    with subscriber(broker, version) as successor:
        successor.drain(471)

        assert successor.texts == [*numbers(30, 500), "last"]
        assert all(message.dup for message in successor.received)


def test_no_more_is_sent_ahead_than_the_subscriber_asked_for(broker):
    with subscriber(broker, window=30) as historian:
        publish(broker, numbers(0, 300))
        wait_until(lambda: len(historian.received) >= 30, "a full window")

        assert len(historian.received) == 30


@VERSIONS
def test_if_the_brokers_own_process_dies_its_queue_and_sessions_are_there_again(broker, version):
    with subscriber(broker, version):
        pass
    publish(broker, numbers(0, 500))
    port = broker.port
    kill(broker)

    assert not broker.is_running
    broker.start()

    assert broker.port == port
    with subscriber(broker, version) as historian:
        historian.drain(500)
        assert historian.has_session
        assert historian.texts == numbers(0, 500)


def test_a_taken_port_is_passed_over(tmp_path, free_port):
    with socket.create_server(("127.0.0.1", free_port)), EmbeddedBroker(tmp_path, port=free_port) as broker:
        assert broker.port > free_port
        assert listens(broker.port)


def test_two_owners_of_one_folder_are_refused(broker, tmp_path):
    with pytest.raises(BrokerFailed, match="another Anhuan"):
        EmbeddedBroker(tmp_path, port=broker.port).start()

    assert broker.is_running


def test_it_is_reachable_from_this_machine_only(broker):
    listening = Path("/proc/net/tcp").read_text().split()

    assert f"0100007F:{broker.port:04X}" in listening
    assert f"00000000:{broker.port:04X}" not in listening


def test_stopping_frees_the_ports_and_twice_does_no_harm(broker):
    broker.stop()
    broker.stop()

    assert not broker.is_running
    assert not listens(broker.port)


OWNER = """
import sys, time
from datetime import timedelta
from pathlib import Path
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
        left_behind.port = free_port
        historian = Subscriber(left_behind, mqtt.MQTTv5)
        publish(left_behind, numbers(0, 50))
        crashing.send_signal(signal.SIGKILL)
        crashing.wait()
        historian.vanish()

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


def test_it_is_up_within_three_seconds(tmp_path, free_port):
    began_at = time.monotonic()
    with EmbeddedBroker(tmp_path, port=free_port).start(within=timedelta(seconds=3)):
        assert time.monotonic() - began_at < 3


def kill(broker: EmbeddedBroker) -> None:
    who = broker._who()
    assert who is not None
    os.kill(who["pid"], signal.SIGKILL)
    wait_until(lambda: not broker.is_running, "the broker is dead")


def test_what_is_retained_outlives_the_process_of_the_broker(broker):
    load.send_all(broker.port, iter([_retained("anhuan/demo/beacon/B1/set", b"red")]))
    kill(broker)
    broker.start()

    with load.connect(broker.port, "beacon") as beacon:
        load.subscribe(beacon, "anhuan/demo/beacon/+/set")
        assert b"red" in beacon.recv(1000)


@VERSIONS
def test_the_will_of_a_client_that_vanishes_is_said_and_of_one_that_leaves_is_not(broker, version):
    with load.connect(broker.port, "watch") as watch:
        load.subscribe(watch, "anhuan/#")
        for last_word in ("leaves", "vanishes"):
            client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=last_word, protocol=version)
            client.will_set("anhuan/will", last_word, qos=1)
            client.connect("127.0.0.1", broker.port)
            client.loop_start()
            wait_until(client.is_connected, "connected")
            if last_word == "leaves":
                client.disconnect()
            else:
                client.socket().shutdown(socket.SHUT_RDWR)
                wait_until(lambda client=client: not client.is_connected(), "it noticed")
            client.loop_stop()

        assert watch.recv(1000).endswith(b"vanishes")


def _retained(topic: str, payload: bytes) -> bytes:
    return b"\x33" + load.publish(0, topic, payload.decode())[1:]
