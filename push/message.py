"""Message of a notification, the same for every channel: a short text and ids; no names, no secrets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import uuid4

from push.endpoint import Endpoint

TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Urgency(StrEnum):
    """How much battery the message may cost a phone (RFC 8030, 5.3)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Purpose(StrEnum):
    """Purpose of a message: a gateway that takes no free text words it by a template per purpose."""

    RED = "RED"
    ORANGE = "ORANGE"
    YELLOW = "YELLOW"
    BLUE = "BLUE"
    """An alert of this tier."""
    CLEAR = "CLEAR"
    """No alert is active there any more: a beacon goes dark."""
    NOTICE = "NOTICE"
    """Anything else that a person has to know."""
    CODE = "CODE"
    """The code by which an address is verified."""
    TEST = "TEST"
    """A test by an administrator: a beacon shows it for some seconds and keeps its state."""


@dataclass(frozen=True, slots=True)
class Variables:
    """Variables that a template of a gateway may name, each worded in the language of the message, any
    length: a channel shortens it to what its gateway takes. Empty where there is none.
    """

    tier: str = ""
    place: str = ""
    value: str = ""
    """The reading with its unit."""
    number: str = ""
    """Of the alert or case."""
    code: str = ""
    """Last part of a link, or the code that verifies an address."""
    reply: str = ""
    """The code by which a text message is answered by a text message."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a notification, beside opening it. `action`: its name for the app; `said`: the text that
    stands there instead, once it was taken.
    """

    action: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """An answer that a chat may offer as a button. `value` comes back with the tap, `title` stands on it."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class ChatCard:
    """Card of one alert in the chat of one person: what a push may say and no more, in their language. Empty
    where there is nothing to say.

    `token`: end of the link of this delivery, which goes with each of the `answers`; an alert's id never
    does. `said`: what its person has answered; `state`: how the alert stands, such as that it is over.

    For a chat that changes a card in answer to a tap only: `again` is the button that asks how the alert
    stands now, and `news` what its person, `user_id`, reads in a short message beside the card.
    """

    title: str
    place: str = ""
    value: str = ""
    """The reading with its unit, and when it was measured."""
    advice: Sequence[str] = ()
    coming: str = ""
    said: str = ""
    state: str = ""
    answers: Sequence[ChatAnswer] = ()
    again: ChatAnswer = ChatAnswer("SHOW", "…")
    user_id: str = ""
    news: str = ""
    token: str = field(default="", repr=False)
    tier: str = ""
    """RED, ORANGE, YELLOW or BLUE, which gives the card its colour; empty once the alert is over."""


@dataclass(frozen=True, slots=True)
class Message:
    """`topic` names what the message is about, at most 32 base64url characters (a UUID's `hex` fits): a newer
    message replaces an older one of the same topic, on its way and on the screen. `navigate` is the absolute
    address a tap opens; `link` the one that stands in a text instead, such as one that opens without a
    sign-in; `hint` a line below it. After `ttl` an undelivered message is dropped. `data` carries ids for the
    app. `buttons`, the most urgent first: a platform shows two or three, or none. `card`: for a chat that can
    bring an answer back now; all others send the text. `card_ref`: id that the provider gave to the card, of
    one that is brought up to date.

    `message_id`, at most 64 base64url characters, is the same for every attempt to deliver this message, so
    that a receiver can tell a second one.
    """

    title: str
    body: str
    navigate: str
    topic: str
    urgency: Urgency = Urgency.HIGH
    ttl: timedelta = timedelta(hours=1)
    lang: str = "zh-CN"
    data: Mapping[str, str] = field(default_factory=dict)
    buttons: Sequence[Button] = ()
    purpose: Purpose = Purpose.NOTICE
    variables: Variables = field(default_factory=Variables)
    link: str = ""
    hint: str = ""
    card: ChatCard | None = None
    card_ref: str = ""
    message_id: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        """Raises ValueError: a wrong topic would be refused by every push service, for every person."""
        if TOPIC.fullmatch(self.topic) is None:
            raise ValueError(f"not a topic of 1 to 32 base64url characters: {self.topic!r}")
        if MESSAGE_ID.fullmatch(self.message_id) is None:
            raise ValueError(f"not an id of 1 to 64 base64url characters: {self.message_id!r}")
        if self.link and not Endpoint(self.link).origin:
            raise ValueError("a link is an absolute address")
