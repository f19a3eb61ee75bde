"""From a letter to a channel and back: the product's words on one side, `push` on the other."""

from collections.abc import Callable
from datetime import timedelta

from backend.core.text import Language
from backend.notifications.rules import (
    EXPIRES_AFTER,
    Letter,
    PushAddress,
    SendOutcome,
    SendResult,
)
from push.channel import Channel
from push.endpoint import Endpoint
from push.message import Message, Urgency

LANGUAGE_TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}


def sender(channel: Channel, *, address: str) -> Callable[[PushAddress, Letter], SendOutcome]:
    """A function that sends one letter through the channel; `address` is where people reach the product."""

    def send(to: PushAddress, letter: Letter) -> SendOutcome:
        outcome = channel.send(
            Endpoint(to.endpoint, {"p256dh": to.p256dh, "auth": to.auth}),
            _message(letter, address, EXPIRES_AFTER),
        )
        return SendOutcome(SendResult(outcome.verdict.value), outcome.reason, outcome.retry_after)

    return send


def _message(letter: Letter, address: str, ttl: timedelta) -> Message:
    return Message(
        title=letter.title,
        body=letter.body,
        navigate=f"{address}{letter.navigate}",
        topic=letter.topic,
        urgency=Urgency.HIGH if letter.is_urgent else Urgency.NORMAL,
        ttl=ttl,
        lang=LANGUAGE_TAGS[letter.language],
        data={"delivery": str(letter.delivery_id)},
    )
