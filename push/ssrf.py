"""Keeps addresses that users enter from reaching what only we can reach (server-side request forgery).

A push subscription is a URL from a browser. Anyone signed in could name the address of a controller in the
plant, so only public hosts are called, by https, and the check is made on the very connection that is used:
a name may answer with another address the second time it is asked.
"""

import socket
import time
from io import BytesIO
from ipaddress import ip_address
from typing import Any, Final

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool

_POOLS, _CONNECTIONS = 32, 16
_ANSWER_BYTES: Final = 4096
_ANSWER_S: Final = 10.0


class PrivateAddress(ValueError):
    """The host is not on the public internet. No OSError: urllib3 would take it for a lost connection."""


class _PublicConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        for *_, address in socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM):
            _check_public(str(address[0]))
        connected = super()._new_conn()
        try:
            _check_public(str(connected.getpeername()[0]))
        except PrivateAddress:
            connected.close()
            raise
        return connected


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


def _check_public(address: str) -> None:
    parsed = ip_address(address.partition("%")[0])
    inner = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None) or parsed
    if not parsed.is_global or not inner.is_global or parsed.is_multicast:
        raise PrivateAddress(f"{address} is not a public address")


class _BriefAdapter(HTTPAdapter):
    """Reads at most a few kB of an answer, for a few seconds: the answering host is not ours either."""

    def build_response(
        self, req: requests.PreparedRequest, resp: urllib3.BaseHTTPResponse
    ) -> requests.Response:
        body = BytesIO(_beginning(resp))
        brief = urllib3.HTTPResponse(
            body,
            headers=resp.headers,
            status=resp.status,
            reason=resp.reason,
            preload_content=False,
            enforce_content_length=False,
        )
        return super().build_response(req, brief)


def _beginning(answer: urllib3.BaseHTTPResponse) -> bytes:
    """What came in time of the first bytes; the connection is kept only if that was everything."""
    until, body = time.monotonic() + _ANSWER_S, bytearray()
    try:
        while len(body) < _ANSWER_BYTES and time.monotonic() < until:
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
        self.mount("https://", _PublicAdapter(_POOLS, _CONNECTIONS))
        for origin in allowed_origins:
            self.mount(f"{origin}/", _BriefAdapter(_POOLS, _CONNECTIONS))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{**kwargs, "allow_redirects": False})


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
