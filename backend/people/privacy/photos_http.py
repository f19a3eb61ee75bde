"""Photos as they are kept: with their place only where their sender agrees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.routing import Route

from backend.core import nouns
from backend.core.database import Transaction
from backend.core.graphql.context import Edge
from backend.core.http.parts import EdgeParts
from backend.core.viewer import Viewer
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import Purpose
from backend.photos import commands, queries
from backend.photos.http import PhotoEdge, sender_of, site_of
from backend.photos.image.queue import PhotoQueue
from backend.photos.queries import PhotoFinder, PhotoProvider
from backend.photos.records_store import Upload
from backend.photos.rules import PhotoFacts
from backend.photos.store import PhotoStore


@dataclass(frozen=True)
class DatabasePhotos:
    """`PhotoRecords` of the database. `providers`: who but its sender may open a photo."""

    edge: Edge
    providers: Sequence[PhotoProvider]

    async def find(self, viewer: Viewer, sha256: str) -> PhotoFacts | None:
        return await self.edge.read(
            lambda session: queries.find(session, viewer, sha256, providers=self.providers)
        )

    async def check_allowance(self, viewer: Viewer) -> None:
        by, site_id, allowances = viewer.person_id, site_of(viewer), self.edge.allowances
        await self.edge.transact(lambda tx: commands.check_allowance(tx, by, site_id, allowances))

    async def record(self, viewer: Viewer, facts: PhotoFacts, length: int) -> bool:
        upload = Upload(viewer.person_id, site_of(viewer), length)

        def keep(tx: Transaction) -> bool:
            agrees = privacy.agrees(tx, Purpose.PLACE, by=viewer)
            return commands.record(tx, facts if agrees else replace(facts, place=None), upload)

        return await self.edge.transact(keep)


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of photos."""
    records = DatabasePhotos(parts.edge, [each.find for each in nouns.all_of(PhotoFinder)])
    files, queue = parts.get(PhotoStore), parts.get(PhotoQueue)
    gate = parts.gate
    return PhotoEdge(gate.authenticate, gate.authenticate_media, records, files, queue, sender_of).routes()
