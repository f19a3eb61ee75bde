"""Messages that wait for others and leave as one, as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, update
from sqlmodel import Session, col, select

from backend.core.events import EventKind, ref_of, unpacked_refs
from backend.core.types import UtcDateTime
from backend.notifications.rules import Delivery, DeliveryNote, DeliveryState, DigestOf, digest_of
from backend.notifications.tables import DeliveryRow

V = TypeVar("V")
_IS_GROUPED: Final = DeliveryRow.state == DeliveryState.GROUPED
_IS_AWAKE: Final = or_(
    col(DeliveryRow.quiet_until).is_(None),
    col(DeliveryRow.quiet_until) <= bindparam("now", type_=UtcDateTime()),
)
"""What waits for the end of quiet hours leaves with no digest before that."""
_DUE: Final = (
    select(DeliveryRow.address)
    .where(col(DeliveryRow.group_due_at) <= bindparam("now", type_=UtcDateTime()), _IS_GROUPED)
    .distinct()
    .limit(100)
)
WAITING_FOR_DIGEST: Final = (
    select(DeliveryRow)
    .where(col(DeliveryRow.group_due_at).is_not(None), _IS_GROUPED, _IS_AWAKE)
    .where(col(DeliveryRow.address).in_(_DUE))
    .order_by(col(DeliveryRow.outbox_id))
    .with_for_update(skip_locked=True)
)


class Digests:
    def __init__(self, session: Session) -> None:
        self._session = session

    def combine(self, *, now: datetime) -> int:
        """Combine all waiting messages of an address into one digest. Returns the number of digests.

        Alerts, reminders and news are kept apart; of a group that grew the newest speaks for all, and after
        quiet hours one message speaks for all groups.
        """
        waiting: dict[tuple[str, str, DigestOf, UUID | None], list[DeliveryRow]] = {}
        for row in self._session.exec(WAITING_FOR_DIGEST, params={"now": now}):
            group_id = None if row.quiet_until else _group_of(row)
            of = digest_of(EventKind.of(row.event_kind).pace)
            waiting.setdefault((row.channel, row.address, of, group_id), []).append(row)
        due = {
            key: rows for key, rows in waiting.items() if min(row.group_due_at or now for row in rows) <= now
        }
        for (*_, group_id), rows in due.items():
            newest, alerts = rows[-1], _number_of_alerts(rows)
            self._hand_over([row.id for row in rows if row.grouped], newest)
            for row in rows:
                row.group_due_at, row.summary_id = None, newest.id
                self._session.add(row)
            newest.state, newest.due_at = DeliveryState.PENDING.value, now
            newest.grouped = 0 if group_id else alerts - 1
            newest.tier = max(row.tier or 0 for row in rows) or None
        return len(due)

    def _hand_over(self, digest_ids: Sequence[UUID], newer: DeliveryRow) -> None:
        """Let the members of digests that were held be members of the one that speaks for all."""
        if digest_ids:
            theirs = _is_to(newer.person_id) & col(DeliveryRow.summary_id).in_(digest_ids)
            self._session.execute(update(DeliveryRow).where(theirs).values(summary_id=newer.id))

    def members(self, digest: Delivery) -> list[DeliveryNote]:
        """The messages that a digest speaks for, its own among them."""
        is_member = _is_to(digest.person_id) & (col(DeliveryRow.summary_id) == digest.delivery_id)
        statement = select(DeliveryRow).where(is_member)
        return [note_of(row) for row in self._session.exec(statement)]


def _group_of(row: DeliveryRow) -> UUID | None:
    return ref_of(unpacked_refs(row.about), "alert_group")


def _number_of_alerts(rows: Iterable[DeliveryRow]) -> int:
    """How much a message says that speaks for these: a group that grew once."""
    by_group = {_group_of(row) or row.id: row.grouped + 1 for row in rows}
    return sum(by_group.values())


def _is_to(person_id: UUID | None) -> ColumnElement[bool]:
    """Whether a message is to this person, None for all outlets: an index finds both."""
    to = col(DeliveryRow.person_id)
    return to.is_(None) if person_id is None else to == person_id


def of_people(found: Iterable[tuple[UUID | None, V]]) -> dict[UUID, V]:
    """What was found by person, without what is of outlets."""
    return {person_id: value for person_id, value in found if person_id is not None}


def note_of(row: DeliveryRow) -> DeliveryNote:
    """The message of this row, without where it goes."""
    return DeliveryNote(
        delivery_id=row.id,
        site_id=row.site_id,
        person_id=row.person_id,
        outbox_id=row.outbox_id,
        event_kind=EventKind.of(row.event_kind),
        about=unpacked_refs(row.about),
        step=row.step,
        address_id=row.address,
        last_error=row.last_error,
    )
