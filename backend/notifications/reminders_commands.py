"""Wording of reminders: of something that is due, overdue, unanswered or followed up 督办."""

from datetime import timedelta
from typing import Final

from backend.alerts.causes.rules import of_sensor
from backend.alerts.events import ALERT_CONFIRMATION_ASKED, ALERT_WITHOUT_NEXT_STEP
from backend.alerts.grouping.names_store import SilentGroups
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases.events import (
    CASE_FOLLOWED_UP,
    FOLLOW_UP_ANSWERED,
)
from backend.cases.rules import Case, name_of
from backend.cases.store import Cases
from backend.core import words
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.deadlines.events import DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.notifications.rules import Delivery
from backend.sensors.store import Sensors

KINDS: Final = frozenset(
    {
        ALERT_CONFIRMATION_ASKED,
        ALERT_WITHOUT_NEXT_STEP,
        CASE_FOLLOWED_UP,
        DEADLINE_OVERDUE,
        DEADLINE_REMINDED,
        ESCALATED,
        FOLLOW_UP_ANSWERED,
    }
)


def message(tx: Transaction, delivery: Delivery) -> tuple[Text, Text] | None:
    """Title and body of a reminder about a case or an alert, as things stand now; None for all others."""
    if delivery.event_kind not in KINDS:
        return None
    case_id, alert_id = delivery.ref("case"), delivery.ref("alert")
    if case_id is not None:
        case = tx.get(Cases).peek(case_id)
        return marked(_title(delivery, case.tier), is_simulated=case.is_simulated), _of_case(tx, case)
    if alert_id is None:
        return None
    alert = tx.get(Alerts).get(alert_id)
    return marked(_title(delivery, alert.rank), is_simulated=alert.is_simulated), _of_alert(tx, alert)


def _title(delivery: Delivery, tier: Tier) -> Text:
    """The title of the kind; an escalation is titled by its tier."""
    return words.find("message.title", delivery.event_kind) or words.of("message.unanswered", tier.name)


def _of_alert(tx: Transaction, alert: Alert) -> Text:
    """Return what is reminded of: of an alert that leads silences all of them."""
    leads = alert.group_id is not None and tx.get(Alerts).leads_group(alert.alert_id)
    of_group = tx.get(SilentGroups).said(alert, now=tx.now) if leads else None
    return of_sensor(*of_group) if of_group else tx.get(Sensors).one(alert.sensor_id).name


def _of_case(tx: Transaction, case: Case) -> Text:
    """Return the case, and the time that is left for its current step, or by how much it is overdue."""
    name = name_of(case)
    step, due_at = words.find("message.step", case.state), case.due_at
    if step is None or due_at is None:
        return name
    left = due_at - tx.now
    if left > timedelta(0):
        return words.text("message.left", name=name, step=step, span=_span(left))
    return words.text("message.late", name=name, step=step, span=_span(-left))


def _span(span: timedelta) -> Text:
    minutes = max(round(span.total_seconds() / 60), 1)
    if minutes < 120:
        return words.text("time.minutes", n=minutes)
    hours = minutes // 60
    if hours < 72:
        return words.text("time.hours", n=hours)
    return words.text("message.days", n=hours // 24)


def marked(title: Text, *, is_simulated: bool) -> Text:
    """Return the title with the mark of the simulation before it, where the source is simulated."""
    return words.text("message.simulated", title=title) if is_simulated else title
