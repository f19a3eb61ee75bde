"""An alert is answered in WeCom: its cards change in answer to a tap only, so the others read who comes."""

from datetime import timedelta
from time import monotonic

import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.jobs import jobs
from backend.jobs.jobs import JobContext
from backend.notifications import commands as deliveries
from backend.notifications.chat_cards import showing_commands as showing
from backend.notifications.chat_cards.rules import LEASE_FOR, News, news_of
from backend.notifications.commands import channels_due
from backend.notifications.rules import CLAIM_FOR, DeliveryState
from backend.sensors.advice_rules import FLAMMABLE_GAS
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.chat_server import TapFailed, at_once
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.wecom_server import TAPS_WAIT_S, WecomServer, words_of

SEEN, COMES, CANNOT, AGAIN = "响应", "在路上", "去不了", "看最新情况"


def test_nobody_has_the_app_open_and_the_others_read_who_comes_and_that_it_is_over(
    red: ChatPlant, server: WecomServer
) -> None:
    card = server.card_of("bob")
    assert card.words.splitlines()[:2] == ["红色预警", "GAS-1可燃气体"]
    assert "60" in card.words
    assert FLAMMABLE_GAS[0].zh in card.words
    assert list(card.buttons) == [SEEN, COMES, CANNOT]
    assert not server.texts

    # Two at once, and the connection is lost between them and a third.
    began = monotonic()
    at_once(lambda: server.taps("bob", COMES), lambda: server.taps("erik", SEEN))
    assert monotonic() - began < TAPS_WAIT_S
    server.cut()
    red.until(lambda: not red.stream().is_connected, "the connection is away")
    red.until(lambda: red.stream().is_connected, "the connection is back")
    server.taps("erik", COMES)

    assert "已响应" in server.card_of("bob").words
    assert list(server.card_of("bob").buttons) == [AGAIN], "no button can be greyed: one asks how it is now"
    red.until(lambda: bool(server.news_of("alice")), "the others read who comes")
    [news] = server.news_of("alice")
    assert "GAS-1" in news
    assert "人在路上" in news
    kinds = [kind for kind, _ in red.history()]
    assert (kinds.count("ACKNOWLEDGED"), kinds.count("ON_THE_WAY")) == (1, 2)
    assert {note for _, note in red.history()} == {"CHAT"}
    assert red.delivery_of(red.plants.bob).state == DeliveryState.OPENED
    assert red.delivery_of(red.plants.alice).state == DeliveryState.ACCEPTED, "a card is seen by nobody yet"

    red.measures(None)
    red.until(lambda: len(server.news_of("alice")) == 2, "they read that it is over")
    red.until(lambda: len(server.news_of("bob")) == 1, "so does who comes")
    red.works()
    assert "已经结束" in server.news_of("alice")[1]
    assert len(server.news_of("alice")) == 2, "each once"
    assert not server.refused

    assert "已经结束" in server.taps("alice", SEEN).words, "an old card answers how it is now"
    assert list(server.card_of("alice").buttons) == [AGAIN]


def test_what_is_read_beside_a_card_names_nobody_and_nobody_reads_of_themselves(
    red: ChatPlant, server: WecomServer
) -> None:
    server.taps("bob", COMES)
    red.until(lambda: len(server.messages) == 2, "the two others read it")
    red.works()

    assert {user for user, _ in server.messages} == {"erik", "alice"}
    assert "bob" not in repr(server.messages)
    assert red.alert().id.hex not in repr([server.messages, *server.cards.values()])


def test_who_answers_in_the_app_reads_nothing_of_themselves_in_the_chat() -> None:
    assert news_of(News.NONE, comes=False, is_over=False) is News.NONE
    assert news_of(News.NONE, comes=True, is_over=False) is News.COMING
    assert news_of(News.COMING, comes=True, is_over=False) is News.NONE
    assert news_of(News.COMING, comes=True, is_over=True) is News.OVER
    assert news_of(News.OVER, comes=False, is_over=True) is News.NONE


def test_the_tap_of_an_outsider_answers_nothing_and_only_they_read_so(
    red: ChatPlant, server: WecomServer
) -> None:
    card = server.card_of("bob")
    before = card.card

    server.taps("mallory", COMES, of="bob")
    server.taps("erik", COMES, of="bob")

    assert "不是发给您的" in words_of(card.seen_by("mallory"))
    assert "不是发给您的" in words_of(card.seen_by("erik"))
    assert card.seen_by("bob") == before
    assert not red.history()


def test_a_replay_of_everything_and_a_tap_of_another_bot_change_nothing(
    red: ChatPlant, server: WecomServer
) -> None:
    card = server.card_of("bob")
    key = card.buttons[COMES]
    server.taps("bob", COMES)
    history = red.history()

    server.replays()
    at_once(*[lambda: server.sends(card.delivery, card, "bob", key)] * 3)
    other = server.card_of("erik")
    with pytest.raises(TapFailed):
        server.sends(other.delivery, other, "erik", other.buttons[COMES], bot_id="aibOther")
    red.works()

    assert red.history() == history
    assert [kind for kind, _ in history].count("ACKNOWLEDGED") == 1


