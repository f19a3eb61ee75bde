"""Which ways to a person were taken already, and whether they led there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.notifications.rules import Delivery, DeliveryState, ToSomebody
from backend.notifications.tables import DeliveryRefRow, DeliveryRow, PushSubscriptionRow
from push.endpoint import WEB_PUSH


class WaysTaken:
    def __init__(self, session: Session) -> None:
        self._session = session

    def was_shown(self, delivery: ToSomebody) -> bool:
        """Whether a phone has shown this person the message of the same event, or they opened it anywhere.

        What only a desk showed, somebody may have missed who is not at it.
        """
        statement = select(DeliveryRow.address, DeliveryRow.channel, DeliveryRow.opened_at).where(
            DeliveryRow.outbox_id == delivery.outbox_id,
            DeliveryRow.person_id == delivery.person_id,
            col(DeliveryRow.shown_at).is_not(None),
        )
        shown = self._session.exec(statement).all()
        if any(opened_at for _, _, opened_at in shown):
            return True
        browsers = [UUID(address) for address, channel, _ in shown if channel == WEB_PUSH]
        in_hand = select(PushSubscriptionRow.id).where(
            one_of(col(PushSubscriptionRow.id), browsers), col(PushSubscriptionRow.is_in_hand).is_(True)
        )
        return bool(browsers) and self._session.exec(in_hand).first() is not None

    def follows_closely(self, delivery: Delivery, about: Collection[UUID], *, since: datetime) -> bool:
        """Whether another message about one of these objects has left to the same person by the same channel
        since then, or one of an earlier event is leaving now. A digest names none of its alerts: it counts
        for nothing.
        """
        is_leaving = and_(
            col(DeliveryRow.state) == DeliveryState.SENDING, col(DeliveryRow.outbox_id) < delivery.outbox_id
        )
        statement = (
            select(DeliveryRow.id)
            .join(DeliveryRefRow, col(DeliveryRefRow.delivery_id) == col(DeliveryRow.id))
            .where(one_of(col(DeliveryRefRow.object_id), about))
            .where(DeliveryRow.person_id == delivery.person_id, DeliveryRow.channel == delivery.route.kind)
            .where(DeliveryRow.outbox_id != delivery.outbox_id, DeliveryRow.grouped == 0)
            .where(or_(col(DeliveryRow.accepted_at) > since, is_leaving))
            .limit(1)
        )
        return self._session.exec(statement).first() is not None
