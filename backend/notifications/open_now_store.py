"""How much is open at a site, for the message to whoever comes on duty."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow


@dataclass(frozen=True, slots=True)
class OpenNow:
    """`alerts`: active, or not acknowledged. `overdue`: cases whose current step is late."""

    alerts: int
    cases: int
    overdue: int


class OpenWork:
    def __init__(self, session: Session) -> None:
        self._session = session

    def at(self, site_id: UUID, *, department_id: UUID | None, now: datetime) -> OpenNow:
        """Count what is open at this site: alerts, cases and overdue cases; of the cases those of a
        department, where one is named.
        """
        alerts = self._count(col(AlertRow.site_id) == site_id, and_(col(AlertRow.is_open)))
        of_case = [col(CaseRow.site_id) == site_id, col(CaseRow.state) != CaseState.ARCHIVED.value]
        if department_id is not None:
            of_case.append(col(CaseRow.department_id) == department_id)
        is_late = or_(
            (col(CaseRow.state) == CaseState.OPEN.value) & (col(CaseRow.acknowledge_due_at) < now),
            (col(CaseRow.state) == CaseState.IN_DISPOSAL.value) & (col(CaseRow.dispose_due_at) < now),
            (col(CaseRow.state) == CaseState.AWAITING_RECHECK.value) & (col(CaseRow.recheck_due_at) < now),
        )
        cases = self._count(*of_case)
        return OpenNow(alerts, cases, self._count(*of_case, is_late))

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        statement = select(func.count()).where(*conditions)
        return int(self._session.exec(statement).one())
