"""Supervisions as rows."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from backend.cases.escalation.rules import Supervision
from backend.cases.escalation.tables import SupervisionRow
from backend.core.errors import ErrorCode, Refused
from backend.deadlines.rules import DeadlineStep


class Supervisions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, supervision: Supervision) -> None:
        content = asdict(supervision)
        self._session.add(SupervisionRow(id=content.pop("supervision_id"), **content))
        self._session.flush()

    def case_id_of(self, supervision_id: UUID) -> UUID:
        """Without a lock: what it is about never changes. Refuse NOT_FOUND."""
        statement = select(SupervisionRow.case_id).where(SupervisionRow.id == supervision_id)
        case_id = self._session.exec(statement).first()
        if case_id is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such supervision")
        return case_id

    def get(self, supervision_id: UUID) -> Supervision:
        """Locked for this transaction."""
        row = self._session.get_one(SupervisionRow, supervision_id, with_for_update=True)
        return supervision_of(row)

    def of_case(self, case_id: UUID) -> list[Supervision]:
        """In the order in which people were asked."""
        statement = select(SupervisionRow).where(SupervisionRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(SupervisionRow.at), col(SupervisionRow.id)))
        return [supervision_of(row) for row in rows]

    def put_answer(self, supervision: Supervision) -> None:
        row = self._session.get_one(SupervisionRow, supervision.supervision_id)
        row.answer, row.answered_at = supervision.answer, supervision.answered_at
        self._session.add(row)

    def end(
        self,
        case_id: UUID,
        *,
        at: datetime,
        to_id: UUID | None = None,
        by_id: UUID | None = None,
    ) -> None:
        """There is nothing left to answer for: in this case, or of this person, of this supervisor."""
        conditions = []
        if to_id is not None:
            conditions.append(col(SupervisionRow.to_id) == to_id)
        if by_id is not None:
            conditions.append(col(SupervisionRow.by_id) == by_id)
        self._end(case_id, at, *conditions)

    def end_of_step(
        self, case_id: UUID, step: DeadlineStep, *, at: datetime, lane_id: UUID | None = None
    ) -> None:
        """The step (of this lane, or of no lane) is done, or has another time: what the product asked by
        itself is over. A person who asked still waits for an answer.
        """
        is_automatic = col(SupervisionRow.by_id).is_(None)
        self._end(
            case_id,
            at,
            col(SupervisionRow.step) == step,
            col(SupervisionRow.lane_id) == lane_id,
            is_automatic,
        )

    def _end(self, case_id: UUID, at: datetime, *conditions: ColumnElement[bool]) -> None:
        open_ = (col(SupervisionRow.answered_at).is_(None), col(SupervisionRow.ended_at).is_(None))
        statement = update(SupervisionRow).where(col(SupervisionRow.case_id) == case_id, *open_, *conditions)
        self._session.flush()
        self._session.connection().execute(statement.values(ended_at=at))


def supervision_of(row: SupervisionRow) -> Supervision:
    return Supervision(
        supervision_id=row.id,
        site_id=row.site_id,
        case_id=row.case_id,
        to_id=row.to_id,
        by_id=row.by_id,
        at=row.at,
        step=DeadlineStep(row.step),
        text=row.text,
        lane_id=row.lane_id,
        answer=row.answer,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
    )
