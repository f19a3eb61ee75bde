"""Around every request: its id, the headers that protect the page, and the count for /metrics."""

import time
import uuid
from typing import Final

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS: Final = Counter("anhuan_http_requests", "Answered HTTP requests.", ["method", "route", "status"])
SECONDS: Final = Histogram("anhuan_http_request_seconds", "Time to the start of the answer.", ["route"])
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})

# Vue and Vant set styles on elements, which no sheet of anybody else's can: attributes may be inline, sheets
# never. Scripts come from files of our own build only. `wasm-unsafe-eval`: the decoder of QR codes.
# `blob:`/`data:`: photos that are still on the phone.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
KEPT_ALONE: Final = {
    "cache-control": "private, max-age=31536000, immutable",
    "content-disposition": "inline",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
"""Of a file that is called by its hash: it never changes, and runs nothing if it is opened alone."""
PROTECTION: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
TRANSPORT_SECURITY: Final = "max-age=31536000"
"""Not with an authority of our own: a phone that lost it could no longer pass, nor come to the page that
brings it back, nor read a label.
"""


def attachment(name: str) -> dict[str, str]:
    """Return the headers of a file that a browser saves under this name, and nobody on the way keeps."""
    return {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }


class RequestEnvelope:
    """Names each request, binds the name to its log lines and adds the headers to its answer.

    An answer that brings its own value for a header keeps it: pictures are sandboxed more strictly.
    """

    def __init__(self, app: ASGIApp, *, keeps_to_tls: bool) -> None:
        self._app = app
        self._headers = dict(PROTECTION)
        if keeps_to_tls:
            self._headers["strict-transport-security"] = TRANSPORT_SECURITY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = scope["request_id"] = uuid.uuid4().hex
        started = time.perf_counter()

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._finish(MutableHeaders(scope=message), request_id)
                _count(scope, message["status"], time.perf_counter() - started)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, answer)

    def _finish(self, headers: MutableHeaders, request_id: str) -> None:
        headers["x-request-id"] = request_id
        for name, value in self._headers.items():
            headers.setdefault(name, value)


def _count(scope: Scope, status: int, seconds: float) -> None:
    # The route, not the path: a label for every photo would fill the memory.
    route: BaseRoute | None = scope.get("route")
    name = getattr(route, "path", "other")
    method = scope["method"] if scope["method"] in METHODS else "other"
    REQUESTS.labels(method, name, str(status)).inc()
    SECONDS.labels(name).observe(seconds)
