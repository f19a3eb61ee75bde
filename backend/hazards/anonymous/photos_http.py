"""/anonymous/photos/{sha256}: photos of reports without a name come in by the pass of a site, and those of
a thread go out by its follow-up key. No sign-in is read here, and no address is written down.
"""

import asyncio
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.http.headers import KEPT_ALONE
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import body, client_address
from backend.core.http.uploads import receive
from backend.core.limited_process import WorkerLost
from backend.core.rate_limit import Purpose
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.admission_queries import let_in
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.timeline import queries as timeline_views
from backend.hazards.timeline.queries import TimelineView
from backend.photos.http import RETRY_S, photo_refusal
from backend.photos.image.queue import PhotoQueue, Sender
from backend.photos.rules import LARGE_PX, check_length, check_same, check_sha256
from backend.photos.store import PhotoStore

PASS: Final = "anhuan-site-pass"
MAX_KEY: Final = 100


@dataclass(frozen=True)
class AnonymousPhotos:
    edge: Edge
    files: PhotoStore
    queue: PhotoQueue
    trusted_proxies: int = 0

    def routes(self) -> list[Route]:
        path = "/anonymous/photos/{sha256}"
        return [Route(path, self.put, methods=["PUT"]), Route(path, self.post, methods=["POST"])]

    async def put(self, request: Request) -> Response:
        """As PUT /photos/{sha256}, with the pass of a site in a header in the place of a sign-in."""
        try:
            site_pass = request.headers.get(PASS, "")
            address = client_address(request, self.trusted_proxies)
            await let_in(self.edge, address, self.edge.paces.photos, site_pass, request.path_params["sha256"])
            await self.edge.transact(lambda tx: anonymity.check_photo(tx, site_pass, self.edge.allowances))
            sha256 = check_sha256(request.path_params["sha256"])
            sender = Sender(site_pass, site_pass)
            with self.queue.place(sender), await asyncio.to_thread(self.files.receive) as received:
                check_same(sha256, await receive(request, received, check_length))
                length = Path(received.name).stat().st_size
                facts = await self.queue.run(sender, self.files.keep, Path(received.name), sha256)
            await self.edge.transact(
                lambda tx: anonymity.record_photo(tx, facts, site_pass=site_pass, length=length)
            )
        except Refused as refused:
            return photo_refusal(refused)
        except WorkerLost as lost:
            return photo_refusal(Refused(ErrorCode.INTERNAL, str(lost), RETRY_S))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        # Always the same: nobody is to learn whether somebody sent this before.
        return JSONResponse({"sha256": sha256}, HTTPStatus.CREATED)

    async def post(self, request: Request) -> Response:
        """The large copy of a photo in the timeline of the follow-up key that is the body: a key in an
        address would end up in logs.
        """
        try:
            sha256 = check_sha256(request.path_params["sha256"])
            timeline = await self._timeline(request)
            shown = {photo.sha256 for step in timeline.steps for photo in step.photos}
            if sha256 not in shown:
                raise Refused(ErrorCode.NOT_FOUND, "no such photo in this timeline")
            path = await asyncio.to_thread(partial(self.files.open, sha256, LARGE_PX))
        except Refused as refused:
            return photo_refusal(refused)
        headers = {**KEPT_ALONE, "cache-control": "no-store"}
        return FileResponse(path, media_type="image/jpeg", headers=headers)

    async def _timeline(self, request: Request) -> TimelineView:
        """The timeline of the key in the body. Raises Refused: NOT_FOUND, TOO_MANY_ATTEMPTS after many."""
        given, now = (await body(request, MAX_KEY)).decode("ascii", "replace"), self.edge.clock()
        address, wrong = client_address(request, self.trusted_proxies), ErrorCode.NOT_FOUND
        with self.edge.wrong_tries.counted(Purpose.FOLLOW_UP_KEY, address, wrong, now=now):
            key_hash = hash_of_key(given)
            found = await self.edge.read(lambda session: timeline_views.of_key(session, key_hash, now=now))
            if found is None:
                raise Refused(ErrorCode.NOT_FOUND, "no report has this key")
            return found


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of photos of reports without a name."""
    files, queue = parts.get(PhotoStore), parts.get(PhotoQueue)
    return AnonymousPhotos(parts.edge, files, queue, parts.trusted_proxies).routes()
