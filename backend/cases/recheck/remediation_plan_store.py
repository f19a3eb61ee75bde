"""The five assurances of a round as a row."""

from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.extensions.tables import FiveAssurancesRow
from backend.cases.recheck.remediation_plan_rules import FiveAssurances


class Assurances:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, case_id: UUID, round_number: int, five: FiveAssurances) -> None:
        self._session.merge(FiveAssurancesRow(case_id=case_id, round_number=round_number, **asdict(five)))
        self._session.flush()

    def of_case(self, case_id: UUID) -> dict[int, FiveAssurances]:
        """By round."""
        statement = select(FiveAssurancesRow).where(FiveAssurancesRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(FiveAssurancesRow.round_number)))
        return {row.round_number: five_of(row) for row in rows}


def five_of(row: FiveAssurancesRow) -> FiveAssurances:
    return FiveAssurances(**row.model_dump(exclude={"case_id", "round_number"}))
