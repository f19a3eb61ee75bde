"""What a message says, in the language of the phone it goes to. Ids and a short text only."""

from collections.abc import Mapping
from typing import Final

from backend.alerts.causes.rules import of_sensor, sentence
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Transaction
from backend.core.subjects import Subjects
from backend.core.text import Language, Text
from backend.core.vocabulary import Tier
from backend.notifications import reminders_commands as reminders
from backend.notifications.rules import EXPIRES_AFTER, Delivery
from backend.people.store import People
from backend.sensors.store import Sensors
from push.message import Message, Urgency

LANGUAGE_TAGS: Final = {Language.ZH: "zh-CN", Language.EN: "en"}
PAGES: Final[Mapping[str, str]] = {
    "CORRECTION_ANSWERED": "/settings/data",
    "CORRECTION_ASKED": "/admin/privacy",
    "INDICATOR_REVIEW_DUE": "/lab",
    "INDICATOR_PROPOSED": "/lab",
    "MAINTENANCE_ENDS_SOON": "/held",
    "SENSOR_BACK_SOON": "/held",
    "SENSOR_STILL_OUT": "/held",
}
"""What is opened where an event is about no object with a page of its own; `message.body` has its words."""


def compose(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Message:
    """The message of this delivery as things stand now. Messages of one subject replace each other.

    `navigate` is a path below the address of the product.
    """
    known_title = words.find("message.title", delivery.event_kind)
    if (reminded := reminders.message(tx, delivery)) is not None:
        title, body, path = *reminded, reminders.navigate(delivery)
    elif delivery.grouped and delivery.tier is not None:
        title, body, path = *_digest_text(delivery.grouped + 1, delivery.tier), "/alerts"
    elif known_title is not None:
        title, (body, path) = known_title, _subject(tx, delivery, subjects)
    else:
        title, body, path = *_alert_words(tx, delivery), f"/alerts/{delivery.ref('alert')}"
    return Message(
        title=title.in_(delivery.language),
        body=body.in_(delivery.language),
        navigate=path,
        topic=_topic(delivery, subjects),
        urgency=Urgency.HIGH if known_title is None else Urgency.NORMAL,
        ttl=EXPIRES_AFTER,
        lang=LANGUAGE_TAGS[delivery.language],
        data={"delivery": str(delivery.delivery_id)},
    )


def _topic(delivery: Delivery, subjects: Subjects) -> str:
    """Messages of one subject replace each other on the phone, so do the summaries for one person."""
    if delivery.grouped:
        is_reminder = delivery.tier is None
        return f"c{delivery.person_id.hex[1:]}" if is_reminder else delivery.person_id.hex
    nouns = (delivery.event_kind.opens, "alert", *subjects)
    found = (delivery.ref(noun) for noun in nouns if noun)
    return next((each for each in found if each), delivery.delivery_id).hex


def _digest_text(count: int, worst: Tier) -> tuple[Text, Text]:
    """Return the message about many alerts at once."""
    return (
        words.text("message.alerts", n=count),
        words.text("message.alertsWorst", tier=words.of("message.tier", worst.name)),
    )


def _alert_words(tx: Transaction, delivery: Delivery) -> tuple[Text, Text]:
    alert_id = delivery.ref("alert")
    if alert_id is None:
        raise ValueError(f"a delivery about {delivery.event_kind} without an alert")
    alert = tx.get(Alerts).get(alert_id)
    sensor = tx.get(Sensors).get([alert.sensor_id])[alert.sensor_id]
    title = words.of("message.tier", alert.tier.name)
    why = sentence(alert.condition, tx.get(Alerts).cause(alert.alert_id))
    return reminders.marked(title, is_simulated=alert.is_simulated), of_sensor(sensor.name, why)


def _subject(tx: Transaction, delivery: Delivery, subjects: Subjects) -> tuple[Text, str]:
    """The name of the first object, and the page of the one that the kind of event opens; of an event about a
    person alone, their name.
    """
    found = {noun: describe(tx, each) for noun, describe in subjects.items() if (each := delivery.ref(noun))}
    if not found:
        body = words.find("message.body", delivery.event_kind) or _of_person(tx, delivery)
        return body, PAGES.get(delivery.event_kind, "/")
    first = next(iter(found.values()))
    return first.name, found.get(delivery.event_kind.opens or "", first).path


def _of_person(tx: Transaction, delivery: Delivery) -> Text:
    person_id = delivery.ref("person")
    return tx.get(People).name(person_id) if person_id else Text("", "")
