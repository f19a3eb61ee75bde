"""Push subscriptions of browsers as rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.text import Language
from backend.notifications.tables import PushSubscriptionRow


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who gets the messages at an address, and the keys that only the browser there has."""

    person_id: UUID
    p256dh: str
    auth: str


class PushSubscriptions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def subscribe(
        self,
        person_id: UUID,
        *,
        endpoint: str,
        p256dh: str,
        auth: str,
        language: Language,
        most: int,
        at: datetime,
        family_id: UUID | None = None,
        is_in_hand: bool = False,
    ) -> UUID:
        """Keep this browser's subscription, and the newest `most` of the person; the same endpoint again
        moves to this person with these keys.
        """
        row = self._row(endpoint)
        if row is None:
            row = PushSubscriptionRow(
                id=uuid4(), person_id=person_id, endpoint=endpoint, p256dh=p256dh, auth=auth, created_at=at
            )
        if row.person_id != person_id:
            row.is_alarms_only = False  # who has it now never said so
        row.person_id, row.p256dh, row.auth, row.gone_at = person_id, p256dh, auth, None
        row.language, row.family_id, row.is_in_hand = language, family_id, is_in_hand
        self._session.add(row)
        self._session.flush()
        self._end_oldest(person_id, most=most, at=at)
        return row.id

    def holder(self, endpoint: str) -> Holder | None:
        """Return the person who gets the messages at this address, and its keys; None where nobody does."""
        row = self._row(endpoint)
        return Holder(row.person_id, row.p256dh, row.auth) if row and row.gone_at is None else None

    def _row(self, endpoint: str) -> PushSubscriptionRow | None:
        statement = select(PushSubscriptionRow).where(PushSubscriptionRow.endpoint == endpoint)
        return self._session.exec(statement).first()

    def end_beside(self, person_id: UUID, families: Collection[UUID], *, at: datetime) -> None:
        """End the subscriptions of a person that were made in none of these sign-ins; without any, all."""
        statement = update(PushSubscriptionRow).where(
            col(PushSubscriptionRow.person_id) == person_id, col(PushSubscriptionRow.gone_at).is_(None)
        )
        if families:
            statement = statement.where(~one_of(col(PushSubscriptionRow.family_id), families))
        self._session.execute(statement.values(gone_at=at))

    def _end_oldest(self, person_id: UUID, *, most: int, at: datetime) -> None:
        """End the oldest subscriptions of a person beyond these; each one costs every message."""
        statement = (
            select(PushSubscriptionRow)
            .where(PushSubscriptionRow.person_id == person_id, col(PushSubscriptionRow.gone_at).is_(None))
            .order_by(col(PushSubscriptionRow.created_at).desc())
            .offset(most)
        )
        for row in self._session.exec(statement).all():
            row.gone_at = at
            self._session.add(row)

    def unsubscribe(self, person_id: UUID, endpoint: str, *, at: datetime) -> bool:
        row = self._row(endpoint)
        if row is None or row.person_id != person_id:
            return False
        row.gone_at = at
        self._session.add(row)
        return True
