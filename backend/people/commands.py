"""Sign-in, its throttle, and the family of refresh tokens that one sign-in starts.

Password hashing is slow on purpose, so it stands between two transactions, never inside one.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused, too_many
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Membership, Role
from backend.people import throttle_rules as throttle
from backend.people.accounts.password_rules import MAX_PASSWORD, normalized
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.accounts.store import Accounts
from backend.people.at_sites_commands import announce_at_sites
from backend.people.events import (
    PERSON_ADDED,
    SIGN_IN_FAILED,
    SIGN_IN_GUESSED,
    SIGN_IN_UNLOCKED,
    SIGNED_IN,
    SIGNED_OUT,
    SIGNED_OUT_EVERYWHERE,
    TOKEN_REUSED,
)
from backend.people.rules import NO_PASSWORD, Audience, Person
from backend.people.store import Credential, People, RefreshSession
from backend.sites.store import Sites

ON_ITS_WAY: Final = timedelta(seconds=30)
"""A refresh token that was used or replaced so lately may still be on its way: a page that is loaded again
has sent it before, a second window too, and the answer to a page that is gone still sets its cookie.
"""
REFRESH_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in of which the edge makes cookies and an access token. `refresh_token` is shown once and kept
    nowhere.

    `device_token`: by which the device is known at the next sign-in; empty where it was not asked for.
    """

    person_id: UUID
    family_id: UUID
    refresh_token: str
    device_token: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in as it arrives. `device`: the token that an earlier sign-in gave this device. `user_agent`:
    what the browser says it is.
    """

    username: str
    address: str
    device: str | None = None
    user_agent: str = ""


@cache
def hasher() -> PasswordHasher:
    """argon2id with the library's defaults (RFC 9106, second recommended option)."""
    return PasswordHasher()


@cache
def _decoy_hash() -> str:
    return hasher().hash(secrets.token_hex())


def add_person(tx: Transaction, *, username: str, name: Text, role: Role, site_code: str) -> Person:
    """A new person with one role at one site, and without a password: an invitation gives them one.

    Raises Refused: CONFLICT (name is taken) or NOT_FOUND (no such site).
    """
    site = tx.get(Sites).by_code(site_code)
    if site is None:
        raise Refused(ErrorCode.NOT_FOUND, f"there is no site {site_code}")
    if tx.get(People).credential(username) is not None:
        raise Refused(ErrorCode.CONFLICT, f"there is a person {username} already")
    person = Person(uuid4(), name)
    tx.get(People).add(person, username=username, password_hash=NO_PASSWORD)
    tx.get(People).put_membership(Membership(person.person_id, site.site_id, role, None, None))
    tx.announce(
        Event(PERSON_ADDED, site.site_id, about=refs(person=person.person_id), note=f"{username}: {role}")
    )
    return person


def hash_password(password: str) -> str:
    """The hash of a password that `accounts.password_rules` let pass; slow, so outside of transactions."""
    return hasher().hash(normalized(password))


def begin_sign_in(tx: Transaction, attempt: Attempt) -> Credential | None:
    """Return the credential that the password must match; None for an unknown name. Raises
    Refused(TOO_MANY_ATTEMPTS) while this name is throttled here.
    """
    credential = tx.get(People).credential(attempt.username)
    known = _known(tx, credential, attempt.device)
    wait = timedelta(0)
    for key in throttle.keys(attempt.username, attempt.address, known):
        failures, failed_at = _failures(tx, key)
        wait = max(wait, failed_at + throttle.wait_after(key, failures) - tx.now)
    if wait > timedelta(0):
        raise too_many("too many failed sign-ins, wait a while", wait)
    return credential


def is_password(credential: Credential | None, password: str) -> bool:
    """Whether the password is right. An unknown name takes as long as a wrong password."""
    if len(password) > MAX_PASSWORD:
        return False
    try:
        hasher().verify(credential.password_hash if credential else _decoy_hash(), normalized(password))
    except (VerificationError, InvalidHashError):  # no hash at all: nobody signs in under this name
        return False
    return credential is not None


