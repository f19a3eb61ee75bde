"""How much an address was sent lately, and what waits because it takes no more, as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from backend.core.statements import one_of
from backend.notifications.rules import Delivery, DeliveryState
from backend.notifications.tables import DeliveryRow


class Held:
    def __init__(self, session: Session) -> None:
        self._session = session

    def sent(self, delivery: Delivery, *, since: datetime) -> list[datetime]:
        """When the provider took messages for the address of this one since then, by the same channel."""
        statement = select(DeliveryRow.accepted_at).where(
            DeliveryRow.channel_id == delivery.channel_id,
            DeliveryRow.address == delivery.address_id,
            col(DeliveryRow.accepted_at) > since,
        )
        return [at for at in self._session.exec(statement) if at is not None]

    def under_way(self, delivery: Delivery, *, beside: Collection[UUID]) -> int:
        """How many messages to the same address are being sent by others, not counting those `beside` it."""
        statement = select(func.count(col(DeliveryRow.id))).where(
            DeliveryRow.channel_id == delivery.channel_id,
            DeliveryRow.address == delivery.address_id,
            DeliveryRow.state == DeliveryState.SENDING,
            col(DeliveryRow.due_at).is_not(None),
            ~one_of(col(DeliveryRow.id), beside),
        )
        return self._session.exec(statement).one()

    def hold(self, delivery: Delivery, *, until: datetime, reason: str) -> None:
        """Let a claimed message wait until then, for a digest with what has come for its address by then."""
        row = self._session.get_one(DeliveryRow, delivery.delivery_id)
        row.state, row.due_at, row.group_due_at = DeliveryState.GROUPED, None, until
        row.attempts, row.last_error = delivery.attempts - 1, reason
        self._session.add(row)
