"""Accounts as those see them who may do something about them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people import throttle_rules as throttle
from backend.people.accounts.leaving_rules import Leaving
from backend.people.accounts.leaving_store import leaving_of
from backend.people.accounts.passkeys_rules import Passkey
from backend.people.accounts.passkeys_store import passkeys_of
from backend.people.accounts.rules import Invitation, hash_of, may_invite
from backend.people.accounts.second_factor_store import codes_left, has_any
from backend.people.accounts.sign_ins_rules import SignInEntry
from backend.people.accounts.sign_ins_store import standing
from backend.people.accounts.store import invitation_of
from backend.people.accounts.tables import AccountRow, InvitationRow, LeavingRow, SecondFactorRow
from backend.people.queries import PersonView, by_ids
from backend.people.rules import NO_PASSWORD
from backend.people.store import of_name
from backend.people.tables import PersonRow, SignInThrottleRow
from backend.people.viewers_store import memberships_of
from backend.sites.queries import sites
from backend.sites.rules import Site


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the invited person is shown it: who they are, where, and who made it (None: the
    operator of the installation).
    """

    person: PersonView
    username: str
    sites: tuple[Site, ...]
    invited_by: Text | None
    is_reset: bool
    expires_at: datetime


def invited(session: Session, secret: str, *, now: datetime) -> Invited | None:
    """Return the open invitation with this secret; None without one. Asked without a sign-in: the secret says
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


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its owner, and who may do something about it, see it. `sign_ins` only for its owner and
    administrators; `codes_left`, unused recovery codes, and `passkeys` for its owner.
    """

    person_id: UUID
    username: str
    is_disabled: bool
    has_password: bool
    has_second_factor: bool
    has_authenticator: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int | None
    password_set_at: datetime | None
    second_person_from: datetime | None
    invitation: Invitation | None
    leaving: Leaving | None
    sign_ins: tuple[SignInEntry, ...]
    may_invite: bool
    may_manage: bool


def account(session: Session, viewer: Viewer, person_id: UUID) -> AccountView | None:
    """The account of somebody of the viewer's sites, or the viewer's own; None for all others, and for those
    who may neither invite nor manage.
    """
    memberships = memberships_of(session, {person_id})[person_id]
    is_own = viewer.is_person(person_id)
    is_shared = any(viewer.membership_at(each.site_id) for each in memberships)
    invites = is_shared and not is_own and may_invite(viewer, memberships)
    manages = is_shared and any(
        viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id) for each in memberships
    )
    person = session.get(PersonRow, person_id)
    if person is None or not (is_own or invites or manages):
        return None
    state = session.get(AccountRow, person_id)
    return AccountView(
        person_id=person_id,
        username=person.username,
        is_disabled=state is not None and state.disabled_at is not None,
        has_password=person.password_hash != NO_PASSWORD,
        has_second_factor=has_any(session, person_id),
        has_authenticator=session.get(SecondFactorRow, person_id) is not None,
        passkeys=tuple(passkeys_of(session, person_id)) if is_own else (),
        codes_left=codes_left(session, person_id) if is_own else None,
        password_set_at=state.password_set_at if state else None,
        second_person_from=state.second_person_from if state else None,
        invitation=_shown(_latest(session, person_id), viewer, manages=manages) if invites else None,
        leaving=leaving_of(row) if (row := session.get(LeavingRow, person_id)) else None,
        sign_ins=tuple(standing(session, person_id)) if is_own or manages else (),
        may_invite=invites,
        may_manage=manages and not is_own,
    )


def is_sign_in_slowed(session: Session, viewer: Viewer, person_id: UUID, *, now: datetime) -> bool:
    """Whether the next sign-in of this person has to wait somewhere; False for who may not release it."""
    memberships = memberships_of(session, {person_id})[person_id]
    if not any(viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id) for each in memberships):
        return False
    username = session.get_one(PersonRow, person_id).username
    found = session.exec(select(SignInThrottleRow).where(of_name(username[: throttle.MAX_NAME])))
    return any(row.window_started_at + throttle.wait_after(row.key, row.failures) > now for row in found)


def _shown(made: Invitation | None, viewer: Viewer, *, manages: bool) -> Invitation | None:
    """The invitation with its secret only for who made it and for administrators: another officer who used it
    would be in the account as nobody that is on record.
    """
    if made is None or manages or viewer.is_person(made.made_by):
        return made
    return replace(made, secret=None)


def _latest(session: Session, person_id: UUID) -> Invitation | None:
    """The newest invitation of this person, unless it was accepted."""
    statement = select(InvitationRow).where(
        InvitationRow.person_id == person_id,
        col(InvitationRow.accepted_at).is_(None),
        col(InvitationRow.ended_at).is_(None),
    )
    row = session.exec(statement).first()
    return invitation_of(session, row) if row else None


def invitations(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, Invitation]:
    """These invitations with their secrets, as far as the viewer might have made them."""
    rows = session.exec(select(InvitationRow).where(one_of(col(InvitationRow.id), ids))).all()
    memberships = memberships_of(session, {row.person_id for row in rows})
    return {
        row.id: invitation_of(session, row)
        for row in rows
        if memberships[row.person_id] and may_invite(viewer, memberships[row.person_id])
    }
