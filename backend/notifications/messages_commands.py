"""Wording of messages, in the language of the phone that each goes to. Ids and a short text only."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from backend.alerts.causes.rules import of_sensor
from backend.alerts.events import ALERT_CONFIRMATION_ASKED, ALERT_RAISED, ALERT_WITHOUT_NEXT_STEP
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core import words
from backend.core.database import Transaction
from backend.core.events import refs
from backend.core.nouns import Subjects, page_of
from backend.core.text import Language, Text
from backend.core.vocabulary import Tier
from backend.deadlines.events import ESCALATED
from backend.notifications import buttons_commands as buttons
from backend.notifications import reminders_commands as reminders
from backend.notifications import shifts_commands as shifts
from backend.notifications.addresses import commands as addresses
from backend.notifications.alert_tests import commands as alert_tests
from backend.notifications.answer_links import commands as answer_links
from backend.notifications.called_commands import alert_of, place_and_why
from backend.notifications.channels import commands as channels
from backend.notifications.chat_cards import commands as chat_cards
from backend.notifications.events import (
    ADDRESS_CODE_SENT,
    ALERT_TEST_SENT,
    CHANNEL_TESTED,
    MESSAGES_EXPIRED,
    OUTLET_TESTED,
)
from backend.notifications.outlets import commands as outlets
from backend.notifications.rules import EXPIRES_AFTER, Delivery, DigestOf, digest_of
from push.message import Button, Message, Purpose, Urgency, Variables

LANGUAGE_TAGS: Final = {Language.ZH: "zh-CN", Language.EN: "en"}
ASKS_AGAIN: Final = frozenset({ALERT_CONFIRMATION_ASKED, ALERT_WITHOUT_NEXT_STEP})
CALLS: Final = ASKS_AGAIN | {ESCALATED}
"""Events that call people because nobody acted."""
TOPICS: Final = {DigestOf.ALERTS: "d", DigestOf.REMINDERS: "c", DigestOf.NEWS: "b"}
"""First digit of the topic of a digest; the rest is its person's, so that the next one replaces it."""
WORDED_FOR: Final = timedelta(seconds=1)
ADDRESSES_PAGE: Final = "/settings"
CHANNELS_PAGE: Final = "/admin/channels"
TESTS: Final = {
    CHANNEL_TESTED: ("site_channel", channels.test_message),
    OUTLET_TESTED: ("outlet", outlets.test_message),
}


