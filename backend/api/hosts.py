"""Under which names this server answers: nobody else's name leads a browser to it."""

from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.core import words
from backend.core.errors import ErrorCode
from backend.core.http.requests import language_of

OF_A_NETWORK: Final = (".localhost", ".local", ".lan", ".home.arpa", ".internal")
"""Endings of names that the public DNS does not give out."""


def is_known(host: str, own: Iterable[str]) -> bool:
    """Whether a Host header is a name of ours, an address of numbers, or a name that only a network of ours
    gives out. Any other one may belong to a stranger who points it here (DNS rebinding), and a browser would
    take his page for ours.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name in own or name.endswith(OF_A_NETWORK):
        return True
    try:
        ip_address(name)
    except ValueError:
        return "." not in name
    return True


class KnownHosts:
    """Middleware that refuses requests under a name that is not ours: status 421 and UNKNOWN_HOST, for a
    WebSocket close code 1008. `own`: names, lower case, without a port.
    """

    def __init__(self, app: ASGIApp, *, own: frozenset[str]) -> None:
        self._app, self._own = app, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_asked = scope["type"] in ("http", "websocket")
        if not is_asked or is_known(Headers(scope=scope).get("host", ""), self._own):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            said = words.of("error", ErrorCode.UNKNOWN_HOST).in_(language_of(Request(scope)))
            answer = JSONResponse(
                {"code": ErrorCode.UNKNOWN_HOST, "message": said}, HTTPStatus.MISDIRECTED_REQUEST
            )
            await answer(scope, receive, send)
