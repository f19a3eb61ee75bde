"""Message of a notification, the same for every channel: a short text and ids; no names, no secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")


class Urgency(StrEnum):
    """How much battery the message may cost a phone (RFC 8030, 5.3)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Message:
    """`topic` names what the message is about, at most 32 base64url characters (a UUID's `hex` fits): a newer
    message replaces an older one of the same topic, on its way and on the screen. `navigate` is the absolute
    address a tap opens. After `ttl` an undelivered message is dropped. `data` carries ids for the app.
    """

    title: str
    body: str
    navigate: str
    topic: str
    urgency: Urgency = Urgency.HIGH
    ttl: timedelta = timedelta(hours=1)
    lang: str = "zh-CN"
    data: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ValueError: a wrong topic would be refused by every push service, for every person."""
        if TOPIC.fullmatch(self.topic) is None:
            raise ValueError(f"not a topic of 1 to 32 base64url characters: {self.topic!r}")
