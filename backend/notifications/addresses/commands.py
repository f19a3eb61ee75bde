"""People show by a code that messages reach them at an address; before that nothing else is sent there."""

import hmac
import secrets
from uuid import UUID

from backend.core import words
from backend.core.allowances import HOUR
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.notifications.addresses.rules import DIGITS, LASTS, PER_HOUR, is_open
from backend.notifications.addresses.store import AddressCodes
from backend.notifications.channels.rules import CODES_BY
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import ADDRESS_CODE_SENT, ADDRESS_VERIFIED
from backend.people.directory.rules import AddressKind, checked_address
from backend.people.directory.store import Staff


def send_address_code(tx: Transaction, site_id: UUID, kind: AddressKind, address: str, *, by: Viewer) -> UUID:
    """Send a code to this address by a channel of the site; an earlier code ends. Returns the person's id.

    It becomes the person's own at once where none of theirs is verified; one that is goes on being used until
    the other is, so that nobody is left without alerts by a slip, or by whoever holds their phone.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ADDRESS_MISSING, PHONE_INVALID, EMAIL_INVALID, NO_CHANNEL where
    the site sends by none of that kind, TOO_MANY_ATTEMPTS.
    """
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    wanted = checked_address(kind, address)
    if not wanted:
        raise Refused(ErrorCode.ADDRESS_MISSING, "no address was given")
    used = {each.kind for each in tx.get(SiteChannels).of_site(site_id) if each.is_used_for_people}
    if not used.intersection(CODES_BY[kind]):
        raise Refused(ErrorCode.NO_CHANNEL, "the site sends by no channel of this kind")
    taken = tx.get(AddressCodes).taken(by.person_id, kind, now=tx.now)
    taken.require_room(PER_HOUR, within=HOUR, now=tx.now)
    before = tx.get(Staff).address(by.person_id, kind)
    if before is None or before.verified_at is None:
        tx.get(Staff).put_address(by.person_id, kind, wanted)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code_id = tx.get(AddressCodes).put(by.person_id, site_id, kind, wanted, code, at=tx.now)
    about = refs(address_code=code_id)
    tx.announce(Event(ADDRESS_CODE_SENT, site_id, about=about, by=by.person_id, note=kind.value))
    return by.person_id


def verify_address(tx: Transaction, site_id: UUID, kind: AddressKind, code: str, *, by: Viewer) -> UUID:
    """Show that the code arrived: from now on messages go to where it did. Returns the person's id.

    Raises Refused: NOT_FOUND, CODE_ENDED for a code that is over or was tried too often. A wrong code is
    counted, and leaves the address as it is.
    """
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    sent = tx.get(AddressCodes).of(by.person_id, kind)
    if sent is None or not is_open(sent.sent_at, sent.failures, now=tx.now):
        raise Refused(ErrorCode.CODE_ENDED, "no code waits, or it is over")
    if not hmac.compare_digest(sent.code.encode(), code.strip().encode()):
        tx.get(AddressCodes).count_failure(by.person_id, kind)
        return by.person_id
    tx.get(AddressCodes).remove(by.person_id, kind)
    bind(tx, site_id, by.person_id, kind, sent.address)
    return by.person_id


def bind(tx: Transaction, site_id: UUID, person_id: UUID, kind: AddressKind, address: str) -> None:
    """Send to this address of a person from now on: they have shown that it is theirs."""
    tx.get(Staff).put_address(person_id, kind, address)
    tx.get(Staff).verify_address(person_id, kind, at=tx.now)
    about = refs(person=person_id)
    tx.announce(Event(ADDRESS_VERIFIED, site_id, about=about, by=person_id, note=kind.value))


def code_message(tx: Transaction, code_id: UUID) -> tuple[Text, Text, str]:
    """Title and body of the message with a code, and the code itself. Raises LookupError for one that is
    over.
    """
    code = tx.get(AddressCodes).code(code_id)
    minutes = int(LASTS.total_seconds() // 60)
    title = words.of("message.title", ADDRESS_CODE_SENT)
    return title, words.text("message.codeBody", code=code, minutes=minutes), code
