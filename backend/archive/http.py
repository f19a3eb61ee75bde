"""GET /cases/{id}/dossier.pdf: an archived case on paper."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.archive import queries as archives
from backend.archive.dossier.printing import Dossiers
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.text import Language
from backend.core.viewer import Viewer


@dataclass(frozen=True)
class DossierEdge:
    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]
    printer: Dossiers

    def routes(self) -> list[Route]:
        return [Route("/cases/{case_id:uuid}/dossier.pdf", self.get)]

    async def get(self, request: Request) -> Response:
        """?lang=zh|en; 404 for a case that is not the viewer's or not archived yet, 400 or 401.

        The snapshot is read first; while it is set and printed no transaction is open.
        """
        case_id: UUID = request.path_params["case_id"]
        try:
            viewer = known(await self.authenticate(request))
            language = _language(request.query_params.get("lang", "zh"))
            snapshot, digest, later = await self.edge.read(
                lambda session: (
                    *archives.snapshot(session, viewer, case_id),
                    archives.later(session, viewer, case_id),
                )
            )
        except Refused as refused:
            return refusal(refused)
        pdf = await self.edge.think(lambda: self.printer.print(snapshot, digest, language, later=later))
        name = f"{snapshot['case']['number']}-{language.lower()}.pdf"
        return Response(pdf, media_type="application/pdf", headers=attachment(name))


def _language(text: str) -> Language:
    with suppress(ValueError):
        return Language(text.upper())
    raise Refused(ErrorCode.INVALID_INPUT, "lang is zh or en")


def routes(parts: EdgeParts) -> list[Route]:
    """Address of the dossier."""
    return DossierEdge(parts.edge, parts.gate.authenticate, parts.get(Dossiers)).routes()
