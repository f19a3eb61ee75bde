"""五落实 for a major hazard: written down while the disposal is on, frozen with its round."""

from datetime import datetime
from uuid import UUID

from backend.cases.events import REMEDIATION_PLAN_RECORDED
from backend.cases.recheck import remediation_plan_rules as rules
from backend.cases.recheck.remediation_plan_rules import RemediationPlan
from backend.cases.recheck.remediation_plan_store import RemediationPlans
from backend.cases.rules import CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer


def record(
    tx: Transaction,
    case_id: UUID,
    *,
    responsible: str,
    measures: str,
    funds: str,
    deadline: datetime,
    plan: str,
    by: Viewer,
) -> RemediationPlan:
    """Write the five for the present round; again until the disposal is submitted, the last one counts."""
    case = tx.get(Cases).get(case_id)
    by.require(Permission.DISPOSE, site_id=case.site_id)
    if case.state is not CaseState.IN_DISPOSAL:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"no disposal is due while {case.state}")
    five = RemediationPlan(
        responsible=responsible.strip(),
        measures=measures.strip(),
        funds=funds.strip(),
        deadline=deadline,
        plan=plan.strip(),
        recorded_by=by.person_id,
        recorded_at=tx.now,
    )
    rules.check(five)
    tx.get(RemediationPlans).put(case_id, case.round_number, five)
    tx.announce(
        Event(
            REMEDIATION_PLAN_RECORDED,
            case.site_id,
            about=refs(case=case_id),
            by=by.person_id,
            tier=case.tier,
            round_number=case.round_number,
            note=f"{five.responsible}; {five.deadline.isoformat()}",
        )
    )
    return five
