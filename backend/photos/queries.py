"""Access to a photo: for who sent it, and whoever sees what it is shown with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.photos.records_store import facts_of
from backend.photos.rules import PhotoFacts
from backend.photos.tables import PhotoRow, PhotoUploadRow

PhotoProvider: TypeAlias = Callable[[Session, Viewer, str], PhotoFacts | None]
"""(session, viewer, sha256): the photo, if the viewer sees something of one noun that shows it."""


@dataclass(frozen=True, slots=True)
class PhotoFinder:
    """Part of a noun that shows photos to others than their senders."""

    find: PhotoProvider


def find(
    session: Session, viewer: Viewer, sha256: str, *, providers: Iterable[PhotoProvider]
) -> PhotoFacts | None:
    """The photo, if the viewer sent it or one of the providers shows it to them."""
    row = session.get(PhotoRow, sha256)
    if row is not None and session.get(PhotoUploadRow, (sha256, viewer.person_id)) is not None:
        return facts_of(row)
    found = (provider(session, viewer, sha256) for provider in providers)
    shown = next((facts for facts in found if facts is not None), None)
    return facts_of(row) if shown is not None and row is not None else shown
