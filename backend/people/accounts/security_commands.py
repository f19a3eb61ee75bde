"""Changes that people make to their own account: the password, and the second factor."""

from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.people.accounts import second_factor_rules as factor
from backend.people.accounts.events import (
    PASSWORD_CHANGED,
    RECOVERY_CODES_MADE,
    SECOND_FACTOR_ADDED,
    SECOND_FACTOR_REMOVED,
)
from backend.people.accounts.password_rules import check_password
from backend.people.accounts.pins_store import Pins
from backend.people.accounts.second_factor_store import SecondFactor, SecondFactors
from backend.people.accounts.sign_in_commands import require_shown_lately
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.accounts.store import Accounts
from backend.people.at_sites_commands import announce_at_sites
from backend.people.commands import require_unchanged
from backend.people.store import Credential, People


def check_new_password(tx: Transaction, person_id: UUID, password: str) -> None:
    """Raises Refused as `check_password` does, with names of the person, their sites and colleagues."""
    accounts = tx.get(Accounts)
    check_password(password, accounts.names(person_id), accounts.colleagues(person_id))


def change_password(tx: Transaction, shown: Credential, family_id: UUID, password_hash: str) -> None:
    """Take a new password in the place of the one that was shown. Every other sign-in and all PINs end; the
    owner is notified. Raises Refused(WRONG_CREDENTIALS) where it was changed meanwhile.
    """
    require_unchanged(tx, shown)
    person_id = shown.person_id
    tx.get(People).set_password(person_id, password_hash)
    tx.get(Pins).remove_all(person_id)
    account = tx.get(Accounts).account(person_id)
    tx.get(Accounts).put(replace(account, password_set_at=tx.now))
    tx.get(SignIns).prove(family_id, at=tx.now)
    for each in tx.get(SignIns).of_person(person_id):
        if each.family_id != family_id:
            tx.get(SignIns).end(each.family_id, at=tx.now)
    announce_at_sites(tx, PASSWORD_CHANGED, person_id, by=person_id, to=(person_id,))


def begin_second_factor(tx: Transaction, person_id: UUID, family_id: UUID) -> tuple[str, str]:
    """A secret for an authenticator app, and what its QR code says; nothing is kept before a code of it was
    typed. Raises Refused(STEP_UP_NEEDED).
    """
    require_shown_lately(tx, person_id, family_id)
    secret = factor.new_secret()
    username, _ = tx.get(People).credential_of(person_id)
    return secret, factor.address_of(secret, username)


def add_second_factor(
    tx: Transaction, person_id: UUID, family_id: UUID, *, secret: str, code: str
) -> list[str]:
    """Keep the authenticator app of this secret, whose code was typed, in the place of an older one. Returns
    the recovery codes, which are shown this once.

    Raises Refused: STEP_UP_NEEDED, WRONG_CODE, INVALID_INPUT for a secret that `begin_second_factor` did not
    make.
    """
    require_shown_lately(tx, person_id, family_id)
    if not factor.is_secret(secret):
        raise Refused(ErrorCode.INVALID_INPUT, "no secret of ours")
    step = factor.step_of(secret, code, at=tx.now, last_step=0)
    if step is None:
        raise Refused(ErrorCode.WRONG_CODE, "not a code of this authenticator app")
    tx.get(SecondFactors).put(SecondFactor(person_id, secret, step), at=tx.now)
    tx.get(Pins).remove_all(person_id)  # set before, they would open what now needs a code
    announce_at_sites(tx, SECOND_FACTOR_ADDED, person_id, by=person_id, to=(person_id,))
    return put_codes(tx, person_id)


def renew_recovery_codes(tx: Transaction, person_id: UUID, family_id: UUID) -> list[str]:
    """Ten new recovery codes; the old ones are void. Raises Refused: STEP_UP_NEEDED, NOT_FOUND without a
    second factor.
    """
    require_shown_lately(tx, person_id, family_id)
    if not tx.get(SecondFactors).exists(person_id):
        raise Refused(ErrorCode.NOT_FOUND, "no second factor")
    announce_at_sites(tx, RECOVERY_CODES_MADE, person_id, by=person_id, to=(person_id,))
    return put_codes(tx, person_id)


def remove_second_factor(tx: Transaction, person_id: UUID, family_id: UUID) -> None:
    """Ask for no code of an app from now on; without passkeys the password alone signs in. An administrator
    at a site that asks for a second factor may then do nothing until there is one again.

    Raises Refused(STEP_UP_NEEDED).
    """
    require_shown_lately(tx, person_id, family_id)
    if tx.get(SecondFactors).has_app(person_id):
        tx.get(SecondFactors).remove(person_id)
        if not tx.get(SecondFactors).exists(person_id):
            tx.get(SecondFactors).remove_codes(person_id)
        announce_at_sites(tx, SECOND_FACTOR_REMOVED, person_id, by=person_id, to=(person_id,))


def put_codes(tx: Transaction, person_id: UUID) -> list[str]:
    """Ten recovery codes in the place of all others."""
    codes = factor.new_recovery_codes()
    tx.get(SecondFactors).put_codes(person_id, codes)
    return codes
