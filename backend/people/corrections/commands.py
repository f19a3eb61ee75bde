"""Asking for a correction, and answering it."""

from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer, roles_with
from backend.people.corrections import rules
from backend.people.corrections.events import CORRECTION_ANSWERED, CORRECTION_ASKED
from backend.people.corrections.rules import Correction
from backend.people.corrections.store import Corrections
from backend.people.directory.store import Staff


def ask_correction(tx: Transaction, site_id: UUID, text: str, *, by: Viewer) -> UUID:
    """Ask the administrators of a site to correct what it holds about oneself; they are notified.

    Raises Refused: NOT_FOUND, REASON_REQUIRED, INVALID_INPUT, TOO_MANY_ATTEMPTS while too many wait.
    """
    if by.membership_at(site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such site of the viewer's")
    words = rules.checked_words(text)
    if tx.get(Corrections).open_of(by.person_id, site_id) >= rules.MOST_OPEN:
        raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, f"{rules.MOST_OPEN} requests wait for an answer")
    asked = Correction(uuid4(), site_id, by.person_id, words, asked_at=tx.now)
    tx.get(Corrections).put(asked)
    to = administrators(tx, site_id) - {by.person_id}
    about = refs(person=by.person_id, correction=asked.correction_id)
    tx.announce(Event(CORRECTION_ASKED, site_id, by=by.person_id, about=about, to=tuple(sorted(to))))
    return asked.correction_id


def answer_correction(
    tx: Transaction, correction_id: UUID, *, is_done: bool, answer: str, by: Viewer
) -> UUID:
    """End a request: it was corrected, or it was not, and why. Who asked is notified.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, SAME_PERSON for one's own where somebody else administrates, and
    as `rules.answered` does.
    """
    asked = tx.get(Corrections).get(correction_id)
    by.require(Permission.MANAGE_ORGANISATION, site_id=asked.site_id)
    if by.is_person(asked.person_id) and administrators(tx, asked.site_id) - {by.person_id}:
        raise Refused(ErrorCode.SAME_PERSON, "another administrator answers it")
    ended = rules.answered(asked, is_done=is_done, answer=answer, by=by.person_id, at=tx.now)
    tx.get(Corrections).put(ended)
    about = refs(person=asked.person_id, correction=correction_id)
    to = tuple({asked.person_id} - {by.person_id})
    note = f"{ended.state}: {ended.answer}"
    tx.announce(Event(CORRECTION_ANSWERED, asked.site_id, by=by.person_id, about=about, note=note, to=to))
    return correction_id


def administrators(tx: Transaction, site_id: UUID) -> set[UUID]:
    """Return the people who may answer requests at this site and are able to sign in."""
    return tx.get(Staff).with_role(site_id, roles_with(Permission.MANAGE_ORGANISATION))
