"""What a technician is told to type, and that it works when it is sent as it stands."""

import json
import subprocess
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest

from backend.connectors.payload import Decoder
from backend.core.errors import ErrorCode, Refused
from backend.sensors.connection_rules import ConnectionGuide, ConnectionWay, guide
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
GUIDE = (
    "query ($site: UUID!, $way: ConnectionWay!, $code: String!) { connectionGuide(siteId: $site, way: $way,"
    " code: $code) { siteCode address topic payload command needsKey qr } }"
)


def guided(
    way: ConnectionWay, *, code: str = "GD-1", broker: str = "mqtt://127.0.0.1:1883"
) -> ConnectionGuide:
    return guide(way, site="north", code=code, address="https://plant.example", broker=broker, now=NOW)


@pytest.mark.parametrize("way", [ConnectionWay.MQTT, ConnectionWay.HTTP])
def test_the_example_of_a_measuring_source_is_a_reading_of_it(way: ConnectionWay) -> None:
    found = guided(way)

    batch = Decoder().decode([(found.topic.encode(), found.payload.encode())])

    assert list(batch.rejected) == []
    assert [(key, value) for key, _, value, _ in batch.readings] == [("north/GD-1", 12.5)]


@pytest.mark.parametrize("way", list(ConnectionWay))
def test_the_line_for_a_shell_sends_the_example_with_the_time_at_which_it_is_sent(way: ConnectionWay) -> None:
    script = f"set -- {guided(way).command}; printf '%s\\n' \"$@\""

    words = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True).stdout

    body = json.loads(words.splitlines()[-1])
    assert datetime.fromisoformat(body["ts"]).tzinfo is not None
    assert set(body) == set(json.loads(guided(way).payload))


def test_a_broker_with_passwords_asks_for_the_account_of_the_source() -> None:
    found = guided(ConnectionWay.MQTT, broker="mqtts://broker.example:8883")

    assert found.needs_account
    assert "-h broker.example -p 8883 --cafile ca.crt -u north/GD-1" in found.command
    assert (found.is_local, guided(ConnectionWay.MQTT).is_local) == (False, True)


def test_where_nobody_has_set_the_broker_no_address_is_made_up() -> None:
    found = guided(ConnectionWay.MQTT, broker="")

    assert found.address == ""
    assert "-h $BROKER" in found.command


@pytest.mark.parametrize("code", ["", "a/b", "有毒", "-x", "a b"])
def test_what_cannot_stand_in_a_topic_is_no_code(code: str) -> None:
    with pytest.raises(Refused) as refused:
        guided(ConnectionWay.MQTT, code=code)
    assert refused.value.code is ErrorCode.CODE_NOT_LATIN


def test_it_is_for_who_manages_the_sources_of_the_site(client: httpx.Client, plants: Plants) -> None:
    def answer(name: str, site: object) -> dict[str, object]:
        asked = {"site": str(site), "way": "HTTP", "code": "GD-1"}
        return dict(ask(client, sign_in(client, name), GUIDE, **asked))

    found = answer("alice", plants.north)["data"]["connectionGuide"]  # type: ignore[index]  # as asked
    refused = [
        answer(name, site)["errors"][0]["extensions"]["code"]  # type: ignore[index]  # refused
        for name, site in (("bob", plants.north), ("carol", plants.north), ("alice", uuid4()))
    ]

    assert (found["siteCode"], found["topic"]) == ("north", "anhuan/north/GD-1/reading")
    assert found["needsKey"]
    assert found["qr"].startswith("data:image/svg+xml")
    assert refused == ["NOT_ALLOWED", "NOT_FOUND", "NOT_FOUND"]
