"""The second half of a sign-in, proof that it is still the same person, and the end of sign-ins."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.people import commands as people
from backend.people.accounts import second_factor_rules as factor
from backend.people.accounts import sign_ins_rules as rules
from backend.people.accounts.events import RECOVERY_CODE_USED, SIGN_IN_ENDED
from backend.people.accounts.rules import require_shared_site
from backend.people.accounts.second_factor_store import SecondFactors
from backend.people.accounts.sign_ins_rules import MOST_MAJOR, BrowserKind, SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.accounts.store import Accounts
from backend.people.at_sites_commands import announce_at_sites
from backend.people.commands import Attempt, SignedIn, finish_sign_in, require_unchanged
from backend.people.store import Credential, People


def finish_password(tx: Transaction, credential: Credential, attempt: Attempt) -> SignedIn | str:
    """The sign-in after the right password; the token of a challenge where a second factor is asked for.

    Raises Refused: ACCOUNT_DISABLED, WRONG_CREDENTIALS where the password was changed meanwhile.
    """
    require_unchanged(tx, credential)
    if tx.get(Accounts).account(credential.person_id).disabled_at is not None:
        raise Refused(ErrorCode.ACCOUNT_DISABLED, "the account is disabled")
    if tx.get(SecondFactors).exists(credential.person_id):
        return tx.get(SecondFactors).challenge(credential.person_id, at=tx.now)
    return finish_sign_in(tx, credential, attempt)


def challenged(tx: Transaction, token: str) -> tuple[str, Credential]:
    """User name and account of a challenge that may still be answered. Raises Refused: SESSION_REVOKED,
    ACCOUNT_DISABLED where it was disabled after the password.
    """
    found = tx.get(SecondFactors).challenged(token)
    if found is None or found.expires_at <= tx.now or found.failures >= factor.MOST_FAILURES:
        raise Refused(ErrorCode.SESSION_REVOKED, "the password is asked for again")
    if tx.get(Accounts).account(found.person_id).disabled_at is not None:
        raise Refused(ErrorCode.ACCOUNT_DISABLED, "the account is disabled")
    return tx.get(People).credential_of(found.person_id)


def answer_challenge(tx: Transaction, token: str, code: str, attempt: Attempt) -> SignedIn | None:
    """Sign in with a code of the authenticator app or a recovery code. Returns None for a wrong one, which is
    counted.

    Raises Refused as `challenged` does.
    """
    _, credential = challenged(tx, token)
    if not take_code(tx, credential.person_id, code):
        tx.get(SecondFactors).count_failure(token)
        return None
    tx.get(SecondFactors).end_challenge(token)
    return finish_sign_in(tx, credential, attempt, SignInMethod.SECOND_FACTOR)


def take_code(tx: Transaction, person_id: UUID, code: str) -> bool:
    """Whether this is a code of the person's authenticator app, or a recovery code; it counts once. Of a used
    recovery code its owner is notified.
    """
    found = tx.get(SecondFactors).of(person_id)
    step = factor.step_of(found.secret, code, at=tx.now, last_step=found.last_step) if found else None
    if step is not None:
        tx.get(SecondFactors).take_step(person_id, step)
        return True
    if not tx.get(SecondFactors).take_code(person_id, code, at=tx.now):
        return False
    for membership in tx.get(People).viewer(person_id).memberships:
        about = refs(person=person_id)
        tx.announce(Event(RECOVERY_CODE_USED, membership.site_id, by=person_id, about=about, to=(person_id,)))
    return True


def prove(tx: Transaction, family_id: UUID, credential: Credential) -> None:
    """Note that this sign-in has shown the password of this credential just now. Raises
    Refused(WRONG_CREDENTIALS) where it was changed meanwhile.
    """
    require_unchanged(tx, credential)
    tx.get(SignIns).prove(family_id, at=tx.now)


def require_proof(tx: Transaction, viewer: Viewer, family_id: UUID) -> None:
    """Raises Refused(STEP_UP_NEEDED) where a site of the viewer's asks for a password shown lately, and this
    sign-in has shown none within ten minutes.
    """
    if tx.get(SignIns).asks_proof(viewer.site_ids):
        require_shown_lately(tx, viewer.person_id, family_id)


def require_shown_lately(tx: Transaction, person_id: UUID, family_id: UUID) -> None:
    """The same whatever the sites ask for."""
    found = tx.get(SignIns).get(family_id, person_id=person_id)
    if found is None or not rules.is_proven(found.proven_at, at=tx.now):
        raise Refused(ErrorCode.STEP_UP_NEEDED, "show the password again")


def note_browser(tx: Transaction, viewer: Viewer, family_id: UUID | None, browser: BrowserKind) -> UUID:
    """Keep with this sign-in what kind of browser it is in. Returns the sign-in. Raises Refused: NOT_FOUND,
    INVALID_INPUT for a version that no engine has.
    """
    if not 0 <= browser.major <= MOST_MAJOR:
        raise Refused(ErrorCode.INVALID_INPUT, f"the version of an engine is at most {MOST_MAJOR}")
    found = tx.get(SignIns).get(family_id, person_id=viewer.person_id) if family_id else None
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sign-in")
    if found.browser != browser:
        tx.get(SignIns).put_browser(found.family_id, browser)
    return found.family_id


def end_sign_in(tx: Transaction, viewer: Viewer, family_id: UUID) -> UUID:
    """End a sign-in of one's own, or as an administrator that of somebody of the site; what is ended already
    stays so. Returns whose it was.

    Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    owner = tx.get(SignIns).owner(family_id)
    if owner is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sign-in")
    require_may_end(tx, viewer, owner)
    if tx.get(SignIns).get(family_id, person_id=owner) is not None:
        tx.get(SignIns).end(family_id, at=tx.now)
        _announce_end(tx, owner, by=viewer.person_id)
    return owner


