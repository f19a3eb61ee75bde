"""uvicorn as every process runs it: patient with slow clients, but not for ever."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

import uvicorn
from starlette.applications import Starlette

from backend.entrypoints.patient_protocol import PatientHttp

PING_EVERY_S: Final = 20.0
PONG_WITHIN_S: Final = 20.0
"""A socket whose phone is gone, or does not read, ends with the next ping."""
IDLE_FOR_S: Final = 150
"""How long a connection without a request is kept: longer than phones and proxies keep theirs (Caddy two
minutes), for what is sent while the server closes is lost, and nobody sends a POST again by himself.
"""


STOP_WITHIN_S: Final = 5
LOOK_EVERY_S: Final = 0.02


def web_server(
    app: Starlette,
    *,
    stop_within_s: int,
    host: str = "",
    port: int = 0,
    longest_message: int = 0,
    context: ssl.SSLContext | None = None,
) -> uvicorn.Server:
    """The server for the application, the same on both ways to run.

    `longest_message`: bytes that a socket may send at once; none for an application without sockets.
    `context`: what it speaks TLS with; none for plain HTTP.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            ssl_context_factory=(lambda _config, _default: context) if context else None,
            host=host,
            port=port,
            log_config=None,
            http=PatientHttp,
            ws="websockets-sansio",
            ws_max_size=longest_message,
            ws_ping_interval=PING_EVERY_S,
            ws_ping_timeout=PONG_WITHIN_S,
            timeout_keep_alive=IDLE_FOR_S,
            lifespan="on",
            proxy_headers=False,  # the application reads them itself, from as many proxies as are ours
            server_header=False,
            timeout_graceful_shutdown=stop_within_s,
        )
    )


@contextmanager
def serving(
    app: Starlette, *, name: str, host: str, port: int, stop_within_s: int = STOP_WITHIN_S
) -> Iterator[None]:
    """Serve the application in a thread until the end of the block.

    Raises RuntimeError if nothing can be served there: a port that is taken must not go unnoticed.
    """
    server = web_server(app, stop_within_s=stop_within_s, host=host, port=port)
    thread = Thread(target=server.run, name=name)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError(f"{name} cannot be served at {host}:{port}")
            thread.join(LOOK_EVERY_S)
        yield
    finally:
        server.should_exit = True
        thread.join()
