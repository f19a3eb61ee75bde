"""FollowUps as rows."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from backend.cases.escalation.rules import FollowUp
from backend.cases.escalation.tables import FollowUpRow
from backend.core.errors import ErrorCode, Refused
from backend.deadlines.rules import DeadlineStep
from backend.people.accounts.hand_over_store import hand_over


class FollowUps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Ask another person for the answers that this one owes; returns how many. None: count only."""
        is_open = col(FollowUpRow.answered_at).is_(None) & col(FollowUpRow.ended_at).is_(None)
        theirs = (col(FollowUpRow.site_id) == site_id, col(FollowUpRow.to_id) == of, is_open)
        return hand_over(self._session, FollowUpRow, "to_id", theirs, to)

    def add(self, follow_up: FollowUp) -> None:
        content = asdict(follow_up)
        self._session.add(FollowUpRow(id=content.pop("follow_up_id"), **content))
        self._session.flush()

    def case_id_of(self, follow_up_id: UUID) -> UUID:
        """Without a lock: what it is about never changes. Raises Refused(NOT_FOUND)."""
        statement = select(FollowUpRow.case_id).where(FollowUpRow.id == follow_up_id)
        case_id = self._session.exec(statement).first()
        if case_id is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such follow_up")
        return case_id

    def get(self, follow_up_id: UUID) -> FollowUp:
        """Locked for this transaction."""
        row = self._session.get_one(FollowUpRow, follow_up_id, with_for_update=True)
        return follow_up_of(row)

    def of_case(self, case_id: UUID) -> list[FollowUp]:
        """In the order in which people were asked."""
        statement = select(FollowUpRow).where(FollowUpRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(FollowUpRow.at), col(FollowUpRow.id)))
        return [follow_up_of(row) for row in rows]

    def put_answer(self, follow_up: FollowUp) -> None:
        row = self._session.get_one(FollowUpRow, follow_up.follow_up_id)
        row.answer, row.answered_at = follow_up.answer, follow_up.answered_at
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
            conditions.append(col(FollowUpRow.to_id) == to_id)
        if by_id is not None:
            conditions.append(col(FollowUpRow.by_id) == by_id)
        self._end(case_id, at, *conditions)

    def end_of_step(
        self, case_id: UUID, step: DeadlineStep, *, at: datetime, task_id: UUID | None = None
    ) -> None:
        """The step (of this task, or of no task) is done, or has another time: what the product asked by
        itself is over. A person who asked still waits for an answer.
        """
        is_automatic = col(FollowUpRow.by_id).is_(None)
        self._end(
            case_id,
            at,
            col(FollowUpRow.step) == step,
            col(FollowUpRow.task_id) == task_id,
            is_automatic,
        )

    def _end(self, case_id: UUID, at: datetime, *conditions: ColumnElement[bool]) -> None:
        open_ = (col(FollowUpRow.answered_at).is_(None), col(FollowUpRow.ended_at).is_(None))
        statement = update(FollowUpRow).where(col(FollowUpRow.case_id) == case_id, *open_, *conditions)
        self._session.flush()
        self._session.connection().execute(statement.values(ended_at=at))


def follow_up_of(row: FollowUpRow) -> FollowUp:
    return FollowUp(
        follow_up_id=row.id,
        site_id=row.site_id,
        case_id=row.case_id,
        to_id=row.to_id,
        by_id=row.by_id,
        at=row.at,
        step=DeadlineStep(row.step),
        text=row.text,
        task_id=row.task_id,
        answer=row.answer,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
    )
