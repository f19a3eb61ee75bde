"""PUT and GET /photos/{sha256}: evidence comes in as the bytes of a picture and goes out as a clean copy."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.errors import refusal
from backend.core.http.headers import KEPT_ALONE
from backend.core.http.requests import known
from backend.core.http.uploads import receive
from backend.core.limited_process import WorkerLost
from backend.core.viewer import Viewer
from backend.photos.image.queue import PhotoQueue, Sender
from backend.photos.rules import (
    LARGE_PX,
    PhotoFacts,
    check_length,
    check_rendition,
    check_same,
    check_sha256,
)
from backend.photos.store import PhotoStore

log = structlog.get_logger()

V = TypeVar("V")
V_contra = TypeVar("V_contra", contravariant=True)

RETRY_S: Final = 30

_STATUS: Final = {
    ErrorCode.PHOTO_MISSING: HTTPStatus.NOT_FOUND,
    ErrorCode.ANONYMOUS_NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorCode.PHOTO_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.PHOTO_NOT_AN_IMAGE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ErrorCode.PLAN_UNREADABLE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ErrorCode.DOCUMENT_UNREADABLE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ErrorCode.DOCUMENT_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.DOCUMENT_TOO_LONG: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.PHOTO_TRUNCATED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.PHOTO_TOO_MANY_PIXELS: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.PHOTO_HASH_MISMATCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.INTERNAL: HTTPStatus.SERVICE_UNAVAILABLE,  # the worker died: the phone tries again
}


class PhotoRecords(Protocol[V_contra]):
    """Records of photos in the database, as far as the endpoints need them.

    A protocol: who keeps a photo asks whether its place may be kept, too, which is of a noun above.
    """

    async def find(self, viewer: V_contra, sha256: str) -> PhotoFacts | None:
        """The photo, if the viewer may see it: their own upload, or evidence of an object of theirs."""
        ...

    async def check_allowance(self, viewer: V_contra) -> None:
        """Before the first byte. Raises Refused(TOO_MANY_ATTEMPTS) for who has sent enough for the day."""
        ...

    async def record(self, viewer: V_contra, facts: PhotoFacts, length: int) -> bool:
        """Write down that the viewer brought this photo, and so many bytes; False if they brought it before.
        Repeatable.
        """
        ...


@dataclass(frozen=True)
class PhotoEdge(Generic[V]):
    """The endpoints and what they need. `authenticate` reads the bearer token, `authenticate_media` also the
    `anhuan_media` cookie, because an `<img>` sends no headers; both return None for anybody else.
    """

    authenticate: Callable[[Request], Awaitable[V | None]]
    authenticate_media: Callable[[Request], Awaitable[V | None]]
    records: PhotoRecords[V]
    files: PhotoStore
    queue: PhotoQueue
    sender: Callable[[V], Sender]

    def routes(self) -> list[Route]:
        return [
            Route("/photos/{sha256}", self.put, methods=["PUT"]),
            Route("/photos/{sha256}", self.get, methods=["GET"]),
        ]

    async def put(self, request: Request) -> Response:
        """201 and {"sha256", "width", "height"} the first time, 200 and the same again, or a coded refusal.

        The whole body is compared with its name every time: to know a hash is no right to the photo.
        """
        try:
            viewer = known(await self.authenticate(request))
            sha256 = check_sha256(request.path_params["sha256"])
            sender = self.sender(viewer)
            facts = await self._kept(viewer, sha256)
            if facts is None:
                await self.records.check_allowance(viewer)
            with self.queue.place(sender), await asyncio.to_thread(self.files.receive) as received:
                check_same(sha256, await receive(request, received, check_length))
                length = Path(received.name).stat().st_size
                if facts is None:
                    facts = await self.queue.run(sender, self.files.keep, Path(received.name), sha256)
            is_new = await self.records.record(viewer, facts, length)
        except Refused as refused:
            return photo_refusal(refused)
        except WorkerLost as lost:
            return photo_refusal(Refused(ErrorCode.INTERNAL, str(lost), RETRY_S))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        return JSONResponse(
            {"sha256": facts.sha256, "width": facts.width, "height": facts.height},
            HTTPStatus.CREATED if is_new else HTTPStatus.OK,
        )

    async def _kept(self, viewer: V, sha256: str) -> PhotoFacts | None:
        """Return the facts of a photo whose copies are there; a lost copy is made again by sending it
        again.
        """
        facts = await self.records.find(viewer, sha256)
        if facts is not None and await asyncio.to_thread(self.files.is_complete, sha256):
            return facts
        return None

    async def get(self, request: Request) -> Response:
        """The copy of `?size=320|1600` (1600 if left out) as image/jpeg, to those who may see the photo."""
        try:
            viewer = known(await self.authenticate_media(request))
            sha256 = check_sha256(request.path_params["sha256"])
            size = _size(request)
            if await self.records.find(viewer, sha256) is None:
                raise Refused(ErrorCode.NOT_FOUND, "no such photo for this viewer")
            path = await asyncio.to_thread(partial(self.files.open, sha256, size))
        except Refused as refused:
            return photo_refusal(refused)
        headers = {**KEPT_ALONE, "etag": f'"{sha256}-{size}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return FileResponse(path, media_type="image/jpeg", headers=headers)


def sender_of(viewer: Viewer) -> Sender:
    """Return the sender under which the queue counts this viewer."""
    return Sender(viewer.person_id, site_of(viewer))


def site_of(viewer: Viewer) -> UUID | None:
    return next(iter(viewer.site_ids), None)


def _size(request: Request) -> int:
    text = request.query_params.get("size", str(LARGE_PX))
    return check_rendition(int(text) if text.isdecimal() and text.isascii() else 0)


def photo_refusal(refused: Refused) -> Response:
    """{"code", "message"}. The connection is closed: a body may be left on it that nobody will read."""
    log.info("photo_refused", code=refused.code, reason=refused.reason)
    return refusal(refused, status=_STATUS.get(refused.code), headers={"connection": "close"})
