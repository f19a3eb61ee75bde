"""Requests to correct what is held about somebody: asked by that person, ended by an answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused

LONGEST: Final = 500
MOST_OPEN: Final = 5
"""Of one person at a site: more are asked for in one of them."""


class CorrectionState(StrEnum):
    ASKED = "ASKED"
    DONE = "DONE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Correction:
    """A request of a person to correct data about them, and its answer."""

    correction_id: UUID
    site_id: UUID
    person_id: UUID
    text: str
    asked_at: datetime
    state: CorrectionState = CorrectionState.ASKED
    answer: str = ""
    answered_by: UUID | None = None
    answered_at: datetime | None = None


def checked_words(text: str) -> str:
    """The words without the space around them. Raises Refused: REASON_REQUIRED for none, INVALID_INPUT for
    too many.
    """
    words = text.strip()
    if not words:
        raise Refused(ErrorCode.REASON_REQUIRED, "say what is wrong, or what became of it")
    if len(words) > LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {LONGEST} characters")
    return words


def answered(asked: Correction, *, is_done: bool, answer: str, by: UUID, at: datetime) -> Correction:
    """The request with its answer. Raises Refused: ILLEGAL_TRANSITION for one that has one, and as
    `checked_words` does.
    """
    if asked.state is not CorrectionState.ASKED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the request is {asked.state}")
    state = CorrectionState.DONE if is_done else CorrectionState.DECLINED
    return replace(asked, state=state, answer=checked_words(answer), answered_by=by, answered_at=at)
