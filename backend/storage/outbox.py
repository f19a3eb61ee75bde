"""Events that somebody must be told of, until their deliveries are planned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from backend.domain.deliveries import AT_ONCE
from backend.domain.events import Event
from backend.storage.tables.outbox import OutboxRow


class Outbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, happened: Event, *, at: datetime) -> None:
        self._session.add(OutboxRow(site_id=happened.site_id, at=at, event=msgspec.to_builtins(happened)))

    def waiting(self, *, now: datetime, limit: int) -> list[tuple[int, dict[str, Any]]]:
        """Take the oldest unplanned events: (row id, packed event). Other workers skip them meanwhile.

        What another worker is planning goes before what happened later to the same report or case.
        """
        waits = (
            col(OutboxRow.done_at).is_(None),
            or_(col(OutboxRow.retry_at).is_(None), col(OutboxRow.retry_at) <= now),
        )
        statement = (
            select(OutboxRow)
            .where(*waits)
            .order_by(col(OutboxRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = [(row.id or 0, row.event) for row in self._session.exec(statement)]
        if not taken:
            return []
        ids = [outbox_id for outbox_id, _ in taken]
        others = select(OutboxRow.id, OutboxRow.event).where(*waits, col(OutboxRow.id) < ids[-1])
        busy = [
            (outbox_id or 0, _subjects(event))
            for outbox_id, event in self._session.exec(others.where(col(OutboxRow.id).not_in(ids)))
        ]
        return [
            (outbox_id, event)
            for outbox_id, event in taken
            if not any(earlier < outbox_id and found & _subjects(event) for earlier, found in busy)
        ]

    def postpone(self, outbox_id: int, *, until: datetime) -> None:
        """Planning this one failed: it is tried again then, and holds nobody up meanwhile."""
        row = self._session.get_one(OutboxRow, outbox_id)
        row.retry_at = until
        self._session.add(row)

    def done(self, outbox_id: int, *, at: datetime) -> None:
        row = self._session.get_one(OutboxRow, outbox_id)
        row.done_at = at
        self._session.add(row)

    def tell_nobody(self, *, before: datetime) -> None:
        """Events of a past that was written afterwards: everybody concerned has long been told."""
        self._session.flush()
        self._session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.at) < before)
            .values(done_at=OutboxRow.at)
            .execution_options(synchronize_session=False)
        )


def _subjects(event: Mapping[str, Any]) -> set[str]:
    """What this event keeps its place in a line for; nothing where it is told at once."""
    if event.get("kind") in AT_ONCE:
        return set()
    return {str(event[key]) for key in ("report_id", "case_id") if event.get(key)}


def unpacked(event: dict[str, Any]) -> Event:
    """The event in a row. Raises ValueError for one that this version does not know."""
    return msgspec.convert(event, Event)
