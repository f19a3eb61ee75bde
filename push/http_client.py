"""Calls of providers by HTTP: guarded addresses, bounded time and size, no redirects, no secrets in words."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

import msgspec
import requests
from requests.exceptions import ChunkedEncodingError, ContentDecodingError

from push.endpoint import Endpoint
from push.held import HeldConnections
from push.outcome import Outcome, Verdict
from push.ssrf import GuardedSession
from push.text import shortened

LONGEST_WAIT: Final = timedelta(hours=1)
LONGEST_REASON: Final = 300
_SHORTEST_SECRET: Final = 4
"""A shorter one would be found in ordinary words."""
GARBLED: Final = (ChunkedEncodingError, ContentDecodingError)
_CONNECT_SHARE: Final = 0.4
_ANSWER_SHARE: Final = 1.6
"""Of the time-out: 4 s to connect, 16 s for the answer. A gateway that is slow has mostly taken the message,
and given up earlier it would get the same one again. Together less than a claim lasts.
"""
_BUSY: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Network:
    """How channels reach providers. `allowed_origins` (`http://10.1.2.3:8080`, `smtp://mail.plant:25`,
    `mqtt://10.1.2.4:1883`, port always named but for http and https) need not be public, nor encrypted.
    A send takes about `timeout_s` seconds at most, twice that where the provider answers over HTTP.
    """

    allowed_origins: frozenset[str] = frozenset()
    timeout_s: float = 10.0
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    held: HeldConnections = field(default_factory=HeldConnections, compare=False)
    """Connections of this process over which a chat is sent to."""

    def allows(self, origin: str) -> bool:
        """Whether this one may be called although it is not on the public internet, or not encrypted."""
        return origin in self.allowed_origins


class Unreachable(Exception):
    """Raised where a call got no answer, or could not be made; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    retry_after: timedelta | None

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def fields(self) -> dict[str, Any]:
        """Return the JSON object of the body; empty where it is none, or was cut."""
        try:
            found = msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def code(self, name: str) -> str | int | None:
        """Return the provider's own code, None where there is none that is a number or a text."""
        return readable_code(self.fields().get(name))


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of a provider by what they mean; one that stands nowhere is a refusal that is our fault."""

    accepted: frozenset[object]
    gone: frozenset[object] = frozenset()
    busy: frozenset[object] = frozenset()


class HttpClient:
    """Calls one provider. `secrets` are taken out of every reason, whoever repeats them."""

    def __init__(self, network: Network, secrets: Iterable[str] = ()) -> None:
        self._session = GuardedSession(frozenset(o for o in network.allowed_origins if o.startswith("http")))
        self._session.headers["User-Agent"] = "Anhuan"
        self._network = network
        self._secrets = tuple(secrets)

    def close(self) -> None:
        self._session.close()

    def call(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send one request. Raises Unreachable: RETRY where the network failed, FAILED where the address may
        not be called.
        """
        timeout_s = self._network.timeout_s
        origin = Endpoint(url).origin
        try:
            answer = self._session.request(
                method,
                url,
                headers=dict(headers or {}),
                data=body,
                timeout=(timeout_s * _CONNECT_SHARE, timeout_s * _ANSWER_SHARE),
            )
        except (requests.Timeout, requests.ConnectionError, *GARBLED) as failed:
            reason = f"{type(failed).__name__} at {origin}"
            raise Unreachable(Outcome(Verdict.RETRY, reason)) from None
        except (requests.RequestException, ValueError) as impossible:  # its text would show the address
            reason = f"{type(impossible).__name__} at {origin}"
            raise Unreachable(Outcome(Verdict.FAILED, reason)) from None
        asked = wait(answer.headers.get("Retry-After"), now=self._network.now())
        return Answer(answer.status_code, answer.content, asked)

    def call_json(
        self, method: str, url: str, content: object, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request with a JSON body. Raises Unreachable as `call` does."""
        typed = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        return self.call(method, url, headers=typed, body=json.dumps(content, ensure_ascii=False).encode())

    def judge(
        self, answer: Answer, codes: Codes, code: str | int | None, words: str, *, hidden: Iterable[str] = ()
    ) -> Outcome:
        """Return what an answer means, with the provider's words. `code` is the provider's own, None where
        the answer has none; `hidden` is left out of the reason, such as the address.
        """
        said = f"{answer.status}{'' if code in (None, answer.status) else f' {code}'}: {words}"
        reason = self.without_secrets(said, hidden)
        if is_busy(answer.status) or code in codes.busy:
            return Outcome(Verdict.RETRY, reason, answer.status, answer.retry_after)
        if code in codes.gone:
            return Outcome(Verdict.GONE, reason, answer.status)
        if answer.is_success and code in codes.accepted:
            return Outcome(Verdict.ACCEPTED, status=answer.status)
        if answer.is_success and code is None:  # cut, or of something between us and the provider
            return Outcome(Verdict.RETRY, f"{answer.status}: the answer cannot be read", answer.status)
        return Outcome(Verdict.FAILED, reason, answer.status)

    def without_secrets(self, text: str, hidden: Iterable[str] = ()) -> str:
        """Return the `reason_of` a text in which the secrets of this client are hidden, too."""
        return reason_of(text, (*self._secrets, *hidden))


def reason_of(text: str, hidden: Iterable[str]) -> str:
    """Return a text for a reason: one short line in which nothing is repeated that only we may know."""
    for secret in sorted(hidden, key=len, reverse=True):
        text = text.replace(secret, "***") if len(secret) >= _SHORTEST_SECRET else text
    return shortened(text, LONGEST_REASON)


def readable_code(found: object) -> str | int | None:
    """Return a code as it stands in an answer, None for what is neither number nor text."""
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def is_busy(status: int) -> bool:
    """Whether an answer by this HTTP status says: later."""
    return status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def wait(header: str | None, *, now: datetime) -> timedelta | None:
    """Return `Retry-After`, seconds or a date, as 0 to `LONGEST_WAIT`; None if there is none to read."""
    if header is None:
        return None
    try:
        asked = min(int(header), LONGEST_WAIT.total_seconds()) if header.isdecimal() else _until(header, now)
    except (OverflowError, TypeError, ValueError):
        return None
    return min(timedelta(seconds=max(asked, 0)), LONGEST_WAIT)


def _until(date: str, now: datetime) -> float:
    at = parsedate_to_datetime(date)
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
