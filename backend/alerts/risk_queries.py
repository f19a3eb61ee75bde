"""Events of the register about which something orange or red is open: nothing quietens those."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.core.statements import one_of
from backend.core.vocabulary import Tier
from backend.risks.bindings.tables import SourceBindingRow


def in_danger(session: Session, event_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these events that an open alert, orange or red at its worst, is about: it speaks for
    the alert, or the source is bound to it.
    """
    is_bad = (col(AlertRow.is_open), col(AlertRow.worst_tier) >= int(Tier.ORANGE))
    speaking = select(AlertRow.risk_event_id).where(*is_bad, one_of(col(AlertRow.risk_event_id), event_ids))
    bound = (
        select(SourceBindingRow.event_id)
        .join(AlertRow, col(AlertRow.sensor_id) == SourceBindingRow.sensor_id)
        .where(
            *is_bad,
            one_of(col(SourceBindingRow.event_id), event_ids),
            col(SourceBindingRow.until_at).is_(None),
        )
    )
    return {each for each in (*session.exec(speaking), *session.exec(bound)) if each}
