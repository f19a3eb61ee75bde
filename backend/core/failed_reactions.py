"""Reactions that failed under a reading or a sweep, where nobody can be refused: kept until it succeeds."""

from collections.abc import Callable, Mapping
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
    """A reaction, by the name of its function, and the event that it could not follow.

    Or another step, by a name of its own, and what it was to do to its `subject`.
    """

    failed_id: int
    site_id: UUID
    reaction: str
    event: dict[str, Any]
    tries: int
    subject: str = ""


class FailedReactions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, happened: Event, reaction: str, *, at: datetime, error: BaseException) -> None:
        """Keep it to be tried again."""
        event = msgspec.to_builtins(happened, enc_hook=str)
        self.keep(happened.site_id, reaction, "", event, at=at, error=error)

    def keep(
        self,
        site_id: UUID,
        reaction: str,
        subject: str,
        event: Mapping[str, Any],
        *,
        at: datetime,
        error: BaseException,
        again_after: timedelta = AGAIN_AFTER[0],
    ) -> None:
        """Keep a step that failed for this subject; it is tried again so long after."""
        self._session.add(
            FailedReactionRow(
                site_id=site_id,
                at=at,
                reaction=reaction,
                subject=subject,
                event=dict(event),
                retry_at=at + again_after,
                error=repr(error),
            )
        )
        self._session.flush()

    def subjects(self, reaction: str) -> set[str]:
        """For whom this step is kept."""
        statement = select(FailedReactionRow.subject).where(FailedReactionRow.reaction == reaction)
        return set(self._session.exec(statement))

    def of_reaction(self, reaction: str) -> list[FailedReaction]:
        """All that is kept of this step."""
        statement = select(FailedReactionRow).where(FailedReactionRow.reaction == reaction)
        return [_failed(row) for row in self._session.exec(statement)]

    def of_subject(self, reaction: str, subject: str) -> FailedReaction | None:
        """The step that is kept for this subject, locked; waits for who tries it now."""
        statement = (
            select(FailedReactionRow)
            .where(FailedReactionRow.reaction == reaction, FailedReactionRow.subject == subject)
            .with_for_update()
        )
        row = self._session.exec(statement).first()
        return None if row is None else _failed(row)

    def look_at_once(self, reaction: str, subject: str, *, now: datetime) -> None:
        """Have what is kept for this subject tried with the next sweep, as it may be over."""
        theirs = (FailedReactionRow.reaction == reaction, FailedReactionRow.subject == subject)
        for row in self._session.exec(select(FailedReactionRow).where(*theirs)):
            row.retry_at = now
            self._session.add(row)
        self._session.flush()

    def put(self, failed_id: int, event: Mapping[str, Any], *, retry_at: datetime) -> None:
        """Keep this instead of what was to be done; tried again at that time."""
        row = self._session.get_one(FailedReactionRow, failed_id)
        row.event, row.retry_at = dict(event), retry_at
        self._session.add(row)
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
        return _failed(row)

    def done(self, failed_id: int) -> None:
        """It succeeded, or there is nothing of that name any more."""
        self._session.delete(self._session.get_one(FailedReactionRow, failed_id))
        self._session.flush()

    def failed_again(
        self, failed_id: int, *, at: datetime, error: BaseException, longest: timedelta = AGAIN_AFTER[-1]
    ) -> None:
        """Put it off until its next try, but not for longer than that."""
        row = self._session.get_one(FailedReactionRow, failed_id)
        row.retry_at = at + min(AGAIN_AFTER[min(row.tries, len(AGAIN_AFTER) - 1)], longest)
        row.tries += 1
        row.error = repr(error)
        self._session.add(row)
        self._session.flush()

    def site_ids(self) -> set[UUID]:
        """The sites at which something is still missing."""
        return set(self._session.exec(select(FailedReactionRow.site_id).distinct()))


def _failed(row: FailedReactionRow) -> FailedReaction:
    return FailedReaction(row.id or 0, row.site_id, row.reaction, row.event, row.tries, row.subject)
