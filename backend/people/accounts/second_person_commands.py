"""Whether somebody's word counts as that of a second person, or may be the first one's under another name."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import PERMISSIONS, Permission, Role, roles_with
from backend.people.accounts.rules import NO_SECOND_PERSON_FOR
from backend.people.accounts.store import Accounts
from backend.people.directory.store import Staff


def require_second_person(tx: Transaction, person_id: UUID, *, to: Collection[UUID]) -> None:
    """Raises Refused while what this person signs or agrees to may be the word of somebody else:
    RESET_LATELY, that of whoever reset their account; OPENED_LATELY, that of one of the first persons `to`
    whom it is the second, who invited them or gave them their role within a day.

    Asked by every step that needs a second person.
    """
    account = tx.get(Accounts).account(person_id)
    if account.was_reset_lately(at=tx.now):
        raise Refused(ErrorCode.RESET_LATELY, "the account was reset less than 24 h ago")
    if any(account.was_opened_lately(first, at=tx.now) for first in to):
        raise Refused(ErrorCode.OPENED_LATELY, "whom it is for opened the account less than 24 h ago")


def note_opened(tx: Transaction, person_id: UUID, by: UUID | None) -> None:
    """Note who opened this account or gave it its role alone; None: two did, or the command line."""
    account = tx.get(Accounts).account(person_id)
    tx.get(Accounts).put(replace(account, opened_by=by, opened_at=tx.now if by else None))


def note_lost_grants(tx: Transaction, person_id: UUID) -> None:
    """Note that this person may grant roles no more: whoever saw to that is not at once the only one."""
    account = tx.get(Accounts).account(person_id)
    tx.get(Accounts).put(replace(account, granted_until=tx.now + NO_SECOND_PERSON_FOR))


def who_hears(tx: Transaction, site_id: UUID, role: Role) -> set[UUID]:
    """Return the people to notify when an account of this role is opened, disabled or changed: for a role
    that may be a second person, everybody who may grant roles at the site; else nobody.
    """
    if not {Permission.AGREE, Permission.GRANT_ROLES} & PERMISSIONS[role]:
        return set()
    return tx.get(Staff).with_role(site_id, roles_with(Permission.GRANT_ROLES))
