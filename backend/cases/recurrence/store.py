"""Earlier cases of a series, and the root causes that were found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.tables import CaseLinkRow
from backend.cases.recurrence.rules import Occurrence, RecurrenceBasis, RootCause, Series
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.register.tables import CaseRiskRow
from backend.cases.rules import Case, CaseOutcome
from backend.cases.tables import CaseRow


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`category`: of a recurrence of an event of the register its code."""

    category: str
    earlier: tuple[UUID, ...]
    basis: RecurrenceBasis = RecurrenceBasis.EQUIPMENT


class Recurrences:
    def __init__(self, session: Session) -> None:
        self._session = session

    def before(self, case: Case, series: Series, *, since: datetime) -> list[Occurrence]:
        """Return the other cases of its series since then; simulated ones happened nowhere."""
        reopening = select(CaseLinkRow.case_id).where(CaseLinkRow.kind == CaseLinkKind.REOPENS)
        statement = (
            select(CaseRow.id, CaseRow.opened_at, CaseRow.outcome, col(CaseRow.id).in_(reopening))
            .where(*_of_series(case, series), col(CaseRow.opened_at) > since)
            .where(CaseRow.id != case.case_id, CaseRow.site_id == case.site_id)
            .where(~col(CaseRow.is_simulated))
        )
        return [
            Occurrence(case_id, opened_at, CaseOutcome(outcome) if outcome else None, bool(is_reopening))
            for case_id, opened_at, outcome, is_reopening in self._session.exec(statement)
        ]

    def mark(self, case_id: UUID, recurrence: Recurrence) -> None:
        earlier = [str(each) for each in recurrence.earlier]
        category, basis = recurrence.category, recurrence.basis.value
        self._session.add(RecurrenceRow(case_id=case_id, category=category, earlier=earlier, basis=basis))
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
    if row is None:
        return None
    return Recurrence(row.category, tuple(UUID(each) for each in row.earlier), RecurrenceBasis(row.basis))


def _of_series(case: Case, series: Series) -> list[ColumnElement[bool]]:
    """Return the conditions on the cases of a series. Of an event and of an area only those count that were
    over when this one began: several sources may speak of one leak, and several people report one hole.
    """
    was_over = col(CaseRow.archived_at) <= case.opened_at
    if series.basis is RecurrenceBasis.EVENT:
        named = select(CaseRiskRow.id).where(CaseRiskRow.event_id == series.event_id)
        return [col(CaseRow.id).in_(named), was_over]
    is_of_category = col(CaseRow.category) == series.name
    if series.basis is RecurrenceBasis.AREA:
        is_there = (col(CaseRow.area_id) == case.area_id, col(CaseRow.equipment_id).is_(None))
        return [*is_there, col(CaseRow.report_id).is_not(None), is_of_category, was_over]
    of_alert = select(AlertRow.case_id).where(
        AlertRow.condition == series.name, col(AlertRow.case_id).is_not(None)
    )
    at_equipment = col(CaseRow.equipment_id) == case.equipment_id
    return [at_equipment, is_of_category | col(CaseRow.id).in_(of_alert)]


def root_cause_of(row: RootCauseRow | None) -> RootCause | None:
    if row is None:
        return None
    return RootCause(row.problem, tuple(row.whys), row.root_cause, row.measure, row.owner_id, row.due_on)
