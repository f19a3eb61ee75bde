"""Who connects and sends little holds nothing for long."""

import select
import socket as sockets
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from backend.api import graphql_ws
from backend.api.graphql_requests import MAX_BODY
from backend.connectors.http import endpoint as http_endpoint
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Database
from backend.entrypoints import http_ingest, web_server
from backend.entrypoints import patient_protocol as patient_http
from backend.monitoring.hot_path.batches import BatchStore
from backend.photos.store import PhotoStore
from backend.sensors.devices.rules import new_key
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_devices import Floor
from tests.support.http_site import PROTOCOL, WAIT_S, running, until
from tests.support.plants import plant
from tests.support.servers import free_port

HALF_HEADS = 400
LARGE = 50_000_000
CADDY_KEEPS_FOR_S = 120
"""`keepalive` of its reverse_proxy where nothing else is set."""
UPGRADE = (
    b"GET /socket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def large(_: Request) -> PlainTextResponse:
    return PlainTextResponse("x" * LARGE)


async def greet(phone: WebSocket) -> None:
    await phone.accept()
    with suppress(WebSocketDisconnect):
        while True:
            await phone.receive_text()


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    port = free_port()
    routes = [
        Route("/", echo, methods=["GET", "POST"]),
        Route("/large", large),
        WebSocketRoute("/socket", greet),
    ]
    app = Starlette(routes=routes)
    server = web_server.web_server(
        app, stop_within_s=1, host="127.0.0.1", port=port, longest_message=MAX_BODY
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield "127.0.0.1", port
    finally:
        server.should_exit = True
        thread.join()


def is_closed(connection: sockets.socket) -> bool:
    """Whether the server has ended this connection."""
    connection.settimeout(10)
    try:
        while connection.recv(65_536):
            pass
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize("sent", [b"", b"POST / HTTP/1.1\r\nhost: a\r\nx-a: ", b"\r\n\r\n"])
def test_400_half_request_heads_are_closed(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(patient_http, "HEAD_WITHIN_S", 0.5)
    with served() as address, ExitStack() as stack:
        lines = [stack.enter_context(closing(sockets.create_connection(address))) for _ in range(HALF_HEADS)]
        for line in lines:
            line.sendall(sent)

        assert all(is_closed(line) for line in lines)


def test_a_head_after_a_whole_request_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_http, "HEAD_WITHIN_S", 0.3)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: a\r\n\r\nGET / HTTP/1.1\r\n")

        assert is_closed(line)


def test_an_idle_connection_outlives_the_patience_of_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    assert web_server.IDLE_FOR_S > CADDY_KEEPS_FOR_S
    monkeypatch.setattr(web_server, "IDLE_FOR_S", 1)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")

        assert b"200 OK" in line.recv(65_536)
        assert is_closed(line), "but not for ever"


def test_a_body_that_does_not_come_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_http, "BODY_WITHIN_S", 0.3)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc")

        assert is_closed(line)


def test_an_answer_that_nobody_takes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_http, "READ_WITHIN_S", 0.3)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n")
        time.sleep(1)  # the server's patience, not ours: nothing is read meanwhile
        line.settimeout(10)
        taken = 0
        with suppress(ConnectionError):
            while piece := line.recv(1_000_000):
                taken += len(piece)

    assert taken < LARGE


def test_an_answer_that_is_taken_slowly_comes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_http, "READ_WITHIN_S", 5)
    with served() as (host, port), httpx.Client(base_url=f"http://{host}:{port}") as client:
        assert len(client.get("/large").content) == LARGE


def test_a_socket_that_answers_no_ping_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_server, "PING_EVERY_S", 0.2)
    monkeypatch.setattr(web_server, "PONG_WITHIN_S", 0.2)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(UPGRADE)

        assert line.recv(12) == b"HTTP/1.1 101"
        assert is_closed(line)


