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
from backend.api.http.account import AccountEdge
from backend.api.http.anonymous_photos import AnonymousPhotos
from backend.api.http.answer_pages import AnswerPages, form_key
from backend.api.http.auth import Auth
from backend.api.http.documents import Documents
from backend.api.http.dossiers import DossierEdge
from backend.api.http.exports import Exports
from backend.api.http.first_run import FirstRun
from backend.api.http.invitations import Invitations
from backend.api.http.label_pages import LabelPages
from backend.api.http.label_sheets import LabelSheets
from backend.api.http.list_exports import ListExports
from backend.api.http.my_data import MyData
from backend.api.http.passkeys import PasskeyEdge
from backend.api.http.photos import DatabasePhotos, PhotoEdge, sender_of
from backend.api.http.pins import PinEdge
from backend.api.http.plans import Plans
from backend.api.http.reach_file import ReachFile
from backend.api.http.receipts import Receipts
from backend.api.http.sms_replies import SmsReplies
from backend.api.http.voices import VoiceEdge
from backend.api.http.workbook_work import WorkbookWork
from backend.api.http.workbooks import Workbooks
from backend.api.persisted import PersistedOperations
from backend.api.trust_pages import TrustPages
from backend.archive.dossier.printing import Dossiers
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.damage import NO_ROOM
from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.core.graphql.answers import PACKING_LEVEL, WORTH_PACKING
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import RETRY_AFTER, library_is_missing, refusal, store_is_away
from backend.core.graphql.executor import Schema
from backend.core.http.headers import RequestEnvelope
from backend.core.http.tokens import Tokens
from backend.core.libraries import missing_library
from backend.photos.image.queue import PhotoQueue
from backend.photos.image.worker import PhotoWorker
from backend.photos.queries import PhotoProvider
from backend.photos.store import PhotoStore

FILE_PACKING_LEVEL: Final = 6
"""Files are packed for each phone that fetches them, once per version of the app."""

UNWRITABLE: Final = NO_ROOM | {errno.EROFS}

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Parts:
    """`is_production`: only persisted operations run. `has_tls`: people come over https. `trusted_proxies`:
    how many proxies of our own stand before us. `hosts`: names under which people reach it. `is_warm`:
    the `photo_workers` start with the server. `authority`: file of the certificate that phones must be
    given, if they must. `https_port`: that of our address. `photo_providers`: see `photos.queries.find`.
    `checks`: see `api.health`.
    """

    edge: Edge
    hosts: frozenset[str] = frozenset()
    schema: Schema
    token_secret: str
    persisted_file: Path
    photos: PhotoStore
    photo_providers: Sequence[PhotoProvider]
    printer: Dossiers
    voices: VoiceStore
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
    work = WorkbookWork(parts.edge)
    pages = FrontEnd(parts.front_end_folder)
    app = Starlette(
        routes=[
            *_routes(parts, queue, work),
            *LabelPages(parts.edge, pages, parts.trusted_proxies).routes(),
            *AnswerPages(parts.edge, parts.trusted_proxies, form_key(parts.token_secret)).routes(),
            *SmsReplies(parts.edge, parts.trusted_proxies).routes(),
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
        lifespan=lambda _: _running(parts, queue, work),
    )
    # Not a route: a known address with another method is a mistake, not a page.
    app.router.default = GZipMiddleware(pages, minimum_size=WORTH_PACKING, compresslevel=FILE_PACKING_LEVEL)
    return app


def _routes(parts: Parts, queue: PhotoQueue, work: WorkbookWork) -> list[BaseRoute]:
    edge = parts.edge
    auth = Auth(
        edge,
        Tokens(parts.token_secret, edge.clock),
        parts.has_tls,
        parts.trusted_proxies,
        parts.is_production,
    )
    persisted = PersistedOperations.load(parts.persisted_file, is_closed=parts.is_production)
    parts.schema.judge.trust(persisted.texts)
    graphql = GraphQLHttp(parts.schema, edge, auth, persisted)
    records = DatabasePhotos(edge, parts.photo_providers)
    photos = PhotoEdge(auth.authenticate, auth.authenticate_media, records, parts.photos, queue, sender_of)
    packing = [Middleware(GZipMiddleware, minimum_size=WORTH_PACKING, compresslevel=PACKING_LEVEL)]
    return [
        Route("/graphql", graphql.post, methods=["POST"], middleware=packing),
        WebSocketRoute("/graphql", GraphQLSocket(parts.schema, edge, auth, persisted)),
        *auth.routes(),
        *Invitations(auth).routes(),
        *FirstRun(auth).routes(),
        *Plans(edge, auth.authenticate, auth.authenticate_media, parts.photos, queue).routes(),
        *Documents(edge, auth.authenticate, parts.photos, queue).routes(),
        *AccountEdge(auth).routes(),
        *PasskeyEdge(auth).routes(),
        *PinEdge(auth).routes(),
        *photos.routes(),
        *AnonymousPhotos(edge, parts.photos, queue, parts.trusted_proxies).routes(),
        *VoiceEdge(auth.authenticate, auth.authenticate_media, edge, parts.voices).routes(),
        *Receipts(edge).routes(),
        *Exports(edge, auth.authenticate).routes(),
        *ReachFile(edge, auth.authenticate).routes(),
        *MyData(edge, auth.identity).routes(),
        *ListExports(edge, parts.schema, auth.identity).routes(),
        *Workbooks(edge, auth.identity, work).routes(),
        *LabelSheets(edge, auth.authenticate).routes(),
        *DossierEdge(edge, auth.authenticate, parts.printer).routes(),
        *Health(
            edge.bus,
            AlertFigures(edge.database),
            _checks(edge) | dict(parts.checks),
            parts.works,
            parts.metrics_token,
        ).routes(),
    ]


def _checks(edge: Edge) -> dict[str, Callable[[], object]]:
    database = edge.database
    return {"database": edge.ping, "room": database.require_room, "pages": database.require_whole}


@asynccontextmanager
async def _running(parts: Parts, queue: PhotoQueue, work: WorkbookWork) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        stack.callback(queue.close)
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
