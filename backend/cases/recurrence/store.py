"""Earlier cases at an equipment, and the root causes that were found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.tables import CaseLinkRow
from backend.cases.recurrence.rules import Occurrence, RootCause
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.rules import Case, CaseOutcome
from backend.cases.tables import CaseRow


@dataclass(frozen=True, slots=True)
class Recurrence:
    category: str
    earlier: tuple[UUID, ...]


class Recurrences:
    def __init__(self, session: Session) -> None:
        self._session = session

    def before(self, case: Case, category: str, *, since: datetime) -> list[Occurrence]:
        """The other cases at its equipment of this category since then; simulated ones happened nowhere."""
        of_alert = select(AlertRow.case_id).where(
            AlertRow.condition == category, col(AlertRow.case_id).is_not(None)
        )
        reopening = select(CaseLinkRow.case_id).where(CaseLinkRow.kind == CaseLinkKind.REOPENS)
        statement = (
            select(CaseRow.id, CaseRow.opened_at, CaseRow.outcome, col(CaseRow.id).in_(reopening))
            .where(CaseRow.equipment_id == case.equipment_id, col(CaseRow.opened_at) > since)
            .where(CaseRow.id != case.case_id, CaseRow.site_id == case.site_id)
            .where(~col(CaseRow.is_simulated))
            .where((col(CaseRow.category) == category) | col(CaseRow.id).in_(of_alert))
        )
        return [
            Occurrence(case_id, opened_at, CaseOutcome(outcome) if outcome else None, bool(is_reopening))
            for case_id, opened_at, outcome, is_reopening in self._session.exec(statement)
        ]

    def mark(self, case_id: UUID, recurrence: Recurrence) -> None:
        earlier = [str(each) for each in recurrence.earlier]
        self._session.add(RecurrenceRow(case_id=case_id, category=recurrence.category, earlier=earlier))
        self._session.flush()

    def of(self, case_id: UUID) -> Recurrence | None:
        return recurrence_of(self._session.get(RecurrenceRow, case_id))

    def put_root_cause(self, case_id: UUID, cause: RootCause, *, by: UUID, at: datetime) -> None:
        row = RootCauseRow(
            case_id=case_id,
            problem=cause.problem,
            whys=list(cause.whys),
            root_cause=cause.root_cause,
            measure=cause.measure,
            owner_id=cause.owner_id,
            due_on=cause.due_on,
            by=by,
            at=at,
        )
        self._session.merge(row)
        self._session.flush()

    def root_cause(self, case_id: UUID) -> RootCause | None:
        return root_cause_of(self._session.get(RootCauseRow, case_id))


def recurrence_of(row: RecurrenceRow | None) -> Recurrence | None:
    return Recurrence(row.category, tuple(UUID(each) for each in row.earlier)) if row else None


def root_cause_of(row: RootCauseRow | None) -> RootCause | None:
    if row is None:
        return None
    return RootCause(row.problem, tuple(row.whys), row.root_cause, row.measure, row.owner_id, row.due_on)
