"""Whether somebody's word counts as that of a second person, or may be the first one's under another name."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import PERMISSIONS, Permission, Role, roles_with
from backend.people.account_links.rules import LinkKind, linked_among
from backend.people.account_links.store import AccountLinks
from backend.people.accounts.rules import NO_SECOND_PERSON_FOR
from backend.people.accounts.store import Accounts
from backend.people.directory.store import Staff


def require_second_person(tx: Transaction, person_id: UUID, *, to: Collection[UUID]) -> None:
    """Raises Refused while the signature or agreement of this person may be the word of somebody else:
    RESET_LATELY, of whoever reset their account; ACCOUNT_LINKED, of one of the first persons `to`, because
    one of the two accounts opened the other, or one lead or officer opened both, and no third confirmed it.

    Asked by every step that needs a second person.
    """
    require_own_word(tx, person_id)
    linked = linked_among(tx.get(AccountLinks).lineage({person_id, *to}), person_id, to)
    if linked:
        raise Refused(ErrorCode.ACCOUNT_LINKED, "one hand may hold both accounts")


def require_own_word(tx: Transaction, person_id: UUID) -> None:
    """Raises Refused(RESET_LATELY) while the account may be in the hand of whoever reset it."""
    if tx.get(Accounts).account(person_id).was_reset_lately(at=tx.now):
        raise Refused(ErrorCode.RESET_LATELY, "the account was reset less than 24 h ago")


def linked_to(tx: Transaction, people: Collection[UUID], *, to: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these people who may be one of `to` under another name."""
    lineage = tx.get(AccountLinks).lineage({*people, *to})
    return frozenset(each for each in people if linked_among(lineage, each, to))


def note_opened(tx: Transaction, person_id: UUID, by: UUID | None, kind: LinkKind) -> None:
    """Keep that this person alone opened the account or gave it its role; None: the command line did."""
    if by is not None:
        tx.get(AccountLinks).add(person_id, by, kind, at=tx.now)


def note_former_grants(tx: Transaction, person_id: UUID) -> None:
    """Note that this person might grant roles until now: whoever changed that is not at once the only one."""
    account = tx.get(Accounts).account(person_id)
    tx.get(Accounts).put(replace(account, granted_until=tx.now + NO_SECOND_PERSON_FOR))


def who_hears(tx: Transaction, site_id: UUID, role: Role) -> set[UUID]:
    """Return the people to notify when an account of this role is opened, disabled or changed: for a role
    that may be a second person, everybody who may grant roles at the site; else nobody.
    """
    if not {Permission.AGREE, Permission.GRANT_ROLES} & PERMISSIONS[role]:
        return set()
    return tx.get(Staff).with_role(site_id, roles_with(Permission.GRANT_ROLES))