def require_unchanged(tx: Transaction, credential: Credential) -> None:
    """Raises Refused(WRONG_CREDENTIALS) where the password that was judged is not that of the account any
    more: judging takes a while, outside of transactions.
    """
    if tx.get(People).lock(credential.person_id) != credential.password_hash:
        raise Refused(ErrorCode.WRONG_CREDENTIALS, "the password was changed meanwhile")


def fail_sign_in(tx: Transaction, attempt: Attempt) -> None:
    """Count the failure; put it on record, and notify people of a row of them, if there is such a person."""
    credential = tx.get(People).credential(attempt.username)
    known = _known(tx, credential, attempt.device)
    is_row = False
    for key in throttle.keys(attempt.username, attempt.address, known):
        failures, _ = _failures(tx, key)
        tx.get(People).set_failures(key, failures + 1, at=tx.now)
        is_row = is_row or throttle.notifies(key, failures + 1)
    if credential is None:
        return
    about = refs(person=credential.person_id)
    for membership in tx.get(People).viewer(credential.person_id).memberships:
        site_id = membership.site_id
        tx.announce(Event(SIGN_IN_FAILED, site_id, about=about, address=attempt.address))
        if is_row:
            officers = tx.get(People).audience(
                site_id, Audience.OFFICER, department_id=None, responsible_id=None
            )
            people = tuple({*officers, credential.person_id})
            tx.announce(Event(SIGN_IN_GUESSED, site_id, about=about, to=people))


def finish_sign_in(
    tx: Transaction, credential: Credential, attempt: Attempt, method: SignInMethod = SignInMethod.PASSWORD
) -> SignedIn:
    """Start a family of refresh tokens. Forget failures of this name from here; know the device."""
    known = _known(tx, credential, attempt.device)
    forget_failures(tx, attempt)
    # One name per device, also where a shift shares it; a name that nobody made here is not taken over.
    is_ours = bool(attempt.device) and tx.get(People).is_device(_hash(attempt.device or ""))
    device = known or (attempt.device if is_ours else None) or secrets.token_urlsafe(32)
    tx.get(People).know_device(_hash(device), credential.person_id, at=tx.now)
    signed_in, entry = _fresh(tx, credential.person_id, uuid4())
    tx.get(People).add_session(entry)
    tx.get(SignIns).add(
        signed_in.family_id,
        credential.person_id,
        method=method,
        user_agent=attempt.user_agent,
        device_hash=_hash(device),
        at=tx.now,
    )
    for membership in tx.get(People).viewer(credential.person_id).memberships:
        tx.announce(Event(SIGNED_IN, membership.site_id, by=credential.person_id))
    return replace(signed_in, device_token=device)


def forget_failures(tx: Transaction, attempt: Attempt) -> None:
    """Forget the failures of this name from here: the password was right."""
    known = _known(tx, tx.get(People).credential(attempt.username), attempt.device)
    tx.get(People).forget_failures(throttle.keys(attempt.username, attempt.address, known)[0])


def is_known_device(tx: Transaction, attempt: Attempt) -> bool:
    """Whether this person has signed in on this device before."""
    return _known(tx, tx.get(People).credential(attempt.username), attempt.device) is not None


def unlock(tx: Transaction, *, username: str) -> None:
    """Forget all failures of this name. Raises Refused(NOT_FOUND) where nobody has it."""
    credential = tx.get(People).credential(username)
    if credential is None:
        raise Refused(ErrorCode.NOT_FOUND, f"there is no person {username}")
    release_sign_in(tx, credential.person_id, by=None)


def release_sign_in(tx: Transaction, person_id: UUID, *, by: UUID | None) -> None:
    """Forget all failures of the name of this person. `by` None: on the command line."""
    username, _ = tx.get(People).credential_of(person_id)
    tx.get(People).forget_all_failures(username[: throttle.MAX_NAME])
    announce_at_sites(tx, SIGN_IN_UNLOCKED, person_id, by=by)


