"""HTTP ingest: mounted by the all-in-one, served by the ingest process on a port of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

from starlette.applications import Starlette

from backend.entrypoints.assembly import web_server
from backend.entrypoints.intakes import Intakes
from backend.entrypoints.reach import reachable
from backend.ingest.http import HttpIngest
from backend.services.sources import devices
from backend.storage.transaction import Database

STOP_WITHIN_S: Final = 5
LOOK_EVERY_S: Final = 0.02


def endpoint(database: Database, intakes: Intakes) -> HttpIngest:
    """Keys are looked up in the database with every request, so one that was revoked opens nothing."""

    def identify(key: str, sha256: str) -> devices.Caller | None:
        with reachable():
            return devices.identify(database, key, body_sha256=sha256)

    return HttpIngest(identify, intakes)


@contextmanager
def served(database: Database, intakes: Intakes, *, host: str, port: int) -> Iterator[None]:
    """Serve the endpoint in a thread until the end of the block; at port 0 not at all.

    Raises RuntimeError if nothing can be served there: a port that is taken must not go unnoticed.
    """
    if not port:
        yield
        return
    app = Starlette(routes=endpoint(database, intakes).routes())
    server = web_server(app, stop_within_s=STOP_WITHIN_S, host=host, port=port)
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
