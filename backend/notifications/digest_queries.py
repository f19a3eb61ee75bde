"""Members of a digest, so that the person who got it can open each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from backend.core import words
from backend.core.events import EventKind, ref_of, unpacked_refs
from backend.core.nouns import Subjects, page_of
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.notifications.digest_store import first_of
from backend.notifications.tables import DeliveryRow

MOST: Final = 200
"""Members that are listed; nobody reads more, and a flood is looked at in the list of alerts."""


@dataclass(frozen=True, slots=True)
class DigestMember:
    """One of the messages that left as one: what happened, as its own message would have said, and where it
    leads.
    """

    delivery_id: UUID
    title: Text
    at: datetime
    path: str
    alert_id: UUID | None
    case_id: UUID | None


def members_of(session: Session, viewer: Viewer, digest_id: UUID, subjects: Subjects) -> list[DigestMember]:
    """The members of a digest that the viewer got, by whatever way, the newest `MOST` first; empty for
    anybody else's message.
    """
    repeated = first_of(digest_id, viewer.person_id).with_only_columns(col(DeliveryRow.id))
    statement = (
        select(DeliveryRow)
        .where(DeliveryRow.person_id == viewer.person_id)
        .where(or_(col(DeliveryRow.summary_id) == digest_id, col(DeliveryRow.summary_id).in_(repeated)))
        .where(col(DeliveryRow.site_id).in_(viewer.site_ids))
        .order_by(col(DeliveryRow.outbox_id).desc())
        .limit(MOST)
    )
    by_event = {row.outbox_id: row for row in session.exec(statement)}
    return [_member(row, subjects) for row in by_event.values()]


def digests_of(session: Session, rows: Iterable[DeliveryRow]) -> dict[UUID, DeliveryRow]:
    """By message that has left in a digest: the delivery of that digest, which says what became of it."""
    wanted = {row.id: row.summary_id for row in rows if row.summary_id not in (None, row.id)}
    if not wanted:
        return {}
    statement = select(DeliveryRow).where(one_of(col(DeliveryRow.id), set(wanted.values())))
    digests = {row.id: row for row in session.exec(statement)}
    return {row_id: digests[digest_id] for row_id, digest_id in wanted.items() if digest_id in digests}


def _member(row: DeliveryRow, subjects: Subjects) -> DigestMember:
    kind, about = EventKind.of(row.event_kind), unpacked_refs(row.about)
    title = words.find("message.title", kind) or words.of("TimelineKind", kind)
    return DigestMember(
        delivery_id=row.id,
        title=title,
        at=row.created_at,
        path=page_of(kind, about, subjects),
        alert_id=ref_of(about, "alert"),
        case_id=ref_of(about, "case"),
    )
