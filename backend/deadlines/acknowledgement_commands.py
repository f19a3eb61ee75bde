"""Who is to look at an alert, by when: its clock begins when people are told, and stops while it is held."""

from uuid import UUID

from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases.rules import CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.deadlines import commands as deadlines
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines


def follow(tx: Transaction, alert: Alert, *, case_id: UUID | None, is_told: bool) -> None:
    """After an alert was told, held back or changed: one ladder per case, however many alerts it has."""
    if alert.suppressed_by is not None and alert.suppressed_by.is_hidden:
        _hold(tx, alert, case_id)
    elif is_told and not alert.is_acknowledged:
        _ask(tx, alert, case_id)


def _ask(tx: Transaction, alert: Alert, case_id: UUID | None) -> None:
    case = tx.get(Cases).get(case_id) if case_id is not None else None
    if case is None or case.state is CaseState.ARCHIVED:
        deadlines.begin_for_alert(tx, alert)
    elif not tx.get(Deadlines).running(
        case.case_id, DeadlineStep.ACKNOWLEDGE
    ):  # else getting worse tightened it
        deadlines.begin(tx, case, DeadlineStep.ACKNOWLEDGE, due_at=alert.acknowledge_due_at)


def _hold(tx: Transaction, alert: Alert, case_id: UUID | None) -> None:
    """Nobody is asked to look at what is held back on purpose, unless another alert of its case asks too."""
    deadlines.end_for_alert(tx, alert.alert_id)
    if case_id is None:
        return
    others = (each for each, _, _ in tx.get(Alerts).of_case(case_id) if each.alert_id != alert.alert_id)
    if not any(each.is_open and not each.is_acknowledged and each.suppressed_by is None for each in others):
        deadlines.end(tx, case_id, DeadlineStep.ACKNOWLEDGE)
