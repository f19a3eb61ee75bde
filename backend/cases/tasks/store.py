"""Lanes as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.tasks.rules import Lane
from backend.cases.tasks.tables import LaneRow
from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused


class Lanes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, lane: Lane) -> None:
        self._session.add(LaneRow(**columns_of(lane, key="lane_id")))
        self._session.flush()

    def case_id_of(self, lane_id: UUID) -> UUID:
        """The case of the lane, so that a command locks the case first. Refuse NOT_FOUND."""
        statement = select(LaneRow.case_id).where(LaneRow.id == lane_id)
        case_id = self._session.exec(statement).first()
        if case_id is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such lane")
        return case_id

    def get(self, lane_id: UUID) -> Lane:
        """The lane, locked for this transaction. Refuse NOT_FOUND."""
        row = self._session.get(LaneRow, lane_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such lane")
        return lane_of(row)

    def put(self, lane: Lane) -> Lane:
        """Write the lane; refuse CONFLICT if someone wrote in between. Return it as it stands now."""
        row = self._session.get_one(LaneRow, lane.lane_id)
        write_next(row, columns_of(lane, key="lane_id"))
        self._session.add(row)
        self._session.flush()
        return lane_of(row)

    def of_case(self, case_id: UUID) -> list[Lane]:
        """All lanes of a case, in the order in which they were opened."""
        statement = (
            select(LaneRow)
            .where(LaneRow.case_id == case_id)
            .order_by(col(LaneRow.created_at), col(LaneRow.due_at), col(LaneRow.id))
        )
        return [lane_of(row) for row in self._session.exec(statement)]


def lane_of(row: LaneRow) -> Lane:
    return value_of(row, Lane, key="lane_id")
