"""GET /photos/plans/{site}.svg: the plan picture; below /photos the cookie for pictures reaches it."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.viewer import Viewer
from backend.sites.queries import plan_svg

HEADERS: Final = {
    "cache-control": "private, no-cache",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
}


@dataclass(frozen=True)
class Plans:
    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [Route("/photos/plans/{site_id:uuid}.svg", self.get)]

    async def get(self, request: Request) -> Response:
        """image/svg+xml for people of the site; else 401 or 404. Asked again each time (ETag)."""
        viewer = await self.authenticate(request)
        if viewer is None:
            return refusal(Refused(ErrorCode.UNAUTHENTICATED, "no valid token"))
        site_id = request.path_params["site_id"]
        svg = await self.edge.read(lambda session: plan_svg(session, viewer, site_id))
        if not svg:
            return refusal(Refused(ErrorCode.NOT_FOUND, "no such plan for this viewer"))
        headers = {**HEADERS, "etag": f'"{hashlib.sha256(svg.encode()).hexdigest()[:32]}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(svg, media_type="image/svg+xml", headers=headers)