def end_sign_ins(tx: Transaction, viewer: Viewer, person_id: UUID, *, keeping: UUID | None = None) -> None:
    """End all sign-ins of a person but one. Raises Refused as `end_sign_in` does."""
    require_may_end(tx, viewer, person_id)
    for each in tx.get(SignIns).of_person(person_id):
        if each.family_id != keeping:
            tx.get(SignIns).end(each.family_id, at=tx.now)
    _announce_end(tx, person_id, by=viewer.person_id)


def release_sign_in(tx: Transaction, viewer: Viewer, person_id: UUID) -> None:
    """Let a person sign in at once whose name others, or they themselves, have mistyped a password for.

    Raises Refused: NOT_FOUND, NOT_ALLOWED for who administrates no site of theirs.
    """
    memberships = tx.get(People).viewer(person_id).memberships
    require_shared_site(viewer, memberships)
    if not any(viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id) for each in memberships):
        raise Refused(ErrorCode.NOT_ALLOWED, "only administrators release a sign-in")
    people.release_sign_in(tx, person_id, by=viewer.person_id)


def require_may_end(tx: Transaction, viewer: Viewer, person_id: UUID) -> None:
    """Raises Refused: NOT_FOUND, NOT_ALLOWED for who is neither the owner nor an administrator of a site."""
    if viewer.is_person(person_id):
        return
    memberships = tx.get(People).viewer(person_id).memberships
    require_shared_site(viewer, memberships)
    if not any(viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id) for each in memberships):
        raise Refused(ErrorCode.NOT_ALLOWED, "only administrators end the sign-ins of others")


def _announce_end(tx: Transaction, person_id: UUID, *, by: UUID) -> None:
    """Put it on record; somebody whose sign-in another person ended is notified."""
    to = () if by == person_id else (person_id,)
    announce_at_sites(tx, SIGN_IN_ENDED, person_id, by=by, to=to)
