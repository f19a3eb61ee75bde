"""Webhooks: who receives one can tell that it is ours, new, and whether it was there before."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from push import webhook
from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import HttpClient, Network
from push.settings import Problem, WrongSetting
from tests.support.channel_cases import MESSAGE, NOW, WEBHOOK_SECRET, staged
from tests.support.fake_providers import HttpProvider, Reply

OLD_SECRET = "whsec_" + base64.b64encode(b"of before, 24 bytes long").decode()


def test_a_webhook_says_what_a_machine_wants_to_know() -> None:
    with staged("a webhook") as stage:
        stage.channel.send(stage.endpoint, MESSAGE)
        (call,) = stage.fake.calls

    assert call.fields == {
        "id": "d1f00c2e",
        "at": "2026-11-28T02:00:00+00:00",
        "purpose": "RED",
        "topic": MESSAGE.topic,
        "title": "红色预警",
        "body": "2号反应釜 可燃气体 62 %LEL",
        "link": "https://plant.example/a/Xk29",
        "lang": "zh-CN",
        "variables": {
            "tier": "红色",
            "place": "2号反应釜",
            "value": "62 %LEL",
            "number": "A-7",
            "code": "Xk29",
        },
    }
    assert call.headers["webhook-id"] == "d1f00c2e"
    assert call.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    key = webhook.key_of(WEBHOOK_SECRET)
    assert call.headers["webhook-signature"] == webhook.signature(key, "d1f00c2e", NOW, call.body)


def test_a_second_attempt_has_the_same_id_and_a_time_and_signature_of_its_own() -> None:
    clock = [NOW]
    with HttpProvider(sending=("POST", "/hook"), accepted=Reply(204, b"")) as fake:
        network = Network(frozenset({fake.origin}), 60.0, lambda: clock[0])
        channel = build("webhook", "webhook", {"signing_secret": WEBHOOK_SECRET}, network)
        channel.send(Endpoint(f"{fake.origin}/hook"), MESSAGE)
        clock[0] = datetime(2026, 11, 28, 2, 5, tzinfo=UTC)
        channel.send(Endpoint(f"{fake.origin}/hook"), MESSAGE)
        channel.close()
        first, second = (call.headers for call in fake.calls)

    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert first["webhook-signature"] != second["webhook-signature"]


def test_while_a_secret_is_replaced_both_sign() -> None:
    with HttpProvider(sending=("POST", "/hook"), accepted=Reply(204, b"")) as fake:
        network = Network(frozenset({fake.origin}), 60.0, lambda: NOW)
        settings = {"signing_secret": WEBHOOK_SECRET, "previous_secret": OLD_SECRET}
        channel = build("webhook", "webhook", settings, network)
        channel.send(Endpoint(f"{fake.origin}/hook"), replace(MESSAGE))
        channel.close()
        (call,) = fake.calls

    keys = [webhook.key_of(secret) for secret in (WEBHOOK_SECRET, OLD_SECRET)]
    signatures = [webhook.signature(key, "d1f00c2e", NOW, call.body) for key in keys]
    assert call.headers["webhook-signature"].split(" ") == signatures


@pytest.mark.parametrize("secret", ["password", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64", "c2hvcnQ="])
def test_a_secret_that_is_none_or_can_be_guessed_is_refused(secret: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        build("webhook", "webhook", {"signing_secret": secret})

    assert (refused.value.name, refused.value.problem) == ("signing_secret", Problem.MALFORMED)
    assert secret not in str(refused.value)


def test_what_a_receiver_says_of_its_address_stays_between_us() -> None:
    url = "https://hooks.example/v1/alerts/abcdef123456?token=t0ken%2Fvalue"
    said = "Cannot POST /v1/alerts/abcdef123456?token=t0ken%2Fvalue, token t0ken/value, abcdef123456"
    client = HttpClient(Network(), ())
    assert "123456" not in client.without_secrets(said, webhook.parts_of(url))
    assert "t0ken" not in client.without_secrets(said, webhook.parts_of(url))
