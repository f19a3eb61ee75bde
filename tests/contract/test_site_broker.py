"""The broker of docker-compose.yml lets every device say what is its own to say, and nothing else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from backend.connectors.intake_gate import IntakeGate
from backend.connectors.scaleout.topic_shard import Share
from backend.core.database import Database
from backend.entrypoints import gateway, ingest
from backend.photos.store import PhotoStore
from backend.sensors.devices.refusals_rules import KeyRefusal
from backend.sensors.devices.refusals_store import RefusedDevices
from push.beacon import LISTENING, SENDING, Beacon, BeaconSettings
from push.beacon_listener import BeaconListener
from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Purpose
from push.outcome import Verdict
from tests.support import servers
from tests.support.plants import Plants
from tests.support.site_broker import PASSWORD, SiteBroker, leave

pytestmark = pytest.mark.broker


@pytest.mark.parametrize(
    ("user", "topic", "arrives"),
    [
        ("demo/GAS-01", "anhuan/demo/GAS-01/reading", True),
        ("demo/GAS-01", "anhuan/demo/GAS-01/event", True),
        ("demo/GAS-01", "anhuan/other/GAS-01/reading", False),
        ("demo/GAS-01", "anhuan/demo/GAS-02/reading", False),
        ("demo/GAS-01", "anhuan/demo/batch", False),
        ("demo/GAS-01", "anhuan/demo/beacon/B1/set", False),
        ("demo/beacon/B1", "anhuan/demo/beacon/B1/state", True),
        ("demo/beacon/B1", "anhuan/demo/beacon/B1/set", False),
        ("demo/beacon/B1", "anhuan/demo/beacon/B2/state", False),
        ("demo/beacon/B1", "anhuan/demo/GAS-01/reading", False),
        ("demo", "anhuan/demo/batch", True),
        ("demo", "anhuan/demo/GAS-02/reading", True),
        ("demo", "anhuan/other/batch", False),
    ],
)
def test_a_device_speaks_for_itself_and_a_gateway_for_its_site(
    site_broker: SiteBroker, user: str, topic: str, arrives: bool
) -> None:
    seen: list[str] = []
    subscribed = threading.Event()
    reader = site_broker.client(
        "anhuan", is_device=False, on_message=lambda message: seen.append(message.topic)
    )
    reader.on_subscribe = lambda *_: subscribed.set()
    reader.subscribe("anhuan/#", qos=1)
    assert subscribed.wait(5)

    sender = site_broker.client(user)
    sender.publish(topic, "1", qos=1).wait_for_publish(5)
    # What follows on the same path tells that the broker is through with the first.
    reader.publish("anhuan/last", qos=1)
    servers.wait_until(lambda: "anhuan/last" in seen, "the last message", within=5)

    assert (topic in seen) is arrives
    leave(reader)
    leave(sender)


def test_states_reach_a_beacon_while_it_is_listened_to_with_the_same_settings(
    site_broker: SiteBroker,
) -> None:
    url = f"mqtt://127.0.0.1:{site_broker.beacons}"
    settings = BeaconSettings(broker_url=url, site="demo", username="anhuan-beacons-*", password=PASSWORD)
    network = Network(frozenset({url}), 10.0)
    shown, losses = list[tuple[str, str]](), list[str]()
    listener = BeaconListener(
        settings,
        network,
        on_shown=lambda code, message_id: shown.append((code, message_id)),
        on_reachable=lambda *_: None,
        on_lost=lambda: losses.append("lost"),
    )
    listener.start()
    lamp = site_broker.client("demo/beacon/B1", on_message=lambda packet: echo(packet.payload))

    def echo(payload: bytes) -> None:
        lamp.publish("anhuan/demo/beacon/B1/state", payload, qos=1, retain=True)

    lamp.subscribe("anhuan/demo/beacon/B1/set", qos=1)
    ids = [f"{n:032x}" for n in range(3)]
    for message_id in ids:
        message = Message("", "", "/", purpose=Purpose.RED, topic="a", message_id=message_id)
        assert Beacon(settings, network).send(Endpoint("B1"), message).verdict is Verdict.ACCEPTED
        servers.wait_until(lambda wanted=message_id: ("B1", wanted) in shown, "the echo", within=10)

    assert not losses, "the connection that sends puts off the one that listens"
    listener.stop()
    leave(lamp)


@pytest.mark.parametrize("number", [SENDING[0], LISTENING[-1]])
def test_the_accounts_of_the_beacons_say_and_hear_nothing_else(site_broker: SiteBroker, number: int) -> None:
    seen: list[str] = []
    subscribed = threading.Event()
    reader = site_broker.client(
        "anhuan", is_device=False, on_message=lambda message: seen.append(message.topic)
    )
    reader.on_subscribe = lambda *_: subscribed.set()
    reader.subscribe("anhuan/#", qos=1)
    assert subscribed.wait(5)
    heard: list[str] = []
    ours = site_broker.client(
        f"anhuan-beacons-{number}",
        port=site_broker.beacons,
        is_device=False,
        on_message=lambda message: heard.append(message.topic),
    )
    ours.subscribe("anhuan/#", qos=1)
    for topic in ("anhuan/demo/GAS-01/reading", "anhuan/demo/batch", "anhuan/demo/beacon/B1/state"):
        ours.publish(topic, "1", qos=1).wait_for_publish(5)
    ours.publish("anhuan/demo/beacon/B1/set", "1", qos=1).wait_for_publish(5)
    servers.wait_until(lambda: "anhuan/demo/beacon/B1/set" in seen, "the state", within=5)
    gauge = site_broker.client("demo/GAS-01")
    gauge.publish("anhuan/demo/GAS-01/reading", "1", qos=1).wait_for_publish(5)
    servers.wait_until(lambda: "anhuan/demo/GAS-01/reading" in seen, "the reading", within=5)

    assert seen == ["anhuan/demo/beacon/B1/set", "anhuan/demo/GAS-01/reading"]
    assert heard == []
    for client in (reader, ours, gauge):
        leave(client)


def test_nobody_gets_in_without_a_password(site_broker: SiteBroker) -> None:
    with pytest.raises(AssertionError, match="Not authorized"):
        site_broker.client("demo/GAS-01", password="wrong")


def test_who_runs_the_site_may_see_what_the_broker_dropped(site_broker: SiteBroker) -> None:
    seen: list[str] = []
    client = site_broker.client(
        "anhuan", is_device=False, on_message=lambda message: seen.append(message.topic)
    )
    client.subscribe("$SYS/broker/publish/messages/dropped")

    servers.wait_until(lambda: bool(seen), "what the broker says of itself")
    leave(client)


Refusal = tuple[str, str, KeyRefusal, int]


def refused(database: Database) -> list[Refusal]:
    return [
        (each.site_code, each.code, each.reason, each.count)
        for each in database.read(
            lambda s: [*RefusedDevices(s).of_site("north"), *RefusedDevices(s).of_site("nowhere")]
        )
    ]


def turn_away(site_broker: SiteBroker, user: str) -> None:
    with pytest.raises(AssertionError, match="Not authorized"):
        site_broker.client(user, password="wrong")


@contextmanager
def heard(
    site_broker: SiteBroker, database: Database, run: Callable[[threading.Event], None]
) -> Iterator[None]:
    """The broker as this process hears it, from the first that it noted."""
    stop = threading.Event()

    def is_heard() -> bool:
        turn_away(site_broker, "north/FIRST")
        return bool(refused(database))

    reader = threading.Thread(target=run, args=(stop,))
    reader.start()
    try:
        servers.wait_until(is_heard, "whoever hears the broker")
        yield
    finally:
        stop.set()
        reader.join()


def three_are_noted(site_broker: SiteBroker, database: Database) -> None:
    for user in ("nowhere/GAS-1", "north/GAS 1 disconnected", "north/GAS-1", "north/GAS-1", "north"):
        turn_away(site_broker, user)
    servers.wait_until(lambda: len(refused(database)) == 3, "what was refused", within=10)
    assert [each for each in sorted(refused(database)) if each[1] != "FIRST"] == [
        ("north", "", KeyRefusal.ACCOUNT, 1),
        ("north", "GAS-1", KeyRefusal.ACCOUNT, 2),
    ]
    assert database.read(lambda s: RefusedDevices(s).of_site("south")) == []


@pytest.mark.nightly
def test_whom_the_broker_refuses_is_noted_for_the_site_of_the_account_and_for_no_other(
    site_broker: SiteBroker, database: Database, plants: Plants, tmp_path: Path
) -> None:
    """Ingest hears it in the log of the broker; a name of no site, and one of no shape, leave nothing."""
    gate = IntakeGate(PhotoStore(tmp_path / "photos"))

    def read(stop: threading.Event) -> None:
        ingest.run(
            database, mqtt_url=site_broker.url(), client_id="anhuan-ingest", stop=stop, intake_gate=gate
        )

    with heard(site_broker, database, read):
        three_are_noted(site_broker, database)


@pytest.mark.nightly
@pytest.mark.redis
def test_of_several_gateways_the_first_notes_whom_the_broker_refuses_and_no_other_does(
    site_broker: SiteBroker, database: Database, plants: Plants, redis_url: str
) -> None:
    def forward(number: int, stop: threading.Event) -> None:
        gateway.run(
            mqtt_url=site_broker.url(f"gateway-{number}"),
            client_id=f"anhuan-gateway-{number}",
            redis_url=redis_url,
            partitions=4,
            share=Share(number, 2),
            stop=stop,
            database=database,
            host="127.0.0.1",
            ingest_port=servers.free_port(),
        )

    stop = threading.Event()
    second = threading.Thread(target=forward, args=(2, stop))
    second.start()
    try:
        with heard(site_broker, database, partial(forward, 1)):
            three_are_noted(site_broker, database)
    finally:
        stop.set()
        second.join()


@pytest.mark.parametrize("topic", ["$SYS/broker/log/N", "$SYS/broker/log/#", "$SYS/#"])
def test_no_device_reads_in_the_log_who_else_is_there(site_broker: SiteBroker, topic: str) -> None:
    seen: list[str] = []
    subscribed = threading.Event()
    device = site_broker.client("demo", on_message=lambda message: seen.append(message.topic))
    device.on_subscribe = lambda *_: subscribed.set()
    device.subscribe(topic)
    assert subscribed.wait(5)

    leave(site_broker.client("demo/GAS-01"))
    last = threading.Event()
    device.on_publish = lambda *_: last.set()
    device.publish("anhuan/demo/batch", "1", qos=1)
    assert last.wait(5)

    assert seen == []
    leave(device)
