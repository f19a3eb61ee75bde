"""Accounts as those see them who may do something about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.accounts.rules import Invitation, may_invite
from backend.people.accounts.store import hash_of, invitation_of
from backend.people.accounts.tables import InvitationRow
from backend.people.queries import PersonView, by_ids
from backend.people.store import memberships_of
from backend.people.tables import PersonRow
from backend.sites.queries import sites
from backend.sites.rules import Site


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invited person is shown: who they are, where, and who made the invitation (None: the operator
    of the installation).
    """

    person: PersonView
    username: str
    sites: tuple[Site, ...]
    invited_by: Text | None
    is_reset: bool
    expires_at: datetime


def invited(session: Session, secret: str, *, now: datetime) -> Invited | None:
    """What the open invitation with this secret says; None without one. Nobody is signed in: the secret says
    who asks.
    """
    statement = select(InvitationRow).where(InvitationRow.secret_hash == hash_of(secret))
    row = session.exec(statement).first()
    if row is None or not invitation_of(session, row).is_open(at=now):
        return None
    viewer = Viewer(row.person_id, tuple(memberships_of(session, {row.person_id})[row.person_id]))
    wanted = {row.person_id, *([row.made_by] if row.made_by else [])}
    people = by_ids(session, viewer, wanted)
    return Invited(
        person=people[row.person_id],
        username=session.get_one(PersonRow, row.person_id).username,
        sites=tuple(sites(session, viewer).values()),
        invited_by=people[row.made_by].person.name if row.made_by else None,
        is_reset=row.is_reset,
        expires_at=row.expires_at,
    )


def invitations(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, Invitation]:
    """These invitations with their secrets, as far as the viewer might have made them."""
    rows = session.exec(select(InvitationRow).where(col(InvitationRow.id).in_(list(ids)))).all()
    memberships = memberships_of(session, {row.person_id for row in rows})
    return {
        row.id: invitation_of(session, row)
        for row in rows
        if memberships[row.person_id] and may_invite(viewer, memberships[row.person_id])
    }
