"""People who are notified of a red or orange alert, noted from the moment that they are."""

from backend.alerts.responses.store import Responses
from backend.alerts.rules import LOUD
from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.core.events import Event
from backend.notifications.recipients_commands import recipients


def note_notified(tx: Transaction, happened: Event) -> None:
    """Note whom an alert is notified, or a rung of its ladder; nobody while something suppresses it.

    In the transaction of what happened, not when messages are planned: a push service that hangs keeps no
    alarm from a screen that is open.
    """
    if happened.tier not in LOUD:
        return
    alert_ids = happened.refs_of("alert")
    if not alert_ids and (case_id := happened.ref("case")):
        alert_ids = [each.alert_id for each, _, _ in tx.get(Alerts).of_case(case_id)]
    open_now = [each for each in map(tx.get(Alerts).peek, alert_ids) if each.is_active]
    heard = [each.alert_id for each in open_now if each.suppressed_by is None and not each.is_acknowledged]
    if heard:
        tx.get(Responses).notify(heard, recipients(tx, happened), at=tx.now)
