"""Events that cases are about, and what archived cases ask of the register, as the viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.cases.register.rules import CaseRisk, RegisterQuestion
from backend.cases.register.store import case_risk_of, question_of
from backend.cases.register.tables import CaseRiskRow, RegisterQuestionRow
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.people.departments.store import Departments
from backend.risks.revisions.tables import RiskEventRow, RiskRevisionRow
from backend.risks.rules import may_edit

QUESTIONS: Final = (
    select(
        RegisterQuestionRow,
        CaseRow.department_id,
        RiskEventRow.department_id,
        RiskRevisionRow.number,
    )
    .join(CaseRow, col(CaseRow.id) == RegisterQuestionRow.id)
    .outerjoin(RiskEventRow, col(RiskEventRow.id) == RegisterQuestionRow.event_id)
    .outerjoin(RiskRevisionRow, col(RiskRevisionRow.id) == RegisterQuestionRow.revision_id)
)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question, and whether the viewer may answer it; `revision_number` of the revision that did."""

    question: RegisterQuestion
    may_answer: bool
    revision_number: int | None


def risks_of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, CaseRisk]:
    """Return the event that each of these cases is about; one of which nobody named any is left out."""
    statement = select(CaseRiskRow).where(
        one_of(col(CaseRiskRow.id), case_ids), col(CaseRiskRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: case_risk_of(row) for row in session.exec(statement)}


def questions_of_cases(
    session: Session, viewer: Viewer, case_ids: Iterable[UUID]
) -> dict[UUID, QuestionView]:
    """Return the question of each of these cases that asks one."""
    found = _questions(session, viewer, one_of(col(RegisterQuestionRow.id), case_ids))
    return {view.question.case_id: view for view in found}


def open_of_event(session: Session, viewer: Viewer, event_id: UUID) -> list[QuestionView]:
    """Return the open questions to an event, the oldest first."""
    is_open = (col(RegisterQuestionRow.event_id) == event_id, col(RegisterQuestionRow.answer).is_(None))
    return _questions(session, viewer, *is_open)


def _questions(session: Session, viewer: Viewer, *wanted: ColumnElement[bool]) -> list[QuestionView]:
    statement = QUESTIONS.where(col(RegisterQuestionRow.site_id).in_(viewer.site_ids), *wanted).order_by(
        col(RegisterQuestionRow.asked_at), col(RegisterQuestionRow.id)
    )
    rows = list(session.exec(statement))
    parents = _parents(session, {row[0].site_id for row in rows if row[0].answer is None})
    return [
        QuestionView(
            question=question_of(row),
            may_answer=row.answer is None
            and may_edit(
                viewer,
                of_event if row.event_id else of_case,
                parents[row.site_id],
                site_id=row.site_id,
            ),
            revision_number=number,
        )
        for row, of_case, of_event, number in rows
    ]


def _parents(session: Session, site_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, UUID | None]]:
    return {site_id: Departments(session).parents(site_id) for site_id in site_ids}
