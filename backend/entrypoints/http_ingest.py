"""HTTP ingest: mounted by the all-in-one, served by ingest and gateways on a port of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.applications import Starlette

from backend.connectors.http.endpoint import HttpIngest, Take
from backend.connectors.http.requests import Answer, Threads
from backend.connectors.http.storing import Storing
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Database
from backend.core.database_guard import reachable
from backend.entrypoints.web_server import serving
from backend.sensors.devices import commands as devices
from backend.sensors.devices import refusals_commands as refusals
from backend.sensors.devices.refusals_rules import Attempt
from backend.sensors.devices.rules import Receipt


def endpoint(database: Database, intake_gate: IntakeGate) -> HttpIngest:
    """The endpoint of a process that judges what it gets."""
    return endpoint_with(database, Storing(intake_gate, Threads()))


def endpoint_with(database: Database, take: Take) -> HttpIngest:
    """The endpoint of a process that does this with what it gets."""
    return HttpIngest(
        _identifying(database),
        _answering(database),
        take,
        Threads(),
        note_refused=_noting(database),
        clock=database.clock,
    )


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


def _noting(database: Database) -> Callable[[Attempt], None]:
    def note(attempt: Attempt) -> None:
        with reachable():
            refusals.note_refused(database, attempt)

    return note


@contextmanager
def served(http: HttpIngest, *, host: str, port: int) -> Iterator[None]:
    """Serve the endpoint in a thread until the end of the block; at port 0 not at all.

    Raises RuntimeError if nothing can be served there: a port that is taken must not go unnoticed.
    """
    if not port:
        yield
        return
    with serving(Starlette(routes=http.routes()), name="http-ingest", host=host, port=port):
        yield
