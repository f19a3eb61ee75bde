"""Outcome of a test alert, for the person who sent it and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications.alert_tests.tables import AlertTestRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRefRow, DeliveryRow, PushSubscriptionRow
from backend.people.accounts.sign_ins_rules import device_name
from backend.people.accounts.sign_ins_store import standing


@dataclass(frozen=True, slots=True)
class PushOfTest:
    """The message to one browser. `device`: as the list of sign-ins calls it, empty where nobody knows."""

    delivery_id: UUID
    family_id: UUID | None
    device: str
    state: DeliveryState
    accepted_at: datetime | None
    shown_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class AlertTestView:
    """`addresses`: browsers to which messages of the person go now."""

    test_id: UUID
    tier: Tier
    sent_at: datetime
    shown_at: datetime | None
    addresses: int
    pushes: tuple[PushOfTest, ...]


def latest(session: Session, viewer: Viewer) -> AlertTestView | None:
    """The last test of the viewer."""
    statement = select(AlertTestRow).where(AlertTestRow.person_id == viewer.person_id)
    row = session.exec(statement.order_by(col(AlertTestRow.sent_at).desc()).limit(1)).first()
    return _view(session, viewer, row) if row else None


def by_ids(session: Session, viewer: Viewer, test_ids: Iterable[UUID]) -> dict[UUID, AlertTestView]:
    """Return those of these tests that are the viewer's own."""
    statement = select(AlertTestRow).where(
        one_of(col(AlertTestRow.id), test_ids), AlertTestRow.person_id == viewer.person_id
    )
    return {row.id: _view(session, viewer, row) for row in session.exec(statement).all()}


def _view(session: Session, viewer: Viewer, row: AlertTestRow) -> AlertTestView:
    addresses = select(func.count()).where(
        PushSubscriptionRow.person_id == viewer.person_id, col(PushSubscriptionRow.gone_at).is_(None)
    )
    return AlertTestView(
        test_id=row.id,
        tier=Tier(row.tier),
        sent_at=row.sent_at,
        shown_at=row.shown_at,
        addresses=session.exec(addresses).one(),
        pushes=tuple(_pushes(session, viewer, row.id)),
    )


def _pushes(session: Session, viewer: Viewer, test_id: UUID) -> list[PushOfTest]:
    statement = (
        select(DeliveryRow)
        .join(DeliveryRefRow, col(DeliveryRefRow.delivery_id) == col(DeliveryRow.id))
        .where(DeliveryRefRow.object_id == test_id, DeliveryRow.person_id == viewer.person_id)
        .order_by(col(DeliveryRow.created_at), col(DeliveryRow.id))
    )
    rows = session.exec(statement).all()
    ids = [UUID(row.address) for row in rows]
    browsers = select(PushSubscriptionRow.id, PushSubscriptionRow.family_id).where(
        one_of(col(PushSubscriptionRow.id), ids)
    )
    families = dict(session.exec(browsers).all())
    devices = {each.family_id: device_name(each.user_agent) for each in standing(session, viewer.person_id)}
    return [
        PushOfTest(
            delivery_id=row.id,
            family_id=(family := families.get(UUID(row.address))),
            device=devices.get(family, "") if family else "",
            state=DeliveryState(row.state),
            accepted_at=row.accepted_at,
            shown_at=row.shown_at,
            error=row.last_error,
        )
        for row in rows
    ]