def compose(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Message:
    """The message of this delivery as things stand now. Messages of one subject replace each other.

    `navigate` is a path below the address of the product.
    """
    title, body, path, code = _of_its_own(tx, delivery, subjects) or _of_a_subject(tx, delivery, subjects)
    token, reply = ("", "") if code else answer_links.make_link(tx, delivery)
    return Message(
        title=title.in_(delivery.language),
        body=body.in_(delivery.language),
        navigate=path,
        topic=_topic(delivery, subjects),
        urgency=_urgency(delivery),
        ttl=EXPIRES_AFTER,
        lang=LANGUAGE_TAGS[delivery.language],
        data={"delivery": str(delivery.delivery_id), **buttons.words_around(tx, delivery)},
        buttons=buttons.of(tx, delivery),
        purpose=_purpose(tx, delivery),
        variables=replace(_variables(tx, delivery, code or token), reply=reply),
        hint=words.text("message.replyHint", code=reply).in_(delivery.language) if reply else "",
        card=chat_cards.card_of(tx, delivery, token),
        message_id=delivery.delivery_id.hex,
    )


@dataclass(frozen=True, slots=True)
class _ToMany:
    """Message of one event in one language, with the buttons of each person."""

    message: Message
    worded_at: datetime
    buttons: dict[UUID | None, tuple[Button, ...]] = field(default_factory=dict)


class Wording:
    """Words the messages of one sending. What an event says to many browsers is worded once per language, and
    anew after WORDED_FOR: things may stand otherwise by then.
    """

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._to_many: dict[tuple[int, Language], _ToMany] = {}

    def message(self, tx: Transaction, delivery: Delivery) -> Message:
        """As `compose`; a digest, and what carries a link of one person, is worded for itself."""
        if delivery.channel_id is not None or delivery.grouped:
            return compose(tx, delivery, self._subjects)
        key = delivery.outbox_id, delivery.language
        found = self._to_many.get(key)
        if found is None or found.worded_at + WORDED_FOR <= tx.now:
            found = self._to_many[key] = _ToMany(compose(tx, delivery, self._subjects), tx.now)
        if delivery.person_id not in found.buttons:
            found.buttons[delivery.person_id] = buttons.of(tx, delivery)
        return replace(
            found.message,
            data={**found.message.data, "delivery": str(delivery.delivery_id)},
            buttons=found.buttons[delivery.person_id],
            message_id=delivery.delivery_id.hex,
        )


Worded: TypeAlias = tuple[Text, Text, str, str]
"""Title, body, the page that it opens, and a code that it carries, empty for none."""


def _of_its_own(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Worded | None:
    """Return the words of a message that concerns nothing of the plant but the person and their ways; None
    for all other messages.
    """
    if (test := alert_tests.message(tx, delivery)) is not None:
        return *test, alert_tests.PAGE, ""
    if delivery.event_kind is ADDRESS_CODE_SENT:
        title, body, code = addresses.code_message(tx, _the(delivery, "address_code"))
        return title, body, ADDRESSES_PAGE, code
    if delivery.event_kind in TESTS:
        noun, message = TESTS[delivery.event_kind]
        return *message(tx, _the(delivery, noun)), CHANNELS_PAGE, ""
    if delivery.event_kind is MESSAGES_EXPIRED:
        body = words.text("message.expired", n=delivery.grouped + 1)
        return words.of("message.title", delivery.event_kind), body, "/", ""
    if not delivery.grouped and (coming := shifts.message(tx, delivery)) is not None:
        return *coming, page_of(delivery.event_kind, delivery.about, subjects), ""
    return None


def _of_a_subject(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Worded:
    page = page_of(delivery.event_kind, delivery.about, subjects)
    if delivery.grouped:
        page = f"/digests/{delivery.delivery_id}" if delivery.person_id else "/alerts"
        return *_digest_text(delivery), page, ""
    if (reminded := reminders.message(tx, delivery)) is not None:
        return *reminded, page, ""
    if (known_title := words.find("message.title", delivery.event_kind)) is not None:
        return known_title, _subject(tx, delivery, subjects), page, ""
    alert = _alert(tx, delivery)
    page = page_of(delivery.event_kind, refs(alert=alert.alert_id), subjects)
    return *_alert_words(tx, delivery, alert), page, ""


def _urgency(delivery: Delivery) -> Urgency:
    """An alert, a test of one, and whatever is asked about one, is heard; what else has a title can wait."""
    is_loud = delivery.event_kind is ALERT_TEST_SENT or delivery.event_kind in ASKS_AGAIN
    is_loud = is_loud or words.find("message.title", delivery.event_kind) is None
    return Urgency.HIGH if is_loud else Urgency.NORMAL


def tier_of(tx: Transaction, delivery: Delivery) -> Tier | None:
    """The tier that a message is about: its own, or that of the alert somebody is called to; else None."""
    alert_id = alert_of(tx, delivery)
    return delivery.tier or (tx.get(Alerts).peek(alert_id).rank if alert_id else None)


def _purpose(tx: Transaction, delivery: Delivery) -> Purpose:
    if delivery.event_kind is ADDRESS_CODE_SENT:
        return Purpose.CODE
    if delivery.event_kind in (CHANNEL_TESTED, OUTLET_TESTED, ALERT_TEST_SENT):
        return Purpose.TEST
    tier = tier_of(tx, delivery)
    return Purpose.NOTICE if tier is None else Purpose[tier.name]


def _variables(tx: Transaction, delivery: Delivery, code: str) -> Variables:
    """Return the variables that the template of a gateway may name; no name of a person is among them."""
    if delivery.event_kind is MESSAGES_EXPIRED:
        title = words.of("message.title", delivery.event_kind).in_(delivery.language)
        return Variables(place=title, number=str(delivery.grouped + 1))
    alert_id, tier = alert_of(tx, delivery), tier_of(tx, delivery)
    if alert_id is None or tier is None:
        return Variables(code=code)
    alert = tx.get(Alerts).peek(alert_id)
    case_id = delivery.ref("case")
    place, why = place_and_why(tx, alert, group_id=None if delivery.grouped else delivery.ref("alert_group"))
    if delivery.grouped:  # a template has no other place for how many there are
        why = _digest_text(delivery)[0]
    if delivery.ref("alert_group") and not delivery.grouped:
        tier = alert.rank
    return Variables(
        tier=words.of("message.tier", tier.name).in_(delivery.language),
        place=place.in_(delivery.language),
        value=why.in_(delivery.language),
        number=tx.get(Cases).peek(case_id).number if case_id else "",
        code=code,
    )


def _the(delivery: Delivery, noun: str) -> UUID:
    """Id of the object that its event must be about. Raises LookupError."""
    object_id = delivery.ref(noun)
    if object_id is None:
        raise LookupError(f"a delivery about {delivery.event_kind} without {noun}")
    return object_id


def _topic(delivery: Delivery, subjects: Subjects) -> str:
    """Messages of one subject replace each other on the phone, so do the summaries for one person."""
    if delivery.event_kind is MESSAGES_EXPIRED:
        return f"e{delivery.to_id.hex[1:]}"
    if delivery.grouped:
        return TOPICS[digest_of(delivery.event_kind.pace)] + delivery.to_id.hex[1:]
    is_apart = delivery.event_kind is ALERT_RAISED and delivery.tier is Tier.RED
    group = () if is_apart else ("alert_group",)  # a red alert stands beside its group, not under it
    nouns = (delivery.event_kind.opens, *group, "alert", *subjects)
    found = (delivery.ref(noun) for noun in nouns if noun)
    return next((each for each in found if each), delivery.delivery_id).hex


def _digest_text(delivery: Delivery) -> tuple[Text, Text]:
    """Return the message that speaks for many at once; alerts say how bad the worst of them is."""
    of = digest_of(delivery.event_kind.pace)
    title = words.of("message.digest", of.name, n=delivery.grouped + 1)
    if delivery.tier is None:
        return title, words.of("message.digestWhy", of.name)
    return title, words.text("message.digestWorst", tier=words.of("message.tier", delivery.tier.name))


def _alert(tx: Transaction, delivery: Delivery) -> Alert:
    """The alert that a message names: of several of one cause the first. Raises ValueError for none."""
    alert_id = alert_of(tx, delivery) or delivery.ref("alert")
    if alert_id is None:
        raise ValueError(f"a delivery about {delivery.event_kind} without an alert")
    return tx.get(Alerts).get(alert_id)


def _alert_words(tx: Transaction, delivery: Delivery, alert: Alert) -> tuple[Text, Text]:
    title = words.of("message.tier", alert.rank.name)
    said = of_sensor(*place_and_why(tx, alert, group_id=delivery.ref("alert_group")))
    return reminders.marked(title, is_simulated=alert.is_simulated), said


def _subject(tx: Transaction, delivery: Delivery, subjects: Subjects) -> Text:
    """The name of the first object. A message names nobody: who an event is about stands in the app."""
    for noun, subject in subjects.items():
        if subject.describe is not None and (object_id := delivery.ref(noun)):
            return subject.describe(tx, object_id)
    return words.find("message.body", delivery.event_kind) or words.text("message.inTheApp")
