"""Events that somebody must be notified of, until their deliveries are planned."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import bindparam, insert, or_, update
from sqlmodel import Session, col, select

from backend.core.events import Event, EventKind
from backend.core.statements import among, one_of
from backend.core.tables import OutboxRow
from backend.core.typed import convert
from backend.core.vocabulary import Tier

_WAITS: Final = (
    col(OutboxRow.done_at).is_(None),
    or_(col(OutboxRow.retry_at).is_(None), col(OutboxRow.retry_at) <= bindparam("now")),
)
WAITING: Final = (
    select(OutboxRow)
    .where(*_WAITS)
    .order_by(col(OutboxRow.id))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
BUSY: Final = (
    select(OutboxRow.id, OutboxRow.event)
    .where(*_WAITS)
    .where(col(OutboxRow.id) < bindparam("last"), ~among(col(OutboxRow.id), "ids"))
)


class Outbox:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[OutboxRow] = []
        """A session forgets a row that nobody holds, and would read it again when it is done."""

    def add(self, happened: Event, *, at: datetime) -> None:
        self._session.add(
            OutboxRow(site_id=happened.site_id, at=at, event=msgspec.to_builtins(happened, enc_hook=str))
        )

    def add_all(self, several: Iterable[Event], *, at: datetime) -> None:
        """Keep events that somebody must be notified of, in their order; thousands by one statement."""
        rows = [
            {"site_id": each.site_id, "at": at, "event": msgspec.to_builtins(each, enc_hook=str)}
            for each in several
        ]
        if rows:
            self._session.execute(insert(OutboxRow), rows)

    def waiting(self, *, now: datetime, limit: int) -> list[tuple[int, datetime, dict[str, Any]]]:
        """Take the oldest unplanned events: (row id, when it happened, packed event). Other workers skip them
        meanwhile.

        What another worker is planning goes before what happened later to the same report or case.
        """
        self._kept = list(self._session.exec(WAITING, params={"now": now, "limit": limit}))
        taken = [(row.id or 0, row.at, row.event) for row in self._kept]
        if not taken:
            return []
        ids = [outbox_id for outbox_id, _, _ in taken]
        others = self._session.exec(BUSY, params={"now": now, "last": ids[-1], "ids": ids})
        busy = [(outbox_id or 0, _subjects(event)) for outbox_id, event in others]
        return [
            (outbox_id, at, event)
            for outbox_id, at, event in taken
            if not any(earlier < outbox_id and found & _subjects(event) for earlier, found in busy)
        ]

    def of_tier(self, tier: Tier, outbox_ids: Collection[int]) -> set[int]:
        """Return the events among these whose own tier is this."""
        statement = select(OutboxRow.id, OutboxRow.event).where(one_of(col(OutboxRow.id), outbox_ids))
        found = self._session.exec(statement).all() if outbox_ids else ()
        return {outbox_id for outbox_id, event in found if outbox_id and event.get("tier") == tier}

    def postpone(self, outbox_id: int, *, until: datetime) -> None:
        """Planning this one failed: it is tried again then, and holds nobody up meanwhile."""
        row = self._session.get_one(OutboxRow, outbox_id)
        row.retry_at = until
        self._session.add(row)

    def done(self, outbox_id: int, *, at: datetime) -> None:
        row = self._session.get_one(OutboxRow, outbox_id)
        row.done_at = at
        self._session.add(row)

    def notify_nobody(self, *, before: datetime) -> None:
        """Events of a past that was written afterwards: everybody concerned has long been notified."""
        self._session.flush()
        self._session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.at) < before)
            .values(done_at=OutboxRow.at)
            .execution_options(synchronize_session=False)
        )


def _subjects(event: Mapping[str, Any]) -> set[str]:
    """Ids of the objects whose messages leave in order; none where this one leaves at once."""
    kind = EventKind.declared().get(event["kind"])
    if kind is None or kind.pace.is_at_once:
        return set()
    return {object_id for _, object_id in event["about"]}


def unpacked(event: dict[str, Any]) -> Event:
    """The event in a row. Raises ValueError for one that this version does not know."""
    return convert(event, Event, dec_hook=lambda _, code: EventKind.of(code))
