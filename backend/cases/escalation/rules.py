"""督办 follow-up: the person responsible for an overdue step is asked, and has to answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.deadlines.rules import DeadlineStep

MAX_TEXT: Final = 500
MOST_AT_ONCE: Final = 100


class FollowUpFilter(StrEnum):
    """OPEN: unanswered, at the viewer's sites (who may follow up) or to the viewer; MINE: to the viewer;
    ALL.
    """

    OPEN = "OPEN"
    MINE = "MINE"
    ALL = "ALL"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up 督办 of one person about one case. `by_id` is None where the product did it, at the
    deadline.
    """

    follow_up_id: UUID
    site_id: UUID
    case_id: UUID
    to_id: UUID
    by_id: UUID | None
    at: datetime
    step: DeadlineStep
    text: str
    task_id: UUID | None = None
    answer: str | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_automatic(self) -> bool:
        return self.by_id is None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.ended_at is None


def answered(follow_up: FollowUp, answer: str, *, by: UUID, at: datetime) -> FollowUp:
    """Record the answer of the person who was asked, once, with words. Raises Refused: NOT_ALLOWED,
    ILLEGAL_TRANSITION, REASON_REQUIRED.
    """
    if by != follow_up.to_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "somebody else was asked")
    if follow_up.answered_at is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "it is answered already")
    return replace(follow_up, answer=checked(answer, is_required=True), answered_at=at)


def checked(text: str, *, is_required: bool) -> str:
    """The text without blanks around it. Raises Refused: REASON_REQUIRED, INVALID_INPUT (too long)."""
    text = text.strip()
    if is_required and not text:
        raise Refused(ErrorCode.REASON_REQUIRED, "say what you are doing about it")
    if len(text) > MAX_TEXT:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a text")
    return text
