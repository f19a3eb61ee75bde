"""Push subscriptions and deliveries as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, bindparam, distinct, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.core.events import Event, EventKind, packed_refs, unpacked_refs
from backend.core.statements import several
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications.rules import (
    CLAIM_FOR,
    EXPIRES_AFTER,
    Delivery,
    DeliveryState,
)
from backend.notifications.tables import DeliveryRefRow, DeliveryRow, PushSubscriptionRow
from push.endpoint import WEB_PUSH, Endpoint

BROWSERS: Final = select(PushSubscriptionRow).where(
    col(PushSubscriptionRow.person_id).in_(several("people")), col(PushSubscriptionRow.gone_at).is_(None)
)
_DUE: Final = (
    select(DeliveryRow.person_id)
    .where(col(DeliveryRow.group_due_at) <= bindparam("now"))
    .distinct()
    .limit(100)
)
WAITING_FOR_DIGEST: Final = (
    select(DeliveryRow)
    .where(col(DeliveryRow.group_due_at).is_not(None), col(DeliveryRow.person_id).in_(_DUE))
    .order_by(col(DeliveryRow.outbox_id))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who gets the messages at an address, and the keys that only the browser there has."""

    person_id: UUID
    p256dh: str
    auth: str


class Deliveries:
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
    ) -> UUID:
        """Keep this browser's subscription, and the newest `most` of the person; the same endpoint again
        moves to this person with these keys.
        """
        row = self._row(endpoint)
        if row is None:
            row = PushSubscriptionRow(
                id=uuid4(), person_id=person_id, endpoint=endpoint, p256dh=p256dh, auth=auth, created_at=at
            )
        row.person_id, row.p256dh, row.auth, row.gone_at = person_id, p256dh, auth, None
        row.language, row.family_id = language, family_id
        self._session.add(row)
        self._session.flush()
        self._end_oldest(person_id, most=most, at=at)
        return row.id

    def holder(self, endpoint: str) -> Holder | None:
        """Who gets the messages at this address, and its keys; None where nobody does."""
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
            statement = statement.where(col(PushSubscriptionRow.family_id).not_in(families))
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

    def notified_lately(self, people: set[UUID], *, since: datetime) -> dict[UUID, int]:
        """Return the number of alert events that each of these people was notified of since then, in digests
        or one by one.
        """
        statement = (
            select(DeliveryRow.person_id, func.count(distinct(col(DeliveryRow.outbox_id))))
            .where(col(DeliveryRow.person_id).in_(people), col(DeliveryRow.created_at) > since)
            .where(col(DeliveryRow.tier).is_not(None))
            .group_by(col(DeliveryRow.person_id))
        )
        return dict(self._session.exec(statement).all())

    def reminded_lately(self, people: set[UUID], *, since: datetime) -> dict[UUID, int]:
        """Return the number of reminders sent to each of these people since then, a digest as one."""
        kinds = [str(kind) for kind in EventKind.declared().values() if kind.pace.is_reminder]
        message = func.coalesce(DeliveryRow.summary_id, DeliveryRow.id)
        statement = (
            select(DeliveryRow.person_id, func.count(distinct(message)))
            .where(col(DeliveryRow.person_id).in_(people), col(DeliveryRow.created_at) > since)
            .where(col(DeliveryRow.event_kind).in_(kinds), col(DeliveryRow.group_due_at).is_(None))
            .group_by(col(DeliveryRow.person_id))
        )
        return dict(self._session.exec(statement).all())

    def digest(self, *, now: datetime) -> int:
        """Combine all waiting messages of an address into one digest. Returns the number of digests.

        Alerts and reminders are kept apart.
        """
        waiting: dict[tuple[str, bool], list[DeliveryRow]] = {}
        for row in self._session.exec(WAITING_FOR_DIGEST, params={"now": now}):
            waiting.setdefault((row.address, row.tier is not None), []).append(row)
        due = [rows for rows in waiting.values() if min(row.group_due_at or now for row in rows) <= now]
        for rows in due:
            newest = rows[-1]
            for row in rows:
                row.group_due_at, row.summary_id = None, newest.id
                self._session.add(row)
            newest.state, newest.due_at = DeliveryState.PENDING.value, now
            newest.grouped, newest.tier = len(rows) - 1, max(row.tier or 0 for row in rows) or None
        return len(due)

    def plan(
        self,
        outbox_id: int,
        event: Event,
        people: set[UUID],
        *,
        at: datetime,
        tier: Tier | None = None,
        digest_at: Mapping[UUID, datetime] = MappingProxyType({}),
    ) -> int:
        """One delivery per living push subscription of these people; return how many.

        `tier` is given for alerts. `digest_at`: people whose message waits until then for others.
        """
        planned: list[UUID] = []
        for subscription in self._session.exec(BROWSERS, params={"people": list(people)}):
            group_due_at = digest_at.get(subscription.person_id)
            row = DeliveryRow(
                id=uuid4(),
                outbox_id=outbox_id,
                site_id=event.site_id,
                person_id=subscription.person_id,
                channel=WEB_PUSH,
                address=str(subscription.id),
                state=DeliveryState.GROUPED if group_due_at else DeliveryState.PENDING,
                event_kind=str(event.kind),
                about=packed_refs(event.about),
                created_at=at,
                due_at=None if group_due_at else at,
                expires_at=at + EXPIRES_AFTER,
                tier=tier,
                group_due_at=group_due_at,
            )
            self._session.add(row)
            planned.append(row.id)
        self._session.flush()  # what refers to a delivery is written after it
        for delivery_id, object_id in product(planned, {each.object_id for each in event.about}):
            self._session.add(DeliveryRefRow(delivery_id=delivery_id, object_id=object_id))
        return len(planned)

    def claim(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Take what is due, oldest first, for CLAIM_FOR; what has expired is written off instead.

        What happened later to an object waits until what happened earlier to it has left for the same
        address or is given up, also while another worker sends it. What leaves at once waits for nothing.
        """
        statement = (
            select(DeliveryRow)
            .where(col(DeliveryRow.due_at) <= now, ~_has_to_wait())
            .order_by(col(DeliveryRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = []
        for row in list(self._session.exec(statement)):
            subscription = self._session.get(PushSubscriptionRow, UUID(row.address))
            if row.expires_at <= now:
                row.state, row.due_at = DeliveryState.EXPIRED, None
            elif subscription is None or subscription.gone_at is not None:
                row.state, row.due_at = DeliveryState.GONE, None
            else:
                row.state, row.due_at, row.attempts = DeliveryState.SENDING, now + CLAIM_FOR, row.attempts + 1
                claimed.append(_delivery_of(row, subscription))
            self._session.add(row)
        return claimed

    def finish(
        self,
        delivery_id: UUID,
        state: DeliveryState,
        *,
        at: datetime,
        due_at: datetime | None = None,
        error: str | None = None,
        attempt: int,
    ) -> None:
        """Write down what the channel said of the `attempt`-th sending.

        A receipt that came in first stays, and ends the sending. A sender whose claim had run out does not
        decide over the attempt that is under way.
        """
        row = self._session.get_one(DeliveryRow, delivery_id, with_for_update=True)
        if row.attempts != attempt and state in (DeliveryState.PENDING, DeliveryState.FAILED):
            return
        row.last_error = error
        if state is DeliveryState.ACCEPTED:
            row.accepted_at = at
        if row.state not in (DeliveryState.SHOWN, DeliveryState.OPENED):
            row.state, row.due_at = state, due_at
        if state is DeliveryState.GONE and (
            gone := self._session.get(PushSubscriptionRow, UUID(row.address))
        ):
            gone.gone_at = at
            self._session.add(gone)
        self._session.add(row)

    def receipt(self, delivery_id: UUID, state: DeliveryState, *, at: datetime) -> bool:
        """Record that the phone showed, or a person opened, the message. Twice is the same as once."""
        row = self._session.get(DeliveryRow, delivery_id, with_for_update=True)
        if row is None:
            return False
        row.shown_at = row.shown_at or at
        if state is DeliveryState.OPENED:
            row.opened_at = row.opened_at or at
        if row.state != DeliveryState.OPENED:
            row.state = state
        row.due_at = None
        self._session.add(row)
        return True


def _has_to_wait() -> ColumnElement[bool]:
    """Whether an earlier message about the same object has yet to leave for the same address."""
    earlier, mine, theirs = aliased(DeliveryRow), aliased(DeliveryRefRow), aliased(DeliveryRefRow)
    at_once = [str(kind) for kind in EventKind.declared().values() if kind.pace.is_at_once]
    is_behind = exists().where(
        col(mine.delivery_id) == col(DeliveryRow.id),
        col(theirs.object_id) == col(mine.object_id),
        col(theirs.delivery_id) == col(earlier.id),
        col(earlier.address) == col(DeliveryRow.address),
        col(earlier.channel) == col(DeliveryRow.channel),
        col(earlier.outbox_id) < col(DeliveryRow.outbox_id),
        col(earlier.due_at).is_not(None),
        col(earlier.event_kind).not_in(at_once),
    )
    return and_(col(DeliveryRow.event_kind).not_in(at_once), is_behind)


def _delivery_of(row: DeliveryRow, subscription: PushSubscriptionRow) -> Delivery:
    return Delivery(
        delivery_id=row.id,
        site_id=row.site_id,
        person_id=row.person_id,
        channel=row.channel,
        endpoint=Endpoint(subscription.endpoint, {"p256dh": subscription.p256dh, "auth": subscription.auth}),
        language=Language(subscription.language),
        event_kind=EventKind.of(row.event_kind),
        about=unpacked_refs(row.about),
        attempts=row.attempts,
        expires_at=row.expires_at,
        grouped=row.grouped,
        tier=None if row.tier is None else Tier(row.tier),
    )
