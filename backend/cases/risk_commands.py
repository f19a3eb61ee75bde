"""The register follows cases: what waited for the end of one goes on."""

from backend.alerts import risk_commands as risks_of_alerts
from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.core.events import Event


def send_stored(tx: Transaction, happened: Event) -> None:
    """A case is archived: revisions stored under its alerts go to a second person 归档后送批."""
    case_id = happened.ref("case")
    if case_id is not None:
        alerts = tx.get(Alerts).of_case(case_id)
        risks_of_alerts.send_stored_under(tx, [alert.alert_id for alert, _, _ in alerts])
