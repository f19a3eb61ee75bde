"""Buttons by which an alert is answered from its notification, without opening the app."""

from functools import cache
from typing import Final

from backend.alerts.reminders.commands import who_must_confirm
from backend.alerts.responses.rules import Answer
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Transaction
from backend.core.events import Pace
from backend.core.text import Language
from backend.notifications.called_commands import alert_of
from backend.notifications.rules import Delivery
from push.message import Button

ACKNOWLEDGE: Final = "ACKNOWLEDGE"
PACES: Final = frozenset({Pace.ALERT, Pace.GROWING, Pace.PRESSING})


def of(tx: Transaction, delivery: Delivery) -> tuple[Button, ...]:
    """Return the buttons, the most urgent first; none where the message is about no alert, about several, or
    about one that is over. Who need not confirm what somebody has acknowledged can still come.
    """
    alert = _alert(tx, delivery)
    if alert is None:
        return ()
    waits = not alert.is_acknowledged or delivery.person_id in who_must_confirm(tx, alert)
    first = (ACKNOWLEDGE,) if waits else ()
    return tuple(_button(action, delivery.language) for action in (*first, *Answer))


def words_around(tx: Transaction, delivery: Delivery) -> dict[str, str]:
    """Return what the app needs beside the buttons: the alert, and what it says where an answer does not get
    through at once. Empty where there are no buttons.
    """
    alert = _alert(tx, delivery)
    if alert is None:
        return {}
    language = delivery.language
    return {
        "alert": str(alert.alert_id),
        "kept": words.text("message.saidKept").in_(language),
        "refused": words.text("message.saidRefused").in_(language),
        "asks": words.text("message.saidAsks").in_(language),
    }


@cache  # a red alert to a plant words it for a thousand browsers
def _button(action: str, language: Language) -> Button:
    title, said = words.of("message.button", action), words.of("message.said", action)
    return Button(action=action, title=title.in_(language), said=said.in_(language))


def _alert(tx: Transaction, delivery: Delivery) -> Alert | None:
    """The one alert that this push is about, while it is open. Other channels have a link."""
    if delivery.channel_id is not None or delivery.grouped or delivery.event_kind.pace not in PACES:
        return None
    alert_id = alert_of(tx, delivery)
    alert = tx.get(Alerts).peek(alert_id) if alert_id else None
    return alert if alert is not None and alert.is_open else None
