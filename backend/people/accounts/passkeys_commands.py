"""Passkeys: made, removed, and shown in the place of the password, of the second factor or of both."""

from typing import Any
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.people.accounts import passkeys_rules as rules
from backend.people.accounts.events import PASSKEY_ADDED, PASSKEY_COPIED, PASSKEY_REMOVED
from backend.people.accounts.passkeys_rules import Answer, Passkey, PasskeyUse, RelyingParty
from backend.people.accounts.passkeys_store import Passkeys
from backend.people.accounts.pins_store import Pins
from backend.people.accounts.second_factor_store import SecondFactors
from backend.people.accounts.security_commands import put_codes
from backend.people.accounts.sign_in_commands import challenged, require_shown_lately
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.accounts.store import Accounts
from backend.people.at_sites_commands import announce_at_sites
from backend.people.commands import Attempt, SignedIn, finish_sign_in
from backend.people.rules import Audience
from backend.people.store import People


def begin_add(tx: Transaction, party: RelyingParty, person_id: UUID, family_id: UUID) -> dict[str, Any]:
    """Return the options by which a browser makes a passkey. Raises Refused: STEP_UP_NEEDED,
    TOO_MANY_PASSKEYS.
    """
    have = _require_room(tx, person_id, family_id)
    challenge = tx.get(Passkeys).ask(PasskeyUse.ADD, person_id=person_id, family_id=family_id, at=tx.now)
    username, _ = tx.get(People).credential_of(person_id)
    name = tx.get(People).name(person_id)
    here = _of_host(have, party)
    return rules.options_to_add(
        party, challenge, person_id=person_id, username=username, name=name.zh or name.en, have=here
    )


def add(
    tx: Transaction, party: RelyingParty, person_id: UUID, family_id: UUID, *, name: str, answer: Answer
) -> list[str] | None:
    """Keep the passkey that this answer made. Returns the recovery codes where there were none, which are
    shown this once; None where the answer is wrong, and then the challenge is used up.

    Raises Refused: STEP_UP_NEEDED, TOO_MANY_PASSKEYS, NAME_INVALID.
    """
    _require_room(tx, person_id, family_id)
    wanted = rules.check_name(name)
    asked = tx.get(Passkeys).take(answer.challenge)
    if asked is None or not asked.is_for(PasskeyUse.ADD, person_id, family_id, at=tx.now):
        return None
    made = rules.made(party, answer)
    if made is None or tx.get(Passkeys).by_credential(answer.credential_id) is not None:
        return None
    public_key, count = made
    had = tx.get(SecondFactors).exists(person_id)
    tx.get(Passkeys).add(
        Passkey(uuid4(), person_id, party.host, answer.credential_id, public_key, count, wanted, tx.now)
    )
    tx.get(Pins).remove_all(person_id)  # set before, they would open what now needs a second factor
    announce_at_sites(tx, PASSKEY_ADDED, person_id, by=person_id, to=(person_id,))
    return [] if had else put_codes(tx, person_id)


def remove(tx: Transaction, person_id: UUID, family_id: UUID, passkey_id: UUID) -> None:
    """Forget a passkey of one's own; what is gone stays gone. Raises Refused(STEP_UP_NEEDED)."""
    require_shown_lately(tx, person_id, family_id)
    if all(each.passkey_id != passkey_id for each in tx.get(Passkeys).of_person(person_id)):
        return
    tx.get(Passkeys).remove(passkey_id)
    if not tx.get(SecondFactors).exists(person_id):
        tx.get(SecondFactors).remove_codes(person_id)
    announce_at_sites(tx, PASSKEY_REMOVED, person_id, by=person_id, to=(person_id,))


def begin_proof(tx: Transaction, party: RelyingParty, person_id: UUID, family_id: UUID) -> dict[str, Any]:
    """Return the options by which a browser shows a passkey in the place of the password. Raises
    Refused(NOT_FOUND) for a person without a passkey that works here.
    """
    options = _ask(tx, party, PasskeyUse.PROOF, person_id, family_id)
    if options is None:
        raise Refused(ErrorCode.NOT_FOUND, "no passkey")
    return options


def prove(tx: Transaction, party: RelyingParty, person_id: UUID, family_id: UUID, answer: Answer) -> bool:
    """Note that this sign-in has shown a passkey of its person just now; False for a wrong answer."""
    if _take(tx, party, PasskeyUse.PROOF, answer, person_id=person_id, family_id=family_id) is None:
        return False
    tx.get(SignIns).prove(family_id, at=tx.now)
    return True


def begin_second_factor(tx: Transaction, party: RelyingParty, token: str) -> dict[str, Any] | None:
    """Return the options by which a browser shows a passkey after the right password of this challenge; None
    for a person without one that works here. Raises Refused as `challenged` does.
    """
    _, credential = challenged(tx, token)
    return _ask(tx, party, PasskeyUse.SECOND_FACTOR, credential.person_id, None)


