"""The alert to which somebody is called by a message, also where the message is about its case."""

from uuid import UUID

from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.deadlines.events import ESCALATED
from backend.notifications.rules import Delivery


def alert_of(tx: Transaction, delivery: Delivery) -> UUID | None:
    """Return the alert that the message is about, None for none and for several. Who is called because nobody
    acknowledged an alert is told of its case: then the worst of those that wait, else the worst active one.
    """
    alerts = delivery.refs_of("alert")
    if alerts or delivery.grouped or delivery.event_kind is not ESCALATED:
        return alerts[0] if len(alerts) == 1 else None
    case_id = delivery.ref("case")
    of_case = [alert for alert, _, _ in tx.get(Alerts).of_case(case_id)] if case_id else []
    found = [alert for alert in of_case if alert.is_active]
    worst = max(found, key=lambda each: (not each.is_acknowledged, each.tier, each.alert_id), default=None)
    return worst.alert_id if worst else None
