"""Cards and the texts behind them: no card that is late may cost, or delay, the text."""

from dataclasses import replace

import pytest

from push import chat_cards
from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import Network, Unreachable
from push.outcome import Outcome, Verdict
from push.registry import CardChannel, Registry
from push.route import Route
from tests.support.card_server import SECRET, CardServer
from tests.support.channel_cases import MESSAGE
from tests.support.held_stream import CARD, protocol_of

PERSON = Endpoint("manager1")
WITH_CARD = replace(MESSAGE, card=CARD)
pytestmark = pytest.mark.usefixtures("trusted")


def settings_of(server: CardServer) -> dict[str, str]:
    return {**server.settings, "app_secret": SECRET}


def channel_of(server: CardServer) -> CardChannel:
    channel = build(server.kind, server.kind, settings_of(server), Network(server.origins, 5.0))
    assert isinstance(channel, CardChannel)
    return channel


def test_while_cards_are_not_taken_texts_leave_at_once_and_no_card_is_tried(
    server: CardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(chat_cards, "monotonic", lambda: now[0])
    channel = channel_of(server)
    server.quota = 0
    outcomes: list[Outcome] = [channel.send(PERSON, WITH_CARD)]
    server.quota = None
    outcomes.append(channel.send(PERSON, replace(WITH_CARD, message_id="d2")))
    assert ([each.verdict for each in outcomes], len(server.texts)) == ([Verdict.ACCEPTED] * 2, 2)
    assert not server.cards, "the second one was not tried"

    now[0] += chat_cards.CARDS_REST_S
    assert channel.send(PERSON, WITH_CARD).is_card
    channel.close()


def test_too_many_calls_at_a_time_are_not_a_refusal(server: CardServer) -> None:
    channel = channel_of(server)
    sent = channel.send(PERSON, WITH_CARD)
    assert sent.is_card
    server.quota = 0
    assert channel.update_card(replace(WITH_CARD, card_ref=sent.card_ref)).verdict is Verdict.RETRY
    channel.close()


def test_the_same_card_again_is_one_and_is_changed_by_its_message(server: CardServer) -> None:
    channel = channel_of(server)
    sent = [channel.send(PERSON, WITH_CARD) for _ in range(2)]
    assert len(server.cards) == 1
    assert sent[0].card_ref == sent[1].card_ref

    changed = replace(
        WITH_CARD, card=replace(CARD, coming="2 人在路上", answers=()), card_ref=sent[0].card_ref
    )
    assert channel.update_card(changed).verdict is Verdict.ACCEPTED
    card = server.card_of("manager1")
    assert "2 人在路上" in card.text
    assert not card.buttons
    assert CARD.token not in repr(sent)
    channel.close()


def test_what_a_channel_was_before_sends_a_text_for_nobody_listens_there(server: CardServer) -> None:
    network = Network(server.origins, 5.0)
    registry = Registry(build=lambda route: build(route.kind, route.provider, route.settings, network))
    now = Route(server.kind, server.kind, {**settings_of(server), "app_secret": "wrong-secret"}, "c:2")
    before = Route(server.kind, server.kind, settings_of(server), "c:1")

    outcome = registry.send(replace(now, before=before), PERSON, WITH_CARD)

    assert (outcome.verdict, outcome.is_card) == (Verdict.ACCEPTED, False)
    assert (len(server.texts), server.cards) == (1, {})


def test_who_has_left_costs_no_card_and_no_text(server: CardServer) -> None:
    channel = channel_of(server)
    channel.send(Endpoint("left1"), WITH_CARD)
    channel.close()

    assert not server.cards


def test_a_connection_that_is_refused_for_haste_is_tried_again_soon(server: CardServer) -> None:
    protocol = protocol_of(server)
    server.quota = 0
    with pytest.raises(Unreachable) as failed:
        protocol.open()
    assert failed.value.outcome.verdict is Verdict.RETRY
