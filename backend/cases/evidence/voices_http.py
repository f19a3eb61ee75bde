"""PUT and GET /voice/{sha256}: voice notes come in as recorded; their sound goes out to who may hear it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from backend.cases.evidence import voices_commands as voices
from backend.cases.evidence import voices_queries as views
from backend.cases.evidence.voices_rules import check_length, check_same
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import KEPT_ALONE
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.http.uploads import receive
from backend.core.viewer import Viewer
from backend.photos.rules import check_sha256

_STATUS: Final = {
    ErrorCode.VOICE_MISSING: HTTPStatus.NOT_FOUND,
    ErrorCode.VOICE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.VOICE_NOT_AUDIO: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ErrorCode.VOICE_HASH_MISMATCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.PHOTO_TRUNCATED: HTTPStatus.UNPROCESSABLE_ENTITY,
}

Authenticate = Callable[[Request], Awaitable[Viewer | None]]


@dataclass(frozen=True)
class VoiceEdge:
    """`authenticate` reads the bearer token, `authenticate_media` also the cookie: `<audio>` sends none."""

    authenticate: Authenticate
    authenticate_media: Authenticate
    edge: Edge
    files: VoiceStore

    def routes(self) -> list[Route]:
        return [
            Route("/voice/{sha256}", self.put, methods=["PUT"]),
            Route("/voice/{sha256}", self.get, methods=["GET"]),
        ]

    async def put(self, request: Request) -> Response:
        """201 and {"sha256"} the first time, 200 and the same again, or a coded refusal."""
        try:
            viewer = known(await self.authenticate(request))
            sha256, by = check_sha256(request.path_params["sha256"]), viewer.person_id
            most = self.edge.allowances
            await self.edge.transact(lambda tx: voices.check_allowance(tx, sha256, viewer, most))
            with await asyncio.to_thread(self.files.receive) as received:
                check_same(sha256, await receive(request, received, check_length))
                facts = await asyncio.to_thread(self.files.keep, Path(received.name), sha256)
            is_new = await self.edge.transact(lambda tx: voices.record(tx, facts, by=by))
        except Refused as refused:
            # The connection is closed: a body may be left on it that nobody will read.
            return refusal(refused, status=_STATUS.get(refused.code), headers={"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        return JSONResponse({"sha256": sha256}, HTTPStatus.CREATED if is_new else HTTPStatus.OK)

    async def get(self, request: Request) -> Response:
        """The recording, whole or in ranges, to those who may hear it."""
        try:
            viewer = known(await self.authenticate_media(request))
            sha256 = check_sha256(request.path_params["sha256"])
            facts = await self.edge.read(lambda session: views.find(session, viewer, sha256))
            if facts is None:
                raise Refused(ErrorCode.NOT_FOUND, "no such recording for this viewer")
            path = await asyncio.to_thread(partial(self.files.open, sha256))
        except Refused as refused:
            return refusal(refused, status=_STATUS.get(refused.code))
        return FileResponse(path, media_type=facts.format, headers=KEPT_ALONE)


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of voice notes."""
    gate, files = parts.gate, parts.get(VoiceStore)
    return VoiceEdge(gate.authenticate, gate.authenticate_media, parts.edge, files).routes()
