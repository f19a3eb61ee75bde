"""What screens ask most, over HTTP by sixteen at a time: requests a second and how long one takes.

One server process each: as the product answers while nothing is written, while something is written five
times a second, with plans each time, with graphql-core alone, and for the alert list with SQL written by
hand that gives the same answer and asks nobody who they are. They answer by turns; every ratio is of one
run. The demo plant with a month behind it, the app's own documents, one officer, the client on the same
cores.
"""

import http.client
import json
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, Final
from uuid import uuid4

from graphql import get_operation_ast, parse

from backend.core.database import Database
from backend.core.graphql.answers import KeptAnswers
from backend.core.graphql.plans.execution import Plans
from backend.people.rules import DEMO_PASSWORD
from backend.reactions import REACTIONS
from tests.bench import alerts_by_hand
from tests.bench.table import show
from tests.support import http_site, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import wait_until

HISTORY: Final = os.environ.get("BENCH_HISTORY", "30d")
CLIENTS: Final = 16
ROUNDS: Final = 5
SECONDS: Final = 4.0
OFFICER: Final = "zhao.min"
UNCHANGED, WRITTEN, PLANS, CORE = "unchanged", "written 5 times/s", "plans", "graphql-core"
BY_HAND: Final = "SQL by hand"
WAYS: Final = (UNCHANGED, WRITTEN, PLANS, CORE, BY_HAND)
WRITTEN_EVERY_S: Final = 0.2
LENGTH: Final = re.compile(rb"content-length: (\d+)")
A_CASE: Final = "SELECT id FROM cases WHERE state = 'ARCHIVED' ORDER BY opened_at DESC LIMIT 1"
A_WRITE: Final = "UPDATE sites SET code = code"
PERSISTED: Final = json.loads((Path(__file__).parents[2] / "graphql" / "persisted.json").read_text())


@dataclass(frozen=True)
class Server:
    """One process; `headers` of the officer."""

    port: int
    headers: dict[str, str]

    def ask(self, connection: http.client.HTTPConnection, body: bytes) -> bytes:
        connection.request("POST", "/graphql", body, self.headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200 or b'"errors"' in text:
            raise RuntimeError(text.decode())
        return text

    def once(self, body: bytes) -> Any:
        return json.loads(self.ask(http.client.HTTPConnection("127.0.0.1", self.port), body))


def main() -> None:
    show(f"{'':<44} {'requests/s':>10} {'range':>12} {'p50, ms':>8} {'p95, ms':>8} {'of hand':>8}")
    for store in ("SQLite", "PostgreSQL"):
        with suppress(servers.Unavailable), ExitStack() as stack:
            report(store, stack)


def report(store: str, stack: ExitStack) -> None:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = f"sqlite:///{folder / 'anhuan.sqlite3'}"
    if store == "PostgreSQL":
        url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
    planted = [sys.executable, "-m", "backend.entrypoints", "demo", "--history", HISTORY]
    environment = {**os.environ, "ANHUAN_DATA_FOLDER": str(folder), "ANHUAN_DATABASE_URL": url}
    subprocess.run(planted, env=environment, check=True, capture_output=True)
    running = {way: stack.enter_context(server(url, way)) for way in WAYS}
    for name, asked in requests(url).items():
        ways = WAYS if name == "alert list of 50" else WAYS[:-1]
        answers = [running[way].once(asked) for way in ways]
        if any(answer != answers[0] for answer in answers):
            raise RuntimeError(f"{name}: not the same answer")
        taken: dict[str, list[list[float]]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way in ways:
                taken[way].append(sixteen_at_a_time(running[way], asked))
        rates = {way: [len(each) / SECONDS for each in taken[way]] for way in ways}
        for way in ways:
            times = sorted(each for some in taken[way] for each in some)
            rate, hand = statistics.median(rates[way]), statistics.median(rates[ways[-1]])
            span = f"{min(rates[way]):.0f}-{max(rates[way]):.0f}"
            of_hand = f"{rate / hand:.2f}" if BY_HAND in ways else ""
            p50, p95 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.95))
            label = f"{name}, {store}, {way}"
            show(f"{label:<44} {rate:>10.0f} {span:>12} {p50:>8.0f} {p95:>8.0f} {of_hand:>8}")