def _failures(tx: Transaction, key: str) -> tuple[int, datetime]:
    """Failures under this key that are not forgotten yet, and when the last one was."""
    failures, failed_at = tx.get(People).failures(key) or (0, tx.now)
    return (failures, failed_at) if failed_at + throttle.FORGET_AFTER > tx.now else (0, tx.now)


def _known(tx: Transaction, credential: Credential | None, device: str | None) -> str | None:
    """The token if it is that of a device on which this person has signed in before."""
    if credential is None or not device:
        return None
    return device if tx.get(People).knows_device(_hash(device), credential.person_id) else None


def refresh(tx: Transaction, refresh_token: str) -> SignedIn | ErrorCode:
    """Exchange a refresh token for its successor; a refusal is returned, because its revocation must stay.

    A used token is accepted once more while its successor was never used: the answer was lost on the way,
    as it is on a phone in a basement. If the successor was used, two parties hold the family: it ends. Before
    that counts, a page that is loaded again may be done with what it sent and what it was answered.
    """
    entry = tx.get(People).session(_hash(refresh_token))
    if entry is None:
        return ErrorCode.UNAUTHENTICATED
    if entry.expires_at <= tx.now:
        return ErrorCode.UNAUTHENTICATED
    if entry.revoked_at is not None and tx.get(Accounts).account(entry.person_id).disabled_at is not None:
        return ErrorCode.ACCOUNT_DISABLED  # the device forgets what it keeps of the site
    gone_at = entry.revoked_at or entry.used_at
    if gone_at is None:
        tx.get(People).revoke_others(entry.family_id, entry.token_hash, at=tx.now)
    elif not tx.get(People).is_family_alive(entry.family_id, entry.person_id):
        return ErrorCode.SESSION_REVOKED
    elif tx.now - gone_at > ON_ITS_WAY:
        successor = tx.get(People).session(entry.replaced_by) if entry.replaced_by else None
        if entry.revoked_at or successor is None or successor.used_at or successor.revoked_at:
            return _end_family(tx, entry)
        tx.get(People).revoke(successor.token_hash, at=tx.now)
    signed_in, following = _fresh(tx, entry.person_id, entry.family_id)
    tx.get(People).add_session(following)
    tx.get(People).mark_used(entry.token_hash, at=tx.now, replaced_by=following.token_hash)
    tx.get(SignIns).see(entry.family_id, at=tx.now)
    return signed_in


def sign_out(tx: Transaction, refresh_token: str) -> None:
    """End this device's sign-in; an unknown token is nobody's."""
    entry = tx.get(People).session(_hash(refresh_token))
    if entry is None or not tx.get(People).is_family_alive(entry.family_id, entry.person_id):
        return
    tx.get(SignIns).end(entry.family_id, at=tx.now)
    for membership in tx.get(People).viewer(entry.person_id).memberships:
        tx.announce(Event(SIGNED_OUT, membership.site_id, by=entry.person_id))


def sign_out_everywhere(tx: Transaction, person_id: UUID) -> None:
    """End every sign-in of this person, on every device; no device is known any more."""
    tx.get(People).revoke_all(person_id, at=tx.now)
    tx.get(People).forget_devices(person_id)
    for membership in tx.get(People).viewer(person_id).memberships:
        tx.announce(Event(SIGNED_OUT_EVERYWHERE, membership.site_id, by=person_id))


def _end_family(tx: Transaction, entry: RefreshSession) -> ErrorCode:
    tx.get(SignIns).end(entry.family_id, at=tx.now)
    for membership in tx.get(People).viewer(entry.person_id).memberships:
        tx.announce(Event(TOKEN_REUSED, membership.site_id, by=entry.person_id))
    return ErrorCode.SESSION_REVOKED


def _fresh(tx: Transaction, person_id: UUID, family_id: UUID) -> tuple[SignedIn, RefreshSession]:
    token = secrets.token_urlsafe(32)
    entry = RefreshSession(
        token_hash=_hash(token),
        family_id=family_id,
        person_id=person_id,
        created_at=tx.now,
        expires_at=tx.now + REFRESH_FOR,
    )
    return SignedIn(person_id, family_id, token), entry


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
