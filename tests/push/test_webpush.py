import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from push.endpoint import Endpoint
from push.message import Button, Message, Urgency
from push.outcome import Outcome, Verdict
from push.vapid import VapidKeys
from push.webpush import MAX_PAYLOAD_BYTES, WebPush, encode
from tests.support.fakes import FakePushService, Subscription, fetch

pytestmark = pytest.mark.usefixtures("environment")
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
KEYS = VapidKeys(ec.generate_private_key(ec.SECP256R1()))
MESSAGE = Message(
    title="红色预警",
    body="2号反应釜 可燃气体 62 %LEL",
    navigate="https://anhuan.example/alerts/7",
    topic="0f3c6d5e8a914b0c9d2e7f1a5b6c8d90",
    data={"alertId": "0f3c6d5e-8a91-4b0c-9d2e-7f1a5b6c8d90", "deliveryId": "d-1"},
)


@pytest.fixture
def service() -> Iterator[FakePushService]:
    with FakePushService() as started:
        yield started


@pytest.fixture
def channel(service: FakePushService) -> Iterator[WebPush]:
    opened = web_push(service)
    yield opened
    opened.close()


def web_push(*services: FakePushService, timeout_s: float = 10.0, keys: VapidKeys = KEYS) -> WebPush:
    origins = frozenset(service.origin for service in services)
    return WebPush(
        keys,
        subject="mailto:ops@example.com",
        origins=origins,
        timeout_s=timeout_s,
        now=lambda: NOW,
    )


def subscribed(service: FakePushService) -> tuple[Endpoint, Subscription]:
    address, keys, browser = service.subscribe()
    return Endpoint(address, keys), browser


def test_a_message_arrives_readable_by_the_browser_alone(service: FakePushService, channel: WebPush) -> None:
    endpoint, browser = subscribed(service)

    outcome = channel.send(endpoint, MESSAGE)

    assert outcome == Outcome(Verdict.ACCEPTED, status=201)
    (received,) = browser.received
    assert received.payload == {
        "web_push": 8030,
        "notification": {
            "title": "红色预警",
            "body": "2号反应釜 可燃气体 62 %LEL",
            "navigate": "https://anhuan.example/alerts/7",
            "lang": "zh-CN",
            "tag": MESSAGE.topic,
            "data": dict(MESSAGE.data),
            "renotify": True,
            "requireInteraction": True,
        },
    }
    assert fetch(endpoint.address.replace("/p/", "/msgs/")) == [received.payload]


def test_buttons_stand_in_the_message_with_what_they_say_afterwards(
    service: FakePushService, channel: WebPush
) -> None:
    endpoint, browser = subscribed(service)
    buttons = (Button("ACKNOWLEDGE", "响应", "已响应"), Button("ON_THE_WAY", "我在路上", "大家看得到"))

    channel.send(endpoint, replace(MESSAGE, buttons=buttons))

    (received,) = browser.received
    shown = received.payload["notification"]
    assert shown["actions"] == [
        {"action": "ACKNOWLEDGE", "title": "响应", "navigate": MESSAGE.navigate},
        {"action": "ON_THE_WAY", "title": "我在路上", "navigate": MESSAGE.navigate},
    ]
    assert shown["data"] == {**MESSAGE.data, "said": {"ACKNOWLEDGE": "已响应", "ON_THE_WAY": "大家看得到"}}


def test_the_service_is_notified_how_long_and_how_urgently(
    service: FakePushService, channel: WebPush
) -> None:
    endpoint, browser = subscribed(service)

    channel.send(endpoint, replace(MESSAGE, urgency=Urgency.NORMAL, ttl=timedelta(minutes=10)))
    channel.send(endpoint, MESSAGE)

    calm, urgent = (received.headers for received in browser.received)
    assert (calm["urgency"], calm["ttl"]) == ("normal", "600")
    assert (urgent["urgency"], urgent["ttl"]) == ("high", "3600")
    assert urgent["topic"] == MESSAGE.topic
    assert urgent["content-type"] == "application/octet-stream"
    assert browser.received[1].claims["sub"] == "mailto:ops@example.com"


