"""Fakes for what is not ours: push services, clocks, networks. Everything else in the tests is real."""

import base64
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import http_ece
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Received:
    """One message as it reached a browser: decrypted."""

    payload: dict[str, Any]
    headers: dict[str, str]
    claims: dict[str, Any]


@dataclass
class Subscription:
    """A browser as seen by its push service. `answer` is (status, headers), None to accept.

    `tried` counts what servers sent, whatever became of it.
    """

    private_key: ec.EllipticCurvePrivateKey
    auth: bytes
    received: list[Received] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answer: tuple[int, dict[str, str]] | None = None
    is_hanging: bool = False
    tried: int = 0
    server_key: str | None = None
    """Public key that it was subscribed with (`applicationServerKey`); None takes any."""

    @property
    def keys(self) -> dict[str, str]:
        point = self.private_key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {"p256dh": _base64url(point), "auth": _base64url(self.auth)}


class FakePushService:
    """A push service on a loopback port, with the browsers behind it; for Python and for browser tests.

    GET /new subscribes; POST /p/<id> checks and decrypts what a server sends; GET /msgs/<id> shows it;
    GET /gone/<id>, /hang/<id> and /answer/<id>?status=429&retry-after=7 make it answer so from then on.
    """

    def __init__(self, port: int = 0) -> None:
        self.subscriptions: dict[str, Subscription] = {}
        self.connections = 0
        self.released = threading.Event()
        self._server = _Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def subscribe(self) -> tuple[str, dict[str, str], Subscription]:
        """Return (endpoint, keys, the browser)."""
        subscription_id = secrets.token_urlsafe(12)
        browser = Subscription(ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16))
        self.subscriptions[subscription_id] = browser
        return f"{self.origin}/p/{subscription_id}", browser.keys, browser


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, service: FakePushService, port: int) -> None:
        self.service = service
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        self.server.service.connections += 1
        super().setup()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        action, _, subscription_id = url.path.strip("/").partition("/")
        if action == "new":
            endpoint, keys, _ = self.server.service.subscribe()
            self.reply(200, {"endpoint": endpoint, "keys": keys})
        elif browser := self.server.service.subscriptions.get(subscription_id):
            self.change(browser, action, parse_qs(url.query))
            self.reply(200, [message.payload for message in browser.received])
        else:
            self.reply(404)

    def change(self, browser: Subscription, action: str, query: dict[str, list[str]]) -> None:
        if action == "gone":
            browser.answer = (410, {})
        elif action == "hang":
            browser.is_hanging = True
        elif action == "answer":
            wanted = {name: values[0] for name, values in query.items()}
            browser.answer = (int(wanted.pop("status")), wanted)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        browser = self.server.service.subscriptions.get(self.path.removeprefix("/p/"))
        if browser is not None:
            browser.tried += 1
        if browser is None:
            self.reply(404)
        elif browser.is_hanging:
            self.server.service.released.wait(30)
            self.close_connection = True
        elif browser.answer is not None:
            self.reply(browser.answer[0], headers=browser.answer[1])
        else:
            self.deliver(browser, body)

    def deliver(self, browser: Subscription, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            browser.received.append(_accept(self.server.service.origin, browser, headers, body))
        except AssertionError as wrong:
            browser.refused.append(str(wrong))
            self.reply(403 if "vapid" in str(wrong) else 400, str(wrong))
        else:
            self.reply(201, headers={"Location": self.path})

    def reply(self, status: int, content: object = None, headers: dict[str, str] | None = None) -> None:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Access-Control-Allow-Origin": "*"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen of a test run."""


def _accept(origin: str, browser: Subscription, headers: dict[str, str], body: bytes) -> Received:
    """Check all that a real service checks (RFC 8030, 8188, 8292), then do the browser's part (RFC 8291)."""
    assert headers.get("content-encoding") == "aes128gcm", "content-encoding"
    assert headers.get("ttl", "").isdecimal(), "ttl"
    assert len(body) <= 4096, "body too long"
    assert headers.get("urgency") in {"very-low", "low", "normal", "high"}, "urgency"
    topic = headers.get("topic", "")
    assert len(topic) <= 32, "topic too long"
    assert topic.replace("-", "").replace("_", "").isalnum(), "topic"
    claims = _vapid_claims(headers.get("authorization", ""))
    assert claims.get("aud") == origin, f"vapid aud {claims.get('aud')}"
    assert time.time() < claims.get("exp", 0) <= time.time() + 86_400, "vapid exp"
    assert str(claims.get("sub", "")).startswith(("mailto:", "https:")), "vapid sub"
    assert browser.server_key in (None, claims["k"]), "vapid key of another subscription"
    clear = http_ece.decrypt(
        body, private_key=browser.private_key, auth_secret=browser.auth, version="aes128gcm"
    )
    return Received(json.loads(clear), headers, claims)


def _vapid_claims(authorization: str) -> dict[str, Any]:
    scheme, _, rest = authorization.partition(" ")
    assert scheme.lower() == "vapid", "vapid scheme"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    point = base64.urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        claims: dict[str, Any] = jwt.decode(
            parts["t"], key, algorithms=["ES256"], options={"verify_aud": False}
        )
    except jwt.InvalidTokenError as wrong:
        raise AssertionError(f"vapid signature: {wrong}") from wrong
    return claims | {"k": parts["k"]}


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def fetch(url: str) -> Any:
    """GET a JSON answer, as a browser test would."""
    with urlopen(url, timeout=10) as answer:
        return json.load(answer)


class FakeClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        self.now += by
        return self.now