def test_a_card_is_answered_for_a_quarter_of_an_hour_and_shows_how_it_is_then(
    red: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    server.taps("erik", COMES)
    clock.advance(timedelta(minutes=15))

    card = server.taps("bob", COMES)

    assert "打开应用" in card.words
    assert "1 人在路上" in card.words
    assert [kind for kind, _ in red.history()].count("ON_THE_WAY") == 1
    assert "打开应用" not in server.taps("bob", AGAIN).words


def test_who_never_wrote_to_the_bot_gets_the_text_in_the_same_attempt(
    site: ChatPlant, server: WecomServer
) -> None:
    server.wrote.discard("bob")
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) + len(server.texts) == len(PEOPLE), "everybody has one")

    assert [user for user, _ in server.texts] == ["bob"]
    delivery = site.delivery_of(site.plants.bob)
    assert delivery.attempts == 1
    assert "not written to the bot" in (delivery.last_error or "")
    server.taps("erik", COMES)
    site.works()
    assert not server.news_of("bob")


def test_a_quota_that_is_spent_costs_one_person_a_card_and_nobody_else(
    site: ChatPlant, server: WecomServer
) -> None:
    server.quotas["erik"] = 0
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) + len(server.texts) == len(PEOPLE), "everybody has one")

    assert [user for user, _ in server.texts] == ["erik"]
    assert {each.user_id for each in server.cards.values()} == {"bob", "alice"}


def test_a_bot_that_does_not_answer_costs_no_text(
    site: ChatPlant, server: WecomServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("push.wecom_stream.ANSWERED_WITHIN_S", 0.2)
    server.is_silent = True
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) == len(PEOPLE), "texts leave")

    assert not server.cards


def test_while_the_connection_is_away_texts_leave_by_the_app(site: ChatPlant, server: WecomServer) -> None:
    server.is_away = True
    server.cut()
    site.until(lambda: not site.stream().is_connected, "the connection is away")
    server.is_away = False
    site.measures(Tier.RED)
    for context in site.contexts:
        jobs.deliver(context)
        context.senders.wait()

    assert {user for user, _ in server.texts} == set(PEOPLE)
    assert not server.cards


def test_without_an_app_what_waits_leaves_as_soon_as_the_bot_is_connected(
    database: Database, plants: Plants, trusted: None
) -> None:
    with WecomServer(has_app=False) as server:
        server.wrote |= set(PEOPLE)
        site = ChatPlant(database, plants, server)
        context = site.starts()
        site.measures(Tier.RED)
        jobs.deliver(context)
        context.senders.wait()
        assert site.delivery_of(site.plants.bob).state == DeliveryState.PENDING
        assert not server.cards

        site.connects()
        site.until(lambda: len(server.cards) == len(PEOPLE), "everybody has a card")
        site.stops()


def _due(context: JobContext) -> list[str]:
    return [each.kind for each in channels_due(context.database)]


def test_of_two_processes_the_one_that_is_connected_alone_sends(site: ChatPlant, server: WecomServer) -> None:
    holder = site.contexts[0]
    other = site.starts()
    jobs.hear_chats(other)
    site.measures(Tier.RED)

    jobs.deliver(other)
    other.senders.wait()
    assert "wecom" in _due(other), "it leaves them"
    jobs.send_held(other)
    jobs.send_held(holder)
    for each in (other, holder):
        each.senders.wait()
    assert len(server.cards) == len(PEOPLE)

    server.taps("bob", COMES)
    jobs.show_cards(other)
    other.senders.wait()
    assert not server.messages
    jobs.send_held(holder)
    holder.senders.wait()
    assert len(server.messages) == 2
    assert server.subscriptions == 1


def test_a_process_that_dies_between_claim_and_sending_loses_and_doubles_nothing(
    site: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    def dies(*_: object) -> object:
        raise SystemExit

    holder = site.contexts[0]
    site.measures(Tier.RED)
    site.database.transact(deliveries.plan_deliveries)
    [channel] = [each for each in channels_due(site.database) if each.kind == "wecom"]
    with pytest.raises(SystemExit):
        deliveries.deliver_due(site.database, dies, SUBJECTS, channel)  # type: ignore[arg-type]
    site.dies(holder)
    site.starts()
    clock.advance(LEASE_FOR)
    site.connects()
    assert not server.cards, "the claim stands"
    clock.advance(CLAIM_FOR - LEASE_FOR)
    site.until(lambda: len(server.cards) == len(PEOPLE), "another one sends them")
    for _ in range(3):
        clock.advance(CLAIM_FOR)
        site.works()

    assert len(server.cards) == len(PEOPLE)
    assert not server.texts
    assert not server.refused


def test_a_process_that_dies_before_the_others_read_it_leaves_it_to_another(
    red: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    def dies(*_: object) -> object:
        raise SystemExit

    server.taps("bob", COMES)
    with pytest.raises(SystemExit):
        showing.show_due(red.database, dies, red.channel)  # type: ignore[arg-type]
    red.works()
    assert not server.messages

    clock.advance(CLAIM_FOR)
    red.until(lambda: len(server.messages) == 2, "another one does it")
