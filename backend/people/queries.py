"""Who asks."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from backend.equipment.references_queries import PersonView, references, sites
from backend.people.rules import Viewer
from backend.people.store import is_family_alive, viewer_of
from backend.sites.rules import Site


@dataclass(frozen=True, slots=True)
class ViewerView:
    """The viewer as a person, and the sites they belong to."""

    person: PersonView
    sites: dict[UUID, Site]


def viewer(session: Session, person_id: UUID, family_id: UUID) -> Viewer | None:
    """The person behind an access token, or None once that sign-in was ended."""
    if not is_family_alive(session, family_id):
        return None
    return viewer_of(session, person_id)


def viewer_view(session: Session, viewer: Viewer) -> ViewerView:
    refs = references(session, viewer, people=[viewer.person_id])
    return ViewerView(refs.people[viewer.person_id], sites(session, viewer))