def test_each_service_gets_a_signature_for_itself(service: FakePushService) -> None:
    with FakePushService() as other:
        channel = web_push(service, other)
        browsers = [subscribed(each) for each in (service, other, service)]

        verdicts = [channel.send(endpoint, MESSAGE).verdict for endpoint, _ in browsers]
        channel.close()

        assert verdicts == [Verdict.ACCEPTED] * 3
        audiences = [browser.received[0].claims["aud"] for _, browser in browsers]
        assert audiences == [service.origin, other.origin, service.origin]


def test_a_connection_is_used_again(service: FakePushService, channel: WebPush) -> None:
    for _ in range(5):
        channel.send(subscribed(service)[0], MESSAGE)

    assert service.connections == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_over_is_gone(service: FakePushService, channel: WebPush, status: int) -> None:
    endpoint, browser = subscribed(service)
    browser.answer = (status, {})

    assert channel.send(endpoint, MESSAGE).verdict is Verdict.GONE


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, "7", timedelta(seconds=7)),
        (429, format_datetime(NOW + timedelta(seconds=90), usegmt=True), timedelta(seconds=90)),
        (429, format_datetime(NOW - timedelta(days=1), usegmt=True), timedelta(0)),
        (429, "999999999999999", timedelta(hours=1)),
        (503, "soon", None),
        (500, None, None),
        (408, None, None),
    ],
)
def test_a_busy_service_is_tried_again_when_it_says(
    service: FakePushService, channel: WebPush, status: int, header: str | None, wait: timedelta | None
) -> None:
    endpoint, browser = subscribed(service)
    browser.answer = (status, {} if header is None else {"Retry-After": header})

    outcome = channel.send(endpoint, MESSAGE)

    assert (outcome.verdict, outcome.status, outcome.retry_after) == (Verdict.RETRY, status, wait)


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refused_message_has_failed_and_the_subscription_stays(
    service: FakePushService, channel: WebPush, status: int
) -> None:
    endpoint, browser = subscribed(service)
    browser.answer = (status, {})

    outcome = channel.send(endpoint, MESSAGE)

    assert (outcome.verdict, outcome.status) == (Verdict.FAILED, status)


def test_a_phone_that_was_not_opened_since_the_key_changed_is_reached_with_the_key_before(
    service: FakePushService,
) -> None:
    newer = ec.generate_private_key(ec.SECP256R1())
    channel = web_push(service, keys=VapidKeys(newer, (KEYS.private_key,)))
    (before, old), (since, fresh) = subscribed(service), subscribed(service)
    old.server_key = KEYS.application_server_key
    fresh.server_key = VapidKeys(newer).application_server_key

    outcomes = [channel.send(endpoint, MESSAGE) for endpoint in (before, since)]

    channel.close()
    assert [each.verdict for each in outcomes] == [Verdict.ACCEPTED] * 2
    assert (len(old.received), len(fresh.received)) == (1, 1)
    assert fresh.tried == 1, "the key of now is tried first"


def test_a_phone_of_a_key_that_is_not_kept_any_more_has_failed_and_stays(
    service: FakePushService, channel: WebPush
) -> None:
    endpoint, browser = subscribed(service)
    browser.server_key = VapidKeys(ec.generate_private_key(ec.SECP256R1())).application_server_key

    assert channel.send(endpoint, MESSAGE).verdict is Verdict.FAILED


def test_a_service_that_never_answers_is_tried_again(service: FakePushService) -> None:
    channel = web_push(service, timeout_s=0.1)
    endpoint, browser = subscribed(service)
    browser.is_hanging = True

    outcome = channel.send(endpoint, MESSAGE)
    channel.close()

    assert (outcome.verdict, outcome.status) == (Verdict.RETRY, None)


def test_a_service_that_is_down_is_tried_again() -> None:
    with FakePushService() as service:
        endpoint, _ = subscribed(service)
    channel = web_push(service)

    assert channel.send(endpoint, MESSAGE).verdict is Verdict.RETRY
    channel.close()


