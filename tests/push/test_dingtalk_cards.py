"""Cards of DingTalk and the texts behind them: no card that is late may cost, or delay, the text."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from push import chat_cards, dingtalk
from push.catalogue import build, stream
from push.endpoint import Endpoint
from push.http_client import Network, Unreachable
from push.message import ChatAnswer, ChatCard
from push.outcome import Outcome, Verdict
from push.registry import Registry
from push.route import Route
from tests.support.card_server import SECRET
from tests.support.channel_cases import MESSAGE
from tests.support.dingtalk_server import DingtalkServer

PERSON = Endpoint("manager1")
CARD = ChatCard("红色预警", "2号反应釜", answers=[ChatAnswer("ON_THE_WAY", "在路上")], token="T" * 12)
WITH_CARD = replace(MESSAGE, card=CARD)


@pytest.fixture
def server(trusted: None) -> Iterator[DingtalkServer]:
    with DingtalkServer() as found:
        yield found


def settings_of(server: DingtalkServer) -> dict[str, str]:
    return {**server.settings, "app_secret": SECRET}


def test_while_cards_are_not_taken_texts_leave_at_once_and_no_card_is_tried(
    server: DingtalkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(chat_cards, "monotonic", lambda: now[0])
    channel = build("dingtalk", "dingtalk", settings_of(server), Network(server.origins, 5.0))
    server.quota = 0
    outcomes: list[Outcome] = [channel.send(PERSON, WITH_CARD)]
    server.quota = None
    outcomes.append(channel.send(PERSON, WITH_CARD))
    assert ([each.verdict for each in outcomes], len(server.texts)) == ([Verdict.ACCEPTED] * 2, 2)
    assert not server.cards, "the second one was not tried"

    now[0] += chat_cards.CARDS_REST_S
    assert channel.send(PERSON, WITH_CARD).is_card
    channel.close()


def test_too_many_calls_at_a_time_are_not_a_refusal(server: DingtalkServer) -> None:
    channel = build("dingtalk", "dingtalk", settings_of(server), Network(server.origins, 5.0))
    assert isinstance(channel, dingtalk.Dingtalk)
    assert channel.send(PERSON, WITH_CARD).is_card
    server.quota = 0
    assert channel.update_card(WITH_CARD).verdict is Verdict.RETRY
    channel.close()


def test_what_a_channel_was_before_sends_a_text_for_nobody_listens_there(server: DingtalkServer) -> None:
    network = Network(server.origins, 5.0)
    registry = Registry(build=lambda route: build(route.kind, route.provider, route.settings, network))
    now = Route("dingtalk", "dingtalk", {**settings_of(server), "app_secret": "wrong-secret"}, "c:2")
    before = Route("dingtalk", "dingtalk", settings_of(server), "c:1")

    outcome = registry.send(replace(now, before=before), PERSON, WITH_CARD)

    assert (outcome.verdict, outcome.is_card) == (Verdict.ACCEPTED, False)
    assert (len(server.texts), server.cards) == (1, {})


def test_a_connection_that_is_refused_for_haste_is_tried_again_soon(server: DingtalkServer) -> None:
    protocol = stream("dingtalk", "dingtalk", settings_of(server), Network(server.origins, 5.0))
    server.quota = 0
    with pytest.raises(Unreachable) as failed:
        protocol.open()
    assert failed.value.outcome.verdict is Verdict.RETRY
