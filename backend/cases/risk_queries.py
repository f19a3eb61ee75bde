"""Events of the register that have an orange or red case."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.vocabulary import Tier


def in_danger(session: Session, event_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these events that speak for an alert of a case, orange or red, that is not archived."""
    statement = (
        select(AlertRow.risk_event_id)
        .join(CaseRow, col(CaseRow.id) == AlertRow.case_id)
        .where(
            one_of(col(AlertRow.risk_event_id), event_ids),
            CaseRow.state != CaseState.ARCHIVED.value,
            CaseRow.tier >= int(Tier.ORANGE),
        )
    )
    return {each for each in session.exec(statement) if each}
