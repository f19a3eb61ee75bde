"""The connection to WeCom: what it refuses, what it survives, and what goes over it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest

from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import LONGEST_REASON, Network
from push.message import ChatAnswer, ChatCard, Message
from push.outcome import Outcome, Verdict
from push.registry import Channel, Registry
from push.route import Route
from push.settings import WrongSetting
from push.tap import TAKEN_OVER, Said, Tap, TapReply
from push.wecom_bot import refused
from tests.support.channel_cases import MESSAGE
from tests.support.chat_server import TapFailed
from tests.support.held_stream import Held
from tests.support.servers import wait_until
from tests.support.wecom_server import PER_MINUTE, WecomCard, WecomServer

CARD = ChatCard(
    "红色预警",
    "2号反应釜",
    "62 %LEL（08:12）",
    advice=["立即撤离", "通知车间"],
    answers=[ChatAnswer("ON_THE_WAY", "在路上")],
    again=ChatAnswer("SHOW", "看最新情况"),
    token="T" * 12,
)
BOB = Endpoint("bob")


class HeldBot(Held):
    """A connection as the bot, and the channel that sends over it."""

    def __init__(self, server: WecomServer, **secrets: str) -> None:
        super().__init__(server, secrets=secrets)
        self.reply = TapReply(card=CARD)
        self.channel: Channel = build("wecom", "wecom", self.settings, self.network)

    def sends(self, card: ChatCard = CARD, message_id: str = "m1") -> Outcome:
        return self.channel.send(BOB, _with(card, message_id))


def _with(card: ChatCard, message_id: str) -> Message:
    return replace(MESSAGE, card=card, message_id=message_id)


@pytest.fixture
def server(trusted: None) -> Iterator[WecomServer]:
    with WecomServer() as found:
        found.wrote.add("bob")
        yield found


@pytest.fixture
def held(server: WecomServer) -> Iterator[HeldBot]:
    found = HeldBot(server)
    found.stream.start()
    found.becomes(True)
    yield found
    found.stream.stop()


def test_a_card_goes_over_the_connection_and_its_tap_changes_it(held: HeldBot) -> None:
    assert held.sends() == Outcome(Verdict.ACCEPTED, is_card=True)
    card = held.server.card_of("bob")
    assert card.words == "红色预警\n2号反应釜\n62 %LEL（08:12）\n立即撤离\n通知车间"
    held.reply = TapReply(card=ChatCard("红色预警", state="已结束", again=CARD.again, token="T" * 12))

    held.server.taps("bob", "在路上")

    assert held.taps == [Tap("bob", "ON_THE_WAY", "T" * 12)]
    assert card.words == "红色预警\n已结束"
    assert card.buttons == {"看最新情况": "SHOW:" + "T" * 12}
    assert not held.server.refused


def test_texts_of_any_length_make_a_card_that_is_taken(held: HeldBot) -> None:
    long = ChatCard(
        "题" * 99,
        "地" * 99,
        "值" * 99,
        advice=["措施" * 99] * 3,
        answers=[ChatAnswer("ON_THE_WAY", "I am on the way to it")],
        again=ChatAnswer("SHOW", "x" * 40),
        state="况" * 400,
        token="T" * 12,
    )
    assert held.sends(long).is_card
    assert held.sends(ChatCard("x", token="T" * 12), "m2").is_card, "the least that a card may say"


def test_the_same_message_again_is_no_second_card(held: HeldBot) -> None:
    held.sends()
    again = held.sends()

    assert (len(held.server.cards), len(held.server.texts)) == (1, 1), "rather twice than not at all"
    assert again.verdict is Verdict.ACCEPTED
    assert "task_id" in again.reason


def test_thirty_messages_a_minute_are_taken_and_what_is_beyond_is_a_text(held: HeldBot) -> None:
    outcomes = [held.sends(message_id=f"m{number}") for number in range(PER_MINUTE + 2)]

    assert [each.is_card for each in outcomes] == [True] * PER_MINUTE + [False] * 2
    assert len(held.server.texts) == 2
    assert "45009" in outcomes[-1].reason


def test_a_message_beside_the_card_is_a_text_without_marks(held: HeldBot) -> None:
    registry = Registry(build=lambda route: build(route.kind, route.provider, route.settings, held.network))
    route = Route("wecom", "wecom", held.settings, "c:1")
    news = replace(CARD, user_id="bob", news="<b> [x](https://evil) 1 人在路上")
    assert registry.update_card(route, _with(news, "m1")).verdict is Verdict.ACCEPTED

    [text] = held.server.news_of("bob")
    assert "1 人在路上" in text
    assert not set("<[") & set(text)


def test_a_bot_without_a_connection_is_no_failure_of_its_provider(server: WecomServer) -> None:
    """Groups are reached by the same channel: they must not wait for a bot that is away."""
    server.has_app = False
    held = HeldBot(server)
    registry = Registry(build=lambda route: build(route.kind, route.provider, route.settings, held.network))
    route = Route("wecom", "wecom", {**server.settings, **server.secrets}, "c:1")
    outcomes = [registry.send(route, BOB, MESSAGE) for _ in range(5)]

    assert {(each.verdict, each.was_asked) for each in outcomes} == {(Verdict.RETRY, False)}


def test_where_there_is_no_app_a_text_goes_by_the_bot(held: HeldBot) -> None:
    held.server.has_app = False
    settings = {**held.server.settings, **held.server.secrets}
    by_bot = build("wecom", "wecom", settings, held.network)

    assert by_bot.send(BOB, MESSAGE).verdict is Verdict.ACCEPTED
    [text] = held.server.news_of("bob")
    assert MESSAGE.link in text
    assert by_bot.send(Endpoint("stranger"), MESSAGE).verdict is Verdict.FAILED


def test_a_connection_that_is_lost_while_an_answer_is_awaited_keeps_nobody_waiting(held: HeldBot) -> None:
    held.server.is_silent = True
    threading.Timer(0.3, held.server.cut).start()
    began = monotonic()
    outcome = held.sends()

    assert monotonic() - began < 3
    assert "lost" in outcome.reason


def test_somebody_writes_and_is_answered_once_a_group_is_not(held: HeldBot) -> None:
    assert held.server.writes("zhang", "123456") == "好的"
    assert held.server.writes("zhang", "123456", chattype="group") == ""

    assert held.said == [Said("zhang", "123456")]


@pytest.mark.parametrize(
    "event",
    [
        {"eventtype": "enter_chat"},
        {"eventtype": "feedback_event", "feedback_event": {"id": "x"}},
        {"eventtype": "template_card_event"},
        {"eventtype": "template_card_event", "template_card_event": {"event_key": "", "task_id": "x"}},
        {"eventtype": "template_card_event", "template_card_event": {"event_key": "other", "task_id": "x"}},
    ],
)
def test_what_is_no_tap_of_ours_does_nothing_and_loses_no_connection(
    held: HeldBot, event: dict[str, object]
) -> None:
    held.server.event(event, user_id="bob")
    assert held.server.subscribed
    for frame in ("no frame", "[]", json.dumps({"cmd": "aibot_event_callback", "headers": {"req_id": "x"}})):
        held.server.subscribed.send(frame)

    assert held.server.writes("bob", "x") == "好的"
    assert not held.taps


def test_the_tap_of_another_bot_does_nothing(held: HeldBot) -> None:
    held.sends()
    with pytest.raises(TapFailed):
        held.server.sends(
            "m1", held.server.card_of("bob"), "bob", "ON_THE_WAY:" + "T" * 12, bot_id="aibOther"
        )
    assert not held.taps


def test_an_update_by_the_id_of_something_else_is_refused(held: HeldBot) -> None:
    """The stand-in is none that takes everything."""
    server = held.server
    card = WecomCard("bob", {"task_id": "t", "button_list": []})
    update = {"response_type": "update_template_card", "template_card": card.card}
    for req_id in ("made-up", "late"):
        server._taps["late"] = (0.0, "t")
        assert server._update(req_id, update)[0]
    assert server._send("x", {"chatid": "stranger", "chat_type": 1})[0]
    assert server._send("x", {"chatid": "bob", "chat_type": 1, "msgtype": "text"})[0]
    bad = {"msgtype": "template_card", "template_card": {"card_type": "button_interaction"}}
    assert server._send("x", {"chatid": "bob", "chat_type": 1, **bad})[0]


def test_the_provider_hears_that_somebody_is_there(
    server: WecomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("push.wecom_stream.WecomStream.beat_every_s", 0.1)
    held = HeldBot(server)
    held.stream.start()
    wait_until(lambda: server.pings >= 2, "it is pinged", 10)
    held.stream.stop()
    assert [state for state, _ in held.states] == [True]


def test_a_wrong_secret_opens_nothing_and_is_repeated_nowhere(server: WecomServer) -> None:
    held = HeldBot(server, bot_secret="another-secret")
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert "853000" in held.states[-1][1]
    assert "another-secret" not in held.states[-1][1]
    assert len(server.refused) == 1, "it is not tried again at once"


def test_a_foreign_certificate_is_not_spoken_to(server: WecomServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    held = HeldBot(server)
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert "SSLCertVerificationError" in held.states[-1][1]
    assert not server.connections


def test_a_provider_that_does_not_answer_the_subscription_is_tried_again(server: WecomServer) -> None:
    server.is_silent = True
    held = HeldBot(server)
    held.stream.start()
    held.becomes(False)
    assert "did not answer" in held.states[-1][1]
    server.is_silent = False
    held.becomes(True)
    held.stream.stop()


def test_who_is_thrown_out_stays_out_and_says_why(held: HeldBot) -> None:
    newer = HeldBot(held.server)
    newer.stream.start()
    newer.becomes(True)
    held.becomes(False)

    assert held.states[-1] == (False, TAKEN_OVER)
    assert held.sends().verdict is Verdict.ACCEPTED
    assert len(held.server.texts) == 1, "by the app: nothing goes over a connection that is gone"
    newer.stream.stop()
    assert held.server.subscriptions == 2


@pytest.mark.parametrize(
    ("left_out", "wrong"),
    [("bot_secret", "bot_secret"), ("bot_id", "bot_id"), ("secret", "secret"), ("corp_id", "corp_id")],
)
def test_a_part_of_the_bot_or_the_app_that_is_missing_is_named(
    server: WecomServer, left_out: str, wrong: str
) -> None:
    settings = {**server.settings, **server.secrets}
    settings.pop(left_out)
    with pytest.raises(WrongSetting) as refused:
        build("wecom", "wecom", settings, Network(server.origins))
    assert refused.value.name == wrong


def test_a_refusal_is_worded_as_those_of_other_chats_short_and_without_secrets() -> None:
    outcome = refused(40058, f"a key of\n{'S' * 40} is bad " + "x" * 900, "S" * 40, "is")

    assert outcome.verdict is Verdict.FAILED
    assert outcome.reason.startswith("40058: a key of *** is bad x"), "no ordinary word is taken for a secret"
    assert len(outcome.reason) == LONGEST_REASON
