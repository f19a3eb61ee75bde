"""Requests for correction as rows."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, select

from backend.core.columns import columns_of, value_of
from backend.core.errors import ErrorCode, Refused
from backend.people.corrections.rules import Correction, CorrectionState
from backend.people.corrections.tables import CorrectionRow


class Corrections:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, correction_id: UUID) -> Correction:
        """The request, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(CorrectionRow, correction_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return correction_of(row)

    def put(self, correction: Correction) -> None:
        self._session.merge(CorrectionRow(**columns_of(correction, key="correction_id")))
        self._session.flush()

    def open_of(self, person_id: UUID, site_id: UUID) -> int:
        """How many requests of this person wait for an answer."""
        statement = select(func.count()).where(
            CorrectionRow.site_id == site_id,
            CorrectionRow.person_id == person_id,
            CorrectionRow.state == CorrectionState.ASKED,
        )
        return self._session.exec(statement).one()


def correction_of(row: CorrectionRow) -> Correction:
    return value_of(row, Correction, key="correction_id")