def sixteen_at_a_time(asked: Server, body: bytes) -> list[float]:
    """The seconds that each answer took, of all that came within the time."""
    until = time.perf_counter() + SECONDS
    times: list[float] = []
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _ in range(CLIENTS):
            client = stack.enter_context(closing(Client(asked, body)))
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask()
        while time.perf_counter() < until:
            for key, _ in selector.select(until - time.perf_counter()):
                if (taken := key.data.take()) is not None:
                    times.append(taken)
                    key.data.ask()
    return times


class Client:
    """One that asks the same again and again, and takes little of the machine for it."""

    def __init__(self, asked: Server, body: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", asked.port))
        head = {**asked.headers, "host": "a", "content-length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        self._request = f"POST /graphql HTTP/1.1\r\n{lines}\r\n".encode() + body
        self._answer = bytearray()
        self._began = 0.0

    def ask(self) -> None:
        self._began = time.perf_counter()
        self.socket.sendall(self._request)

    def take(self) -> float | None:
        """The seconds that the answer took, once all of it is there."""
        self._answer += self.socket.recv(1 << 20)
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not separator or length is None or len(body) < int(length[1]):
            return None
        if b" 200 " not in head or b'"errors"' in body:
            raise RuntimeError(self._answer.decode())
        self._answer.clear()
        return time.perf_counter() - self._began

    def close(self) -> None:
        self.socket.close()


def requests(url: str) -> dict[str, bytes]:
    """What is asked, by hash as the app does."""
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    case_id = database.read(lambda session: session.connection().exec_driver_sql(A_CASE).scalar_one())
    database.dispose()
    return {
        "alert list of 50": body("Alerts", {"first": 50}),
        "home": body("Situation", {}),
        "case page": body("Case", {"id": str(case_id)}),
        "board": body("Board", {}),
    }


def body(operation: str, variables: dict[str, Any]) -> bytes:
    """Return a request for a stored operation of the app, by its hash."""
    asked = {"persistedQuery": {"version": 1, "sha256Hash": _hashes()[operation]}}
    return json.dumps({"operationName": operation, "variables": variables, "extensions": asked}).encode()


@cache
def _hashes() -> dict[str, str]:
    return {
        ast.name.value: sha256
        for sha256, text in PERSISTED.items()
        if (ast := get_operation_ast(parse(text))) and ast.name
    }


@contextmanager
def server(url: str, way: str) -> Iterator[Server]:
    """A process of its own that answers in this way."""
    command = [sys.executable, "-m", "tests.bench.bench_lists", url, way]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        wait_until(lambda: servers.listens(port), "the server answers")
        yield Server(port, {"content-type": "application/json", **signed_in(port)})
    finally:
        process.communicate("")  # the end of its input is the end of it


def signed_in(port: int) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    who = json.dumps({"username": OFFICER, "password": DEMO_PASSWORD})
    connection.request("POST", "/auth/sign-in", who, {"content-type": "application/json"})
    return http_site.bearer(json.loads(connection.getresponse().read())["accessToken"])


def serve(url: str, way: str) -> None:
    """Answer until the input ends."""
    if way not in (UNCHANGED, WRITTEN):
        replace_method(KeptAnswers, "find", nothing)
    if way == CORE:
        replace_method(Plans, "of", lambda *_: None)
        replace_method(Plans, "met", lambda *_: None)
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    with (
        tempfile.TemporaryDirectory() as folder,
        http_site.site(database, database.clock, Path(folder)) as site,
    ):
        if way == BY_HAND:
            alerts_by_hand.put_first(site.app, database)
        if way == WRITTEN:
            Thread(target=write_now_and_then, args=(database,), daemon=True).start()
        show(site.address.rpartition(":")[2])
        sys.stdin.read()
    database.dispose()


def replace_method(owner: type, name: str, instead: object) -> None:
    """Put what is compared with into the place of a method that there is."""
    getattr(owner, name)
    setattr(owner, name, instead)


async def nothing(*_: object) -> None:
    """As if no answer was kept, and nobody asked the same."""


def write_now_and_then(database: Database) -> None:
    while True:
        database.transact(lambda tx: tx.session.connection().exec_driver_sql(A_WRITE))
        time.sleep(WRITTEN_EVERY_S)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(*sys.argv[1:])
    else:
        main()
