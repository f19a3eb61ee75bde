"""五落实 remediation plan: what a major hazard needs before it counts as disposed of.

责任 who answers for it, 措施 what is done, 资金 with what money, 时限 until when, 预案 what happens meanwhile
(安全生产法 2021, §41; 国办发〔2016〕3号).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardGrade

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class RemediationPlan:
    """The five of one round. `deadline`: by when the hazard is gone for good."""

    responsible: str
    measures: str
    funds: str
    deadline: datetime
    plan: str
    recorded_by: UUID
    recorded_at: datetime


def check(five: RemediationPlan) -> None:
    """Raises Refused(INVALID_INPUT) unless all five say something."""
    texts = (five.responsible, five.measures, five.funds, five.plan)
    if not all(text.strip() for text in texts) or any(len(text) > LONGEST for text in texts):
        raise Refused(ErrorCode.INVALID_INPUT, "each of the five says something, in at most 2000 characters")


def check_recorded(grade: HazardGrade | None, five: RemediationPlan | None) -> None:
    """Raises Refused(REMEDIATION_PLAN_REQUIRED) for a major hazard without them."""
    if grade is HazardGrade.MAJOR and five is None:
        raise Refused(ErrorCode.REMEDIATION_PLAN_REQUIRED, "a major hazard needs the remediation plan first")
