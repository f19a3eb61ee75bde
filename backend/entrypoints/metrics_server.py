"""/metrics of a process without a web server: for the machine itself, and for who has the token."""

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from backend.api.scrapers import may_scrape

WITHIN_S: Final = 10.0
"""For a request, from the connection on."""

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each request: one that does not come keeps nobody waiting."""

    daemon_threads = True


class _Handler(WSGIRequestHandler):
    timeout = WITHIN_S

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of scrapes."""


def serve(port: int, token: str | None) -> None:
    """Serve in a thread until the process ends."""
    metrics = make_wsgi_app()

    def guarded(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        is_forwarded = "HTTP_X_FORWARDED_FOR" in environ
        said = environ.get("HTTP_AUTHORIZATION", "")
        if may_scrape(environ["REMOTE_ADDR"], said, token, is_forwarded=is_forwarded):
            answered: Iterable[bytes] = metrics(environ, start)
            return answered
        refused = HTTPStatus.UNAUTHORIZED
        start(f"{refused.value} {refused.phrase}", [("content-type", "text/plain")])
        return [b"a token is needed"]

    server = make_server("", port, guarded, _Server, _Handler)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
