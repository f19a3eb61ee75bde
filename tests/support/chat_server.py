"""What the stand-ins of all chats share: HTTPS and WSS with a certificate of their own, and how they fail."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from tests.support.channel_cases import certificate, server_side_tls

Reply = tuple[int, dict[str, Any]]


class TapFailed(Exception):
    """Raised where the answer to a tap did not come in time, or says that it was not taken."""


class ChatServer:
    """`texts` by user, as an app of the company sends them. `is_away`: nobody answers; `quota`: how many
    calls are left, None for any number.
    """

    kind = ""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.connections: list[ServerConnection] = []
        self.most_connections = 0
        self.quota: int | None = None
        self.is_away = False
        self.lock = threading.Lock()
        self._tls = server_side_tls()
        self._http = _HttpServer(self)
        self._http.socket = self._tls.wrap_socket(self._http.socket, server_side=True)
        self._sockets: Server | None = None
        self._threads: list[threading.Thread] = []

    @property
    def settings(self) -> dict[str, str]:
        """What an administrator types beside the secrets."""
        raise NotImplementedError

    @property
    def secrets(self) -> dict[str, str]:
        """Secrets that an administrator types."""
        raise NotImplementedError

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self._http.server_address[1]}"

    @property
    def stream_origin(self) -> str:
        assert self._sockets
        return f"wss://127.0.0.1:{self._sockets.socket.getsockname()[1]}"

    @property
    def origins(self) -> frozenset[str]:
        """What an installation lists as its own, to reach it inside the plant."""
        return frozenset({self.origin, self.stream_origin})

    def __enter__(self) -> Self:
        self._sockets = serve(self._converse, "127.0.0.1", 0, ssl=self._tls, process_request=self.admit)
        for work in (self._http.serve_forever, self._sockets.serve_forever):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._sockets
        self.cut()
        self._http.shutdown()
        self._http.server_close()
        self._sockets.shutdown()
        for each in self._threads:
            each.join(5)

    def cut(self) -> None:
        """Lose every connection without a word."""
        for each in [*self.connections]:
            with suppress(OSError):
                each.socket.shutdown(socket.SHUT_RDWR)

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        """Let a connection in, or return what it is refused with."""
        raise NotImplementedError

    def take(self, connection: ServerConnection, frame: str | bytes) -> None:
        """Take what comes over a connection. Raises AssertionError for what the protocol forbids."""
        self.hear(connection, json.loads(frame))

    def hear(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        """Take JSON that comes over a connection."""
        raise NotImplementedError

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, list[str]],
        headers: Mapping[str, str],
        asked: dict[str, Any],
    ) -> Reply:
        """Return status and body of a call by HTTPS."""
        raise NotImplementedError

    def _converse(self, connection: ServerConnection) -> None:
        with self.lock:
            self.connections.append(connection)
            self.most_connections = max(self.most_connections, len(self.connections))
        try:
            for frame in connection:
                self.take(connection, frame)
        except ConnectionClosed:
            pass
        except AssertionError as wrong:  # the provider hangs up
            self.refused.append(f"frame {wrong}")
        finally:
            with self.lock:
                self.connections.remove(connection)


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, chat: ChatServer) -> None:
        self.chat = chat
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that trusts no foreign certificate ends the handshake: that is a test of its own."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _HttpServer

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def do_PUT(self) -> None:
        self._do()

    def do_PATCH(self) -> None:
        self._do()

    def _do(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        asked = json.loads(self.rfile.read(length)) if length else {}
        chat, parts = self.server.chat, urlsplit(self.path)
        if chat.is_away:
            status, content = 503, dict[str, Any]()
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, content = chat.answer(self.command, parts.path, parse_qs(parts.query), headers, asked)
        if status >= 400:
            chat.refused.append(f"{status} {content.get('code', '')}")
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests read what was refused."""


def trust(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an operator name the authority of the stand-ins."""
    file = folder / "authority.pem"
    file.write_text(certificate()[0])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))


def at_once(*taps: Callable[[], object]) -> list[object]:
    """Do these at the same time; returns what each came to, an error as itself."""

    def done(tap: Callable[[], object]) -> object:
        try:
            return tap()
        except TapFailed as failed:
            return failed

    with ThreadPoolExecutor(len(taps)) as people:
        return [each.result() for each in [people.submit(done, tap) for tap in taps]]
