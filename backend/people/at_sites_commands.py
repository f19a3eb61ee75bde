"""Announcements about an account, one at each site of its owner."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event, EventKind, refs
from backend.people.store import People


def announce_at_sites(
    tx: Transaction, kind: EventKind, person_id: UUID, *, by: UUID | None, to: tuple[UUID, ...] = ()
) -> None:
    """Announce it at each site of this person. `by` None: the product, or somebody on the command line."""
    for membership in tx.get(People).viewer(person_id).memberships:
        tx.announce(Event(kind, membership.site_id, by=by, about=refs(person=person_id), to=to))
