"""What a digest speaks for, so that who got it can open each of these."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.events import ref_of, unpacked_refs
from backend.core.viewer import Viewer
from backend.notifications.tables import DeliveryRow


@dataclass(frozen=True, slots=True)
class DigestMember:
    """One of the messages that left as one; its event and what that is about."""

    delivery_id: UUID
    event: str
    at: datetime
    alert_id: UUID | None
    case_id: UUID | None


def members_of(session: Session, viewer: Viewer, digest_id: UUID) -> list[DigestMember]:
    """The members of a digest that the viewer got, the newest first; empty for anybody else's message."""
    statement = (
        select(DeliveryRow)
        .where(DeliveryRow.person_id == viewer.person_id, DeliveryRow.summary_id == digest_id)
        .where(col(DeliveryRow.site_id).in_(viewer.site_ids))
        .order_by(col(DeliveryRow.outbox_id).desc())
    )
    return [_member(row) for row in session.exec(statement)]


def _member(row: DeliveryRow) -> DigestMember:
    about = unpacked_refs(row.about)
    return DigestMember(row.id, row.event_kind, row.created_at, ref_of(about, "alert"), ref_of(about, "case"))
