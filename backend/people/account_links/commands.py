"""A third person confirms somebody: a person of their own, not another name of who opened the account."""

from collections.abc import Sequence
from uuid import UUID

from backend.core import bulk
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.people.account_links.events import PERSON_CONFIRMED
from backend.people.account_links.rules import linked_among
from backend.people.account_links.store import AccountLinks
from backend.people.accounts.rules import require_shared_site
from backend.people.accounts.second_person_commands import require_own_word
from backend.people.store import People


def confirm_people(tx: Transaction, person_ids: Sequence[UUID], *, by: Viewer) -> bulk.Results:
    """Confirm each of these people; again changes nothing.

    Refused one by one: NOT_FOUND, NOT_ALLOWED, RESET_LATELY while the word of `by` may be another's, and
    ACCOUNT_LINKED for oneself and for who is linked to the person or to who opened their account.
    """
    return bulk.each(person_ids, lambda person_id: _confirm(tx, person_id, by=by))


def _confirm(tx: Transaction, person_id: UUID, *, by: Viewer) -> None:
    memberships = tx.get(People).viewer(person_id).memberships
    require_shared_site(by, memberships)
    shared = [each for each in memberships if by.may(Permission.CONFIRM_PEOPLE, site_id=each.site_id)]
    if not shared:
        raise Refused(ErrorCode.NOT_ALLOWED, "the role may not confirm people")
    require_own_word(tx, by.person_id)
    links = tx.get(AccountLinks).unconfirmed(person_id)
    lineage = tx.get(AccountLinks).lineage({person_id, by.person_id})
    if by.is_person(person_id) or linked_among(lineage, by.person_id, {person_id}):
        raise Refused(ErrorCode.ACCOUNT_LINKED, "linked to the person: a third one confirms them")
    if not links:
        return
    tx.get(AccountLinks).confirm(person_id, by=by.person_id, at=tx.now)
    openers = {each.opened_by: tx.get(People).credential_of(each.opened_by)[0] for each in links}
    note = ", ".join(dict.fromkeys(f"{each.kind}: {openers[each.opened_by]}" for each in links))
    for each in shared:
        about = refs(person=person_id)
        tx.announce(Event(PERSON_CONFIRMED, each.site_id, by=by.person_id, about=about, note=note))
