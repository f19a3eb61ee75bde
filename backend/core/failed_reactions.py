"""Reactions that failed under a reading or a sweep, where nobody can be refused: kept until they succeed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlmodel import Session, col, select

from backend.core.events import Event
from backend.core.tables import FailedReactionRow

AGAIN_AFTER: Final = tuple(timedelta(seconds=each) for each in (1, 10, 60, 600))
"""Pauses between the tries; the last one for ever, for what it should have done is still missing."""


def name_of(reaction: Callable[..., object]) -> str:
    """How rows name a reaction."""
    return f"{reaction.__module__}.{getattr(reaction, '__qualname__', '')}"


@dataclass(frozen=True, slots=True)
class FailedReaction:
    """A reaction, by the name of its function, and the event that it could not follow."""

    failed_id: int
    site_id: UUID
    reaction: str
    event: dict[str, Any]
    tries: int


class FailedReactions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, happened: Event, reaction: str, *, at: datetime, error: BaseException) -> None:
        """Keep it to be tried again."""
        self._session.add(
            FailedReactionRow(
                site_id=happened.site_id,
                at=at,
                reaction=reaction,
                event=msgspec.to_builtins(happened, enc_hook=str),
                retry_at=at + AGAIN_AFTER[0],
                error=repr(error),
            )
        )
        self._session.flush()

    def next_due(self, *, now: datetime) -> FailedReaction | None:
        """The oldest one that is due, locked; another worker's is skipped."""
        statement = (
            select(FailedReactionRow)
            .where(FailedReactionRow.retry_at <= now)
            .order_by(col(FailedReactionRow.id))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = self._session.exec(statement).first()
        if row is None:
            return None
        return FailedReaction(row.id or 0, row.site_id, row.reaction, row.event, row.tries)

    def done(self, failed_id: int) -> None:
        """It succeeded, or there is nothing of that name any more."""
        self._session.delete(self._session.get_one(FailedReactionRow, failed_id))
        self._session.flush()

    def failed_again(self, failed_id: int, *, at: datetime, error: BaseException) -> None:
        """Put it off until its next try."""
        row = self._session.get_one(FailedReactionRow, failed_id)
        row.tries += 1
        row.retry_at = at + AGAIN_AFTER[min(row.tries, len(AGAIN_AFTER) - 1)]
        row.error = repr(error)
        self._session.add(row)
        self._session.flush()

    def site_ids(self) -> set[UUID]:
        """The sites at which something is still missing."""
        return set(self._session.exec(select(FailedReactionRow.site_id).distinct()))
