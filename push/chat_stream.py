"""Connections that go out to the provider of a chat and bring back what people tap on their cards.

A server inside a plant has no public address that a provider could call. What is shared by all of them stands
here: address guard and proxy, TLS, growing pauses, one thread. A provider adds a `ChatProtocol`.
"""

import logging
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, cast

import certifi
from requests.utils import get_auth_from_url
from urllib3.util import parse_url
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed, InvalidProxy, WebSocketException
from websockets.proxy import Proxy
from websockets.sync.client import ClientConnection, SSLSSLSocket, connect_http_proxy
from websockets.sync.utils import Deadline
from websockets.uri import WebSocketURI, parse_uri

from push.endpoint import Endpoint
from push.http_client import Network, Unreachable
from push.outcome import Outcome, Verdict
from push.ssrf import BUNDLES, PrivateAddress, connect, proxy_of
from push.tap import TAKEN_OVER, Said, Tap, TapReply

log = logging.getLogger(__name__)
LARGEST_FRAME: Final = 65_536
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 8.0
"""Between two tries: with the try itself the connection is back within ten seconds of the provider."""
REFUSED_PAUSE_S: Final = 60.0
"""After a refusal: a secret that is wrong stays so until somebody changes it, which begins anew."""
LOOKS_UP_EVERY_S: Final = 0.5
PING_EVERY_S: Final = 10.0
PINGS_WAIT_S: Final = 8.0
TAPS_AT_ONCE: Final = 4
LOST: Final = "the connection was lost"
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
"""Of a proxy, by its scheme."""

Frame: TypeAlias = str | bytes
Opened: TypeAlias = socket.socket | SSLSSLSocket
"""A socket; through a proxy that is itself encrypted, TLS in TLS."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A frame as it was understood. `reply` leaves at once; a `tap`, or what somebody `said`, is answered by
    what `answered` makes of its reply, None: it could not be taken now. `is_over`: the provider wants another
    connection; `is_taken_over`: it wants none, for another one took this one's place.
    """

    reply: Frame | None = None
    tap: Tap | None = None
    said: Said | None = None
    answered: Callable[[TapReply | None], Frame | None] | None = None
    is_over: bool = False
    is_taken_over: bool = False


