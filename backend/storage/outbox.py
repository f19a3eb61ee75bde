"""Events that somebody must be told of, until their deliveries are planned."""

from datetime import datetime

import msgspec
from sqlmodel import Session, col, select

from backend.domain.events import Event
from backend.storage.tables.outbox import OutboxRow


class Outbox:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, happened: Event, *, at: datetime) -> None:
        self._session.add(OutboxRow(site_id=happened.site_id, at=at, event=msgspec.to_builtins(happened)))

    def waiting(self, *, limit: int) -> list[tuple[int, datetime, Event]]:
        """Take the oldest unplanned events: (row id, when, event). Other workers skip them meanwhile."""
        statement = (
            select(OutboxRow)
            .where(col(OutboxRow.done_at).is_(None))
            .order_by(col(OutboxRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [
            (row.id or 0, row.at, msgspec.convert(row.event, Event)) for row in self._session.exec(statement)
        ]

    def done(self, outbox_id: int, *, at: datetime) -> None:
        row = self._session.get_one(OutboxRow, outbox_id)
        row.done_at = at
        self._session.add(row)
