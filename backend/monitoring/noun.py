"""Declaration of pictures of cameras: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import FilesOf, Noun
from backend.monitoring import snapshots_queries as snapshots
from backend.photos.queries import PhotoFinder

NOUN: Final = Noun(
    "observation",
    (
        PhotoFinder(snapshots.find),
        FilesOf("photos", "observations", "snapshot"),
    ),
)
