"""The phone of a shift: who has signed in on it with a password takes it over with six digits."""

import hashlib
from itertools import pairwise
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Role
from backend.people.accounts.events import PIN_ENDED, PIN_SET
from backend.people.accounts.pins_store import Pins
from backend.people.accounts.sign_in_commands import require_shown_lately
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.store import Accounts
from backend.people.at_sites_commands import announce_at_sites
from backend.people.commands import Attempt, SignedIn, finish_sign_in
from backend.people.store import People

DIGITS: Final = 6
MOST_FAILURES: Final = 5


def check_pin(pin: str) -> None:
    """Raises Refused(PIN_TOO_SIMPLE) for what is no six digits, one digit over and over, or a row of them."""
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(pin)}
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()) or steps in ({0}, {1}, {9}):
        raise Refused(ErrorCode.PIN_TOO_SIMPLE, "six digits, and not a row of them")


def set_pin(tx: Transaction, person_id: UUID, family_id: UUID, device: str | None, pin_hash: str) -> None:
    """Set the PIN of this person on the device of this sign-in; they are notified.

    Raises Refused: STEP_UP_NEEDED, NOT_FOUND for a device on which they have not signed in with a password,
    NOT_ALLOWED for an administrator.
    """
    require_shown_lately(tx, person_id, family_id)
    if not device or not tx.get(People).knows_device(device_hash(device), person_id):
        raise Refused(ErrorCode.NOT_FOUND, "sign in on this device with the password first")
    if any(each.role is Role.ADMIN for each in tx.get(People).viewer(person_id).memberships):
        raise Refused(ErrorCode.NOT_ALLOWED, "six digits are too few for an administrator")
    tx.get(Pins).put(device_hash(device), person_id, pin_hash, at=tx.now)
    announce_at_sites(tx, PIN_SET, person_id, by=person_id, to=(person_id,))


def remove_pin(tx: Transaction, person_id: UUID, device: str | None) -> None:
    """End the PIN of this person on this device."""
    tx.get(Pins).remove(device_hash(device or ""), person_id)


def pin_hash(tx: Transaction, person_id: UUID, attempt: Attempt) -> str:
    """Return the hash that the PIN must match. Raises Refused: PIN_ENDED where there is none here,
    ACCOUNT_DISABLED.
    """
    if tx.get(Accounts).account(person_id).disabled_at is not None:
        raise Refused(ErrorCode.ACCOUNT_DISABLED, "the account is disabled")
    found = tx.get(Pins).pin_hash(device_hash(attempt.device or ""), person_id)
    if found is None:
        raise Refused(ErrorCode.PIN_ENDED, "no PIN of this person on this device")
    return found


def fail_pin(tx: Transaction, person_id: UUID, attempt: Attempt) -> ErrorCode:
    """Count a wrong PIN; the fifth ends it, and its owner is notified. Returns what to say."""
    if not tx.get(Pins).count_failure(device_hash(attempt.device or ""), person_id, most=MOST_FAILURES):
        return ErrorCode.WRONG_PIN
    announce_at_sites(tx, PIN_ENDED, person_id, by=None, to=(person_id,))
    return ErrorCode.PIN_ENDED


def finish_pin(tx: Transaction, person_id: UUID, attempt: Attempt, *, shown: str) -> SignedIn:
    """Sign in with the right PIN; for a signature the password is asked for. `shown`: the hash that was met.

    Raises Refused as `pin_hash` does, PIN_ENDED also for a PIN that was changed meanwhile.
    """
    tx.get(People).lock(person_id)
    if pin_hash(tx, person_id, attempt) != shown:
        raise Refused(ErrorCode.PIN_ENDED, "the PIN was changed meanwhile")
    tx.get(Pins).forget_failures(device_hash(attempt.device or ""), person_id)
    _, credential = tx.get(People).credential_of(person_id)
    return finish_sign_in(tx, credential, attempt, SignInMethod.PIN)


def device_hash(device: str) -> str:
    """How the token of a device is kept, as `people.commands` keeps it."""
    return hashlib.sha256(device.encode()).hexdigest()