class ChatProtocol(Protocol):
    """Protocol of a provider over its connection."""

    beat_every_s: float | None = None
    """How often the provider wants to hear `beat`; None: the pings of the connection itself are enough."""

    def open(self) -> str:
        """Return the address of a new connection. Raises Unreachable."""
        ...

    def greet(self, connection: ClientConnection) -> None:
        """Say who connects, where the provider asks for it over the connection itself, and wait until it
        agrees: only then taps come back. Raises Unreachable, TimeoutError, ConnectionClosed.
        """

    def left(self) -> None:
        """Hear that the connection is gone over which `greet` spoke."""

    def beat(self) -> Frame:
        """Return a frame by which the provider knows that somebody is there, for every `beat_every_s`."""
        raise NotImplementedError

    def read(self, frame: Frame) -> Heard:
        """Understand a frame. Raises ValueError for what this provider does not send."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


OnTap = Callable[[Tap], TapReply]
OnSaid = Callable[[Said], TapReply]
OnState = Callable[[bool, str], None]
"""(whether it is connected, why not)"""


def nothing_said(said: Said) -> TapReply:  # noqa: ARG001 - of a chat in which nobody writes to us
    """Return no answer."""
    return TapReply()


class ChatStream:
    """Keeps one connection on a thread of its own, also over losses, and takes taps from it, and what people
    say. One that another took the place of is given up: the state says TAKEN_OVER.

    The same tap may come twice: what is called must take that. It is confirmed only after it was taken.
    """

    def __init__(
        self,
        protocol: ChatProtocol,
        network: Network,
        *,
        on_tap: OnTap,
        on_state: OnState,
        on_said: OnSaid = nothing_said,
    ) -> None:
        self._protocol, self._network = protocol, network
        self._on_tap, self._on_state, self._on_said = on_tap, on_state, on_said
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chat-stream", daemon=True)

    def start(self) -> None:
        """Connect, now or as soon as the provider is there."""
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._ending.is_set():
            began, is_refused = time.monotonic(), False
            try:
                why = self._follow()
            except Unreachable as failed:
                why, is_refused = failed.outcome.reason, failed.outcome.verdict is not Verdict.RETRY
            except Exception as error:  # an error of ours must not end the thread for good
                why = type(error).__name__
                log.exception("the connection of a chat failed")
            if self._ending.is_set():
                break
            self._on_state(False, why)
            if why == TAKEN_OVER:
                break
            if time.monotonic() - began > LONGEST_PAUSE_S:
                failures = 0
            self._ending.wait(REFUSED_PAUSE_S if is_refused else pause_after(failures))
            failures += 1
        self._protocol.close()

    def _follow(self) -> str:
        """Hold one connection to its end. Returns why it ended. Raises Unreachable."""
        with open_connection(self._protocol.open(), self._network) as connection:
            try:
                self._protocol.greet(connection)
            except TimeoutError:
                return "the provider did not answer the greeting"
            except ConnectionClosed:
                return LOST
            try:
                self._on_state(True, "")
                with ThreadPoolExecutor(TAPS_AT_ONCE) as takers:
                    return self._listen(connection, takers)
            finally:
                self._protocol.left()

    def _listen(self, connection: ClientConnection, takers: ThreadPoolExecutor) -> str:
        """Take what comes until the connection ends, or we do. Returns why it ended."""
        beaten_at = time.monotonic()
        while not self._ending.is_set():
            every_s = self._protocol.beat_every_s
            if every_s is not None and time.monotonic() >= beaten_at + every_s:
                beaten_at = time.monotonic()
                _send(connection, self._protocol.beat())
            try:
                frame = connection.recv(timeout=LOOKS_UP_EVERY_S)
            except TimeoutError:
                continue
            except ConnectionClosed:
                return LOST
            if ended := self._hear(connection, frame, takers):
                return ended
        return ""

    def _hear(self, connection: ClientConnection, frame: Frame, takers: ThreadPoolExecutor) -> str:
        """Answer a frame, or have it answered; returns why the connection is over, empty where it is not."""
        try:
            heard = self._protocol.read(frame)
        except ValueError:  # whatever it is, it is not for us
            log.warning("a frame of a chat cannot be read")
            return ""
        if heard.reply is not None:
            _send(connection, heard.reply)
        if heard.answered is not None:
            takers.submit(self._take, connection, heard, heard.answered)
        if heard.is_taken_over:
            return TAKEN_OVER
        return "the provider wants another connection" if heard.is_over else ""

    def _take(
        self, connection: ClientConnection, heard: Heard, answered: Callable[[TapReply | None], Frame | None]
    ) -> None:
        reply: TapReply | None = None
        try:
            if heard.tap is not None:
                reply = self._on_tap(heard.tap)
            elif heard.said is not None:
                reply = self._on_said(heard.said)
        except Exception:  # such as the store away: the tap was not taken, and is not confirmed
            log.exception("a tap in a chat was not taken")
        answer = answered(reply)
        if answer is not None:
            _send(connection, answer)


def pause_after(failures: int) -> float:
    """Return the pause in seconds after so many failures in a row."""
    return float(min(FIRST_PAUSE_S * 2.0 ** min(failures, 10), LONGEST_PAUSE_S))


def _send(connection: ClientConnection, frame: Frame) -> None:
    with suppress(ConnectionClosed):  # the provider sends what was not confirmed again, or its person does
        connection.send(frame)


def open_connection(url: str, network: Network) -> ClientConnection:
    """Connect to this address, which the provider named. Raises Unreachable: FAILED where it may not be
    called, RETRY where nobody answers or the certificate is a foreign one.
    """
    origin = Endpoint(url).origin
    is_allowed = network.allows(origin)
    if not origin.startswith(("wss://", "ws://")) or not (origin.startswith("wss://") or is_allowed):
        raise Unreachable(Outcome(Verdict.FAILED, "no encrypted connection was offered"))
    opened: Opened | None = None
    try:
        target = parse_uri(url)
        opened = _connect(target, origin, network.timeout_s, is_allowed=is_allowed)
        opened.settimeout(None)
        connection = ClientConnection(
            cast("socket.socket", opened),
            ClientProtocol(target, max_size=LARGEST_FRAME),
            ping_interval=PING_EVERY_S,
            ping_timeout=PINGS_WAIT_S,
            close_timeout=1,
        )
        # Without `websockets.connect`, which follows redirects.
        connection.pending_legacy_warning = False
        try:
            connection.handshake(user_agent_header="Anhuan", timeout=network.timeout_s)
        except Exception:
            connection.close_socket()
            raise
        connection.start_keepalive()
        return connection
    except PrivateAddress:
        raise Unreachable(Outcome(Verdict.FAILED, f"not a public address at {origin}")) from None
    except InvalidProxy:
        raise Unreachable(Outcome(Verdict.FAILED, "the proxy is none for HTTP")) from None
    except (OSError, WebSocketException, ValueError) as failed:
        if opened is not None:
            opened.close()
        raise Unreachable(Outcome(Verdict.RETRY, f"{type(failed).__name__} at {origin}")) from None


def _connect(target: WebSocketURI, origin: str, timeout_s: float, *, is_allowed: bool) -> Opened:
    """Connect to an address that was checked; through a proxy it is the proxy that resolves the name. Its
    proxy is that of a call by HTTP to the same host.
    """
    proxy = proxy_of(origin.replace("ws", "http", 1))
    if not proxy:
        opened = connect(target.host, target.port, timeout_s=timeout_s, is_allowed=is_allowed)
    else:
        by = _parsed(proxy)
        trusted = _trusting() if by.scheme == "https" else None
        opened = connect_http_proxy(by, target, Deadline(timeout_s), ssl=trusted)
    try:
        if not target.secure:
            return opened
        opened.settimeout(timeout_s)
        if isinstance(opened, ssl.SSLSocket):
            return SSLSSLSocket(opened, _trusting(), server_hostname=target.host)
        return _trusting().wrap_socket(opened, server_hostname=target.host)
    except Exception:
        opened.close()
        raise


def _parsed(proxy: str) -> Proxy:
    """Read the URL of a proxy as `requests` does, by which a name without a password is no login. Raises
    InvalidProxy.
    """
    parts = parse_url(proxy)
    if parts.scheme not in DEFAULT_PORTS or not parts.host:
        raise InvalidProxy("***", "neither http nor https")
    user, password = get_auth_from_url(proxy)
    login = (user, password) if user else (None, None)
    return Proxy(parts.scheme, parts.host.strip("[]"), parts.port or DEFAULT_PORTS[parts.scheme], *login)


def _trusting() -> ssl.SSLContext:
    """Return what checks the certificate of the other side, by the authorities of calls by HTTP."""
    named = next((os.environ[name] for name in BUNDLES if os.environ.get(name)), certifi.where())
    is_folder = os.path.isdir(named)
    return ssl.create_default_context(
        cafile=None if is_folder else named, capath=named if is_folder else None
    )
