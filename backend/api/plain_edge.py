"""A port without TLS: labels to read, how to trust the certificate, and the way to HTTPS."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.hosts import KnownHosts
from backend.api.trust_pages import TrustPages, https_address
from backend.core.errors import ErrorCode, Refused
from backend.core.http.headers import RequestEnvelope
from backend.core.http.plain_html import plain_page
from backend.core.http.requests import language_of
from backend.hazards.anonymous.labels_http import LabelHtml, LabelPages
from backend.sites.labels.rules import read_label_code

READ: Final = ("GET", "HEAD")
SECRETS: Final = (b"cookie", b"authorization")


@dataclass(frozen=True)
class PlainEdge:
    """`authority`: file of the certificate of the local one; None where phones trust ours anyway, and labels
    too are read over HTTPS. `port`: that of HTTPS as people reach it.

    Browsers inside other apps trust no local authority, so the page of a label must open without it. It is
    read only: what somebody sends here, everybody on the way could read and change.
    """

    labels: LabelPages
    authority: Path | None
    port: int
    hosts: frozenset[str]

    def application(self) -> Starlette:
        trust = TrustPages(self.authority, self.port).routes() if self.authority else []
        labels = [Route("/q/{code}", self.label, methods=["GET"])] if self.authority else []
        app = Starlette(
            routes=[*labels, *trust],
            middleware=[
                Middleware(RequestEnvelope, keeps_to_tls=False),
                Middleware(KnownHosts, own=self.hosts),
                Middleware(ReadOnly),
            ],
            exception_handlers={HTTPException: _refused},
        )
        app.router.default = self.elsewhere
        return app

    async def label(self, request: Request) -> Response:
        """The page of a label; what is none, and `?app=1`, is a matter of the app."""
        code = read_label_code(request.path_params["code"])
        if code is None or request.query_params.get("app"):
            return self._to_https(request)
        address = https_address(request, self.port)
        try:
            label = await self.labels.look_up(request, code)
        except Refused as refused:
            return plain_page(LabelHtml(language_of(request), code, address).refused(refused.code), refused)
        usual = [label.language] if label else []
        html = LabelHtml(language_of(request, *usual), code, address)
        return plain_page(html.label(label, is_read_only=True))

    async def elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Everything else is asked for again over HTTPS."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        await self._to_https(Request(scope, receive))(scope, receive, send)

    def _to_https(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        path = request.scope["raw_path"].decode("latin-1")
        # Temporary: an address may be another machine's tomorrow, and browsers keep the other kind for ever.
        return RedirectResponse(
            f"{https_address(request, self.port)}{path}{query}",
            HTTPStatus.TEMPORARY_REDIRECT,
            {"cache-control": "no-store"},
        )


class ReadOnly:
    """Middleware that lets only GET and HEAD through: another request that was sent on to HTTPS would have
    shown its password on the way. Cookies and tokens are neither read nor set.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in READ:
            await _not_here()(scope, receive, send)
            return
        if scope["type"] == "http":
            scope["headers"] = [each for each in scope["headers"] if each[0] not in SECRETS]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                del MutableHeaders(scope=message)["set-cookie"]
            await send(message)

        await self._app(scope, receive, answer)


def _not_here() -> Response:
    return JSONResponse(
        {"code": ErrorCode.NOT_ALLOWED, "message": "only over https"},
        HTTPStatus.METHOD_NOT_ALLOWED,
        {"allow": ", ".join(READ), "connection": "close"},
    )


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    return JSONResponse({"code": ErrorCode.NOT_FOUND, "message": HTTPStatus(status).phrase}, status)
