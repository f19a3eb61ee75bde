"""五落实 for a major hazard: written down while the disposal is on, frozen with its round."""

from datetime import datetime
from uuid import UUID

from backend.domain.cases import CaseState
from backend.domain.errors import ErrorCode, Refused
from backend.domain.events import Event, EventKind
from backend.domain.loop.proof import assurances as rules
from backend.domain.loop.proof.assurances import FiveAssurances
from backend.domain.people import Permission, Viewer
from backend.storage.transaction import Transaction


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
) -> FiveAssurances:
    """Write the five for the present round; again until the disposal is submitted, the last one counts."""
    case = tx.cases.get(case_id)
    by.require(Permission.DISPOSE, site_id=case.site_id)
    if case.state is not CaseState.IN_DISPOSAL:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"no disposal is due while {case.state}")
    five = FiveAssurances(
        responsible=responsible.strip(),
        measures=measures.strip(),
        funds=funds.strip(),
        deadline=deadline,
        plan=plan.strip(),
        recorded_by=by.person_id,
        recorded_at=tx.now,
    )
    rules.check(five)
    tx.assurances.put(case_id, case.round_number, five)
    tx.announce(
        Event(
            EventKind.FIVE_RECORDED,
            case.site_id,
            by=by.person_id,
            case_id=case_id,
            tier=case.tier,
            round_number=case.round_number,
            note=f"{five.responsible}; {five.deadline.isoformat()}",
        )
    )
    return five