def test_a_redirect_is_not_followed(service: FakePushService, channel: WebPush) -> None:
    (endpoint, browser), (target, innocent) = subscribed(service), subscribed(service)
    browser.answer = (307, {"Location": target.address})

    assert channel.send(endpoint, MESSAGE).verdict is Verdict.FAILED
    assert innocent.received == innocent.refused == []


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1:{port}/p/x",
        "https://localhost:{port}/p/x",
        "https://[::1]:{port}/p/x",
        "https://[::ffff:127.0.0.1]:{port}/p/x",
        "https://0.0.0.0:{port}/p/x",
        "https://10.0.0.1/p/x",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433:{port}/p/x",
        "http://127.0.0.1:{port}/p/x",
        "http://push.example.com/p/x",
        "file:///etc/passwd",
        "https://",
        "nonsense",
        "",
    ],
)
def test_a_private_or_unsafe_address_is_never_called(service: FakePushService, address: str) -> None:
    channel = WebPush(KEYS, subject="mailto:ops@example.com")
    endpoint, _ = subscribed(service)
    port = endpoint.origin.rpartition(":")[2]

    outcome = channel.send(Endpoint(address.format(port=port), endpoint.keys), MESSAGE)
    channel.close()

    assert outcome.verdict is Verdict.FAILED
    assert service.connections == 0


def test_an_allowed_origin_opens_no_other_port(service: FakePushService, channel: WebPush) -> None:
    with FakePushService() as other:
        endpoint, _ = subscribed(other)

        assert channel.send(endpoint, MESSAGE).verdict is Verdict.FAILED
        assert other.connections == 0


@pytest.mark.parametrize("keys", [{}, {"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": "é", "auth": ""}])
def test_a_subscription_without_usable_keys_has_failed(
    service: FakePushService, channel: WebPush, keys: dict[str, str]
) -> None:
    endpoint, _ = subscribed(service)

    assert channel.send(Endpoint(endpoint.address, keys), MESSAGE).verdict is Verdict.FAILED


@pytest.mark.parametrize("text", ["险" * 5000, 'a"\\\n' * 3000, "👷🏽" * 2000])
def test_a_long_message_is_cut_between_characters(
    service: FakePushService, channel: WebPush, text: str
) -> None:
    endpoint, browser = subscribed(service)

    outcome = channel.send(endpoint, replace(MESSAGE, body=text))

    assert outcome.verdict is Verdict.ACCEPTED
    shown = browser.received[0].payload["notification"]
    assert shown["body"].endswith("…")
    assert text.startswith(shown["body"].removesuffix("…"))
    assert shown["navigate"] == MESSAGE.navigate
    assert MAX_PAYLOAD_BYTES - 16 < len(encode(replace(MESSAGE, body=text)).encode()) <= MAX_PAYLOAD_BYTES


def test_a_long_title_is_cut_when_the_body_was_not_enough() -> None:
    shown = json.loads(encode(replace(MESSAGE, title="题" * 2000, body="文" * 2000)))["notification"]

    assert (shown["body"], shown["title"][-1]) == ("…", "…")


def test_ids_that_do_not_fit_are_a_failure_and_not_half_a_message(
    service: FakePushService, channel: WebPush
) -> None:
    endpoint, browser = subscribed(service)

    outcome = channel.send(endpoint, replace(MESSAGE, data={"alertId": "x" * 4000}))

    assert outcome.verdict is Verdict.FAILED
    assert browser.received == []


@pytest.mark.parametrize("topic", ["", "a" * 33, "0f3c 6d5e", "险"])
def test_a_topic_no_service_would_take_is_a_program_error(topic: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        replace(MESSAGE, topic=topic)


def test_addresses_and_keys_are_not_shown_in_a_log(service: FakePushService, channel: WebPush) -> None:
    endpoint, browser = subscribed(service)
    browser.answer = (400, {})
    secret = endpoint.address.rpartition("/")[2]

    assert secret not in repr(endpoint)
    assert endpoint.keys["auth"] not in repr(endpoint)
    assert secret not in channel.send(endpoint, MESSAGE).reason
    assert secret not in channel.send(Endpoint(f"ftp://x/{secret}", endpoint.keys), MESSAGE).reason
