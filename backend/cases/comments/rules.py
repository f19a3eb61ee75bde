"""Comments 协同沟通: what people at the site say to each other about a case or one of its tasks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.cases.rules import CaseState, Evidence
from backend.core.errors import ErrorCode, Refused

MAX_COMMENT: Final = 2_000
MAX_MENTIONS: Final = 20
MAX_COMMENT_PHOTOS: Final = 12
"""As many as a disposal has, before and after."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Never changed, never deleted. `mentions` are the people who get a message about it; `photos` are shown
    with it, by sha256, and prove nothing: what proves a disposal is handed in with it.
    """

    comment_id: UUID
    site_id: UUID
    case_id: UUID
    task_id: UUID | None
    by: UUID
    at: datetime
    text: str
    mentions: tuple[UUID, ...]
    photos: tuple[str, ...] = ()


def check_comment(
    case_state: CaseState, *, text: str, mentions: tuple[UUID, ...], photos: tuple[Evidence, ...]
) -> None:
    """Raises Refused: INVALID_INPUT for a comment that is empty, too long, or with too many mentions or
    photos; ILLEGAL_TRANSITION for a case that is in the archive.
    """
    if case_state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an archived case is never written again")
    if not text.strip() or len(text) > MAX_COMMENT or len(mentions) > MAX_MENTIONS:
        raise Refused(ErrorCode.INVALID_INPUT, "a comment has 1 to 2000 characters and few mentions")
    if len(photos) > MAX_COMMENT_PHOTOS:
        raise Refused(ErrorCode.INVALID_INPUT, "a comment has few photos")
