"""The remediation plan of a round as a row."""

from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.extensions.tables import RemediationPlanRow
from backend.cases.recheck.remediation_plan_rules import RemediationPlan


class RemediationPlans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, case_id: UUID, round_number: int, five: RemediationPlan) -> None:
        self._session.merge(RemediationPlanRow(case_id=case_id, round_number=round_number, **asdict(five)))
        self._session.flush()

    def of_case(self, case_id: UUID) -> dict[int, RemediationPlan]:
        """By round."""
        statement = select(RemediationPlanRow).where(RemediationPlanRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(RemediationPlanRow.round_number)))
        return {row.round_number: plan_of(row) for row in rows}


def plan_of(row: RemediationPlanRow) -> RemediationPlan:
    return RemediationPlan(**row.model_dump(exclude={"case_id", "round_number"}))
