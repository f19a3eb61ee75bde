"""What the photo endpoints ask the database."""

from dataclasses import dataclass

from backend.core.graphql.context import Edge
from backend.core.viewer import Viewer
from backend.photos import commands as photos
from backend.photos import queries as views
from backend.photos.rules import PhotoFacts


@dataclass(frozen=True)
class DatabasePhotos:
    """The records of the photo endpoints, on queries and commands."""

    edge: Edge

    async def find(self, viewer: Viewer, sha256: str) -> PhotoFacts | None:
        return await self.edge.read(lambda session: views.find(session, viewer, sha256))

    async def record(self, viewer: Viewer, facts: PhotoFacts) -> bool:
        return await self.edge.transact(lambda tx: photos.record(tx, facts, by=viewer.person_id))
