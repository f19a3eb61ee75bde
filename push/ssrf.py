"""Keeps addresses that users enter from reaching what only we can reach (server-side request forgery).

A push subscription is a URL from a browser. Anyone signed in could name the address of a controller in the
plant, so only public hosts are called, by https. A name is resolved once, every address that it has is
checked, and the connection goes to one of these: a name may answer with another address the second time.
"""

import logging
import os
import socket
import time
from collections.abc import Sequence
from http.client import HTTPResponse
from io import BufferedReader, BytesIO, RawIOBase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final
from urllib.request import getproxies

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, prepend_scheme_if_needed, select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.timeout import Timeout

_NAT64: Final = IPv6Network("64:ff9b::/96")
"""Well-known prefix of RFC 6052: how a host without IPv4 reaches one that has nothing else."""
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_POOLS, _CONNECTIONS = 32, 16
BUNDLES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""Variables by which an operator names authorities of their own."""
_ANSWER_BYTES: Final = 65_536
_ANSWER_S: Final = 10.0

# At level DEBUG it writes the path and query of every request: tokens and keys of robots stand there.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class PrivateAddress(ValueError):
    """The host is not on the public internet. No OSError: urllib3 would take it for a lost connection."""


def connect(
    host: str,
    port: int,
    *,
    timeout_s: float,
    is_allowed: bool = False,
    options: Sequence[tuple[Any, ...]] = (),
) -> socket.socket:
    """Connect to the first address of the host that answers, within so many seconds over all of them.

    `is_allowed`: the host need not be on the public internet. Nothing is resolved a second time. Raises
    PrivateAddress, socket.gaierror for an unknown name, OSError where nobody answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, address in found:
        if not is_allowed:
            _check_public(str(address[0]))
    until = time.monotonic() + timeout_s
    last: OSError = ConnectionError("the name has no address")
    for family, kind, protocol, _, address in found:
        opened = socket.socket(family, kind, protocol)
        try:
            for option in options:
                opened.setsockopt(*option)
            opened.settimeout(max(until - time.monotonic(), 0.001))
            opened.connect(address)
        except OSError as error:
            opened.close()
            last = error
        else:
            opened.settimeout(timeout_s)
            return opened
    raise last


def proxy_of(url: str) -> str:
    """Return the URL of the proxy through which calls to this one go, empty for none."""
    found = select_proxy(url, get_environ_proxies(url))
    return str(prepend_scheme_if_needed(found, "http")) if found else ""  # type: ignore[no-untyped-call]


class UntilDeadline(RawIOBase):
    """Reads of a socket that end in time, also if a byte comes every second."""

    def __init__(self, opened: socket.socket, until: float) -> None:
        self._opened = opened
        self._reader = opened.makefile("rb", buffering=0)
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left_s = self._until - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the answer took too long")
        self._opened.settimeout(left_s)
        return self._reader.readinto(buffer)

    def close(self) -> None:
        self._reader.close()
        super().close()


class _TimelyResponse(HTTPResponse):
    """An answer whose head and body are read until the time-out of its request, counted from its start."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        until = time.monotonic() + min(sock.gettimeout() or _ANSWER_S, _ANSWER_S)
        self.fp = BufferedReader(UntilDeadline(sock, until))


class _PlainConnection(HTTPConnection):
    response_class = _TimelyResponse


class _TlsConnection(HTTPSConnection):
    response_class = _TimelyResponse


class _PublicConnection(_TlsConnection):
    """Connects to an address that was checked; TLS still asks for the name, and checks it."""

    def _new_conn(self) -> socket.socket:
        timeout_s = Timeout.resolve_default_timeout(self.timeout) or _ANSWER_S
        try:
            return connect(self._dns_host, self.port, timeout_s=timeout_s, options=self.socket_options or ())
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"connection to {self.host} timed out") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection: {error}") from error


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


def _check_public(address: str) -> None:
    """Raises PrivateAddress unless the address is of a host on the public internet."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        inner = _translated(parsed)
        is_public = inner.is_global if inner else _is_native(parsed)
    else:
        inner, is_public = parsed, parsed.is_global
    if not is_public or (inner or parsed).is_multicast:
        raise PrivateAddress(f"{address} is not a public address")


def _translated(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 host behind an address that a NAT64 gateway, or the socket itself, translates."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped


def _is_native(address: IPv6Address) -> bool:
    """Whether the address is routed as it stands: not site-local, not IPv4-compatible, no local NAT64, and no
    tunnel (6to4, Teredo), whose relay decides where it ends.
    """
    is_tunnel = address.sixtofour is not None or address.teredo is not None
    return address in _GLOBAL_UNICAST and address.is_global and not is_tunnel


class _BriefAdapter(HTTPAdapter):
    """Reads at most 64 kB of an answer, for a few seconds: the answering host is not ours either."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}

    def build_response(
        self, req: requests.PreparedRequest, resp: urllib3.BaseHTTPResponse
    ) -> requests.Response:
        body = BytesIO(beginning(resp))
        brief = urllib3.HTTPResponse(
            body,
            headers=resp.headers,
            status=resp.status,
            reason=resp.reason,
            preload_content=False,
            enforce_content_length=False,
        )
        return super().build_response(req, brief)


def beginning(answer: urllib3.BaseHTTPResponse) -> bytes:
    """Return the first bytes of the body, as far as they came in time; the connection is kept only if that
    was everything.
    """
    body = bytearray()
    try:
        while len(body) < _ANSWER_BYTES:
            chunk = answer.read1(_ANSWER_BYTES - len(body))
            if not chunk:
                answer.release_conn()
                return bytes(body)
            body += chunk
    except urllib3.exceptions.HTTPError:  # the status is there, which is all that counts
        pass
    answer.close()
    return bytes(body)


class _PublicAdapter(_BriefAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _PublicPool}


class GuardedSession(requests.Session):
    """A session that keeps connections per origin, calls public https hosts and `allowed_origins` (as
    `http://127.0.0.1:9001`; for a push service inside the plant, a demo or a test), and follows no redirect.

    Through a proxy (`HTTPS_PROXY`) the proxy resolves names, so there it has to refuse them.
    """

    def __init__(self, allowed_origins: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.adapters.clear()
        self.headers["Accept-Encoding"] = "identity"
        self.auth = _unchanged  # or requests takes one from ~/.netrc and overwrites the signature
        # It would read all of the environment for each request, a quarter of what a push costs.
        self.trust_env = bool(getproxies()) or any(name in os.environ for name in BUNDLES)
        self.mount("https://", _PublicAdapter(_POOLS, _CONNECTIONS))
        for origin in allowed_origins:
            self.mount(f"{origin}/", _BriefAdapter(_POOLS, _CONNECTIONS))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{**kwargs, "allow_redirects": False})


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
