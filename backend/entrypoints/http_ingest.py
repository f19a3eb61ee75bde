"""HTTP ingest: mounted by the all-in-one, served by ingest and gateways on a port of their own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Final

from starlette.applications import Starlette

from backend.connectors.http.endpoint import HttpIngest
from backend.connectors.http.forwarding import COMMITTED_WITHIN_S, Forwarding
from backend.connectors.http.requests import Answer, Threads
from backend.connectors.http.storing import Storing
from backend.connectors.intake_gate import IntakeGate
from backend.connectors.scaleout.streams import Streams
from backend.core.database import Database
from backend.core.database_guard import guarded, reachable
from backend.entrypoints.web_server import web_server
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import Position
from backend.sensors.devices import commands as devices
from backend.sensors.devices.rules import Receipt

STOP_WITHIN_S: Final = 5
LOOK_EVERY_S: Final = 0.02


def endpoint(database: Database, intake_gate: IntakeGate) -> HttpIngest:
    """The endpoint of a process that judges what it gets."""
    return HttpIngest(
        _identifying(database), _answering(database), Storing(intake_gate, Threads()), Threads()
    )


def gateway_endpoint(
    database: Database, streams: Streams, *, within_s: float = COMMITTED_WITHIN_S
) -> HttpIngest:
    """The endpoint of a process that hands what it gets to the evaluators, and waits for them."""

    def reached() -> Mapping[int, Position]:
        with reachable():
            return partitions.reached(database)

    def record(receipt: Receipt, answer: Answer) -> None:
        guarded(database, lambda tx: devices.record_answer(tx, receipt, answer))

    threads = Threads()
    forwarding = Forwarding(streams, reached, record, threads, within_s=within_s)
    return HttpIngest(_identifying(database), _answering(database), forwarding, Threads())


def _identifying(database: Database) -> Callable[[str], devices.Caller | None]:
    """Keys are looked up in the database with every request, so one that was revoked opens nothing."""

    def identify(key: str) -> devices.Caller | None:
        with reachable():
            return devices.identify(database, key)

    return identify


def _answering(database: Database) -> Callable[[Receipt], Answer | None]:
    def answered(receipt: Receipt) -> Answer | None:
        with reachable():
            return devices.answer_to(database, receipt)

    return answered


@contextmanager
def served(http: HttpIngest, *, host: str, port: int) -> Iterator[None]:
    """Serve the endpoint in a thread until the end of the block; at port 0 not at all.

    Raises RuntimeError if nothing can be served there: a port that is taken must not go unnoticed.
    """
    if not port:
        yield
        return
    server = web_server(Starlette(routes=http.routes()), stop_within_s=STOP_WITHIN_S, host=host, port=port)
    thread = Thread(target=server.run, name="http-ingest")
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError(f"HTTP ingest cannot be served at {host}:{port}")
            thread.join(LOOK_EVERY_S)
        yield
    finally:
        server.should_exit = True
        thread.join()
