"""An alert is answered in the chat: over a connection that goes out, by whom the card was sent to, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.jobs import jobs
from backend.notifications.answer_links.rules import LinkAnswer, may_follow
from backend.notifications.chat_cards import showing_commands as showing
from backend.notifications.chat_cards.commands import take_tap
from backend.notifications.chat_cards.rules import CLAIM_FOR, LEASE_FOR, offered
from backend.notifications.chat_cards.tables import ChatCardRow
from backend.notifications.rules import DeliveryState
from backend.people.accounts import disable_commands
from backend.sensors.advice_rules import FLAMMABLE_GAS
from backend.sensors.site_advice_rules import MEASURED_DANGER, SiteAdvice
from backend.sensors.site_advice_store import SiteAdvices
from push.tap import Tap
from tests.support.card_server import CardServer, ShownCard
from tests.support.chat_plant import PEOPLE, WITHIN_S, ChatPlant
from tests.support.chat_server import TapFailed, at_once
from tests.support.fakes import FakeClock
from tests.support.plants import id_of, more_sensors
from tests.support.servers import wait_until

SEEN, COMES, CANNOT = "响应", "在路上", "去不了"


def test_nobody_has_the_app_open_and_the_others_learn_who_comes_and_that_it_is_over(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    card = server.card_of("bob")
    place, value, advice, *_ = card.text.splitlines()
    assert (card.title, place, advice) == ("红色预警", "GAS-1可燃气体", FLAMMABLE_GAS[0].zh)
    assert "60" in value
    assert list(card.buttons) == [SEEN, COMES, CANNOT]
    assert not server.texts

    # Two at once, and the connection is lost between them and a third.
    at_once(lambda: server.taps("bob", COMES), lambda: server.taps("erik", SEEN))
    server.cut()
    red.until(lambda: red.stream().is_connected and bool(server.connections), "the connection is back")
    server.taps("erik", COMES)

    assert "已响应，大家看得到你在路上" in server.card_of("bob").text
    assert not server.card_of("bob").buttons, "the answer stands in the card at once"
    red.until(lambda: "2 人在路上" in server.card_of("alice").text, "the others see who comes")
    assert list(server.card_of("alice").buttons) == [COMES, CANNOT]
    kinds = [kind for kind, _ in red.history()]
    assert (kinds.count("ACKNOWLEDGED"), kinds.count("ON_THE_WAY")) == (1, 2)
    assert {note for _, note in red.history()} == {"CHAT"}
    assert red.delivery_of(red.plants.bob).state == DeliveryState.OPENED
    assert red.delivery_of(red.plants.alice).state == DeliveryState.ACCEPTED, "a card is seen by nobody yet"

    red.measures(None)
    red.until(lambda: "这条预警已经结束" in server.card_of("alice").text, "they learn that it is over")
    assert not server.card_of("alice").buttons
    assert not red.alert().is_open


def test_a_card_that_is_brought_up_to_date_says_the_steps_that_its_alert_was_raised_with(
    red: ChatPlant, server: CardServer
) -> None:
    def other_steps(tx: Transaction) -> None:
        advice = SiteAdvice("FLAMMABLE_GAS", MEASURED_DANGER, (Text("原地等待", "Stay"),))
        tx.get(SiteAdvices).put(id_of("north"), advice, at=tx.now, by=id_of("alice"))

    red.database.transact(other_steps)
    server.taps("bob", SEEN)

    text = server.card_of("bob").text
    assert FLAMMABLE_GAS[0].zh in text
    assert "原地等待" not in text


def test_a_card_carries_the_link_of_its_delivery_and_no_id_of_an_alert(
    red: ChatPlant, server: CardServer
) -> None:
    said = repr([(each.shown, ref) for ref, each in server.cards.items()])

    assert str(red.alert().id) not in said
    assert red.alert().id.hex not in said
    assert "bob" not in repr([each.shown for each in server.cards.values()])
    rows = red.database.read(lambda s: [each.model_dump() for each in s.exec(select(ChatCardRow)).all()])
    [token] = {params["link"] for params in server.card_of("bob").buttons.values()}
    assert token not in repr(rows), "the link itself is kept nowhere"
    audits = red.database.read(lambda s: [each.model_dump() for each in s.exec(select(AuditRow)).all()])
    assert token not in repr(audits)


def test_the_tap_of_an_outsider_answers_nothing_and_says_so(red: ChatPlant, server: CardServer) -> None:
    before = dict(server.card_of("bob").shown)

    card = server.taps("mallory", COMES, of="bob")
    server.taps("erik", COMES, of="bob")

    assert card.notices["mallory"] == "这张卡片不是发给您的，没有记录"
    assert "不是发给您的" in card.notices["erik"]
    assert card.shown == before
    assert not red.history()


def test_whose_address_is_another_by_now_answers_nothing(red: ChatPlant, server: CardServer) -> None:
    red.reaches(red.plants.bob, "bobnew")
    red.reaches(red.plants.erik, "eriknew", is_verified=False)

    server.taps("bob", COMES)
    server.taps("erik", COMES)
    server.taps("eriknew", COMES, of="erik")

    assert not red.history()


def test_the_same_tap_twice_is_one_and_a_replay_of_all_changes_nothing(
    red: ChatPlant, server: CardServer
) -> None:
    server.taps("bob", SEEN)
    comes = server.card_of("bob").buttons[COMES]
    ref = server.ref_of("bob")

    def taps() -> ShownCard:
        return server.sends(ref, server.card_of("bob"), "bob", comes)

    at_once(taps, taps, taps)
    history = red.history()
    assert [kind for kind, _ in history].count("ON_THE_WAY") == 1

    taps()
    server.replays()
    assert server.is_read(), "what was sent before is read"
    red.works()

    assert red.history() == history
    assert [kind for kind, _ in history].count("ACKNOWLEDGED") == 1
    assert "大家看得到你在路上" in server.card_of("bob").text


def test_a_response_is_final_and_the_card_says_what_counts(red: ChatPlant, server: CardServer) -> None:
    buttons = server.card_of("bob").buttons
    ref = server.ref_of("bob")
    server.taps("bob", CANNOT)

    card = server.sends(ref, server.card_of("bob"), "bob", buttons[COMES])

    assert "已记下你去不了" in card.text
    assert "打开应用" in card.notices["bob"], "what does not count is not taken in silence"
    assert [kind for kind, _ in red.history()] == ["CANNOT_COME"]
    assert not red.alert().is_acknowledged


def test_a_card_is_answered_for_a_quarter_of_an_hour(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=15))

    card = server.taps("bob", COMES)

    assert "打开应用" in card.notices["bob"]
    assert not red.history()


def test_a_late_tap_after_an_earlier_one_is_not_taken_in_silence(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    server.taps("bob", SEEN)
    clock.advance(timedelta(minutes=15))

    card = server.taps("bob", COMES)

    assert "打开应用" in card.notices["bob"]
    assert "ON_THE_WAY" not in [kind for kind, _ in red.history()]


def test_a_card_whose_link_is_over_offers_nothing(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=15))
    red.database.transact(lambda tx: alerts.acknowledge_alert(tx, red.alert().id, by=red.plants.alice))

    red.until(lambda: "已有人响应" in server.card_of("bob").text, "the card is brought up to date")

    assert not server.card_of("bob").buttons


@pytest.mark.parametrize("is_changed", [False, True])
def test_the_buttons_of_a_card_go_when_its_link_ends_though_nothing_else_happens(
    red: ChatPlant, server: CardServer, clock: FakeClock, is_changed: bool
) -> None:
    if is_changed:
        server.taps("erik", SEEN)
        red.works()
    clock.advance(timedelta(minutes=14))
    red.works()
    assert server.card_of("bob").buttons

    clock.advance(timedelta(minutes=1))
    red.until(lambda: not any(card.buttons for card in server.cards.values()), "the buttons go")

    clock.advance(timedelta(hours=1))
    assert showing.channels_due(red.database) == [], "once"


def test_whose_account_is_disabled_answers_nothing(red: ChatPlant, server: CardServer) -> None:
    plants = red.plants
    red.database.transact(
        lambda tx: disable_commands.disable(
            tx, red.admin, plants.bob.person_id, hand_over_to=plants.erik.person_id
        )
    )

    card = server.taps("bob", COMES)

    assert "打开应用" in card.notices["bob"]
    assert "ACKNOWLEDGED" not in [kind for kind, _ in red.history()]


def test_a_tap_after_the_end_shows_that_it_is_over(red: ChatPlant, server: CardServer) -> None:
    red.database.transact(lambda tx: alerts.acknowledge_alert(tx, red.alert().id, by=red.plants.alice))
    red.measures(None)

    card = server.taps("bob", COMES)

    assert "这条预警已经结束" in card.text
    assert not card.buttons


def test_a_link_of_another_channel_or_of_nothing_answers_nothing(
    red: ChatPlant, server: CardServer, database: Database
) -> None:
    token = server.card_of("bob").buttons[COMES]["link"]
    reply = database.transact(lambda tx: take_tap(tx, uuid4(), Tap("bob", "ON_THE_WAY", token)))
    foreign = server.sends("t", server.card("bob"), "bob", {"answer": "ON_THE_WAY", "link": "A" * 12})
    unknown = server.sends("t", server.card("bob"), "bob", {"answer": "DANCE", "link": token})

    assert reply.card is None
    assert "打开应用" in foreign.notices["bob"]
    assert "打开应用" in unknown.notices["bob"]
    assert not red.history()


def test_of_two_processes_one_is_connected_and_the_other_takes_over_when_it_dies(
    site: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    first = site.contexts[0]
    site.starts()
    for _ in range(5):
        clock.advance(timedelta(seconds=1))
        site.works()
    assert len(server.connections) == server.most_connections == 1

    site.dies(first)
    wait_until(lambda: not server.connections, "it is gone", WITHIN_S)
    site.works()
    assert not server.connections, "its lease stands"
    clock.advance(LEASE_FOR)
    site.connects()
    assert len(server.connections) == 1
    assert timedelta(seconds=9) >= LEASE_FOR, "with the second between two looks that is within ten"


def test_a_process_that_ends_gives_its_connection_back_at_once(site: ChatPlant, server: CardServer) -> None:
    first = site.contexts[0]
    site.starts()
    first.stop()
    site.contexts.remove(first)
    site.connects()

    assert len(server.connections) == 1


def test_a_connection_that_begins_anew_is_away_until_it_stands(
    site: ChatPlant, server: CardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent:
        def start(self) -> None: ...
        def stop(self) -> None: ...

    [context] = site.contexts
    monkeypatch.setattr(context.chats, "_make", lambda *_: Silent())
    site.sets_up(server.settings, version=1, secrets={"app_secret": "another-secret"})
    jobs.hear_chats(context)

    assert not site.stream().is_connected


def test_a_process_that_dies_before_a_card_is_up_to_date_leaves_it_to_another(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    server.taps("bob", COMES)

    def dies(*_: object) -> object:
        raise SystemExit

    with pytest.raises(SystemExit):
        showing.show_due(red.database, dies, red.channel)  # type: ignore[arg-type]
    red.works()
    assert "人在路上" not in server.card_of("alice").text

    clock.advance(CLAIM_FOR)
    red.until(lambda: "1 人在路上" in server.card_of("alice").text, "another one does it")


def test_a_card_is_brought_up_to_date_once_its_provider_takes_it(
    red: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    server.taps("bob", COMES)
    server.is_away = True
    red.works()
    assert "人在路上" not in server.card_of("alice").text

    server.is_away = False

    def later() -> bool:
        clock.advance(timedelta(seconds=30))
        return "1 人在路上" in server.card_of("alice").text

    red.until(later, "it says who comes")


def test_a_store_that_is_away_confirms_no_tap(
    red: ChatPlant, server: CardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise RuntimeError("the store is away")

    with monkeypatch.context() as broken:
        broken.setattr(red.database, "transact", away)
        with pytest.raises(TapFailed):
            server.taps("bob", COMES)
    server.taps("bob", COMES)

    assert [kind for kind, _ in red.history()].count("ON_THE_WAY") == 1


@pytest.mark.parametrize(
    ("said", "is_over", "has_to", "left"),
    [
        (None, False, True, list(LinkAnswer)),
        (None, False, False, [LinkAnswer.ON_THE_WAY, LinkAnswer.CANNOT_COME]),
        (LinkAnswer.ACKNOWLEDGE, False, True, [LinkAnswer.ON_THE_WAY, LinkAnswer.CANNOT_COME]),
        (LinkAnswer.ON_THE_WAY, False, True, []),
        (None, True, True, []),
    ],
)
def test_a_card_offers_what_can_still_be_said(
    said: LinkAnswer | None, is_over: bool, has_to: bool, left: list[LinkAnswer]
) -> None:
    assert list(offered(said, is_over=is_over, has_to_acknowledge=has_to)) == left
    if not is_over and has_to:
        assert [each for each in LinkAnswer if may_follow(said, each)] == left


def test_a_card_says_how_many_more_alerts_of_the_same_cause_nobody_has_seen(
    site: ChatPlant, server: CardServer, clock: FakeClock
) -> None:
    first, *others = more_sensors(site.database, ["V-1", "V-2", "V-3"]).values()
    site.measures(Tier.ORANGE, sensor_id=first)
    site.until(lambda: len(server.cards) == len(PEOPLE), "everybody has a card")
    assert "另有" not in server.card_of("bob").text
    for each in others:
        site.measures(Tier.ORANGE, sensor_id=each)

    def has_grown() -> bool:
        clock.advance(timedelta(seconds=10))
        return len(server.cards) > len(PEOPLE)

    site.until(has_grown, "the message of the group comes")

    assert any("另有 2 条同因预警" in each.text for each in server.cards.values())
