"""Notices to the administrators of a site: something of the product's own needs their hands."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event, EventKind, Ref
from backend.core.viewer import Role
from backend.people.directory.store import Staff


def announce_to_administrators(
    tx: Transaction, kind: EventKind, site_id: UUID, about: tuple[Ref, ...], note: str
) -> None:
    """Announce to every administrator of the site what happened to this object, in these words."""
    to = tuple(sorted(tx.get(Staff).with_role(site_id, {Role.ADMIN})))
    tx.announce(Event(kind, site_id, about=about, to=to, note=note))
