"""Pictures of plans, below /photos, which the cookie for pictures reaches."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.viewer import Viewer
from backend.sites.plans import queries
from backend.sites.plans.queries import ShownPicture

HEADERS: Final = {
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}
ASKED_AGAIN: Final = {"cache-control": "private, no-cache"}
KEPT: Final = {"cache-control": "private, max-age=31536000, immutable"}
Find: TypeAlias = Callable[[Any, Viewer, UUID], ShownPicture | None]
"""(session, viewer, id): a picture, if the viewer may see it."""


@dataclass(frozen=True)
class Plans:
    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [
            Route("/photos/plans/{site_id:uuid}.svg", self.get_first),
            Route("/photos/plans/{plan_id:uuid}/{version}", self.get),
        ]

    async def get_first(self, request: Request) -> Response:
        """The first plan of a site, for people of it; else 401 or 404. Asked again each time (ETag)."""
        return await self._answer(request, queries.first_picture, request.path_params["site_id"], ASKED_AGAIN)

    async def get(self, request: Request) -> Response:
        """A plan by its address, which changes with the picture; for people of its site, else 401 or 404."""
        return await self._answer(request, queries.picture, request.path_params["plan_id"], KEPT)

    async def _answer(
        self, request: Request, find: Find, object_id: UUID, caching: dict[str, str]
    ) -> Response:
        viewer = await self.authenticate(request)
        if viewer is None:
            return refusal(Refused(ErrorCode.UNAUTHENTICATED, "no valid token"))
        picture = await self.edge.read(lambda session: find(session, viewer, object_id))
        if picture is None:
            return refusal(Refused(ErrorCode.NOT_FOUND, "no such plan for this viewer"))
        headers = {**HEADERS, **caching, "etag": f'"{picture.etag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(picture.content, media_type=picture.media_type, headers=headers)
