"""The HTTP edge for tests: the real application on a real database, with a clock that tests move."""

import asyncio
import json
import socket as socket_module
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend.api.app import Parts, build_app
from backend.api.schema import schema as product_schema
from backend.archive.dossier.printing import Dossiers
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.allowances import Allowances
from backend.core.database import Database
from backend.core.graphql.context import Edge
from backend.core.graphql.executor import Schema
from backend.core.graphql.live import LiveBus
from backend.people.accounts.sign_in_commands import require_proof
from backend.people.accounts.sign_ins_rules import NEEDS_PROOF
from backend.people.queries import viewer, viewers
from backend.photos.store import PhotoStore
from tests.support.declared import HOME, OVERDUE_SUBJECTS, SUBJECTS, WORK
from tests.support.plants import PASSWORD
from tests.support.servers import NO_TLS, free_port

ROOT = Path(__file__).parents[2]
SECRET = "a secret of more than thirty-two characters"
PROTOCOL = "graphql-transport-ws"
WAIT_S = 10.0


@dataclass
class Site:
    """The application on a loopback port, and the bus its database publishes to."""

    app: Starlette
    bus: LiveBus
    address: str

    def client(self) -> httpx.Client:
        """A browser of its own: with its own cookies."""
        return httpx.Client(base_url=self.address, timeout=30, verify=NO_TLS)


def edge_of(
    database: Database,
    clock: Callable[[], datetime],
    folder: Path,
    bus: LiveBus,
    allowances: Allowances | None = None,
) -> Edge:
    """Services of the product's edge on this database."""
    return Edge(
        database=database,
        bus=bus,
        clock=clock,
        viewer_of=viewer,
        keep_picture=PhotoStore(folder / "photos").put,
        needs_proof=NEEDS_PROOF,
        require_proof=require_proof,
        viewers_of=viewers,
        home=HOME,
        work=WORK,
        overdue=OVERDUE_SUBJECTS,
        subjects=SUBJECTS,
        allowances=allowances or Allowances(),
        vapid_public_key="key",
        address="https://plant.example",
    )


@contextmanager
def site(
    database: Database,
    clock: Callable[[], datetime],
    folder: Path,
    *,
    schema: Schema = product_schema,
    bus: LiveBus | None = None,
    allowances: Allowances | None = None,
    **parts: Any,
) -> Iterator[Site]:
    """Run the product's application, or one with another schema, until the end of the block."""
    bus = bus or LiveBus()
    database.on_commit = bus.publish
    wanted = {
        "persisted_file": ROOT / "graphql" / "persisted.json",
        "front_end_folder": folder / "dist",
        "is_production": False,
        "has_tls": False,
        **parts,
    }
    edge = edge_of(database, clock, folder, bus, allowances)
    photos = PhotoStore(folder / "photos")
    app = build_app(
        Parts(
            edge=edge,
            schema=schema,
            token_secret=SECRET,
            stores=(photos, VoiceStore(folder / "voices"), Dossiers(photos)),
            **wanted,
        )
    )
    with running(app) as address:
        yield Site(app, bus, address)


def sign_in(client: httpx.Client, name: str) -> str:
    """Sign in and return the access token; the cookies stay with the client."""
    answer = client.post("/auth/sign-in", json={"username": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["accessToken"]
    return token


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def ask(client: httpx.Client, token: str | None, query: str, /, **variables: Any) -> dict[str, Any]:
    """Run a document; returns the answer's JSON, whatever its status."""
    headers = bearer(token) if token else {}
    answer = client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    found: dict[str, Any] = answer.json()
    return found


class Socket:
    """A phone's side of graphql-transport-ws."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def send(self, type: str, **parts: Any) -> None:
        self.send_text(json.dumps({"type": type, **parts}))

    def send_text(self, text: str) -> None:
        self._connection.send(text)

    def receive(self) -> dict[str, Any]:
        """The next message that is no beat."""
        while (found := self.receive_any())["type"] == "ping":
            pass
        return found

    def hears_nothing(self, *, within_s: float) -> None:
        """Wait so long for a message; raises AssertionError for one that is no beat."""
        with suppress(TimeoutError):
            while True:
                found = json.loads(self._connection.recv(timeout=within_s))
                assert found["type"] == "ping", found

    def receive_any(self) -> dict[str, Any]:
        """The next message; a ping is answered as graphql-ws does, with what it brought."""
        found: dict[str, Any] = json.loads(self._connection.recv(timeout=WAIT_S))
        if found["type"] == "ping":
            self.send("pong", payload=found["payload"])
        return found

    def beat(self) -> dict[str, Any]:
        """What the next beat says; changes before it are dropped."""
        while (found := self.receive_any())["type"] != "ping":
            pass
        beat: dict[str, Any] = found["payload"]["beat"]
        return beat

    def subscribe(self, query: str, *, id: str = "1", **parts: Any) -> None:
        self.send("subscribe", id=id, payload={"query": query, **parts})

    def closed(self) -> tuple[int, str]:
        """How the server closed the socket, once it did; what it said before is dropped."""
        with suppress(ConnectionClosed):
            while True:
                self._connection.recv(timeout=WAIT_S)
        code = self._connection.close_code
        assert code is not None
        return code, self._connection.close_reason or ""


@contextmanager
def socket(site: Site, token: str | None, *, origin: str | None = None) -> Iterator[Socket]:
    """A socket that has said who it is; the answer to that is not read yet."""
    address = f"{site.address.replace('http', 'ws', 1)}/graphql"
    with connect(address, subprotocols=[PROTOCOL], origin=origin, proxy=None) as connection:  # type: ignore[arg-type]
        found = Socket(connection)
        found.send("connection_init", payload={"accessToken": token} if token else {})
        yield found


class PromptServer(uvicorn.Server):
    """Uvicorn that ends when it is asked to: its own looks every 0.1 s, twice for each test."""

    async def main_loop(self) -> None:
        ticks = count()
        while not await self.on_tick(next(ticks)):
            await asyncio.sleep(0.005)

    async def shutdown(self, sockets: list[socket_module.socket] | None = None) -> None:
        for listening in self.servers:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._until_quiet()
        for left in self.server_state.tasks:
            left.cancel()
        await self.lifespan.shutdown()

    async def _until_quiet(self) -> None:
        state, end = self.server_state, time.monotonic() + (self.config.timeout_graceful_shutdown or 0)
        while (state.connections or state.tasks) and time.monotonic() < end:
            await asyncio.sleep(0.005)


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """The application on a loopback port; gives its address."""
    port = free_port()
    config = uvicorn.Config(
        app,
        port=port,
        log_config=None,
        ws="websockets-sansio",
        lifespan="on",
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = PromptServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def until(is_so: Callable[[], bool], *, within_s: float = WAIT_S) -> None:
    """Wait for something another thread does; fail when it takes too long."""
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
