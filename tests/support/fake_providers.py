"""Fakes of the providers of channels, each a real server on loopback; a call that is none of theirs fails.

All of them can refuse, be busy, cut the connection, fall silent or drip an answer byte by byte.
"""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import Enum, auto
from types import TracebackType
from typing import Any, Final, Protocol, Self
from urllib.parse import parse_qsl, urlsplit

DRIPS_EVERY_S: Final = 0.02
WORDS: Final = "not today, says the provider"


class Mood(Enum):
    """How a fake treats the next messages."""

    ACCEPTS = auto()
    REFUSES = auto()
    IS_BUSY = auto()
    CUTS = auto()
    HANGS = auto()
    DRIPS = auto()


class Fake(Protocol):
    """`received` holds the id of each message that was taken, where the provider is given one."""

    mood: Mood
    received: list[str]
    connections: int

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None: ...


@dataclass
class SocketFake:
    """Accepts connections and serves each on a thread of its own."""

    mood: Mood = Mood.ACCEPTS
    received: list[str] = field(default_factory=list)
    connections: int = 0
    unexpected: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def __enter__(self) -> Self:
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(5)
        for each in self._open:
            each.close()
        for thread in self._threads:
            thread.join(5)
        assert not self.unexpected

    def serve(self, client: socket.socket) -> None:
        """Talk to one client until it goes."""
        raise NotImplementedError

    def _accept(self) -> None:
        with suppress(OSError):  # closed: it is over
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                self._open.append(client)
                thread = threading.Thread(target=self._served, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _served(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            if self.mood is Mood.HANGS:
                self.released.wait(30)
            elif self.mood is not Mood.CUTS:
                self.serve(client)

    def drip(self, client: socket.socket, start: bytes = b"") -> None:
        """Send a byte every now and then until the client has enough."""
        client.sendall(start)
        while not self.released.wait(DRIPS_EVERY_S):
            client.sendall(b"x")


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: dict[str, str]
    raw_query: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True)
class Reply:
    status: int = 200
    content: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        body = self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()
        head = {"Content-Length": str(len(body)), **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        return f"HTTP/1.1 {self.status} Reason\r\n{lines}\r\n".encode() + body


@dataclass
class HttpProvider(SocketFake):
    """`sending` is where messages go; `beside` answers what else the channel asks, such as for a token.

    `answer` stands for whatever its mood would say.
    """

    sending: tuple[str, str] = ("POST", "/")
    accepted: Reply = field(default_factory=Reply)
    refused: Reply = field(default_factory=Reply)
    beside: dict[tuple[str, str], Reply] = field(default_factory=dict)
    id_of: Callable[[Call], str] = lambda _: ""
    answer: Reply | None = None
    calls: list[Call] = field(default_factory=list)
    asked_beside: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.beside = dict(self.beside)  # a test may change it

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, client: socket.socket) -> None:
        reader = client.makefile("rb")
        while (call := _call(reader)) is not None:
            place = (call.method, call.path)
            if place in self.beside:
                self.asked_beside += 1
                client.sendall(self.beside[place].encode())
            elif place != self.sending:
                self.unexpected.append(f"{call.method} {call.path}")
                client.sendall(Reply(404).encode())
            else:
                self.calls.append(call)
                self._send(client, call)

    def _send(self, client: socket.socket, call: Call) -> None:
        if self.mood is Mood.DRIPS:
            self.drip(client, b"HTTP/1.1 200 OK\r\nX-Slow: ")
        elif self.answer is not None:
            client.sendall(self.answer.encode())
        elif self.mood is Mood.REFUSES:
            client.sendall(self.refused.encode())
        elif self.mood is Mood.IS_BUSY:
            client.sendall(Reply(503, {}, {"Retry-After": "7"}).encode())
        else:
            self.received.append(self.id_of(call))
            client.sendall(self.accepted.encode())


def _call(reader: Any) -> Call | None:
    """The next request of a connection, None at its end."""
    first = reader.readline().decode()
    if not first.strip():
        return None
    method, target, _ = first.split(" ")
    headers = {}
    while line := reader.readline().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", 0)))
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Call(method, parts.path, query, parts.query, headers, body)


@dataclass
class MailServer(SocketFake):
    """SMTP with TLS, from the first byte or after STARTTLS; `mails` are what it took."""

    tls: ssl.SSLContext = field(default_factory=lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    is_implicit: bool = True
    offers_starttls: bool = True
    refusal: str = f"550 5.7.1 {WORDS}"
    login: str = ""
    ends_rudely: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def serve(self, client: socket.socket) -> None:
        opened = self.tls.wrap_socket(client, server_side=True) if self.is_implicit else client
        dialogue = _SmtpDialogue(self, opened, is_encrypted=self.is_implicit)
        try:
            dialogue.run()
        finally:
            dialogue.reader.close()
            dialogue.client.close()


class _SmtpDialogue:
    def __init__(self, server: MailServer, client: socket.socket, *, is_encrypted: bool) -> None:
        self.server, self.client, self.is_encrypted = server, client, is_encrypted
        self.reader = client.makefile("rb")

    def say(self, line: str) -> None:
        self.client.sendall(f"{line}\r\n".encode())

    def run(self) -> None:
        if self.server.mood is Mood.DRIPS:
            self.server.drip(self.client, b"220-slow ")
        self.say("220 mail.plant.example")
        while line := self.reader.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            self.server.commands.append(verb)
            if verb == "QUIT":
                return self.say("421 busy" if self.server.ends_rudely else "221 bye")
            answer = getattr(self, verb.lower(), None)
            if answer is None:
                self.server.unexpected.append(line)
                return None
            answer(line)
        return None

    def ehlo(self, _: str) -> None:
        self.say("250-mail.plant.example")
        if self.server.login:
            self.say("250-AUTH PLAIN")
        if self.server.offers_starttls and not self.is_encrypted:
            self.say("250-STARTTLS")
        self.say("250 SIZE 1000000")

    def starttls(self, _: str) -> None:
        self.say("220 go on")
        self.client = self.server.tls.wrap_socket(self.client, server_side=True)
        self.reader, self.is_encrypted = self.client.makefile("rb"), True

    def auth(self, line: str) -> None:
        assert self.is_encrypted
        self.say("235 welcome" if line == f"AUTH PLAIN {self.server.login}" else "535 5.7.8 unknown")

    def mail(self, _: str) -> None:
        assert self.is_encrypted
        self.say("250 ok")

    def rcpt(self, _: str) -> None:
        moods = {Mood.REFUSES: self.server.refusal, Mood.IS_BUSY: "451 4.7.1 later"}
        self.say(moods.get(self.server.mood, "250 ok"))

    def rset(self, _: str) -> None:
        self.say("250 ok")

    def data(self, _: str) -> None:
        self.say("354 go on")
        content = b""
        while (line := self.reader.readline()) != b".\r\n":
            content += line.removeprefix(b".") if line.startswith(b"..") else line
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.server.mails.append(mail)
        self.server.received.append(mail["Message-ID"].strip("<>").partition("@")[0])
        self.say("250 2.0.0 taken")


@dataclass
class Broker(SocketFake):
    """The part of MQTT 3.1.1 that it takes to leave one message."""

    left: list[tuple[str, bytes, bool]] = field(default_factory=list)

    def serve(self, client: socket.socket) -> None:
        reader = client.makefile("rb")
        while head := reader.read(1):
            kind, body = head[0] >> 4, reader.read(_length(reader))
            if self.mood is Mood.DRIPS:
                self.drip(client, b"\x20\xff\xff\x7f")
            elif kind == 1:  # CONNECT
                code = {Mood.REFUSES: 5, Mood.IS_BUSY: 3}.get(self.mood, 0)
                client.sendall(bytes([0x20, 2, 0, code]))
            elif kind == 3:  # PUBLISH, QoS 1
                end = 2 + int.from_bytes(body[:2])
                content = body[end + 2 :]
                self.left.append((body[2:end].decode(), content, bool(head[0] & 1)))
                self.received.append(json.loads(content)["id"])
                client.sendall(b"\x40\x02" + body[end : end + 2])
            elif kind != 14:  # DISCONNECT
                self.unexpected.append(f"packet {kind}")


def _length(reader: Any) -> int:
    length, shift = 0, 0
    while True:
        byte = reader.read(1)[0]
        length |= (byte & 127) << shift
        if byte < 128:
            return length
        shift += 7
