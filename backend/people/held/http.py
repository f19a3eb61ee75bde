"""GET /export/my-data.zip: everything that is held about who asks, and about nobody else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge, Identity
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known, language_of
from backend.people import queries as people
from backend.people.held import commands as held
from backend.people.held import file_http
from backend.people.held.file_http import Subject


@dataclass(frozen=True)
class MyData:
    """`running`: people whose file is being made; each has one at a time."""

    edge: Edge
    identify: Callable[[Request], Awaitable[Identity | None]]
    running: set[UUID] = field(default_factory=set)

    def routes(self) -> list[Route]:
        return [Route("/export/my-data.zip", self.get)]

    async def get(self, request: Request) -> Response:
        """The file; 401, STEP_UP_NEEDED without a password shown lately, or 429 while one is being made."""
        try:
            file = await self._written(request, known(await self.identify(request)))
        except Refused as refused:
            return refusal(refused)
        headers = attachment(f"my-data-{self.edge.clock():%Y%m%d}.zip")
        done = BackgroundTask(file.unlink, missing_ok=True)
        return FileResponse(file, media_type="application/zip", headers=headers, background=done)

    async def _written(self, request: Request, who: Identity) -> Path:
        person_id = who.viewer.person_id
        if person_id in self.running:
            raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "one file at a time", 5)
        self.running.add(person_id)
        try:
            self.edge.own_data_limit.check(str(person_id), now=self.edge.clock())
            await self.edge.transact(lambda tx: held.record_file(tx, who.viewer, who.family_id))
            subject = await self._subject(request, who)
            return await self.edge.think(
                lambda: self.edge.database.read(lambda session: file_http.write(session, subject))
            )
        finally:
            self.running.discard(person_id)

    async def _subject(self, request: Request, who: Identity) -> Subject:
        viewer = who.viewer
        view = await self.edge.read(lambda session: people.viewer_view(session, viewer))
        username = await self.edge.read(lambda session: people.username_of(session, viewer))
        zones = {site.timezone for site in view.sites.values()}
        return Subject(
            viewer=viewer,
            username=username,
            name=view.person.person.name,
            sites={site_id: site.name for site_id, site in view.sites.items()},
            at=self.edge.clock(),
            zone=ZoneInfo(zones.pop() if len(zones) == 1 else "UTC"),
            language=language_of(request),
        )


def routes(parts: EdgeParts) -> list[Route]:
    """Address of the file with what is held about a person."""
    return MyData(parts.edge, parts.gate.identity).routes()
