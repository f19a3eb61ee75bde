"""Messages that are too old to be sent, as rows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.notifications.digest_store import is_waiting, note_of, of_people
from backend.notifications.events import MESSAGES_EXPIRED
from backend.notifications.rules import DeliveryNote, DeliveryState
from backend.notifications.tables import DeliveryRow

AT_ONCE: Final = 1000


class WriteOffs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def expire(self, *, now: datetime) -> list[DeliveryNote]:
        """Write off messages that are due and history by now; returns some of them at a time."""
        statement = (
            select(DeliveryRow)
            .where(col(DeliveryRow.due_at) <= now, col(DeliveryRow.expires_at) <= now)
            .order_by(col(DeliveryRow.due_at))
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        expired = []
        for row in self._session.exec(statement).all():
            row.state, row.due_at = DeliveryState.EXPIRED, None
            self._session.add(row)
            expired.append(note_of(row))
        return expired

    def summarise_at(self, expired: Mapping[UUID, datetime]) -> None:
        """Note when the summary leaves that counts each of these messages."""
        for delivery_id, at in expired.items():
            row = self._session.get_one(DeliveryRow, delivery_id)
            row.group_due_at = at
            self._session.add(row)

    def last_summaries(self, people: Collection[UUID], *, since: datetime) -> dict[UUID, datetime]:
        """When each of these people was last given a summary since then."""
        statement = (
            select(DeliveryRow.person_id, func.max(DeliveryRow.created_at))
            .where(one_of(col(DeliveryRow.person_id), people), col(DeliveryRow.created_at) > since)
            .where(DeliveryRow.event_kind == MESSAGES_EXPIRED)
            .group_by(col(DeliveryRow.person_id))
        )
        return of_people(self._session.exec(statement))

    def take_due(self, *, now: datetime) -> dict[tuple[UUID, UUID], int]:
        """For whose summary it is time: the number of messages that it counts, by site and person. They are
        counted once.
        """
        due = select(DeliveryRow.person_id).where(
            col(DeliveryRow.group_due_at) <= now, DeliveryRow.state == DeliveryState.EXPIRED
        )
        statement = (
            select(DeliveryRow)
            .where(is_waiting(DeliveryState.EXPIRED), col(DeliveryRow.person_id).in_(due))
            .with_for_update(skip_locked=True)
        )
        counts: dict[tuple[UUID, UUID], int] = {}
        for row in self._session.exec(statement).all():
            row.group_due_at = None
            self._session.add(row)
            if row.person_id is not None:
                key = row.site_id, row.person_id
                counts[key] = counts.get(key, 0) + 1 + row.grouped
        return counts
