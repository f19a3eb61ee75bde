"""Messages that wait for others and leave as one, as rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.events import EventKind, Ref, ref_of, unpacked_refs
from backend.core.statements import among, one_of
from backend.core.types import UtcDateTime
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import Way
from backend.notifications.rows_store import insert_deliveries
from backend.notifications.rules import Delivery, DeliveryNote, DeliveryState, DigestOf, digest_of
from backend.notifications.tables import DeliveryRow

V = TypeVar("V")
_Key: TypeAlias = tuple[str, str, DigestOf, UUID | None]
"""Channel, address, what the digest is of, and the group of alerts that grew."""
_IS_GROUPED: Final = DeliveryRow.state == DeliveryState.GROUPED
_IS_AWAKE: Final = or_(
    col(DeliveryRow.quiet_until).is_(None),
    col(DeliveryRow.quiet_until) <= bindparam("now", type_=UtcDateTime()),
)
"""Condition of messages that wait for no quiet hours, or for none any more: all others stay out of every
digest.
"""


def is_waiting(state: DeliveryState) -> ColumnElement[bool]:
    """Whether a message waits for others in this state, beside whom it is for: by the index of what waits for
    them. The state is an expression: SQLite would look through all that waits in it.
    """
    return and_(col(DeliveryRow.group_due_at).is_not(None), func.coalesce(DeliveryRow.state, "") == state)


AT_ONCE: Final = 100
"""Addresses whose digests are put together at once."""
DUE_FOR_DIGEST: Final = (
    select(DeliveryRow.address)
    .where(col(DeliveryRow.group_due_at) <= bindparam("now", type_=UtcDateTime()), _IS_GROUPED, _IS_AWAKE)
    .group_by(col(DeliveryRow.address))
    .order_by(func.min(DeliveryRow.group_due_at), col(DeliveryRow.address))
    .limit(AT_ONCE)
)
"""Addresses that wait longest. Without those of which all is in quiet hours: nothing leaves to them, and they
would take the places of others.
"""
WAITING_FOR_DIGEST: Final = (
    select(DeliveryRow)
    .where(is_waiting(DeliveryState.GROUPED), _IS_AWAKE)
    .where(among(col(DeliveryRow.address), "addresses"))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Digest:
    """Messages that leave as one: by the newest of them, `note`. `about`: all that its members are about."""

    note: DeliveryNote
    tier: Tier | None
    about: frozenset[Ref]


class Digests:
    def __init__(self, session: Session) -> None:
        self._session = session

    def combine(self, *, now: datetime) -> list[Digest]:
        """Combine all waiting messages of an address into one digest. Returns these.

        Alerts, reminders and news are kept apart; of a group that grew the newest speaks for all. After quiet
        hours, and where several are due, one message speaks for all groups and for what is of none.
        """
        addresses = self._session.exec(DUE_FOR_DIGEST, params={"now": now}).all()
        if not addresses:
            return []
        found = self._session.exec(WAITING_FOR_DIGEST, params={"now": now, "addresses": addresses})
        waiting: dict[_Key, list[DeliveryRow]] = {}
        for row in sorted(found, key=lambda each: each.outbox_id):
            group_id = None if row.quiet_until else _group_of(row)
            of = digest_of(EventKind.of(row.event_kind).pace)
            waiting.setdefault((row.channel, row.address, of, group_id), []).append(row)
        due = {
            key: rows for key, rows in waiting.items() if min(row.group_due_at or now for row in rows) <= now
        }
        due = _of_one_address(due)
        digests = []
        for (*_, group_id), rows in due.items():
            newest, alerts = rows[-1], _number_of_alerts(rows)
            self._hand_over([row.id for row in rows if row.grouped], newest)
            for row in rows:
                row.group_due_at, row.summary_id = None, newest.id
                self._session.add(row)
            newest.state, newest.due_at = DeliveryState.PENDING.value, now
            newest.grouped = 0 if group_id else alerts - 1
            newest.tier = max(row.tier or 0 for row in rows) or None
            about = frozenset(ref for row in rows for ref in unpacked_refs(row.about))
            digests.append(Digest(note_of(newest), Tier(newest.tier) if newest.tier else None, about))
        return digests

    def go_on(self, digest: Digest, ways: Iterable[Way], *, now: datetime) -> None:
        """Let a digest leave by these later ways, too, each so long after it; not by one that its newest
        message has by itself.
        """
        first = self._session.get_one(DeliveryRow, digest.note.delivery_id)
        taken = select(DeliveryRow.channel, DeliveryRow.address).where(
            DeliveryRow.outbox_id == first.outbox_id, DeliveryRow.person_id == first.person_id
        )
        known = set(self._session.exec(taken))
        rows = [
            first.model_dump()
            | {
                "id": uuid4(),
                "channel": way.kind,
                "address": way.address,
                "step": way.step,
                "channel_id": way.channel_id,
                "due_at": now + way.after,
                "summary_id": None,
                "quiet_until": None,
            }
            for way in ways
            if (way.kind, way.address) not in known
        ]
        insert_deliveries(self._session, rows, {each.object_id for each in digest.about})

    def _hand_over(self, digest_ids: Sequence[UUID], newer: DeliveryRow) -> None:
        """Let the members of digests that were held be members of the one that speaks for all."""
        if digest_ids:
            theirs = _is_to(newer.person_id) & one_of(col(DeliveryRow.summary_id), digest_ids)
            self._session.execute(update(DeliveryRow).where(theirs).values(summary_id=newer.id))

    def members(self, digest: Delivery) -> list[DeliveryNote]:
        """The messages that a digest speaks for, its own among them; each with the event of the message by
        which its person saw it first.
        """
        first = {
            row.id: row.outbox_id
            for row in self._session.exec(first_of(digest.delivery_id, digest.person_id))
        }
        led_by = one_of(col(DeliveryRow.summary_id), [digest.delivery_id, *first])
        found = self._session.exec(select(DeliveryRow).where(_is_to(digest.person_id), led_by)).all()
        return [
            replace(note_of(row), outbox_id=first.get(row.summary_id or row.id, row.outbox_id))
            for row in found
        ]


def _of_one_address(due: Mapping[_Key, Sequence[DeliveryRow]]) -> dict[_Key, list[DeliveryRow]]:
    """Groups that are due for one address at once, with what is of no group, as one."""
    digests: dict[_Key, list[_Key]] = {}
    for channel, address, of, group_id in due:
        digests.setdefault((channel, address, of, None), []).append((channel, address, of, group_id))
    return {
        keys[0] if len(keys) == 1 else key: sorted(
            (row for each in keys for row in due[each]), key=lambda row: row.outbox_id
        )
        for key, keys in digests.items()
    }


def first_of(digest_id: UUID, person_id: UUID | None) -> SelectOfScalar[DeliveryRow]:
    """The first messages of the digests that this one repeats by a later way: itself, or its members."""
    later = aliased(DeliveryRow)
    return (
        select(DeliveryRow)
        .join(later, col(later.outbox_id) == DeliveryRow.outbox_id)
        .where(or_(col(later.id) == digest_id, col(later.summary_id) == digest_id), col(later.step) > 0)
        .where(_is_to(person_id), _is_to(person_id, later), DeliveryRow.step == 0)
    )


def _group_of(row: DeliveryRow) -> UUID | None:
    return ref_of(unpacked_refs(row.about), "alert_group")


def _number_of_alerts(rows: Iterable[DeliveryRow]) -> int:
    """How much a message says that speaks for these: a group that grew once."""
    by_group = {_group_of(row) or row.id: row.grouped + 1 for row in rows}
    return sum(by_group.values())


def _is_to(person_id: UUID | None, row: type[DeliveryRow] = DeliveryRow) -> ColumnElement[bool]:
    """Whether a message is to this person, None for all outlets: an index finds both."""
    to = col(row.person_id)
    return to.is_(None) if person_id is None else to == person_id


def of_people(found: Iterable[tuple[UUID | None, V]]) -> dict[UUID, V]:
    """Return the values by person, without those of outlets."""
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
