"""A second person: what one person asks for and another one agrees to, or not."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier

AGREEMENT_ASKED: Final = EventKind("AGREEMENT_ASKED", is_of_site=True)
AGREEMENT_GIVEN: Final = EventKind("AGREEMENT_GIVEN", is_of_site=True)
AGREEMENT_DECLINED: Final = EventKind("AGREEMENT_DECLINED", is_of_site=True)
AGREEMENT_ENDED: Final = EventKind("AGREEMENT_ENDED", is_of_site=True)


SHORTEST_REASON: Final = 10
"""Letters, digits and characters; marks and spaces do not count."""
LONGEST_REASON: Final = 500


class AgreementKind(StrEnum):
    DISMISS_CASE = "DISMISS_CASE"
    DECLINE_REPORT = "DECLINE_REPORT"
    LOOSEN_OBSERVATION_RULES = "LOOSEN_OBSERVATION_RULES"
    SHORTEN_RETENTION = "SHORTEN_RETENTION"
    INHIBIT_SOURCE = "INHIBIT_SOURCE"
    LOOSEN_TAG = "LOOSEN_TAG"
    GRANT_ROLE = "GRANT_ROLE"
    SWITCH_MODULE_OFF = "SWITCH_MODULE_OFF"
    NAME_SECOND_PERSON = "NAME_SECOND_PERSON"
    SHORTEN_LEAVER_RETENTION = "SHORTEN_LEAVER_RETENTION"
    LENGTHEN_TIMES = "LENGTHEN_TIMES"
    """More time for a red or orange alert, or fewer people who are notified of it."""
    PAUSE_CHANNEL = "PAUSE_CHANNEL"
    REMOVE_BEACON = "REMOVE_BEACON"
    REMOVE_OUTLET = "REMOVE_OUTLET"
    CHANGE_RISK = "CHANGE_RISK"
    """Confirm a larger or major risk of the register, or put a revision in force that quietens its alarms."""


PERMISSIONS: Final = {
    AgreementKind.GRANT_ROLE: Permission.GRANT_ROLES,
    AgreementKind.NAME_SECOND_PERSON: Permission.GRANT_ROLES,
}
"""Permission to agree to a kind, where that is not AGREE."""


class AgreementState(StrEnum):
    ASKED = "ASKED"
    AGREED = "AGREED"
    DECLINED = "DECLINED"
    ENDED = "ENDED"
    """A request whose object changed: the danger grew or is over, or the step was done."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A request for the word of a second person.

    `noun` and `object_id`: what it is about; `title` names that, `what` says in a sentence what agreeing
    does. `details`: what the noun needs to carry it out.
    """

    agreement_id: UUID
    site_id: UUID
    kind: AgreementKind
    noun: str
    object_id: UUID
    title: Text
    what: Text
    reason: str
    asked_by: UUID
    asked_at: datetime
    tier: Tier | None = None
    state: AgreementState = AgreementState.ASKED
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def permission_for(kind: AgreementKind) -> Permission:
    """Return the permission that the second person needs for this kind."""
    return PERMISSIONS.get(kind, Permission.AGREE)


def check_reason(reason: str, *, last: str | None) -> None:
    """Raises Refused: REASON_REQUIRED, REASON_TOO_SHORT, REASON_REPEATED (as this person's `last` one),
    INVALID_INPUT for too long a text.
    """
    said = _letters(reason)
    if not said:
        raise Refused(ErrorCode.REASON_REQUIRED, "say why")
    if len(said) < SHORTEST_REASON:
        raise Refused(ErrorCode.REASON_TOO_SHORT, f"fewer than {SHORTEST_REASON} characters")
    if last is not None and said == _letters(last):
        raise Refused(ErrorCode.REASON_REPEATED, "the same reason as the last time")
    if len(reason) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a reason")


def decide(asked: Agreement, *, is_agreed: bool, note: str, by: UUID, at: datetime) -> Agreement:
    """The request with the word of a second person. Raises Refused: ILLEGAL_TRANSITION for one that waits no
    more, SECOND_PERSON_REQUIRED for who asked or whom it is about, REASON_REQUIRED for a no without one.
    """
    if asked.state is not AgreementState.ASKED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the request is {asked.state}")
    if by in (asked.asked_by, asked.object_id):
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "somebody else agrees")
    if not is_agreed and not note.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "who asked must be given the reason")
    if len(note) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a note")
    state = AgreementState.AGREED if is_agreed else AgreementState.DECLINED
    return replace(asked, state=state, decided_by=by, decided_at=at, note=note.strip())


def end(asked: Agreement, *, at: datetime) -> Agreement:
    """The request ended by what happened meanwhile."""
    return replace(asked, state=AgreementState.ENDED, decided_at=at)


def may_decide(asked: Agreement, viewer: Viewer) -> bool:
    """Whether the viewer may say yes or no to it now."""
    return (
        asked.state is AgreementState.ASKED
        and viewer.person_id not in (asked.asked_by, asked.object_id)
        and viewer.may(permission_for(asked.kind), site_id=asked.site_id)
    )


def _letters(reason: str) -> str:
    return "".join(letter for letter in reason.casefold() if letter.isalnum())
