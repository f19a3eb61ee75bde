"""What Feishu does otherwise: two ids of a person, its own ids of cards, and a connection before any card."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.vocabulary import Tier
from backend.jobs import jobs
from backend.notifications.chat_cards.rules import TAP_ANSWERED_WITHIN
from backend.notifications.chat_cards.tables import ChatCardRow
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.chat_server import TapFailed
from tests.support.fakes import FakeClock
from tests.support.feishu_server import FeishuServer, open_id_of

COMES = "在路上"


@pytest.fixture
def server(trusted: None) -> Iterator[FeishuServer]:
    with FeishuServer() as found:
        yield found


def test_who_verified_an_open_id_answers_by_it(site: ChatPlant, server: FeishuServer) -> None:
    mine, others = open_id_of("bob"), open_id_of("erik")
    site.reaches(site.plants.bob, mine)
    site.reaches(site.plants.erik, others)
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) == len(PEOPLE), "everybody has a card")

    server.taps(others, COMES, of=mine)
    assert not site.history()
    assert "不是发给您的" in server.card_of(mine).notices[others]

    server.taps(mine, COMES)
    assert [kind for kind, _ in site.history()].count("ON_THE_WAY") == 1


def test_a_card_is_changed_by_the_id_that_feishu_gave_it(red: ChatPlant, server: FeishuServer) -> None:
    rows = red.database.read(lambda s: s.exec(select(ChatCardRow)).all())

    assert {each.provider_ref for each in rows} == set(server.cards)
    assert {each.delivery_id.hex for each in rows} == {each.delivery for each in server.cards.values()}


def test_a_connection_is_held_before_any_card_leaves(
    site: ChatPlant, server: FeishuServer, clock: FakeClock
) -> None:
    site.sets_up({**server.settings, "answers": "connect"}, version=1)
    site.until(lambda: site.stream().is_connected and len(server.connections) == 1, "it is connected")
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) == len(PEOPLE), "everybody has the text")

    assert not server.cards


def test_an_app_that_was_there_before_is_neither_heard_nor_gets_cards(
    site: ChatPlant, server: FeishuServer
) -> None:
    before = {name: value for name, value in server.settings.items() if name != "answers"}
    site.sets_up(before, version=1)
    site.until(lambda: not server.connections, "nobody holds a connection")
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) == len(PEOPLE), "everybody has the text")

    assert not server.cards


def test_a_change_beside_the_answer_to_a_tap_waits_for_it(
    red: ChatPlant, server: FeishuServer, clock: FakeClock
) -> None:
    shown = server.taps("bob", COMES).shown
    red.works()
    updated = server.updates
    assert server.card_of("bob").shown is shown, "Feishu may keep either of two changes at a time"
    assert updated == len(PEOPLE) - 1

    clock.advance(TAP_ANSWERED_WITHIN)
    red.until(lambda: server.updates > updated, "its own card is changed, too")


def test_a_tap_is_taken_while_the_changes_of_all_cards_are_refused(
    red: ChatPlant, server: FeishuServer, clock: FakeClock
) -> None:
    server.quota = 0
    server.taps("bob", COMES)
    red.works()
    assert "人在路上" not in server.card_of("alice").text

    server.quota = None

    def later() -> bool:
        clock.advance(timedelta(seconds=30))
        return "1 人在路上" in server.card_of("alice").text

    red.until(later, "they learn it as soon as Feishu takes it")


def test_a_card_older_than_feishu_changes_is_given_up(
    red: ChatPlant, server: FeishuServer, clock: FakeClock
) -> None:
    server.card_of("alice").came_at -= 15 * 86_400
    red.database.transact(lambda tx: alerts.acknowledge_alert(tx, red.alert().id, by=red.plants.bob))
    for context in red.contexts:
        jobs.show_cards(context)
        context.senders.wait()

    rows = red.database.read(lambda s: s.exec(select(ChatCardRow)).all())
    assert [bool(each.due_at) for each in rows if "230031" in (each.last_error or "")] == [False]


def test_without_a_connection_a_tap_goes_nowhere(red: ChatPlant, server: FeishuServer) -> None:
    card = server.card_of("bob")
    red.stops()

    with pytest.raises(TapFailed):
        server.sends(server.ref_of("bob"), card, "bob", card.buttons[COMES])
    assert not red.history()
