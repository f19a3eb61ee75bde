"""Pictures of plans, below /photos, which the cookie for pictures reaches."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import UUID

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.http.uploads import receive
from backend.core.limited_process import WorkerLost
from backend.core.viewer import Viewer
from backend.photos.http import photo_refusal, sender_of
from backend.photos.image.plan_pictures import make_plan_picture
from backend.photos.image.queue import PhotoQueue
from backend.photos.rules import check_length, check_same, check_sha256
from backend.photos.store import PhotoStore
from backend.sites.plans import commands, queries
from backend.sites.plans.queries import ShownPicture
from backend.sites.plans.rules import PlanPicture

HEADERS: Final = {
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}
ASKED_AGAIN: Final = {"cache-control": "private, no-cache"}
KEPT: Final = {"cache-control": "private, max-age=31536000, immutable"}
MOST_DIGITS: Final = 4
Find: TypeAlias = Callable[[Any, Viewer, UUID], ShownPicture | None]
"""(session, viewer, id): a picture, if the viewer may see it."""


@dataclass(frozen=True)
class Plans:
    """`authenticate` reads the bearer token, `authenticate_media` also the cookie for pictures."""

    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]
    authenticate_media: Callable[[Request], Awaitable[Viewer | None]]
    files: PhotoStore
    queue: PhotoQueue

    def routes(self) -> list[Route]:
        return [
            Route("/photos/plans/{site_id:uuid}.svg", self.get_first),
            Route("/photos/plans/{site_id:uuid}/{sha256}", self.put, methods=["PUT"]),
            Route("/photos/plans/{plan_id:uuid}/{version}", self.get),
        ]

    async def put(self, request: Request) -> Response:
        """201 and {"sha256", "width", "height", "pages"} of the picture that was made of the file, which
        itself is not kept; or a coded refusal. `?page=` of a PDF.
        """
        try:
            viewer = known(await self.authenticate(request))
            site_id, sha256 = request.path_params["site_id"], check_sha256(request.path_params["sha256"])
            page = request.query_params.get("page", "1")
            number = int(page) if page.isdecimal() and page.isascii() and len(page) <= MOST_DIGITS else 0
            sender = sender_of(viewer)
            await self.edge.transact(lambda tx: commands.check_allowance(tx, site_id, by=viewer))
            with self.queue.place(sender), await asyncio.to_thread(self.files.receive) as received:
                check_same(sha256, await receive(request, received, check_length))
                made = await self.queue.run(sender, make_plan_picture, Path(received.name), sha256, number)
            picture = PlanPicture(made.sha256, made.media_type, made.width, made.height, made.content)
            await self.edge.transact(lambda tx: commands.keep_picture(tx, site_id, picture, by=viewer))
        except Refused as refused:
            return photo_refusal(refused)
        except WorkerLost as lost:
            return photo_refusal(Refused(ErrorCode.PLAN_UNREADABLE, str(lost)))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        shown = {"sha256": made.sha256, "width": made.width, "height": made.height, "pages": made.pages}
        return JSONResponse(shown, HTTPStatus.CREATED)

    async def get_first(self, request: Request) -> Response:
        """The first plan of a site, for people of it; else 401 or 404. Asked again each time (ETag)."""
        return await self._answer(request, queries.first_picture, request.path_params["site_id"], ASKED_AGAIN)

    async def get(self, request: Request) -> Response:
        """A plan by its address, which changes with the picture; for people of its site, else 401 or 404."""
        sha256 = request.path_params["version"]
        return await self._answer(
            request,
            lambda session, viewer, plan_id: queries.picture(session, viewer, plan_id, sha256),
            request.path_params["plan_id"],
            KEPT,
        )

    async def _answer(
        self, request: Request, find: Find, object_id: UUID, caching: dict[str, str]
    ) -> Response:
        try:
            viewer = known(await self.authenticate_media(request))
            picture = await self.edge.read(lambda session: find(session, viewer, object_id))
            if picture is None:
                raise Refused(ErrorCode.NOT_FOUND, "no such plan for this viewer")
        except Refused as refused:
            return refusal(refused)
        headers = {**HEADERS, **caching, "etag": f'"{picture.etag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(picture.content, media_type=picture.media_type, headers=headers)


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of plans."""
    gate, files, queue = parts.gate, parts.get(PhotoStore), parts.get(PhotoQueue)
    return Plans(parts.edge, gate.authenticate, gate.authenticate_media, files, queue).routes()