def answer_challenge(
    tx: Transaction, party: RelyingParty, token: str, answer: Answer, attempt: Attempt
) -> SignedIn | None:
    """Sign in with password and passkey. Returns None for a wrong answer, which is counted.

    Raises Refused as `challenged` does.
    """
    _, credential = challenged(tx, token)
    if _take(tx, party, PasskeyUse.SECOND_FACTOR, answer, person_id=credential.person_id) is None:
        tx.get(SecondFactors).count_failure(token)
        return None
    tx.get(SecondFactors).end_challenge(token)
    return finish_sign_in(tx, credential, attempt, SignInMethod.PASSKEY)


def begin_sign_in(tx: Transaction, party: RelyingParty) -> dict[str, Any]:
    """Return the options by which a browser shows any passkey of this installation. Raises
    Refused(TOO_MANY_ATTEMPTS) while too many ask at once.
    """
    challenge = tx.get(Passkeys).ask(PasskeyUse.SIGN_IN, person_id=None, family_id=None, at=tx.now)
    if tx.get(Passkeys).open_of_nobody() > rules.MOST_OPEN:
        raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "too many passkeys are asked for at once")
    return rules.options_to_show(party, challenge, [])


def username_of(tx: Transaction, answer: Answer) -> str:
    """Under which name failures of this answer count; empty for an unknown passkey."""
    found = tx.get(Passkeys).by_credential(answer.credential_id)
    return tx.get(People).credential_of(found.person_id)[0] if found else ""


def sign_in(tx: Transaction, party: RelyingParty, answer: Answer, attempt: Attempt) -> SignedIn | ErrorCode:
    """Sign in with a passkey alone: the device has verified its person. A refusal is returned, because the
    challenge is used up.
    """
    found = _take(tx, party, PasskeyUse.SIGN_IN, answer)
    if found is None:
        return ErrorCode.PASSKEY_REFUSED
    if tx.get(Accounts).account(found.person_id).disabled_at is not None:
        return ErrorCode.ACCOUNT_DISABLED
    _, credential = tx.get(People).credential_of(found.person_id)
    return finish_sign_in(tx, credential, attempt, SignInMethod.PASSKEY)


def _take(
    tx: Transaction,
    party: RelyingParty,
    use: PasskeyUse,
    answer: Answer,
    *,
    person_id: UUID | None = None,
    family_id: UUID | None = None,
) -> Passkey | None:
    """The passkey that signed a challenge asked for this use of this person; None for whatever else. Of a
    passkey that exists twice its owner and the officers are notified.
    """
    asked = tx.get(Passkeys).take(answer.challenge)
    if asked is None or not asked.is_for(use, person_id, family_id, at=tx.now):
        return None
    found = tx.get(Passkeys).by_credential(answer.credential_id)
    if found is None or person_id not in (None, found.person_id):
        return None
    count = rules.shown(party, found, answer)
    if count is None:
        return None
    if rules.is_copy(found, count):
        _announce_copy(tx, found.person_id)
        return None
    tx.get(Passkeys).use(found.passkey_id, sign_count=count, at=tx.now)
    return found


def _ask(
    tx: Transaction, party: RelyingParty, use: PasskeyUse, person_id: UUID, family_id: UUID | None
) -> dict[str, Any] | None:
    have = _of_host(tx.get(Passkeys).of_person(person_id), party)
    if not have:
        return None
    challenge = tx.get(Passkeys).ask(use, person_id=person_id, family_id=family_id, at=tx.now)
    return rules.options_to_show(party, challenge, have)


def _require_room(tx: Transaction, person_id: UUID, family_id: UUID) -> list[Passkey]:
    """The passkeys of this person, who may add one: nobody else does before the end of this transaction."""
    require_shown_lately(tx, person_id, family_id)
    tx.get(People).lock(person_id)
    have = tx.get(Passkeys).of_person(person_id)
    if len(have) >= rules.MOST:
        raise Refused(ErrorCode.TOO_MANY_PASSKEYS, f"{rules.MOST} passkeys at most")
    return have


def _of_host(passkeys: list[Passkey], party: RelyingParty) -> list[str]:
    return [each.credential_id for each in passkeys if each.host == party.host]


def _announce_copy(tx: Transaction, person_id: UUID) -> None:
    """Notify the owner and the officers of each of the owner's sites; nobody is named who did it."""
    for membership in tx.get(People).viewer(person_id).memberships:
        officers = tx.get(People).audience(
            membership.site_id, Audience.OFFICER, department_id=None, responsible_id=None
        )
        to = tuple(sorted({person_id, *officers}))
        tx.announce(Event(PASSKEY_COPIED, membership.site_id, about=refs(person=person_id), to=to))
