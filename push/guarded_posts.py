"""Guarded posts to push services, without what `requests` does around each: it was half of what a push costs.

No cookies, no redirects, no form of the body are needed there. Addresses, time and size are guarded as in
`push.ssrf`: its adapters make every connection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Timeout, parse_url

from push.ssrf import GuardedSession, beginning

_HEADERS: Final = {"User-Agent": "Anhuan", "Accept-Encoding": "identity"}
_MOST_ORIGINS: Final = 64
"""Pools that are remembered: more than there are push services, and an end to what names may make up."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An answer, as `pywebpush` reads that of a session."""

    status_code: int
    reason: str
    text: str
    headers: Mapping[str, str]


class GuardedPosts:
    """Posts to public https hosts and to `allowed_origins`. Safe to use from several threads.

    Through a proxy, or with authorities of an operator's own, `requests` posts: it knows the environment.
    """

    def __init__(self, allowed_origins: frozenset[str] = frozenset()) -> None:
        self._session = GuardedSession(allowed_origins)
        self._pools: dict[str, HTTPConnectionPool] = {}

    def close(self) -> None:
        self._pools = {}
        self._session.close()

    def post(
        self, url: str, *, timeout: float, data: bytes | None, headers: Mapping[str, str]
    ) -> Posted | requests.Response:
        """Post the body; `timeout` in seconds, to connect and to answer each.

        Raises what `requests` raises: Timeout and ConnectionError for the network, other RequestExceptions
        for an address that is none; PrivateAddress for a host that may not be called.
        """
        if self._session.trust_env:
            return self._session.post(url, timeout=timeout, data=data, headers=dict(headers))
        pool, path = self._pool_of(url)
        try:
            answer = pool.urlopen(
                "POST",
                path,
                body=data,
                headers=_HEADERS | dict(headers),
                timeout=Timeout(connect=timeout, read=timeout),
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, OSError) as failed:
            raise _as_requests_says(failed) from failed
        return Posted(
            answer.status, answer.reason or "", beginning(answer).decode(errors="replace"), answer.headers
        )

    def _pool_of(self, url: str) -> tuple[HTTPConnectionPool, str]:
        """Return the connections to this origin, checked by the authorities of `requests`, and the path."""
        try:
            parsed = parse_url(url)
        except LocationParseError as error:
            raise requests.exceptions.InvalidURL from error
        origin = f"{parsed.scheme}://{parsed.netloc}/"
        pool = self._pools.get(origin)
        if pool is None:
            request = requests.PreparedRequest()
            request.prepare_url(origin, None)
            adapter = cast(HTTPAdapter, self._session.get_adapter(url))
            made = adapter.get_connection_with_tls_context(request, verify=True)
            pool = cast(HTTPConnectionPool, made)
            if len(self._pools) >= _MOST_ORIGINS:
                self._pools = {}
            self._pools[origin] = pool
        return pool, parsed.request_uri


def _as_requests_says(failed: HTTPError | OSError) -> requests.RequestException:
    if isinstance(failed, ConnectTimeoutError) and not isinstance(failed, NewConnectionError):
        return requests.ConnectTimeout()
    if isinstance(failed, ReadTimeoutError):
        return requests.ReadTimeout()
    if isinstance(failed, SSLError):
        return requests.exceptions.SSLError()
    return requests.ConnectionError()
