"""Work of a person in cases 我的待办: which step is theirs, which request theirs to decide."""

from enum import StrEnum
from typing import Final

from backend.cases.rules import Case, CaseState
from backend.core.viewer import Permission, Viewer


class WorkKind(StrEnum):
    """响应, 处置, 复查, 协同任务, 待分派任务, 待审批 (more time)."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    DISPOSE = "DISPOSE"
    RECHECK = "RECHECK"
    TASK = "TASK"
    ASSIGN_TASK = "ASSIGN_TASK"
    DECIDE_TIME = "DECIDE_TIME"


STEP_OF_STATE: Final = {
    CaseState.OPEN: WorkKind.ACKNOWLEDGE,
    CaseState.IN_DISPOSAL: WorkKind.DISPOSE,
    CaseState.AWAITING_RECHECK: WorkKind.RECHECK,
}


def due_step(case: Case, viewer: Viewer) -> WorkKind | None:
    """The step of this case that is the viewer's; None where it is somebody else's.

    To acknowledge: the person responsible, and the department. To dispose of: the person responsible; where
    nobody is, whoever took it on: who answers first does not take the work from whom it belongs to. To
    recheck: officers, and leads of the department, who took no part in the disposal.
    """
    permissions = viewer.permissions_at(case.site_id)
    membership = viewer.membership_at(case.site_id)
    if membership is None:
        return None
    is_own_department = case.department_id is not None and membership.department_id == case.department_id
    is_responsible = case.responsible_id == viewer.person_id
    due = {
        CaseState.OPEN: Permission.ACKNOWLEDGE in permissions and (is_responsible or is_own_department),
        CaseState.IN_DISPOSAL: Permission.DISPOSE in permissions and viewer.person_id == case.holder_id,
        CaseState.AWAITING_RECHECK: Permission.RECHECK in permissions
        and viewer.person_id not in case.disposed_by
        and (is_own_department or Permission.TRIAGE in permissions),
    }
    return STEP_OF_STATE[case.state] if due.get(case.state, False) else None
