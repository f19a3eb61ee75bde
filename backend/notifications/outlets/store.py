"""Outlets as rows."""

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from backend.core.audit import Audit
from backend.core.statements import one_of
from backend.core.vault import decrypt, encrypt
from backend.core.vocabulary import Tier
from backend.notifications.events import OUTLET_TESTED
from backend.notifications.outlets.rules import REPLAYED_AT_MOST, Outlet
from backend.notifications.outlets.tables import OutletRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from push.endpoint import Endpoint

LOST: Final = (DeliveryState.FAILED.value, DeliveryState.GONE.value, DeliveryState.EXPIRED.value)
PRESENT = col(OutletRow.removed_at).is_(None)


class Outlets:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, outlet: Outlet, endpoint: Endpoint) -> None:
        """Keep a new outlet; nobody reads its address again."""
        values = asdict(outlet)
        content = json.dumps([endpoint.address, dict(endpoint.keys)])
        sealed = encrypt(Audit(self._session).keys, content, purpose=_purpose(outlet.outlet_id))
        self._session.add(OutletRow(id=values.pop("outlet_id"), sealed_endpoint=sealed, **values))
        self._session.flush()

    def get(self, outlet_id: UUID, *, lock: bool = False) -> Outlet | None:
        row = self._session.get(OutletRow, outlet_id, with_for_update=lock or None)
        return outlet_of(row) if row else None

    def of_site(self, site_id: UUID) -> list[Outlet]:
        """The outlets of a site, in the order in which they were added."""
        statement = select(OutletRow).where(OutletRow.site_id == site_id, PRESENT)
        rows = self._session.exec(statement.order_by(col(OutletRow.added_at), col(OutletRow.id)))
        return [outlet_of(row) for row in rows]

    def endpoint(self, outlet_id: UUID) -> Endpoint | None:
        """Where its messages go; None once it was removed."""
        row = self._session.get(OutletRow, outlet_id)
        if row is None or row.removed_at is not None:
            return None
        keys = Audit(self._session).keys
        address, secrets = json.loads(decrypt(keys, row.sealed_endpoint, purpose=_purpose(outlet_id)))
        return Endpoint(address, secrets)

    def note_test(self, outlet_id: UUID, *, at: datetime) -> None:
        row = self._session.get_one(OutletRow, outlet_id, with_for_update=True)
        row.tested_at = at
        self._session.add(row)

    def note_sent(self, outlet_id: UUID, error: str | None, *, at: datetime) -> None:
        """Keep what became of its last message; None: its provider took it."""
        row = self._session.get(OutletRow, outlet_id, with_for_update=True)
        if row is not None:
            row.sent_at, row.error = at, error
            self._session.add(row)

    def replay(self, outlet_id: UUID, *, since: datetime, at: datetime, expires_at: datetime) -> int:
        """Let what it has not taken since then leave again, the oldest first; return how many those are."""
        lost = col(DeliveryRow.id).in_(
            select(DeliveryRow.id)
            .where(*is_lost([outlet_id], since))
            .order_by(col(DeliveryRow.outbox_id))
            .limit(REPLAYED_AT_MOST)
        )
        again = {"state": DeliveryState.PENDING.value, "due_at": at, "expires_at": expires_at, "attempts": 0}
        done = self._session.execute(update(DeliveryRow).where(lost).values(last_error=None, **again))
        return int(getattr(done, "rowcount"))  # noqa: B009 - of every update, and in no type

    def remove(self, outlet_id: UUID, *, at: datetime) -> None:
        row = self._session.get_one(OutletRow, outlet_id)
        row.removed_at = at
        self._session.add(row)

    def stands_in(self, area_id: UUID) -> bool:
        """Whether an outlet is notified of this area."""
        statement = select(OutletRow.id).where(OutletRow.area_id == area_id, PRESENT)
        return self._session.exec(statement).first() is not None


def is_lost(outlet_ids: Collection[UUID], since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions for messages to these since then that never arrived, without tests."""
    return (
        col(DeliveryRow.person_id).is_(None),
        col(DeliveryRow.created_at) > since,
        one_of(col(DeliveryRow.address), [str(each) for each in outlet_ids]),
        col(DeliveryRow.state).in_(LOST),
        col(DeliveryRow.event_kind) != OUTLET_TESTED,
    )


def outlet_of(row: OutletRow) -> Outlet:
    values = row.model_dump(exclude={"id", "from_tier", "sealed_endpoint"})
    return Outlet(outlet_id=row.id, from_tier=Tier(row.from_tier), **values)


def _purpose(outlet_id: UUID) -> str:
    return f"outlet {outlet_id}"
