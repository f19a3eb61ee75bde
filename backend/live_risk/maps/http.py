"""GET /risk-maps/{id}.pdf: an official map on paper."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.viewer import Viewer
from backend.live_risk.maps import queries
from backend.live_risk.paper.maps import LANGUAGES, SIZES, map_pdf


@dataclass(frozen=True)
class MapPages:
    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [Route("/risk-maps/{map_id:uuid}.pdf", self.get)]

    async def get(self, request: Request) -> Response:
        """?size=A3|A4&lang=zh|en|both; 404 for a map that is not of the viewer's sites, 400 or 401.

        The map is read first; while it is set no transaction is open.
        """
        map_id: UUID = request.path_params["map_id"]
        size, lang = request.query_params.get("size", "A3"), request.query_params.get("lang", "zh")
        try:
            viewer = known(await self.authenticate(request))
            if size not in SIZES or lang not in LANGUAGES:
                raise Refused(ErrorCode.INVALID_INPUT, "size is A3 or A4, lang zh, en or both")
            issued = await self.edge.read(
                lambda session: queries.by_ids(session, viewer, [map_id]).get(map_id)
            )
            if issued is None:
                raise Refused(ErrorCode.NOT_FOUND, "no such map at the viewer's sites")
            found = issued
            pictures = await self.edge.read(lambda session: queries.pictures(session, found))
        except Refused as refused:
            return refusal(refused)
        address = (self.edge.label_address or self.edge.address).rstrip("/")
        pdf = await self.edge.think(lambda: map_pdf(found, pictures, size, LANGUAGES[lang], address))
        headers = attachment(f"{issued.number}-{size}-{lang}.pdf")
        return Response(pdf, media_type="application/pdf", headers=headers)


def routes(parts: EdgeParts) -> list[Route]:
    """Address of maps on paper."""
    return MapPages(parts.edge, parts.gate.authenticate).routes()
