"""Who asks."""

from uuid import UUID

from sqlmodel import Session

from backend.domain.people import Viewer
from backend.storage.people import is_family_alive, viewer_of


def viewer(session: Session, person_id: UUID, family_id: UUID) -> Viewer | None:
    """The person behind an access token, or None once that sign-in was ended."""
    if not is_family_alive(session, family_id):
        return None
    return viewer_of(session, person_id)
