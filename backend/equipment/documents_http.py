"""PDF files for the file of a machine, below /photos: each page of one becomes a photo."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.http.uploads import receive
from backend.core.limited_process import WorkerLost
from backend.core.viewer import Viewer
from backend.equipment.commands import equipment_of
from backend.photos import commands as photos
from backend.photos.http import photo_refusal, sender_of
from backend.photos.image.document_pages import check_document_length, keep_pages
from backend.photos.image.queue import PhotoQueue
from backend.photos.records_store import Upload
from backend.photos.rules import PhotoFacts, check_same, check_sha256
from backend.photos.store import PhotoStore


@dataclass(frozen=True)
class Documents:
    """`authenticate` reads the bearer token. The pages go out as every photo does."""

    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]
    files: PhotoStore
    queue: PhotoQueue

    def routes(self) -> list[Route]:
        return [Route("/photos/documents/{equipment_id:uuid}/{sha256}", self.put, methods=["PUT"])]

    async def put(self, request: Request) -> Response:
        """201 and {"pages": [sha256, …]}: photos that `addEquipmentDocument` may name now; or a coded
        refusal. The PDF itself is not kept.
        """
        try:
            viewer = known(await self.authenticate(request))
            sha256, sender = check_sha256(request.path_params["sha256"]), sender_of(viewer)
            equipment_id = request.path_params["equipment_id"]
            site_id = await self.edge.transact(lambda tx: self._site(tx, equipment_id, viewer))
            with self.queue.place(sender), await asyncio.to_thread(self.files.receive) as received:
                check_same(sha256, await receive(request, received, check_document_length))
                path = Path(received.name)
                length = path.stat().st_size
                pages = await self.queue.run(sender, keep_pages, self.files, path, sha256)
            await self.edge.transact(lambda tx: _record(tx, pages, length, by=viewer, site_id=site_id))
        except Refused as refused:
            return photo_refusal(refused)
        except WorkerLost as lost:
            return photo_refusal(Refused(ErrorCode.DOCUMENT_UNREADABLE, str(lost)))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        return JSONResponse({"pages": [each.sha256 for each in pages]}, HTTPStatus.CREATED)

    def _site(self, tx: Transaction, equipment_id: UUID, by: Viewer) -> UUID:
        """The site of the machine. Raises Refused: NOT_FOUND, NOT_ALLOWED, TOO_MANY_ATTEMPTS."""
        site_id = equipment_of(tx, equipment_id, by).site_id
        photos.check_allowance(tx, by.person_id, site_id, self.edge.allowances)
        return site_id


def _record(tx: Transaction, pages: list[PhotoFacts], length: int, *, by: Viewer, site_id: UUID) -> None:
    for facts in pages:
        photos.record(tx, facts, Upload(by.person_id, site_id, length // len(pages)))


def routes(parts: EdgeParts) -> list[Route]:
    """Address of documents."""
    files, queue = parts.get(PhotoStore), parts.get(PhotoQueue)
    return Documents(parts.edge, parts.gate.authenticate, files, queue).routes()
