"""Reading notices, giving and withdrawing consent, and publishing a notice in the site's own words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.privacy import rules
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.events import (
    CONSENT_GIVEN,
    CONSENT_REFUSED,
    CONSENT_WITHDRAWN,
    NOTICE_PUBLISHED,
)
from backend.people.privacy.notices_store import Notices
from backend.people.privacy.rules import Consent, ConsentState, NoticeAnswer, Purpose

EVENTS: Final = {
    ConsentState.GIVEN: CONSENT_GIVEN,
    ConsentState.REFUSED: CONSENT_REFUSED,
    ConsentState.WITHDRAWN: CONSENT_WITHDRAWN,
}


def answer_notices(tx: Transaction, site_id: UUID, answers: Sequence[NoticeAnswer], *, by: Viewer) -> UUID:
    """Note that the person has read these notices, and what they agree to; their last word holds.

    Raises Refused: NOT_FOUND, and as `rules.check_answers` does.
    """
    if by.membership_at(site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such site of the viewer's")
    current = tx.get(Notices).current(site_id)
    rules.check_answers(answers, current)
    read = [current[each.purpose] for each in answers if each.version == current[each.purpose].version]
    tx.get(Notices).mark_read(by.person_id, read, at=tx.now)
    for each in answers:
        if each.is_given is not None:
            _decide(tx, site_id, each, is_given=each.is_given, by=by)
    return site_id


def publish_notice(
    tx: Transaction, site_id: UUID, purpose: Purpose, text: Text, *, version: int, by: Viewer
) -> UUID:
    """Put the words of the site in the place of those before; everybody is shown them, and consent is asked
    for anew. `version`: of the notice that was seen.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID_INPUT.
    """
    by.require(Permission.MANAGE_ORGANISATION, site_id=site_id)
    before = tx.get(Notices).current(site_id)[purpose]
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    after = replace(before, version=before.version + 1, text=rules.checked_text(text))
    if after.text == before.text:
        return site_id
    tx.get(Notices).publish(after, by=by.person_id, at=tx.now)
    note = f"{purpose}: {before.version} → {after.version}"
    tx.announce(Event(NOTICE_PUBLISHED, site_id, by=by.person_id, note=note))
    return site_id


def agrees(tx: Transaction, purpose: Purpose, *, by: Viewer) -> bool:
    """Whether the person agrees at each of their sites: of an upload nobody knows yet for which one it is."""
    return bool(by.site_ids) and all(
        tx.get(Consents).has(by.person_id, each, purpose) for each in by.site_ids
    )


def require_consent(tx: Transaction, site_id: UUID, purpose: Purpose, *, by: UUID) -> None:
    """Raises Refused(CONSENT_MISSING) for who does not agree at this site."""
    if not tx.get(Consents).has(by, site_id, purpose):
        raise Refused(ErrorCode.CONSENT_MISSING, f"{by} has not agreed to {purpose}")


def _decide(tx: Transaction, site_id: UUID, answer: NoticeAnswer, *, is_given: bool, by: Viewer) -> None:
    before = tx.get(Consents).last(by.person_id, site_id, answer.purpose)
    state = rules.state_after(before, is_given=is_given)
    if before is not None and (before.state, before.version) == (state, answer.version):
        return
    tx.get(Consents).add(by.person_id, site_id, Consent(answer.purpose, answer.version, state, tx.now))
    about = refs(person=by.person_id)
    tx.announce(Event(EVENTS[state], site_id, by=by.person_id, about=about, note=answer.purpose))
