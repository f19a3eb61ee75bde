"""Photos and signatures as evidence."""

from collections.abc import Iterable
from datetime import datetime

import strawberry

from backend.cases.evidence.queries import PhotoView
from backend.cases.rules import Evidence
from backend.people.rules import shown_at
from backend.photos.rules import Place


@strawberry.type(name="Photo", description="To be had at /photos/{sha256}?size=320 or 1600.")
class PhotoNode:
    sha256: str
    width: int
    height: int
    taken_at: datetime | None
    uploaded_at: datetime

    @classmethod
    def of(cls, view: PhotoView) -> "PhotoNode":
        return cls(
            sha256=view.sha256,
            width=view.width,
            height=view.height,
            taken_at=view.taken_at and shown_at(view.taken_at, by=view.added_by),
            uploaded_at=shown_at(view.uploaded_at, by=view.added_by),
        )


@strawberry.input(
    description="A photo that was PUT to /photos/{sha256} by the same person before; else PHOTO_MISSING."
)
class EvidenceInput:
    sha256: str
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None

    def value(self) -> Evidence:
        return Evidence(self.sha256, self.taken_at, Place.of(self.latitude, self.longitude))

    @staticmethod
    def values(items: "Iterable[EvidenceInput]") -> tuple[Evidence, ...]:
        return tuple(item.value() for item in items)