def test_a_socket_is_no_request_whose_head_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_http, "HEAD_WITHIN_S", 0.2)
    with served() as (host, port), connect(f"ws://{host}:{port}/socket", proxy=None) as screen:
        time.sleep(0.6)

        assert screen.ping().wait(10), "a screen that only listens stays connected"


def test_half_a_message_does_not_keep_a_socket_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_server, "PING_EVERY_S", 0.2)
    monkeypatch.setattr(web_server, "PONG_WITHIN_S", 0.2)
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(UPGRADE)
        line.recv(12)
        line.sendall(b"\x81\xfe\xff\xff")

        assert is_closed(line)


def test_a_socket_that_does_not_say_who_it_is_is_closed(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphql_ws, "INIT_WITHIN", timedelta(seconds=0.3))
    with http_site.site(sqlite_database, clock, tmp_path) as site:
        address = site.address.replace("http", "ws", 1) + "/graphql"
        with connect(address, subprotocols=[PROTOCOL], proxy=None) as line, suppress(ConnectionClosed):
            line.recv(timeout=10)

    assert line.close_code == 4408


def test_a_head_without_end_is_not_kept() -> None:
    with served() as address, closing(sockets.create_connection(address)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: a\r\nx-a: " + b"a" * 60_000)

        assert is_closed(line)


def test_whole_requests_are_answered_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with served() as (host, port), httpx.Client(base_url=f"http://{host}:{port}") as client:
        assert [client.post("/", content=b"x" * n).text for n in (0, 10, 100_000)] == ["0", "10", "100000"]


@pytest.fixture
def floor(sqlite_database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Floor]:
    plants = plant(sqlite_database)
    gate = IntakeGate(PhotoStore(tmp_path / "photos"))
    gate.use(BatchStore(sqlite_database))
    endpoint = http_ingest.endpoint(sqlite_database, gate)
    with running(Starlette(routes=endpoint.routes())) as address:
        found = Floor(sqlite_database, clock, plants, address, "")
        found.key, _ = found.device()
        yield found


def half_body(floor: Floor, key: str) -> sockets.socket:
    """A request whose body does not end."""
    where = urlsplit(floor.address)
    line = sockets.create_connection((where.hostname or "", where.port or 0))
    head = f"POST /ingest HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {key}\r\n"
    line.sendall(f"{head}content-type: application/json\r\ncontent-length: 500\r\n\r\n[".encode())
    return line


def test_bodies_without_a_key_take_no_place_of_a_device(floor: Floor) -> None:
    with ExitStack() as stack:
        lines = [
            stack.enter_context(closing(half_body(floor, new_key())))
            for _ in range(http_endpoint.MAX_REQUESTS + 8)
        ]
        answers = {line.recv(12) for line in lines}

        answer = floor.post({"s": "GAS-1", "ts": floor.ms(1), "v": 1})

    assert answers == {b"HTTP/1.1 401"}
    assert answer.status_code == 200


def test_slow_bodies_of_one_device_leave_room_for_the_others(floor: Floor) -> None:
    slow, _ = floor.device(name="slow")
    with ExitStack() as stack:
        lines = [
            stack.enter_context(closing(half_body(floor, slow)))
            for _ in range(http_endpoint.MAX_PER_DEVICE + 1)
        ]
        answered, _, _ = select.select(lines, [], [], WAIT_S)
        refused = [line.recv(12) for line in answered]

        answer = floor.post({"s": "GAS-1", "ts": floor.ms(1), "v": 1})

    assert refused == [b"HTTP/1.1 429"]
    assert answer.status_code == 200


def test_a_device_that_hangs_up_is_no_error_of_ours(floor: Floor, stumbles: list[str]) -> None:
    with half_body(floor, floor.key) as line:
        line.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    for n in range(5):
        assert floor.post({"s": "GAS-1", "ts": floor.ms(n), "v": 1}).status_code == 200
    assert stumbles == []
