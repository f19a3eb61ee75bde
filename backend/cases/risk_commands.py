"""The register follows cases: what waited for the end of one goes on, and what one taught is reviewed."""

from collections.abc import Collection
from uuid import UUID

from backend.alerts import risk_commands as risks_of_alerts
from backend.alerts.store import Alerts
from backend.cases.recurrence.store import Recurrences
from backend.cases.register.store import CaseRisks
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.events import Event
from backend.core.vocabulary import HazardGrade
from backend.risks.reviews.commands import call_review
from backend.risks.reviews.rules import Trigger
from backend.risks.revisions import commands as revisions


def send_stored(tx: Transaction, happened: Event) -> None:
    """A case is archived: revisions stored under its alerts go to a second person 归档后送批."""
    case_id = happened.ref("case")
    if case_id is not None:
        risks_of_alerts.send_stored_under(tx, _alerts_of(tx, case_id))
        revisions.send_stored(tx, _named(tx, case_id))


def review_archived(tx: Transaction, happened: Event) -> None:
    """A case is archived: the events that speak for its alerts are reviewed at once where it was a major
    hazard, or its root cause was found.
    """
    case_id = happened.ref("case")
    if case_id is None:
        return
    if tx.get(Cases).get(case_id).grade is HazardGrade.MAJOR:
        _review(tx, case_id, Trigger.MAJOR_HAZARD)
    elif tx.get(Recurrences).root_cause(case_id) is not None:
        _review(tx, case_id, Trigger.ROOT_CAUSE)


def review_recurring(tx: Transaction, happened: Event) -> None:
    """The same happened for the third time: the events that speak for it are reviewed at once."""
    case_id = happened.ref("case")
    if case_id is not None:
        _review(tx, case_id, Trigger.RECURRENCE)


def _review(tx: Transaction, case_id: UUID, trigger: Trigger) -> None:
    """Call the reviews of the events that speak for the alerts of a case, and of the one it was named for."""
    number = tx.get(Cases).get(case_id).number
    for event_id in sorted(tx.get(Alerts).risk_events_of(_alerts_of(tx, case_id)) | _named(tx, case_id)):
        call_review(tx, event_id, trigger, note=number)


def _named(tx: Transaction, case_id: UUID) -> set[UUID]:
    risk = tx.get(CaseRisks).of(case_id)
    return {risk.event_id} if risk and risk.event_id else set()


def _alerts_of(tx: Transaction, case_id: UUID) -> Collection[UUID]:
    return [alert.alert_id for alert, _, _ in tx.get(Alerts).of_case(case_id)]
