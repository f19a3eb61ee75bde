"""The alert to which a message calls somebody, also where it is about its case, and why it was raised."""

from uuid import UUID

from backend.alerts.causes.rules import sentence
from backend.alerts.events import ALERT_RAISED
from backend.alerts.grouping.names_store import SilentGroups
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.rules import Alert, AlertState
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.deadlines.events import ESCALATED
from backend.notifications.rules import Delivery
from backend.sensors.store import Sensors


def alert_of(tx: Transaction, delivery: Delivery) -> UUID | None:
    """Return the alert that the message is about, None for none and for several. Who is called because nobody
    acknowledged an alert is told of its case: then the worst of those that wait, else the worst active one.
    The message of a group that grew is about the worst that nobody has seen; a red one speaks for itself.
    """
    alerts = delivery.refs_of("alert")
    group_id = delivery.ref("alert_group")
    is_of_group = delivery.event_kind is ALERT_RAISED and delivery.tier is not Tier.RED
    if group_id and is_of_group and not delivery.grouped:
        return tx.get(AlertGroups).worst_unseen(group_id) or alerts[0]
    if alerts or delivery.grouped or delivery.event_kind is not ESCALATED:
        return alerts[0] if len(alerts) == 1 else None
    case_id = delivery.ref("case")
    of_case = [alert for alert, _, _ in tx.get(Alerts).of_case(case_id)] if case_id else []
    found = [alert for alert in of_case if alert.state is not AlertState.NORMAL]
    worst = max(found, key=lambda each: (not each.is_acknowledged, each.rank, each.alert_id), default=None)
    return worst.alert_id if worst else None


def place_and_why(tx: Transaction, alert: Alert, *, group_id: UUID | None) -> tuple[Text, Text]:
    """Return where the alert is and why. Of a group of silences: what explains them, how many there are, and
    whether more are falling silent. Of any other group: how many more of it nobody has seen.
    """
    of_group = tx.get(SilentGroups).said(alert, now=tx.now) if group_id else None
    return of_group or _by_itself(tx, alert, group_id)


def _by_itself(tx: Transaction, alert: Alert, group_id: UUID | None) -> tuple[Text, Text]:
    place = tx.get(Sensors).one(alert.sensor_id).name
    why = sentence(alert.condition, tx.get(Alerts).cause(alert.alert_id))
    if group_id is None or alert.condition is AlertCondition.SILENT:
        return place, why
    others = tx.get(AlertGroups).unseen(group_id, besides=alert.alert_id)
    return place, words.text("message.andOthersOfCause", why=why, n=others) if others else why
