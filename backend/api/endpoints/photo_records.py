"""What the photo endpoints ask the database."""

from dataclasses import dataclass

from backend.api.context import Edge
from backend.domain.people import Viewer
from backend.domain.photos import PhotoFacts
from backend.services import photos
from backend.storage.views import photos as views


@dataclass(frozen=True)
class DatabasePhotos:
    """`api.photos.PhotoRecords` on views and services."""

    edge: Edge

    async def find(self, viewer: Viewer, sha256: str) -> PhotoFacts | None:
        return await self.edge.read(lambda session: views.find(session, viewer, sha256))

    async def record(self, viewer: Viewer, facts: PhotoFacts) -> bool:
        return await self.edge.transact(lambda tx: photos.record(tx, facts, by=viewer.person_id))
