"""A beacon on a real broker: on, echo, cable cut, back."""

import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from push.beacon import BeaconSettings
from push.beacon_listener import BeaconListener
from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Purpose
from push.outcome import Verdict
from push.registry import Channel
from push.settings import Problem, WrongSetting
from tests.support import servers
from tests.support.channel_cases import MESSAGE
from tests.support.lamps import lamp
from tests.support.site_broker import PASSWORD, SiteBroker

pytestmark = pytest.mark.broker
WITHIN_S = 60
EAST = Endpoint("R2-east")


def network(url: str) -> Network:
    return Network(frozenset({url}), 60.0)


def channel(url: str) -> Channel:
    return build("beacon", "mqtt", {"broker_url": url, "site": "demo"}, network(url))


@dataclass
class Receipts:
    shown: "queue.Queue[tuple[str, str]]"
    reachable: "queue.Queue[tuple[str, bool]]"
    lost: "queue.Queue[bool]"


@contextmanager
def listening(url: str) -> Iterator[Receipts]:
    receipts = Receipts(queue.Queue(), queue.Queue(), queue.Queue())
    listener = BeaconListener(
        BeaconSettings(broker_url=url, site="demo"),
        network(url),
        on_shown=lambda *seen: receipts.shown.put(seen),
        on_reachable=lambda *seen: receipts.reachable.put(seen),
        on_lost=lambda: receipts.lost.put(True),
    )
    listener.start()
    yield receipts
    listener.stop()


def test_a_beacon_shows_an_alert_says_so_and_goes_dark_again(own_mosquitto_url: str) -> None:
    with listening(own_mosquitto_url) as receipts, lamp(own_mosquitto_url) as east:
        sender = channel(own_mosquitto_url)

        assert sender.send(EAST, MESSAGE).verdict is Verdict.ACCEPTED
        assert east.seen.get(timeout=WITHIN_S) == {
            "level": 4,
            "tier": "RED",
            "alert": MESSAGE.topic,
            "id": "d1f00c2e",
        }
        assert receipts.shown.get(timeout=WITHIN_S) == ("R2-east", "d1f00c2e")

        over = replace(MESSAGE, purpose=Purpose.CLEAR, message_id="over")
        assert sender.send(EAST, over).verdict is Verdict.ACCEPTED
        assert east.seen.get(timeout=WITHIN_S)["level"] == 0
        assert receipts.shown.get(timeout=WITHIN_S) == ("R2-east", "over")


def test_a_beacon_that_was_away_shows_the_state_when_it_comes_back(own_mosquitto_url: str) -> None:
    channel(own_mosquitto_url).send(EAST, MESSAGE)

    with lamp(own_mosquitto_url) as east:
        assert east.seen.get(timeout=WITHIN_S)["tier"] == "RED"


def test_a_beacon_whose_cable_is_cut_is_reported_and_so_is_its_return(own_mosquitto_url: str) -> None:
    with listening(own_mosquitto_url) as receipts:
        with lamp(own_mosquitto_url) as east:
            assert receipts.reachable.get(timeout=WITHIN_S) == ("R2-east", True)
            east.cut_cable()
            assert receipts.reachable.get(timeout=WITHIN_S) == ("R2-east", False)
        with lamp(own_mosquitto_url):
            assert receipts.reachable.get(timeout=WITHIN_S) == ("R2-east", True)


def test_a_test_is_shown_for_some_seconds_and_leaves_the_state_alone(own_mosquitto_url: str) -> None:
    sender = channel(own_mosquitto_url)
    sender.send(EAST, MESSAGE)
    with lamp(own_mosquitto_url) as east:
        east.seen.get(timeout=WITHIN_S)
        sender.send(EAST, replace(MESSAGE, purpose=Purpose.TEST, message_id="test"))
        test = east.seen.get(timeout=WITHIN_S)

    assert (test["tier"], test["for_s"]) == ("TEST", 5)
    with lamp(own_mosquitto_url) as east:
        assert east.seen.get(timeout=WITHIN_S)["tier"] == "RED"


