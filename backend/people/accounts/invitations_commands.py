"""Inviting somebody to an account, and anew after a lost password: nobody types another's password."""

from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Membership, Viewer
from backend.people.account_links.rules import LinkKind
from backend.people.accounts import rules
from backend.people.accounts.events import ACCOUNT_RESET, INVITATION_ACCEPTED, PERSON_INVITED
from backend.people.accounts.passkeys_store import Passkeys
from backend.people.accounts.rules import NO_SECOND_PERSON_FOR, Invitation
from backend.people.accounts.second_factor_store import SecondFactors
from backend.people.accounts.second_person_commands import note_opened, who_hears
from backend.people.accounts.security_commands import check_new_password
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.store import Accounts
from backend.people.commands import Attempt, SignedIn, finish_sign_in
from backend.people.rules import NO_PASSWORD, Audience
from backend.people.store import Credential, People


def invite(tx: Transaction, viewer: Viewer, person_id: UUID) -> Invitation:
    """Make the one open invitation of this person. An account with a password loses it and all that signs it
    in; its owner and the officers are notified.

    Raises Refused as `rules.check_may_invite` does, and ACCOUNT_DISABLED.
    """
    memberships = tx.get(People).viewer(person_id).memberships
    rules.check_may_invite(viewer, person_id, memberships)
    return _invite(tx, person_id, memberships, by=viewer.person_id)


def invite_from_console(tx: Transaction, person_id: UUID) -> Invitation:
    """The same for the operator of the installation: the first administrator has nobody to invite them."""
    return _invite(tx, person_id, tx.get(People).viewer(person_id).memberships, by=None)


def require_open(tx: Transaction, secret: str) -> Invitation:
    """The invitation that this secret opens. Raises Refused: INVITATION_ENDED for one that is over, and for
    one that never was; ACCOUNT_DISABLED.
    """
    found = tx.get(Accounts).by_secret(secret)
    if found is None or not found.is_open(at=tx.now):
        raise Refused(ErrorCode.INVITATION_ENDED, "no open invitation")
    if tx.get(Accounts).account(found.person_id).disabled_at is not None:
        raise Refused(ErrorCode.ACCOUNT_DISABLED, "the account was disabled meanwhile")
    return found


def check(tx: Transaction, secret: str, password: str) -> Invitation:
    """The invitation, if it is open and takes this password. Raises Refused as `require_open` and
    `check_new_password` do.
    """
    found = require_open(tx, secret)
    check_new_password(tx, found.person_id, password)
    return found


def accept(tx: Transaction, secret: str, password: str, password_hash: str, attempt: Attempt) -> SignedIn:
    """Set the first password of the invited person and sign them in. `password_hash`: of this password, made
    outside of the transaction.

    Raises Refused as `check` does.
    """
    invitation = check(tx, secret, password)
    person_id = invitation.person_id
    account = replace(tx.get(Accounts).account(person_id), password_set_at=tx.now)
    if invitation.is_reset:
        account = replace(account, second_person_from=tx.now + NO_SECOND_PERSON_FOR)
    tx.get(Accounts).put(account)
    note_opened(
        tx, person_id, invitation.made_by, LinkKind.RESET if invitation.is_reset else LinkKind.INVITED
    )
    tx.get(Accounts).mark_accepted(invitation.invitation_id, at=tx.now)
    tx.get(People).set_password(person_id, password_hash)
    memberships = tx.get(People).viewer(person_id).memberships
    announce_for(tx, INVITATION_ACCEPTED, person_id, memberships, by=person_id)
    return finish_sign_in(tx, Credential(person_id, password_hash), attempt, SignInMethod.INVITATION)


def _invite(
    tx: Transaction, person_id: UUID, memberships: tuple[Membership, ...], *, by: UUID | None
) -> Invitation:
    has_password = tx.get(People).lock(person_id) != NO_PASSWORD
    account = tx.get(Accounts).account(person_id)
    if account.disabled_at is not None:
        raise Refused(ErrorCode.ACCOUNT_DISABLED, "enable the account first")
    is_reset = has_password or bool(account.password_set_at or account.second_person_from)
    if is_reset:
        tx.get(Accounts).put(replace(account, second_person_from=tx.now + NO_SECOND_PERSON_FOR))
        tx.get(People).set_password(person_id, NO_PASSWORD)
        tx.get(People).revoke_all(person_id, at=tx.now)
        tx.get(People).forget_devices(person_id)
        tx.get(SecondFactors).remove(person_id)
        tx.get(SecondFactors).remove_codes(person_id)
        tx.get(Passkeys).remove_all(person_id)
    made = tx.get(Accounts).invite(person_id, is_reset=is_reset, by=by, at=tx.now)
    announce_for(tx, ACCOUNT_RESET if is_reset else PERSON_INVITED, person_id, memberships, by=by)
    return made


def announce_for(
    tx: Transaction,
    kind: EventKind,
    person_id: UUID,
    memberships: tuple[Membership, ...],
    *,
    by: UUID | None,
) -> None:
    """Announce what happened to an account at each of its sites. Of a reset its owner and the officers are
    notified, whoever did it; of an invitation those whom `who_hears` names.
    """
    for membership in memberships:
        to: set[UUID] = set()
        if kind is PERSON_INVITED:
            to = who_hears(tx, membership.site_id, membership.role) - {by}
        if kind is ACCOUNT_RESET:
            to = {person_id} | tx.get(People).audience(
                membership.site_id, Audience.OFFICER, department_id=None, responsible_id=None
            )
        event = Event(kind, membership.site_id, by=by, about=refs(person=person_id), to=tuple(sorted(to)))
        tx.announce(event)
