"""What every channel keeps to, whatever it speaks; a new channel is one more case here."""

from datetime import UTC, datetime

import pytest

from push import vapid
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Verdict
from push.registry import Channel, Registry
from push.webpush import WebPush

MESSAGE = Message(title="红色预警", body="GAS-1", navigate="https://plant.example/alerts/1", topic="a1")
NOBODY_LISTENS = "http://127.0.0.1:9"


def web_push() -> Channel:
    return WebPush(
        vapid.from_pem(vapid.new_pem()),
        subject="mailto:ops@example.com",
        origins=("https://*.push.example", NOBODY_LISTENS),
        timeout_s=2,
        now=lambda: datetime(2026, 11, 26, tzinfo=UTC),
    )


CHANNELS = {"webpush": (web_push, f"{NOBODY_LISTENS}/p/1")}
"""How to make each kind, and an address of it at which nobody answers."""


@pytest.mark.parametrize("kind", CHANNELS)
def test_a_channel_takes_its_own_addresses_and_no_others(kind: str) -> None:
    make, address = CHANNELS[kind]
    registry = Registry([make()])

    assert registry.accepts(kind, address)
    assert not registry.accepts(kind, "https://10.0.0.1/p/1")
    assert not registry.accepts(kind, "")
    assert not registry.accepts("pigeon", address)


@pytest.mark.parametrize("kind", CHANNELS)
def test_a_channel_answers_and_never_raises_where_nobody_listens(kind: str) -> None:
    make, address = CHANNELS[kind]

    outcome = Registry([make()]).send(kind, Endpoint(address), MESSAGE)

    assert outcome.verdict in (Verdict.RETRY, Verdict.FAILED)
    assert outcome.reason


def test_a_message_for_a_channel_that_the_site_has_not_fails() -> None:
    outcome = Registry().send("pigeon", Endpoint("roof"), MESSAGE)

    assert (outcome.verdict, outcome.reason) == (Verdict.FAILED, "this site has no channel pigeon")
