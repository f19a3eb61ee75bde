"""Disabling an account: nobody is deleted, nothing of theirs stays open, and nobody gets in any more."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from backend.core.database import Reaction, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Membership, Permission, Role, Viewer, roles_with
from backend.people.accounts.events import PERSON_DISABLED, PERSON_ENABLED
from backend.people.accounts.hand_over_store import HandsOver
from backend.people.accounts.leaving_store import Leavings
from backend.people.accounts.rules import require_shared_site
from backend.people.accounts.second_person_commands import note_former_grants, who_hears
from backend.people.accounts.store import Accounts
from backend.people.store import People


def disable(tx: Transaction, viewer: Viewer, person_id: UUID, hand_over_to: UUID | None = None) -> None:
    """End all sign-ins of a person and let nobody sign in as them; what they have open goes to a successor
    who belongs to the site. A disabled account stays as it is.

    Raises Refused: NOT_FOUND, NOT_ALLOWED (also for oneself), LAST_ADMINISTRATOR, INVALID_INPUT for a
    successor who is disabled or the same person, and HAND_OVER_NEEDED where something is open and nobody
    takes it.
    """
    memberships = manageable(tx, viewer, person_id)
    tx.get(People).lock(person_id)  # or somebody signs in as them between this and the end of their sign-ins
    check_successor(tx, person_id, hand_over_to)
    successors = {each.site_id: _of_site(tx, hand_over_to, each.site_id) for each in memberships}
    end_account(tx, person_id, memberships, successors, by=viewer.person_id)


def end_account(
    tx: Transaction,
    person_id: UUID,
    memberships: tuple[Membership, ...],
    successors: Mapping[UUID, UUID | None],
    *,
    by: UUID | None,
    note: str = "",
) -> None:
    """Disable the account of these memberships, by site with a successor; a disabled one stays as it is. The
    caller has locked it. `by` None: its day had come.

    Raises Refused: LAST_ADMINISTRATOR, HAND_OVER_NEEDED.
    """
    tx.get(Leavings).remove(person_id)  # who is disabled has left
    account = tx.get(Accounts).account(person_id)
    if account.disabled_at is not None:
        return
    require_other_administrator(tx, memberships, person_id)
    tx.get(Accounts).put(replace(account, disabled_at=tx.now))
    if any(each.role in roles_with(Permission.GRANT_ROLES) for each in memberships):
        note_former_grants(tx, person_id)
    tx.get(Accounts).end_invitation(person_id, at=tx.now)
    tx.get(People).revoke_all(person_id, at=tx.now)
    tx.get(People).forget_devices(person_id)
    for each in memberships:
        successor = successors[each.site_id]
        about = refs(person=person_id, successor=successor)
        hear = who_hears(tx, each.site_id, each.role)
        if by is None and successor is not None:
            hear = hear | {successor}  # nobody chose them just now: it may be news
        to = tuple(sorted(hear - {by}))
        tx.announce(Event(PERSON_DISABLED, each.site_id, by=by, about=about, note=note, to=to))


def require_other_administrator(
    tx: Transaction, memberships: tuple[Membership, ...], person_id: UUID
) -> None:
    """Raises Refused(LAST_ADMINISTRATOR) where a site would have nobody left who administrates it."""
    for each in memberships:
        if each.role is Role.ADMIN and not tx.get(Accounts).other_administrators(each.site_id, person_id):
            raise Refused(ErrorCode.LAST_ADMINISTRATOR, "somebody must be able to administrate the site")


def enable(tx: Transaction, viewer: Viewer, person_id: UUID) -> None:
    """Let the person sign in again with their password. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    memberships = manageable(tx, viewer, person_id)
    account = tx.get(Accounts).account(person_id)
    if account.disabled_at is None:
        return
    tx.get(Accounts).put(replace(account, disabled_at=None))
    for each in memberships:
        about = refs(person=person_id)
        tx.announce(Event(PERSON_ENABLED, each.site_id, by=viewer.person_id, about=about))


def hands_over(store: type[HandsOver]) -> Reaction:
    """The reaction of a noun to PERSON_DISABLED: what the person has open there goes to the successor.

    Raises Refused(HAND_OVER_NEEDED) where there is something, and nobody to take it.
    """

    def react(tx: Transaction, happened: Event) -> None:
        about = dict(happened.about)
        successor = about.get("successor")
        found = tx.get(store).hand_over(happened.site_id, of=about["person"], to=successor)
        if found and successor is None:
            raise Refused(ErrorCode.HAND_OVER_NEEDED, f"{found} rows are open and nobody takes them")

    return react


def manageable(tx: Transaction, viewer: Viewer, person_id: UUID) -> tuple[Membership, ...]:
    """Where a person belongs whose account the viewer may disable: all of their sites, and not oneself."""
    memberships = tx.get(People).viewer(person_id).memberships
    require_shared_site(viewer, memberships)
    may = all(viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id) for each in memberships)
    if not may or viewer.is_person(person_id):
        raise Refused(ErrorCode.NOT_ALLOWED, "the viewer may not disable this account")
    return memberships


def check_successor(tx: Transaction, person_id: UUID, successor: UUID | None) -> None:
    """Raises Refused: INVALID_INPUT for a successor who is disabled or the person, NOT_FOUND for one of no
    site of theirs.
    """
    if successor is None:
        return
    is_disabled = tx.get(Accounts).account(successor).disabled_at is not None
    if successor == person_id or is_disabled:
        raise Refused(ErrorCode.INVALID_INPUT, "the successor does not work here")
    shared = {each.site_id for each in tx.get(People).viewer(person_id).memberships}
    if not any(each.site_id in shared for each in tx.get(People).viewer(successor).memberships):
        raise Refused(ErrorCode.NOT_FOUND, "no such person at the site")


def _of_site(tx: Transaction, successor: UUID | None, site_id: UUID) -> UUID | None:
    """The successor where they belong to this site: nobody gets work of a site that they do not see."""
    if successor is None or tx.get(People).membership(successor, site_id) is None:
        return None
    return successor
