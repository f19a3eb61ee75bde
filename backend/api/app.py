"""The HTTP application, put together from parts that an entrypoint passes in."""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Final

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from backend.api.alert_figures import AlertFigures
from backend.api.front_end import FrontEnd
from backend.api.graphql_requests import GraphQLHttp
from backend.api.graphql_ws import GraphQLSocket
from backend.api.health import Health
from backend.api.hosts import KnownHosts
from backend.api.persisted import PersistedOperations
from backend.api.trust_pages import TrustPages
from backend.core.damage import NO_ROOM
from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.core.graphql.answers import PACKING_LEVEL, WORTH_PACKING
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import RETRY_AFTER, library_is_missing, refusal, store_is_away
from backend.core.graphql.executor import Schema
from backend.core.http.headers import RequestEnvelope
from backend.core.http.parts import EdgeParts, Lasting
from backend.core.http.tokens import Tokens
from backend.core.libraries import missing_library
from backend.core.packages import modules_of
from backend.people.accounts.sign_in_http import Auth
from backend.photos.image.queue import PhotoQueue
from backend.photos.image.worker import PhotoWorker

FILE_PACKING_LEVEL: Final = 6
"""Files are packed for each phone that fetches them, once per version of the app."""

UNWRITABLE: Final = NO_ROOM | {errno.EROFS}

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Parts:
    """`is_production`: only persisted operations run. `has_tls`: people come over https. `trusted_proxies`:
    how many proxies of our own stand before us. `hosts`: names under which people reach it. `is_warm`:
    the `photo_workers` start with the server. `authority`: file of the certificate that phones must be
    given, if they must. `https_port`: that of our address. `stores`: what else edges of nouns ask for.
    `checks`: see `api.health`.
    """

    edge: Edge
    hosts: frozenset[str] = frozenset()
    schema: Schema
    token_secret: str
    persisted_file: Path
    stores: Sequence[object]
    front_end_folder: Path
    is_production: bool
    has_tls: bool
    authority: Path | None = None
    https_port: int = 443
    photo_workers: int = 1
    is_warm: bool = False
    trusted_proxies: int = 0
    metrics_token: str | None = None
    checks: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    works: Mapping[str, bool] = field(default_factory=dict)
    """The last that the watch of the other parts saw."""


def build_app(parts: Parts) -> Starlette:
    """Everything under one address; see architecture.md, section 5."""
    workers = [PhotoWorker() for _ in range(parts.photo_workers)]
    queue = PhotoQueue(workers, parts.edge.allowances)
    pages = FrontEnd(parts.front_end_folder)
    auth = Auth(
        parts.edge,
        Tokens(parts.token_secret, parts.edge.clock),
        parts.has_tls,
        parts.trusted_proxies,
        parts.is_production,
    )
    edge_parts = EdgeParts(
        parts.edge,
        auth,
        open_app=pages.open,
        secret=parts.token_secret,
        trusted_proxies=parts.trusted_proxies,
        given=(auth, parts.schema, queue, *parts.stores),
    )
    app = Starlette(
        routes=[
            *_graphql_routes(parts, auth),
            *routes_of_nouns(edge_parts),
            *_health(parts).routes(),
            *(TrustPages(parts.authority, parts.https_port).routes() if parts.authority else []),
        ],
        middleware=[
            Middleware(RequestEnvelope, keeps_to_tls=parts.has_tls and parts.authority is None),
            Middleware(KnownHosts, own=parts.hosts),
        ],
        exception_handlers={
            HTTPException: _say,
            Unavailable: _later,
            ImportError: _missing,
            OSError: _no_room,
            Exception: _mask,
        },
        lifespan=lambda _: _running(parts, queue, edge_parts.lasting),
    )
    # Not a route: a known address with another method is a mistake, not a page.
    app.router.default = GZipMiddleware(pages, minimum_size=WORTH_PACKING, compresslevel=FILE_PACKING_LEVEL)
    return app


def routes_of_nouns(parts: EdgeParts) -> list[Route]:
    """Return the addresses of all nouns: `routes` of each file with the role `http` that has one. No address
    fits two of them, so their order says nothing.
    """
    found = (getattr(module, "routes", None) for module in modules_of("http"))
    return [route for routes in found if routes for route in routes(parts)]


def _graphql_routes(parts: Parts, auth: Auth) -> list[BaseRoute]:
    persisted = PersistedOperations.load(parts.persisted_file, is_closed=parts.is_production)
    parts.schema.judge.trust(persisted.texts)
    graphql = GraphQLHttp(parts.schema, parts.edge, auth, persisted)
    packing = [Middleware(GZipMiddleware, minimum_size=WORTH_PACKING, compresslevel=PACKING_LEVEL)]
    return [
        Route("/graphql", graphql.post, methods=["POST"], middleware=packing),
        WebSocketRoute("/graphql", GraphQLSocket(parts.schema, parts.edge, auth, persisted)),
    ]


def _health(parts: Parts) -> Health:
    edge = parts.edge
    checks = _checks(edge) | dict(parts.checks)
    return Health(edge.bus, AlertFigures(edge.database), checks, parts.works, parts.metrics_token)


def _checks(edge: Edge) -> dict[str, Callable[[], object]]:
    database = edge.database
    return {"database": edge.ping, "room": database.require_room, "pages": database.require_whole}


@asynccontextmanager
async def _running(parts: Parts, queue: PhotoQueue, lasting: Sequence[Lasting]) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        stack.callback(queue.close)
        for work in lasting:
            await work.begin()
            stack.push_async_callback(work.close)
        if parts.is_warm:
            warming = asyncio.create_task(queue.warm_up())
            stack.callback(warming.cancel)
        stack.callback(parts.edge.bus.close)
        yield


async def _say(_: Request, error: Exception) -> Response:
    """404 and 405 of the router, in the form of all other refusals."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    code = ErrorCode.NOT_FOUND if status == HTTPStatus.NOT_FOUND else ErrorCode.INVALID_INPUT
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return JSONResponse({"code": code, "message": HTTPStatus(status).phrase}, status, headers)


async def _later(_: Request, error: Exception) -> Response:
    """The store is away: the same request later, nothing of it was done."""
    store_is_away(str(error))
    reason = "the store cannot be reached or has no room; try again later"
    return refusal(Refused(ErrorCode.UNAVAILABLE, reason), headers=RETRY_AFTER)


async def _missing(_: Request, error: Exception) -> Response:
    """A library that only this needs is not installed; of ours, it is a bug."""
    if missing_library(error) is None:
        raise error
    return refusal(Refused(ErrorCode.LIBRARY_MISSING, library_is_missing(error)))


async def _no_room(request: Request, error: Exception) -> Response:
    """A photo or a voice note for which the disk has no room; everything else of the kind is a bug."""
    if isinstance(error, OSError) and error.errno in UNWRITABLE:
        return await _later(request, error)
    raise error


async def _mask(request: Request, error: Exception) -> Response:
    """A bug: the client learns the id under which the log has it."""
    request_id = request.scope.get("request_id", "")
    log.error("request_failed", request_id=request_id, path=request.url.path, exc_info=error)
    return JSONResponse(
        {"code": ErrorCode.INTERNAL, "message": "something went wrong", "requestId": request_id},
        HTTPStatus.INTERNAL_SERVER_ERROR,
        {"x-request-id": request_id, "cache-control": "no-store"},
    )
