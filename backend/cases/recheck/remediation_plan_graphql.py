"""五落实 of a major hazard."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.recheck.remediation_plan_rules import FiveAssurances


@strawberry.type(
    name="FiveAssurances", description="责任, 措施, 资金, 时限, 预案: what is settled for a major hazard."
)
class FiveAssurancesNode:
    responsible: str
    measures: str
    funds: str
    deadline: datetime
    plan: str
    recorded_at: datetime

    @classmethod
    def of(cls, five: FiveAssurances) -> "FiveAssurancesNode":
        return cls(
            responsible=five.responsible,
            measures=five.measures,
            funds=five.funds,
            deadline=five.deadline,
            plan=five.plan,
            recorded_at=five.recorded_at,
        )

    @classmethod
    def of_optional(cls, five: FiveAssurances | None) -> "FiveAssurancesNode | None":
        return cls.of(five) if five else None


@strawberry.input
class RecordFiveAssurancesInput:
    operation_id: UUID
    case_id: UUID
    responsible: str
    measures: str
    funds: str
    deadline: datetime
    plan: str
