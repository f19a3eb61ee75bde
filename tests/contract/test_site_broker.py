"""The broker of docker-compose.yml lets every device say what is its own to say, and nothing else."""

import threading

import pytest

from tests.support import servers
from tests.support.site_broker import SiteBroker, leave

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
