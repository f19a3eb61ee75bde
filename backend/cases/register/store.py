"""Events of cases and the questions that these ask of the register, as rows. Events are read, never locked:
who revises one holds it and waits for alerts and cases.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.register.rules import CaseRisk, FoundEvent, RegisterQuestion
from backend.cases.register.tables import CaseRiskRow, RegisterQuestionRow
from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.risks.revisions.rules import EventState
from backend.risks.revisions.tables import ControlMeasureRow, RiskEventRow
from backend.risks.rules import NOT_THERE


class CaseRisks:
    """Events that cases are about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, case_id: UUID) -> CaseRisk | None:
        row = self._session.get(CaseRiskRow, case_id)
        return case_risk_of(row) if row else None

    def put(self, risk: CaseRisk) -> None:
        """Add it, or write over the version that was read. Raises Refused(CONFLICT)."""
        row = self._session.get(CaseRiskRow, risk.case_id)
        columns = columns_of(risk, key="case_id")
        if row is None:
            self._session.add(CaseRiskRow(**columns))
        else:
            write_next(row, columns)
            self._session.add(row)
        self._session.flush()

    def event(self, event_id: UUID, *, site_id: UUID) -> FoundEvent:
        """Return an event of this site. Raises Refused(NOT_FOUND), of another site, too."""
        row = self._session.get(RiskEventRow, event_id)
        if row is None or row.site_id != site_id:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return FoundEvent(
            event_id=row.id,
            site_id=row.site_id,
            state=EventState(row.state),
            code=row.code,
            title=Text(row.title_zh, row.title_en),
            stage=Stage(row.stage),
            department_id=row.department_id,
            revision_id=row.revision_id,
        )

    def measure(self, measure_id: UUID, *, of: FoundEvent) -> tuple[str, Text]:
        """Return (code, text) of a measure of this event in force. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ControlMeasureRow, measure_id)
        if row is None or row.event_id != of.event_id:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return row.code, Text(row.text_zh, row.text_en)

    def speaking(self, alert_id: UUID) -> UUID | None:
        """Return the event that speaks for an alert, as the alert keeps it."""
        row = self._session.get(AlertRow, alert_id)
        return row.risk_event_id if row else None


class RegisterQuestions:
    """Questions of archived cases."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, case_id: UUID) -> RegisterQuestion | None:
        """Return the question of a case, locked for this transaction."""
        row = self._session.get(RegisterQuestionRow, case_id, with_for_update=True)
        return question_of(row) if row else None

    def add(self, question: RegisterQuestion) -> None:
        self._session.add(RegisterQuestionRow(**columns_of(question, key="case_id")))
        self._session.flush()

    def put(self, question: RegisterQuestion) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT)."""
        row = self._session.get_one(RegisterQuestionRow, question.case_id)
        write_next(row, columns_of(question, key="case_id"))
        self._session.add(row)
        self._session.flush()

    def drop(self, case_id: UUID) -> None:
        """Ask no more: the case goes on in another one, which will ask."""
        row = self._session.get_one(RegisterQuestionRow, case_id)
        self._session.delete(row)
        self._session.flush()

    def open_of_events(self, event_ids: Collection[UUID]) -> list[RegisterQuestion]:
        """Return the open questions to these events, the oldest first."""
        statement = select(RegisterQuestionRow).where(
            one_of(col(RegisterQuestionRow.event_id), event_ids), col(RegisterQuestionRow.answer).is_(None)
        )
        ordered = statement.order_by(col(RegisterQuestionRow.asked_at), col(RegisterQuestionRow.id))
        return [question_of(row) for row in self._session.exec(ordered.with_for_update())]

    def answered_by_revisions(self, event_ids: Collection[UUID]) -> list[RegisterQuestion]:
        """Return the questions that revisions of these events answered."""
        statement = (
            select(RegisterQuestionRow)
            .where(
                one_of(col(RegisterQuestionRow.event_id), event_ids),
                col(RegisterQuestionRow.revision_id).is_not(None),
            )
            .order_by(col(RegisterQuestionRow.id))
        )
        return [question_of(row) for row in self._session.exec(statement.with_for_update())]


def case_risk_of(row: CaseRiskRow) -> CaseRisk:
    return value_of(row, CaseRisk, key="case_id")


def question_of(row: RegisterQuestionRow) -> RegisterQuestion:
    return value_of(row, RegisterQuestion, key="case_id")
