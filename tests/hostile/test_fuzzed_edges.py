"""Thousands of broken messages at every edge: coded answers, no traceback, no dead process.

By day a part of them, all at night. Each test prints its seed when it fails.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from backend.api.schema import schema as product_schema
from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from backend.connectors.mqtt.reader import Reader
from backend.connectors.pipeline import Pipeline
from backend.core.allowances import Allowances
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.entrypoints import http_ingest
from backend.monitoring.hot_path.batches import BatchStore
from backend.photos.store import PhotoStore
from backend.readings.tables import journal
from backend.sensors.quarantine_tables import quarantine
from tests.bench import load
from tests.hostile.fuzz import Fuzz
from tests.hostile.matrix.asking import Filling, document
from tests.support import http_site, pictures
from tests.support.fakes import FakeClock
from tests.support.http_devices import Floor
from tests.support.http_site import PROTOCOL, Site, bearer, running, sign_in, socket
from tests.support.plants import Plants, plant
from tests.support.servers import wait_until

many = pytest.mark.parametrize("count", [200, pytest.param(2_000, marks=pytest.mark.nightly)])
CODES = set(ErrorCode)
ALERTS = "subscription { alertChanged { tier } }"
CLOSED_BY_US = {1002, 1003, 1007, 1009, 4400, 4401, 4403, 4409, 4429}
"""What a socket is closed with over a message; 1011 would be a stumble."""


class Anything(dict[str, str]):
    """An id of every kind."""

    def __missing__(self, kind: str) -> str:
        return "1" if kind == "sensor" else str(uuid4())


def wish(fuzz: Fuzz) -> dict[str, Any]:
    """A request for something of the schema, right in all its arguments."""
    schema = product_schema._schema
    operation = fuzz.choice(("query", "mutation", "mutation"))
    root = schema.query_type if operation == "query" else schema.mutation_type
    assert root is not None
    name = fuzz.choice(sorted(root.fields))
    filling = Filling(name, Anything(), (), "")
    return {
        "query": document(operation, name, root.fields[name]),
        "variables": filling.variables(root.fields[name]),
    }


def bodies(fuzz: Fuzz, count: int) -> Iterator[bytes]:
    for _ in range(count):
        kind, asked = fuzz.randrange(10), wish(fuzz)
        if kind < 5:
            asked["variables"] = fuzz.altered(asked["variables"])
        elif kind < 7:
            asked = fuzz.altered(asked)
        elif kind == 7:
            asked["query"] = fuzz.broken(asked["query"].encode()).decode("utf-8", "replace")
        text = json.dumps(asked).encode("utf-8", "surrogatepass")
        yield fuzz.randbytes(fuzz.randrange(200)) if kind == 8 else fuzz.broken(text) if kind == 9 else text


@many
def test_graphql_over_http(site: Site, client: httpx.Client, stumbles: list[str], count: int) -> None:
    fuzz = Fuzz("http")
    signed = bearer(sign_in(client, "alice"))

    for body in bodies(fuzz, count):
        headers = {"content-type": "application/json", **(signed if fuzz.random() < 0.8 else {})}
        if fuzz.random() < 0.1:
            headers[fuzz.choice(("accept", "content-type", "authorization"))] = fuzz.choice(
                ("", "*/*", "text/html", "application/json; charset=latin-1", "Bearer x.y.z", "q=;;,")
            )
        answer = client.post("/graphql", content=body, headers=headers)
        assert answer.status_code in (200, 400, 401, 406, 415, 429), (answer.text, body)
        heard = {each["extensions"]["code"] for each in answer.json().get("errors", ())}
        assert heard <= CODES - {"INTERNAL"}, (answer.text, body, stumbles)
    assert stumbles == []


@many
def test_graphql_sockets(site: Site, client: httpx.Client, stumbles: list[str], count: int) -> None:
    fuzz, sent = Fuzz("sockets"), 0
    token = sign_in(client, "alice")
    address = f"{site.address.replace('http', 'ws', 1)}/graphql"

    while sent < count:
        with connect(address, subprotocols=[PROTOCOL], proxy=None) as connection:  # type: ignore[list-item]
            with suppress(ConnectionClosed):
                if fuzz.random() < 0.9:
                    connection.send(
                        json.dumps({"type": "connection_init", "payload": {"accessToken": token}})
                    )
                    connection.recv(timeout=10)
                for _ in range(10):
                    sent += 1
                    connection.send(message(fuzz))
                connection.send(json.dumps({"type": "ping"}))
                while json.loads(connection.recv(timeout=10)).get("type") != "pong":
                    pass
            if connection.close_code is not None:
                assert connection.close_code in CLOSED_BY_US, (connection.close_code, connection.close_reason)
    assert stumbles == []
    with socket(site, token) as phone:
        assert phone.receive() == {"type": "connection_ack"}


@pytest.mark.parametrize(
    "said",
    [
        {"type": "x" * 500},
        {"type": {"a": "b" * 500}},
        {"type": "subscribe", "id": "y" * 500, "payload": {"query": ALERTS}},
    ],
)
def test_a_socket_is_closed_with_a_reason_that_fits(
    site: Site, client: httpx.Client, stumbles: list[str], said: dict[str, Any]
) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        phone.receive()
        with suppress(ConnectionClosed):  # some are closed at the first message, before the others are sent
            for _ in range(3):
                phone.send_text(json.dumps(said))

        code, reason = phone.closed()

    assert code in CLOSED_BY_US
    assert len(reason.encode()) <= 123
    assert stumbles == []


def message(fuzz: Fuzz) -> str | bytes:
    """Something a phone might say, mostly wrong in one place."""
    payload = {"query": ALERTS, "variables": {}, "operationName": None}
    said: Any = {"type": "subscribe", "id": str(fuzz.randrange(5)), "payload": payload}
    kind = fuzz.randrange(8)
    if kind == 0:
        said = {"type": fuzz.choice(("complete", "ping", "pong", "connection_init")), "id": "1"}
    elif kind < 5:
        said["payload"] = fuzz.altered(payload)
    elif kind == 5:
        said = fuzz.altered(said)
    text = json.dumps(said)
    if kind == 6:
        return fuzz.broken(text.encode()).decode("utf-8", "replace")
    return fuzz.randbytes(20) if kind == 7 and fuzz.random() < 0.3 else text


def reading(fuzz: Fuzz, clock: FakeClock) -> Any:
    now = int(clock().timestamp() * 1000)
    one = {"ts": now - fuzz.randrange(10_000), "v": fuzz.randrange(100), "q": "good"}
    batch = [{"s": "GAS-1", **one}, {"s": fuzz.text(), **one}]
    event = {"ts": now, "type": "NO_HELMET", "confidence": 0.9, "subject": "x", "snapshot": "/9j/4AAQ"}
    return fuzz.choice((one, [one, one], batch, event))


def payload(fuzz: Fuzz, clock: FakeClock) -> bytes:
    kind, good = fuzz.randrange(6), reading(fuzz, clock)
    if kind == 0:
        return fuzz.randbytes(fuzz.randrange(100))
    wanted = good if kind == 1 else fuzz.altered(good)
    text = json.dumps(wanted).encode("utf-8", "surrogatepass")
    return fuzz.broken(text) if kind > 3 else text


@pytest.fixture
def floor(sqlite_database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Floor]:
    plants = plant(sqlite_database)
    gate = IntakeGate(PhotoStore(tmp_path / "photos"))
    gate.use(BatchStore(sqlite_database))
    with running(Starlette(routes=http_ingest.endpoint(sqlite_database, gate).routes())) as address:
        found = Floor(sqlite_database, clock, plants, address, "")
        found.key, _ = found.device()
        yield found


@many
def test_http_ingest(floor: Floor, clock: FakeClock, stumbles: list[str], count: int) -> None:
    fuzz = Fuzz("ingest")
    paths = ("/ingest", "/ingest/north", "/ingest/north/GAS-1", "/ingest/south/GAS-1", "/ingest/%00/%ff")

    with httpx.Client(base_url=floor.address, timeout=20) as device:
        for _ in range(count):
            headers = {"authorization": f"Bearer {floor.key}", "content-type": "application/json"}
            if fuzz.random() < 0.1:
                headers["authorization"] = fuzz.choice(
                    ("", "Bearer", "Bearer x", "Basic eDp5", f"Bearer {'x' * 900}")
                )
            body, path = payload(fuzz, clock), fuzz.choice(paths)
            answer = device.post(path, content=body, headers=headers)
            assert answer.status_code < 500, (answer.text, path, body, stumbles)
            if answer.status_code >= 400:
                assert answer.json()["code"] in CODES - {"INTERNAL"}, answer.text
    assert stumbles == []
    assert floor.post({"s": "GAS-1", "ts": floor.ms(1), "v": 1}).status_code == 200


@pytest.mark.parametrize("name", ["s", "site"])
@pytest.mark.parametrize("value", [{"a": 1}, [1], 5, None, True])
def test_an_element_that_names_no_source_is_refused(floor: Floor, name: str, value: Any) -> None:
    body = [{"ts": floor.ms(1), "v": 1, name: value}]

    assert floor.post(body, "/ingest/north/GAS-1").status_code in (400, 403)


@many
@pytest.mark.broker
def test_mqtt_topics_and_payloads(
    sqlite_database: Database,
    plants: Plants,
    clock: FakeClock,
    tmp_path: Path,
    free_port: int,
    stumbles: list[str],
    count: int,
) -> None:
    fuzz, stop = Fuzz("mqtt"), Event()
    gate = IntakeGate(PhotoStore(tmp_path / "photos"))
    gate.use(BatchStore(sqlite_database))
    floor = Floor(sqlite_database, clock, plants, "", "")
    with EmbeddedBroker(tmp_path, port=free_port) as broker:
        reader = Reader(Address.of(broker.ingest_url), Pipeline(gate), client_id="anhuan-ingest", stop=stop)
        thread = Thread(target=reader.run)
        thread.start()
        try:
            for start in range(0, count, 50):
                sent = (publication(fuzz, clock, number) for number in range(start, start + 50))
                load.send_all(broker.port, sent)
            last = json.dumps({"ts": floor.ms(), "v": 7})
            before = floor.count(journal)
            load.send_all(broker.port, iter([load.publish(1, "anhuan/north/PUMP-1/reading", last)]))
            wait_until(lambda: floor.count(journal) > before, "a reading after all that")
        finally:
            stop.set()
            thread.join()
        assert broker.is_running
    assert "Traceback" not in (tmp_path / "broker.log").read_text()
    assert stumbles == []
    assert floor.count(quarantine) > 0


def publication(fuzz: Fuzz, clock: FakeClock, number: int) -> bytes:
    """A PUBLISH whose packet is whole; what it says and where need not make sense."""
    levels = [
        "anhuan",
        "north",
        fuzz.choice(("GAS-1", "CAM-1", fuzz.text())),
        fuzz.choice(("reading", "event")),
    ]
    if fuzz.random() < 0.3:
        levels[fuzz.randrange(1, 4)] = fuzz.text()
    topic = "anhuan/north/batch" if fuzz.random() < 0.2 else "/".join(levels)
    name = "".join(each for each in topic if each not in "+#\x00\ud800")[:1_000].encode()
    body = (
        len(name).to_bytes(2, "big") + name + (number % 65_535 + 1).to_bytes(2, "big") + payload(fuzz, clock)
    )
    return b"\x32" + load._varint(len(body)) + body


@many
def test_photo_upload(
    sqlite_database: Database,
    plants: Plants,
    clock: FakeClock,
    tmp_path: Path,
    stumbles: list[str],
    count: int,
) -> None:
    fuzz = Fuzz("photos")
    assert plants, "they are planted"
    small = pictures.corners(16, 12)
    whole = [make(small) for make in (pictures.jpeg, pictures.png, pictures.webp)]

    async def upload(address: str, token: str) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=30) as phone:
            for _ in range(count):
                data = fuzz.broken(fuzz.choice(whole)) if fuzz.random() < 0.9 else fuzz.randbytes(100)
                name = (
                    hashlib.sha256(data).hexdigest()
                    if fuzz.random() < 0.95
                    else fuzz.choice(("0" * 64, "x", "%00"))
                )
                answer = await phone.put(f"/photos/{name}", content=data, headers=bearer(token))
                assert answer.status_code in (200, 201, 400, 404, 413, 415, 422), (answer.text, data)
                if answer.status_code > 201:
                    assert answer.json()["code"] in CODES - {"INTERNAL"}

    roomy = Allowances(photos_per_day=count, photos_of_site_per_day=count)
    with http_site.site(sqlite_database, clock, tmp_path, allowances=roomy) as site, site.client() as client:
        asyncio.run(upload(site.address, sign_in(client, "alice")))
    assert stumbles == []
