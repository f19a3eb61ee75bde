"""五落实 of a major hazard."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.recheck.remediation_plan_rules import RemediationPlan


@strawberry.type(
    name="RemediationPlan", description="责任, 措施, 资金, 时限, 预案: what is settled for a major hazard."
)
class RemediationPlanNode:
    responsible: str
    measures: str
    funds: str
    deadline: datetime
    plan: str
    recorded_at: datetime

    @classmethod
    def of(cls, five: RemediationPlan) -> "RemediationPlanNode":
        return cls(
            responsible=five.responsible,
            measures=five.measures,
            funds=five.funds,
            deadline=five.deadline,
            plan=five.plan,
            recorded_at=five.recorded_at,
        )

    @classmethod
    def of_optional(cls, five: RemediationPlan | None) -> "RemediationPlanNode | None":
        return cls.of(five) if five else None


@strawberry.input
class RecordRemediationPlanInput:
    operation_id: UUID
    case_id: UUID
    responsible: str
    measures: str
    funds: str
    deadline: datetime
    plan: str
