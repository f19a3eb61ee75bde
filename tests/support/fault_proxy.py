"""A bad network between a phone and a server: it drops, delays, cuts, doubles and answers 5xx, by a seed."""

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any, Final

LEFT_OUT: Final = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER of a socket that ends with RST: who waits for an answer hears of it at once."""
DELAY_S: Final = 0.4
STATUSES: Final = (500, 502, 503, 504)
PATIENCE_S: Final = 30


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def may_come_twice(self) -> bool:
        """A ticket that comes twice is taken for a theft, as it should be."""
        return not self.path.startswith("/auth/")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class FaultProxy:
    """`port` is its own. `rate`: the share of requests to which something happens."""

    target: tuple[str, int]
    port: int
    dice: Random
    rate: float = 0.0
    done: Counter[str] = field(default_factory=Counter)
    """How often it did what."""
    _late: list[Request] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, request: Request) -> str:
        """What happens to this request; "" for nothing."""
        with self._lock:
            if self.dice.random() >= self.rate:
                return ""
            some = ["drop", "lose", "delay", "cut-request", "cut-answer", "refuse", "break"]
            chosen = self.dice.choice([*some, *(["double", "late"] if request.may_come_twice else [])])
            self.done[chosen] += 1
            return chosen

    def status(self) -> int:
        with self._lock:
            return self.dice.choice(STATUSES)

    def keep(self, request: Request) -> None:
        """Send it once more, much later."""
        with self._lock:
            self._late.append(request)

    def send_late(self) -> None:
        """Send what was kept; nobody waits for the answers."""
        with self._lock:
            late, self._late = self._late, []
        for each in late:
            with suppress(OSError, HTTPException):
                self.ask(each)

    def ask(self, request: Request) -> Answer:
        """What the server says to it."""
        line = HTTPConnection(*self.target, timeout=PATIENCE_S)
        try:
            line.request(request.method, request.path, body=request.body, headers=dict(request.headers))
            found = line.getresponse()
            headers = [(name, value) for name, value in found.getheaders() if name.lower() not in LEFT_OUT]
            return Answer(found.status, headers, found.read())
        finally:
            line.close()

    def begin(self, request: Request) -> None:
        """Send the first half of it and hang up."""
        lines = [f"{request.method} {request.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in request.headers.items()]
        lines += [f"Content-Length: {len(request.body)}", "", ""]
        with socket.create_connection(self.target, timeout=PATIENCE_S) as half:
            half.sendall("\r\n".join(lines).encode() + request.body[: len(request.body) // 2])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: FaultProxy

    def handle_one_request(self) -> None:
        with suppress(OSError):
            super().handle_one_request()

    def do_GET(self) -> None:
        self._pass_on()

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, *_: Any) -> None:
        """Says nothing: faults are counted."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in LEFT_OUT}
        request = Request(self.command, self.path, headers, body)
        act: dict[str, Callable[[Request], Answer | None]] = {
            "": self.proxy.ask,
            "drop": lambda _: None,
            "lose": lambda each: self._lost(self.proxy.ask, each),
            "delay": self._delayed,
            "cut-request": lambda each: self._lost(self.proxy.begin, each),
            "cut-answer": self.proxy.ask,
            "refuse": lambda _: Answer(self.proxy.status(), [], b"<html>bad gateway</html>"),
            "break": self._broken,
            "double": self._doubled,
            "late": self._kept,
        }
        fault = self.proxy.fault(request)
        try:
            answer = act[fault](request)
        except (OSError, HTTPException):  # the server is away
            answer = None
        if answer is None:
            self._hang_up()
        else:
            self._answer(answer, is_cut=fault == "cut-answer")

    def _lost(self, done: Callable[[Request], object], request: Request) -> None:
        done(request)

    def _delayed(self, request: Request) -> Answer:
        time.sleep(DELAY_S)
        return self.proxy.ask(request)

    def _broken(self, request: Request) -> Answer:
        """The server has done it, and somebody on the way says that it has not."""
        self.proxy.ask(request)
        return Answer(self.proxy.status(), [], b"")

    def _doubled(self, request: Request) -> Answer:
        """Both at the same time."""
        twin = threading.Thread(target=self._lost, args=(self.proxy.ask, request), daemon=True)
        twin.start()
        answer = self.proxy.ask(request)
        twin.join()
        return answer

    def _kept(self, request: Request) -> Answer:
        self.proxy.keep(request)
        return self.proxy.ask(request)

    def _answer(self, answer: Answer, *, is_cut: bool) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if is_cut else answer.body)
        if is_cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.wfile.flush()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.connection.close()


@contextmanager
def fault_proxy(host: str, port: int, *, seed: int) -> Iterator[FaultProxy]:
    """Forwards HTTP to this server until the end of the block; harmless while its `rate` is 0."""

    class Handler(_Handler):
        proxy: FaultProxy

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Handler.proxy = FaultProxy((host, port), server.server_address[1], Random(seed))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Handler.proxy
        finally:
            server.shutdown()
