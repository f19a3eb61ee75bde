"""What every channel keeps to, whatever it speaks; a new channel is one more case here."""

from datetime import UTC, datetime

import pytest

from push import vapid
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import OPEN_FOR, OPENS_AFTER, Channel, Registry, SendLimit
from push.route import Route
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

    outcome = Registry([make()]).send(Route(kind), Endpoint(address), MESSAGE)

    assert outcome.verdict in (Verdict.RETRY, Verdict.FAILED)
    assert outcome.reason


def test_a_message_for_a_channel_that_the_site_has_not_fails() -> None:
    outcome = Registry().send(Route("pigeon"), Endpoint("roof"), MESSAGE)

    assert (outcome.verdict, outcome.reason) == (Verdict.FAILED, "this site has no channel pigeon")


class Provider:
    """A channel that a site has set up, and what its provider says next."""

    kind = "sms"

    def __init__(self) -> None:
        self.says = Verdict.ACCEPTED
        self.asked = 0
        self.is_closed = False

    def accepts(self, address: str) -> bool:
        return bool(address)

    def limits(self, address: str) -> tuple[SendLimit, ...]:
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        self.asked += 1
        return Outcome(self.says, "as it says")

    def close(self) -> None:
        self.is_closed = True


class Line:
    """A registry whose channels are made by version, on a clock that is moved by hand."""

    def __init__(self) -> None:
        self.made: dict[str, Provider] = {}
        self.now = 0.0
        self.registry = Registry(build=self._build, seconds=lambda: self.now)

    def sends(self, key: str = "a:1") -> Outcome:
        return self.registry.send(Route("sms", "fake", {"key": "s3cret"}, key), Endpoint("1"), MESSAGE)

    def _build(self, route: Route) -> Channel:
        if route.key.startswith("broken"):
            raise ValueError("sign_name: MISSING")
        self.made[route.key] = Provider()
        return self.made[route.key]


def test_a_channel_of_a_site_is_built_once_and_anew_for_another_version() -> None:
    line = Line()

    for key in ("a:1", "a:1", "a:2"):
        assert line.sends(key).verdict is Verdict.ACCEPTED

    assert {key: each.asked for key, each in line.made.items()} == {"a:1": 2, "a:2": 1}


def test_what_cannot_be_built_fails_in_words() -> None:
    outcome = Line().sends("broken:1")

    assert (outcome.verdict, outcome.reason) == (Verdict.FAILED, "sign_name: MISSING")


def test_a_provider_that_fails_again_and_again_is_left_alone_and_delays_no_other() -> None:
    line = Line()
    line.sends()
    stuck = line.made["a:1"]
    stuck.says = Verdict.RETRY
    for _ in range(OPENS_AFTER):
        line.sends()

    waits = line.sends()
    assert (waits.verdict, waits.retry_after) == (Verdict.RETRY, OPEN_FOR)
    assert stuck.asked == 1 + OPENS_AFTER, "it was not asked"
    assert line.sends("b:1").verdict is Verdict.ACCEPTED

    line.now = OPEN_FOR.total_seconds()
    line.sends()
    assert stuck.asked == 2 + OPENS_AFTER, "one message tries it"
    line.sends()
    assert stuck.asked == 2 + OPENS_AFTER

    line.now = 2 * OPEN_FOR.total_seconds()
    stuck.says = Verdict.ACCEPTED
    assert [line.sends().verdict for _ in range(2)] == [Verdict.ACCEPTED] * 2


def test_a_refusal_is_no_failure_of_the_provider() -> None:
    line = Line()
    line.sends()
    line.made["a:1"].says = Verdict.FAILED
    for _ in range(OPENS_AFTER + 1):
        line.sends()

    assert line.made["a:1"].asked == OPENS_AFTER + 2


def test_a_route_shows_no_secret() -> None:
    assert "s3cret" not in repr(Route("sms", "fake", {"key": "s3cret"}, "a:1"))


class Services:
    """The installation's own channel to several services, some of which do not answer."""

    kind = "webpush"

    def __init__(self) -> None:
        self.silent: set[str] = set()
        self.says: Outcome | None = None
        self.asked: list[str] = []

    def accepts(self, address: str) -> bool:
        return bool(address)

    def limits(self, address: str) -> tuple[SendLimit, ...]:
        return (SendLimit(len(address), OPEN_FOR),)

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        self.asked.append(endpoint.origin)
        if endpoint.origin in self.silent:
            return Outcome(Verdict.RETRY, "ConnectTimeout")
        return self.says or Outcome(Verdict.ACCEPTED)

    def close(self) -> None:
        """Nothing is open."""


BLOCKED, OPEN = Endpoint("https://blocked.example/p/1"), Endpoint("https://open.example/p/1")


def test_a_push_service_that_does_not_answer_is_left_alone_and_no_other_one() -> None:
    services, now = Services(), [0.0]
    registry = Registry([services], seconds=lambda: now[0])
    services.silent = {BLOCKED.origin}

    outcomes = [registry.send(Route("webpush"), BLOCKED, MESSAGE) for _ in range(OPENS_AFTER + 5)]

    assert services.asked == [BLOCKED.origin] * OPENS_AFTER
    assert outcomes[-1].retry_after == OPEN_FOR
    assert registry.send(Route("webpush"), OPEN, MESSAGE).verdict is Verdict.ACCEPTED
    now[0] += OPEN_FOR.total_seconds()
    services.silent = set()
    assert [registry.send(Route("webpush"), BLOCKED, MESSAGE).verdict for _ in range(2)] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
    ]


def test_a_push_service_that_is_in_haste_with_one_browser_is_asked_for_the_others() -> None:
    services = Services()
    services.says = Outcome(Verdict.RETRY, "429", status=429)
    registry = Registry([services])

    for _ in range(OPENS_AFTER + 5):
        registry.send(Route("webpush"), OPEN, MESSAGE)

    assert len(services.asked) == OPENS_AFTER + 5


def test_limits_are_those_of_the_channel_and_none_where_there_is_no_channel() -> None:
    registry = Registry([Services()])

    assert registry.limits(Route("webpush"), Endpoint("abc")) == (SendLimit(3, OPEN_FOR),)
    assert registry.limits(Route("pigeon"), Endpoint("abc")) == ()
    assert registry.limits(Route("sms", key="1:1"), Endpoint("abc")) == ()