@pytest.mark.nightly
def test_the_listener_follows_a_broker_that_comes_back_and_reads_no_nonsense(tmp_path: Path) -> None:
    port = servers.free_port()
    url = f"mqtt://127.0.0.1:{port}"
    with listening(url) as receipts:
        for round_no in range(2):
            with servers.mosquitto(tmp_path, port=port), lamp(url, f"L{round_no}") as found:
                for nonsense in (b"", b"on", b"[]", b'{"id": 7}', b'{"id": "a b"}', b"x" * 5000):
                    found.client.publish("anhuan/demo/beacon/B9/state", nonsense, qos=1)
                channel(url).send(Endpoint(f"L{round_no}"), MESSAGE)
                shown = receipts.shown.get(timeout=WITHIN_S)
                while shown == ("L0", "d1f00c2e") and round_no == 1:  # repeated by the broker
                    shown = receipts.shown.get(timeout=WITHIN_S)
                assert shown == (f"L{round_no}", "d1f00c2e")
            assert receipts.lost.get(timeout=WITHIN_S), "it says that nothing is heard now"


def test_the_broker_of_an_installation_lets_the_channel_and_its_beacons_do_their_part(
    site_broker: SiteBroker,
) -> None:
    url = f"mqtt://127.0.0.1:{site_broker.plain}"
    seen: queue.Queue[bytes] = queue.Queue()
    beacon = site_broker.client("demo/beacon/B1", on_message=lambda packet: seen.put(packet.payload))
    beacon.subscribe("anhuan/demo/beacon/B1/set", qos=1)
    settings = {"broker_url": url, "site": "demo", "username": "anhuan", "password": PASSWORD}

    outcome = build("beacon", "mqtt", settings, network(url)).send(Endpoint("B1"), MESSAGE)

    assert outcome.verdict is Verdict.ACCEPTED
    assert json.loads(seen.get(timeout=WITHIN_S))["tier"] == "RED"
    beacon.disconnect()
    wrong = build("beacon", "mqtt", settings | {"password": "guess"}, network(url))
    assert wrong.send(Endpoint("B1"), MESSAGE).verdict is Verdict.FAILED


@pytest.mark.parametrize("purpose", [Purpose.NOTICE, Purpose.CODE])
def test_a_beacon_shows_alerts_only(purpose: Purpose) -> None:
    message: Message = replace(MESSAGE, purpose=purpose)

    assert channel("mqtt://127.0.0.1:9").send(EAST, message).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("broker_url", "https://broker.example:1883"),
        ("broker_url", "mqtts://broker.example"),
        ("broker_url", "mqtts://broker.example:0"),
        ("broker_url", "mqtts://broker.example:8883/path"),
        ("site", "demo/#"),
    ],
)
def test_what_is_no_broker_or_no_part_of_a_topic_is_refused(name: str, value: str) -> None:
    settings = {"broker_url": "mqtts://broker.example:8883", "site": "demo"} | {name: value}

    with pytest.raises(WrongSetting) as refused:
        build("beacon", "mqtt", settings)

    assert (refused.value.name, refused.value.problem) == (name, Problem.MALFORMED)


def test_an_error_in_what_follows_a_receipt_does_not_end_the_listening(own_mosquitto_url: str) -> None:
    seen: queue.Queue[str] = queue.Queue()

    def take(beacon: str, _: str) -> None:
        if beacon == "L0":
            raise RuntimeError("the database is away")
        seen.put(beacon)

    listener = BeaconListener(
        BeaconSettings(broker_url=own_mosquitto_url, site="demo"),
        network(own_mosquitto_url),
        on_shown=take,
        on_reachable=lambda *_: None,
    )
    listener.start()
    for code in ("L0", "L1"):
        with lamp(own_mosquitto_url, code) as found:
            channel(own_mosquitto_url).send(Endpoint(code), MESSAGE)
            found.seen.get(timeout=WITHIN_S)
    assert seen.get(timeout=WITHIN_S) == "L1"
    listener.stop()
