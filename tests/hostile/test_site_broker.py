"""A device with a valid account turns against the broker of docker-compose.yml, and gets nowhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import product
from threading import Event, Thread

import pytest

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.frames import Message
from backend.connectors.mqtt.reader import Reader
from tests.support.servers import wait_until
from tests.support.site_broker import SiteBroker, leave

pytestmark = pytest.mark.broker
OURS = ("anhuan-ingest", "anhuan-gateway-1")
BY_DAY = (
    ("anhuan-ingest", False, "demo/GAS-01", "tls"),
    ("anhuan-gateway-1", True, "anhuan-beacons-7", "beacons"),
)


class Kept:
    """What comes through one of our processes."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.connections = 0

    def take(self, messages: list[Message], too_large: list[Message]) -> None:
        self.messages += messages

    @property
    def payloads(self) -> list[bytes]:
        return list(dict.fromkeys(payload for _, payload in self.messages))


@contextmanager
def reading(broker: SiteBroker, client_id: str) -> Iterator[Kept]:
    kept, stop, subscribed = Kept(), Event(), Event()
    reader = Reader(
        Address.of(broker.url(client_id.removeprefix("anhuan-"))), kept, client_id=client_id, stop=stop
    )
    reader.on_subscribe = lambda *_: subscribed.set()
    thread = Thread(target=reader.run)
    thread.start()
    try:
        assert subscribed.wait(20)
        yield kept
        kept.connections = reader.generation
    finally:
        stop.set()
        thread.join()


def publish(broker: SiteBroker, first: int, last: int) -> None:
    device = broker.client("demo")
    for sent in [device.publish("anhuan/demo/batch", str(number), qos=1) for number in range(first, last)]:
        sent.wait_for_publish(5)
    leave(device)


@pytest.mark.parametrize(
    ("client_id", "is_clean", "account", "listener"),
    [
        pytest.param(*each, marks=() if each in BY_DAY else pytest.mark.nightly)
        for each in product(
            OURS, (True, False), ("demo/GAS-01", "anhuan-beacons-7"), ("tls", "plain", "beacons")
        )
    ],
)
def test_an_account_that_takes_the_client_id_of_another_takes_nothing(
    site_broker: SiteBroker, client_id: str, is_clean: bool, account: str, listener: str
) -> None:
    with reading(site_broker, client_id):
        pass
    publish(site_broker, 0, 50)

    stolen: list[bytes] = []
    thief = site_broker.client(
        account,
        client_id=client_id,
        is_clean=is_clean,
        is_device=listener == "tls",
        port=getattr(site_broker, listener),
        on_message=lambda it: stolen.append(it.payload),
    )
    leave(thief)

    with reading(site_broker, client_id) as kept:
        wait_until(lambda: len(kept.payloads) == 50, f"all that waited; {len(kept.payloads)} of 50 are there")
    assert stolen == []


@pytest.mark.parametrize("client_id", OURS)
@pytest.mark.parametrize("listener", ["tls", "beacons"])
def test_ours_stays_connected_while_another_account_uses_its_client_id(
    site_broker: SiteBroker, client_id: str, listener: str
) -> None:
    is_device, port = listener == "tls", getattr(site_broker, listener)
    with reading(site_broker, client_id) as kept:
        for _ in range(5):
            leave(site_broker.client("demo/GAS-01", client_id=client_id, is_device=is_device, port=port))
        publish(site_broker, 0, 1)
        wait_until(lambda: kept.payloads == [b"0"], "a reading")

    assert kept.connections == 1


@pytest.mark.parametrize(
    "wanted",
    [
        "#",
        "anhuan/#",
        "anhuan/+/batch",
        "anhuan/+/+/reading",
        "anhuan/demo/GAS-01/#",
        "$SYS/#",
        "+/demo/batch",
    ],
)
def test_a_device_hears_nothing_of_others(site_broker: SiteBroker, wanted: str) -> None:
    heard: list[str] = []
    answered = threading.Event()
    spy = site_broker.client("demo/GAS-01", on_message=lambda message: heard.append(message.topic))
    spy.on_subscribe = lambda *_: answered.set()
    spy.subscribe(wanted, qos=1)
    assert answered.wait(5)

    publish(site_broker, 0, 5)
    beacon = site_broker.client("demo/beacon/B1")
    beacon.publish("anhuan/demo/beacon/B1/state", "on", qos=1).wait_for_publish(5)
    leave(beacon)
    spy.publish("anhuan/demo/GAS-01/reading", "1", qos=1).wait_for_publish(5)

    leave(spy)
    assert heard == []


@pytest.mark.nightly
@pytest.mark.parametrize(
    "topic", ["anhuan/demo/batch", "anhuan/other/GAS-01/reading", "anhuan/demo/beacon/B1/set"]
)
def test_the_will_of_a_device_says_nothing_in_the_name_of_others(site_broker: SiteBroker, topic: str) -> None:
    seen: list[str] = []
    subscribed = threading.Event()
    watch = site_broker.client("anhuan", is_device=False, on_message=lambda it: seen.append(it.topic))
    watch.on_subscribe = lambda *_: subscribed.set()
    watch.subscribe("anhuan/#", qos=1)
    assert subscribed.wait(5)

    with suppress(AssertionError):  # refused at once would be as good
        dying = site_broker.client("demo/GAS-01", will=(topic, "forged"))
        dying._thread_terminate = True
        dying.socket().close()
    dying = site_broker.client("demo/GAS-01", will=("anhuan/demo/GAS-01/event", "its own"))
    dying._thread_terminate = True
    dying.socket().close()

    wait_until(lambda: "anhuan/demo/GAS-01/event" in seen, "a will that it may have")
    leave(watch)
    assert topic not in seen


def test_two_devices_of_one_client_id_do_not_disturb_each_other(site_broker: SiteBroker) -> None:
    one = site_broker.client("demo/GAS-01", client_id="same")
    other = site_broker.client("demo", client_id="same")

    for client, topic in ((one, "anhuan/demo/GAS-01/reading"), (other, "anhuan/demo/batch")):
        client.publish(topic, "1", qos=1).wait_for_publish(5)
        assert client.is_connected()

    leave(one)
    leave(other)
