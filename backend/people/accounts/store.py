"""Accounts and invitations as rows."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.audit import Audit
from backend.core.columns import columns_of, value_of
from backend.core.vault import decrypt, encrypt
from backend.core.viewer import Role
from backend.people.accounts.disabled_store import is_disabled
from backend.people.accounts.rules import INVITATION_LASTS, Account, Invitation, hash_of
from backend.people.accounts.tables import AccountRow, InvitationRow
from backend.people.rules import NO_PASSWORD
from backend.people.tables import MembershipRow, PersonAddressRow, PersonRow
from backend.people.viewers_store import memberships_of
from backend.sites.tables import SiteRow

SECRET_BYTES: Final = 32
LAST_DIGITS: Final = 8
"""Of a phone number: without its country and the beginning that all of a company share."""


class Accounts:
    """State of accounts, and the invitations to them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def account(self, person_id: UUID) -> Account:
        """The state of this account; that of a fresh one where nothing was ever noted."""
        row = self._session.get(AccountRow, person_id, with_for_update=True)
        return account_of(row) if row else Account(person_id)

    def put(self, account: Account) -> None:
        columns = columns_of(account, key="")
        self._session.merge(AccountRow(**columns))
        self._session.flush()

    def invite(self, person_id: UUID, *, is_reset: bool, by: UUID | None, at: datetime) -> Invitation:
        """Add an open invitation; the one before it ends."""
        self.end_invitation(person_id, at=at)
        invitation_id, secret = uuid4(), secrets.token_urlsafe(SECRET_BYTES)
        row = InvitationRow(
            id=invitation_id,
            person_id=person_id,
            secret_hash=hash_of(secret),
            sealed_secret=encrypt(Audit(self._session).keys, secret, purpose=_purpose(invitation_id)),
            is_reset=is_reset,
            made_by=by,
            made_at=at,
            expires_at=at + INVITATION_LASTS,
        )
        self._session.add(row)
        self._session.flush()
        return invitation_of(self._session, row)

    def by_secret(self, secret: str) -> Invitation | None:
        """The invitation with this secret, locked for this transaction."""
        statement = select(InvitationRow).where(InvitationRow.secret_hash == hash_of(secret))
        row = self._session.exec(statement.with_for_update()).first()
        return invitation_of(self._session, row) if row else None

    def end_invitation(self, person_id: UUID, *, at: datetime) -> None:
        """End the open invitation of this person, if there is one."""
        is_open = col(InvitationRow.accepted_at).is_(None) & col(InvitationRow.ended_at).is_(None)
        self._session.execute(
            update(InvitationRow)
            .where(col(InvitationRow.person_id) == person_id, is_open)
            .values(ended_at=at, sealed_secret=None)
        )

    def other_administrators(self, site_id: UUID, person_id: UUID) -> bool:
        """Whether somebody else administrates this site who is not disabled and can sign in."""
        statement = (
            select(MembershipRow.person_id)
            .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
            .where(MembershipRow.site_id == site_id, MembershipRow.role == Role.ADMIN.value)
            .where(col(MembershipRow.person_id) != person_id, PersonRow.password_hash != NO_PASSWORD)
            .where(~is_disabled(col(MembershipRow.person_id)))
        )
        return self._session.exec(statement).first() is not None

    def names(self, person_id: UUID) -> tuple[str, ...]:
        """Return the words that no password of this person may contain: their names, user name, phone numbers
        (of any address the last digits), and the names of their sites.
        """
        person = self._session.get_one(PersonRow, person_id)
        sites = [each.site_id for each in memberships_of(self._session, {person_id})[person_id]]
        statement = select(SiteRow.name_zh, SiteRow.name_en, SiteRow.code).where(col(SiteRow.id).in_(sites))
        of_sites = (name for row in self._session.exec(statement) for name in row)
        addresses = select(PersonAddressRow.address).where(PersonAddressRow.person_id == person_id)
        figures = ("".join(filter(str.isdecimal, each)) for each in self._session.exec(addresses))
        numbers = (each[-LAST_DIGITS:] for each in figures if len(each) >= LAST_DIGITS)
        return (person.name_zh, person.name_en, person.username, *of_sites, *numbers)

    def colleagues(self, person_id: UUID) -> list[str]:
        """Return the names and user names of everybody else at this person's sites."""
        sites = select(MembershipRow.site_id).where(MembershipRow.person_id == person_id)
        others = select(MembershipRow.person_id).where(
            col(MembershipRow.site_id).in_(sites), MembershipRow.person_id != person_id
        )
        statement = select(PersonRow.name_zh, PersonRow.name_en, PersonRow.username)
        found = self._session.exec(statement.where(col(PersonRow.id).in_(others)))
        return [name for row in found for name in row]

    def mark_accepted(self, invitation_id: UUID, *, at: datetime) -> None:
        row = self._session.get_one(InvitationRow, invitation_id)
        row.accepted_at, row.sealed_secret = at, None
        self._session.add(row)


def account_of(row: AccountRow) -> Account:
    return value_of(row, Account, key="")


def invitation_of(session: Session, row: InvitationRow) -> Invitation:
    """The invitation with its secret, as long as it is kept."""
    sealed = row.sealed_secret
    return Invitation(
        invitation_id=row.id,
        person_id=row.person_id,
        secret=decrypt(Audit(session).keys, sealed, purpose=_purpose(row.id)) if sealed else None,
        is_reset=row.is_reset,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
    )


def _purpose(invitation_id: UUID) -> str:
    return f"invitation {invitation_id}"
