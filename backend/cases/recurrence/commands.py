"""Recurrences: noticed when a case opens, and disposed of only with their root cause."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.cases.events import CASE_RECURRED, HAZARD_GRADE_RAISED, ROOT_CAUSE_RECORDED
from backend.cases.recurrence import rules
from backend.cases.recurrence.rules import RecurrenceBasis, RootCause, Series
from backend.cases.recurrence.store import Recurrence, Recurrences
from backend.cases.register.store import CaseRisks
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardGrade
from backend.people.store import People


def mark(tx: Transaction, case: Case, category: str) -> bool:
    """Whether this new case is the third of one of its series, or later; noted of the first such series."""
    if case.is_simulated:
        return False
    risk = tx.get(CaseRisks).of(case.case_id)
    return any(_mark(tx, case, each) for each in rules.series_of(case, category, risk))


def mark_of_event(tx: Transaction, case: Case) -> bool:
    """The same of a case whose event was named just now; a case is noted as a recurrence once."""
    risk = tx.get(CaseRisks).of(case.case_id)
    if case.is_simulated or risk is None or tx.get(Recurrences).of(case.case_id) is not None:
        return False
    of_event = (each for each in rules.series_of(case, "", risk) if each.basis is RecurrenceBasis.EVENT)
    return any(_mark(tx, case, each) for each in of_event)


def _mark(tx: Transaction, case: Case, series: Series) -> bool:
    since = tx.now - rules.RECURRENCE_WITHIN
    earlier = rules.earlier_ones(tx.get(Recurrences).before(case, series, since=since), now=tx.now)
    if not rules.is_recurrence(earlier):
        return False
    tx.get(Recurrences).mark(case.case_id, Recurrence(series.name, earlier, series.basis))
    note = f"{series.name} × {len(earlier) + 1}"
    tx.announce(Event(CASE_RECURRED, case.site_id, about=refs(case=case.case_id), note=note))
    return True


def require_root_cause(tx: Transaction, case: Case) -> None:
    """Raises Refused(ROOT_CAUSE_REQUIRED) for the disposal of a recurrence whose cause nobody has found."""
    if tx.get(Recurrences).of(case.case_id) and tx.get(Recurrences).root_cause(case.case_id) is None:
        raise Refused(ErrorCode.ROOT_CAUSE_REQUIRED, "it happened before: say why, five times")


def record_root_cause(tx: Transaction, case_id: UUID, cause: RootCause, *, by: Viewer) -> Case:
    """Keep the 5-why form of a case; it may be written again until the case is archived.

    Raises Refused: ILLEGAL_TRANSITION after that, NOT_FOUND for an owner from elsewhere, and as
    `rules.checked` does.
    """
    case = tx.get(Cases).get(case_id)
    by.require(Permission.DISPOSE, site_id=case.site_id)
    if case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an archived case is never written again")
    tx.get(People).require_at_site(case.site_id, department_id=None, person_id=cause.owner_id)
    # Somebody in front of the server's date line writes today's date, which is yesterday's here.
    found = rules.checked(cause, today=(tx.now - timedelta(hours=12)).astimezone(ZoneInfo("UTC")).date())
    tx.get(Recurrences).put_root_cause(case_id, found, by=by.person_id, at=tx.now)
    tx.announce(
        Event(
            ROOT_CAUSE_RECORDED,
            case.site_id,
            about=refs(case=case_id),
            by=by.person_id,
            note=found.root_cause,
            to=(found.owner_id,),
        )
    )
    return case


def raise_hazard_grade(tx: Transaction, case_id: UUID, *, clause: str, by: Viewer) -> Case:
    """An officer judges a general hazard as a major one, by the clause.

    Raises Refused: CLAUSE_REQUIRED, ILLEGAL_TRANSITION for a case of no report, a major one, or an archived
    one.
    """
    case = tx.get(Cases).get(case_id)
    by.require(Permission.TRIAGE, site_id=case.site_id)
    if case.report_id is None or case.grade is not HazardGrade.GENERAL or case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "only a general hazard whose case is open becomes major")
    raised = replace(case, grade=HazardGrade.MAJOR, changed_at=tx.now)
    tx.get(Cases).put(raised)
    tx.announce(
        Event(
            HAZARD_GRADE_RAISED,
            case.site_id,
            about=refs(case=case_id, hazard_report=case.report_id),
            by=by.person_id,
            note=clause.strip(),
        )
    )
    return raised
