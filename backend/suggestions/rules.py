"""Suggestions 合理化建议: what anybody proposes, how officers answer it, and that it was carried out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind, Recipients
from backend.core.viewer import Permission, Viewer

SUGGESTION_SUBMITTED: Final = EventKind(
    "SUGGESTION_SUBMITTED", notifies=Recipients.OFFICERS, is_by_reporter=True, is_of_site=True
)
SUGGESTION_ADOPTED: Final = EventKind("SUGGESTION_ADOPTED", is_of_site=True)
SUGGESTION_ASSIGNED: Final = EventKind("SUGGESTION_ASSIGNED", is_of_site=True)
SUGGESTION_DECLINED: Final = EventKind("SUGGESTION_DECLINED", is_of_site=True)
SUGGESTION_CARRIED_OUT: Final = EventKind("SUGGESTION_CARRIED_OUT", is_of_site=True)


MAX_TEXT: Final = 2_000
MAX_PHOTOS: Final = 3
MIN_ANSWER: Final = 4
"""Characters of a reason to decline, and of what was done: "no" is no answer."""
LATEST_DUE: Final = timedelta(days=366)


class SuggestionTopic(StrEnum):
    SAFETY = "SAFETY"
    """防控建议: how a risk can be controlled better."""
    PRODUCT = "PRODUCT"
    """使用反馈: how this product works for people."""


class SuggestionState(StrEnum):
    SUBMITTED = "SUBMITTED"
    ADOPTED = "ADOPTED"
    CARRIED_OUT = "CARRIED_OUT"
    DECLINED = "DECLINED"


SHARED: Final = (SuggestionState.ADOPTED, SuggestionState.CARRIED_OUT)
"""Seen by the whole site; the others by their author and the officers."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`made_at` is the phone's clock when the person tapped submit, `received_at` the server's.

    At most one of `equipment_id`, `alert_id` and `case_id`: from where it was made. `answer`: why it was
    declined, or what the officer says to its adoption. `outcome`: what its owner did.
    """

    suggestion_id: UUID
    site_id: UUID
    number: str
    state: SuggestionState
    topic: SuggestionTopic
    text: str
    made_by: UUID
    made_at: datetime
    received_at: datetime
    equipment_id: UUID | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    answer: str | None = None
    owner_id: UUID | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    outcome: str | None = None


def check_content(text: str, *, photo_count: int) -> None:
    """Raises Refused: EVIDENCE_REQUIRED for nothing at all, INVALID_INPUT for more than anybody reads."""
    if photo_count == 0 and not text.strip():
        raise Refused(ErrorCode.EVIDENCE_REQUIRED, "a suggestion needs words or a photo")
    if photo_count > MAX_PHOTOS or len(text) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MAX_TEXT} characters and {MAX_PHOTOS} photos")


def adopt(
    suggestion: Suggestion, *, owner_id: UUID, due_at: datetime, note: str, by: UUID, at: datetime
) -> Suggestion:
    """Return it adopted, with an owner and a date. Raises Refused: CONFLICT once answered, INVALID_INPUT for
    a date that is over or more than a year ahead.
    """
    _require_unanswered(suggestion)
    if not at < due_at <= at + LATEST_DUE:
        raise Refused(ErrorCode.INVALID_INPUT, "due within a year from now")
    if len(note) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a note")
    adopted = replace(suggestion, state=SuggestionState.ADOPTED, answered_by=by, answered_at=at)
    return replace(adopted, answer=note.strip() or None, owner_id=owner_id, due_at=due_at)


def decline(suggestion: Suggestion, *, reason: str, by: UUID, at: datetime) -> Suggestion:
    """Return it declined, with a reason that its author reads. Raises Refused: CONFLICT once answered,
    REASON_REQUIRED.
    """
    _require_unanswered(suggestion)
    if len(reason.strip()) < MIN_ANSWER:
        raise Refused(
            ErrorCode.REASON_REQUIRED, f"the author must be given the reason, in {MIN_ANSWER} characters"
        )
    if len(reason) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a reason")
    declined = replace(suggestion, state=SuggestionState.DECLINED, answered_by=by, answered_at=at)
    return replace(declined, answer=reason.strip())


def carry_out(suggestion: Suggestion, *, note: str, by: UUID, at: datetime) -> Suggestion:
    """Return it carried out by its owner. Raises Refused: NOT_ALLOWED for others, ILLEGAL_TRANSITION,
    INVALID_INPUT.
    """
    if suggestion.state is not SuggestionState.ADOPTED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the suggestion is {suggestion.state}")
    if by != suggestion.owner_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "its owner carries it out")
    if not MIN_ANSWER <= len(note.strip()) <= MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, f"say what was done, in {MIN_ANSWER} characters or more")
    return replace(suggestion, state=SuggestionState.CARRIED_OUT, done_at=at, outcome=note.strip())


def may_answer(suggestion: Suggestion, viewer: Viewer) -> bool:
    is_open = suggestion.state is SuggestionState.SUBMITTED
    return is_open and viewer.may(Permission.TRIAGE, site_id=suggestion.site_id)


def may_carry_out(suggestion: Suggestion, viewer: Viewer) -> bool:
    return suggestion.state is SuggestionState.ADOPTED and suggestion.owner_id == viewer.person_id


def sees(viewer: Viewer, suggestion: Suggestion) -> bool:
    """Its author and the officers; once it is adopted the whole site."""
    if viewer.membership_at(suggestion.site_id) is None:
        return False
    is_own = suggestion.made_by == viewer.person_id
    is_officer = viewer.may(Permission.TRIAGE, site_id=suggestion.site_id)
    return is_own or is_officer or suggestion.state in SHARED


def _require_unanswered(suggestion: Suggestion) -> None:
    if suggestion.state is not SuggestionState.SUBMITTED:
        raise Refused(ErrorCode.CONFLICT, f"the suggestion is {suggestion.state} already")
