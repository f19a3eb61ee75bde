"""Events of the register that have an orange or red case."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.register.tables import CaseRiskRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.vocabulary import Tier


def in_danger(session: Session, event_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these events that an orange or red case which is not archived is about: they speak for
    an alert of it, or it was named for them.
    """
    is_bad = (CaseRow.state != CaseState.ARCHIVED.value, CaseRow.tier >= int(Tier.ORANGE))
    speaking = (
        select(AlertRow.risk_event_id)
        .join(CaseRow, col(CaseRow.id) == AlertRow.case_id)
        .where(one_of(col(AlertRow.risk_event_id), event_ids), *is_bad)
    )
    named = (
        select(CaseRiskRow.event_id)
        .join(CaseRow, col(CaseRow.id) == CaseRiskRow.id)
        .where(one_of(col(CaseRiskRow.event_id), event_ids), *is_bad)
    )
    return {each for each in (*session.exec(speaking), *session.exec(named)) if each}
