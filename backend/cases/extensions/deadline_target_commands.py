"""The two clocks that more time may be asked for: the disposal of a case, and one of its lanes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.cases.tasks import rules as lane_rules
from backend.cases.tasks.rules import UNTIL_RECHECK, Lane, LaneAction
from backend.cases.tasks.store import Lanes
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Permission, Viewer
from backend.people.rules import Audience
from backend.people.store import People


@dataclass(frozen=True, slots=True)
class Movable:
    """The case, and the lane where it is about one; both are locked."""

    case: Case
    lane: Lane | None

    @property
    def due_at(self) -> datetime:
        return self.lane.due_at if self.lane else self.case.dispose_due_at

    def check_running(self) -> None:
        """Refuse ILLEGAL_TRANSITION where the clock is over, or has not begun."""
        if self.lane is not None:
            is_running = self.lane.is_open and self.case.state in UNTIL_RECHECK
        else:
            is_running = self.case.state is CaseState.IN_DISPOSAL
        if not is_running:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"nothing is due while {self.case.state}")

    def require_asking(self, by: Viewer) -> None:
        """Of a lane: its owner. Refuse NOT_FOUND at a foreign site, NOT_ALLOWED, ILLEGAL_TRANSITION."""
        by.require(Permission.DISPOSE, site_id=self.case.site_id)
        self.check_running()
        if self.lane is not None and not lane_rules.may_ask_for_time(self.lane, self.case.state, by):
            raise Refused(ErrorCode.NOT_ALLOWED, "its owner asks for more time")

    def require_deciding(self, by: Viewer) -> None:
        """Of a lane: a lead of its department, or an officer."""
        by.require(Permission.DECIDE_EXTENSION, site_id=self.case.site_id)
        if self.lane is not None and not lane_rules.may_decide_on_time(self.lane, by):
            raise Refused(ErrorCode.NOT_ALLOWED, "its lead or an officer decides on more time")

    def require_working(self, by: Viewer) -> None:
        by.require(Permission.DISPOSE, site_id=self.case.site_id)
        if self.lane is not None:
            lane_rules.require(self.lane, LaneAction.UPDATE, by)

    def deciders(self, tx: Transaction, *, without: UUID) -> tuple[UUID, ...]:
        """Who is asked: the lead of the department, and the officers."""
        department_id = self.lane.department_id if self.lane else self.case.department_id
        responsible_id = self.lane.owner_id if self.lane else self.case.responsible_id
        people: set[UUID] = set()
        for group in (Audience.LEAD, Audience.OFFICER):
            people |= tx.get(People).audience(
                self.case.site_id, group, department_id=department_id, responsible_id=responsible_id
            )
        return tuple(sorted(people - {without}))


def movable(tx: Transaction, case_id: UUID, lane_id: UUID | None) -> Movable:
    """The clock of this lane, or of the disposal. Refuse NOT_FOUND for a lane of another case."""
    case = tx.get(Cases).get(case_id)
    lane = tx.get(Lanes).get(lane_id) if lane_id is not None else None
    if lane is not None and lane.case_id != case_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such lane in this case")
    return Movable(case, lane)
