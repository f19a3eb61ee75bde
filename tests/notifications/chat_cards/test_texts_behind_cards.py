"""Where a card does not do, the text and its link leave as before: nobody gets neither."""

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_CONFIRMATION_ASKED, ALERT_WITHOUT_NEXT_STEP
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.vocabulary import Tier
from backend.deadlines.events import ESCALATED
from backend.jobs import jobs
from backend.notifications.chat_cards import commands as chat_cards
from backend.notifications.chat_cards import showing_commands as showing
from backend.notifications.chat_cards.rules import Card
from backend.notifications.chat_cards.tables import ChatCardRow
from push import chat_cards as chat_cards_of_push
from push.message import ChatCard
from tests.support.card_server import CardServer
from tests.support.chat_plant import PEOPLE, ChatPlant

SEEN, COMES, CANNOT = "响应", "在路上", "去不了"


def test_while_the_connection_is_away_text_and_link_leave_as_before_and_the_page_says_so(
    site: ChatPlant, server: CardServer
) -> None:
    server.is_away = True
    server.cut()
    site.until(lambda: not site.stream().is_connected, "the connection is away")
    server.is_away = False

    def says() -> None:
        for context in site.contexts:
            jobs.deliver(context)
            context.senders.wait()

    site.measures(Tier.RED)
    says()

    assert {user for user, _ in server.texts} == set(PEOPLE)
    assert not server.cards
    assert site.stream().lost_at is not None
    site.connects()


def test_a_card_that_is_refused_is_a_text_at_once(
    site: ChatPlant, server: CardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each is tried: whether the third was on its way when the second was refused is a matter of threads.
    monkeypatch.setattr(chat_cards_of_push, "CARDS_REST_S", 0.0)
    server.quota = 1
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) + len(server.cards) == 3, "everybody is told")

    assert len(server.cards) == 1
    assert server.refused[0].startswith(server.haste)
    errors = [site.delivery_of(getattr(site.plants, name)).last_error or "" for name in PEOPLE]
    assert sum("quota spent" in each for each in errors) == 2


@pytest.mark.parametrize("kind", [ALERT_CONFIRMATION_ASKED, ALERT_WITHOUT_NEXT_STEP, ESCALATED])
def test_who_is_asked_again_gets_the_words_of_it_and_no_second_card(
    red: ChatPlant, server: CardServer, kind: EventKind
) -> None:
    bob = red.plants.bob.person_id
    asked = Event(kind, red.plants.north, about=refs(alert=red.alert().id), tier=Tier.RED, to=(bob,))
    red.database.transact(lambda tx: tx.announce(asked))
    red.until(lambda: bool(server.texts) or len(server.cards) > len(PEOPLE), "he is told")

    assert [user for user, _ in server.texts] == ["bob"]
    assert len(server.cards) == len(PEOPLE)


@pytest.mark.parametrize("error", [Refused(ErrorCode.CONFLICT, "no"), RuntimeError("no")])
def test_a_card_that_cannot_be_worded_is_a_text(
    site: ChatPlant, server: CardServer, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(chat_cards, "shown", fails)
    site.measures(Tier.RED)
    jobs.deliver(site.contexts[0])
    site.contexts[0].senders.wait()

    assert {user for user, _ in server.texts} == set(PEOPLE)
    assert not server.cards
    assert not site.database.read(lambda s: s.exec(select(ChatCardRow)).all()), "nothing of it is kept"


def test_what_left_as_a_text_is_never_due(site: ChatPlant, server: CardServer) -> None:
    server.quota = 1
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) + len(server.cards) == 3, "everybody is told")

    site.database.transact(lambda tx: alerts.acknowledge_alert(tx, site.alert().id, by=site.plants.alice))

    rows = site.database.read(lambda s: s.exec(select(ChatCardRow)).all())
    assert {(bool(each.due_at), bool(each.delivered_at)) for each in rows} == {(False, False), (True, True)}


def test_one_card_that_cannot_be_worded_keeps_no_other_from_the_truth(
    red: ChatPlant, server: CardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    worded, bob = chat_cards.shown, red.plants.bob.person_id

    def fails_once(tx: Transaction, card: Card, token: str) -> ChatCard:
        if card.person_id == bob:
            raise RuntimeError("no")
        return worded(tx, card, token)

    monkeypatch.setattr(showing, "shown", fails_once)
    server.taps("erik", COMES)
    red.works()

    assert "1 人在路上" in server.card_of("alice").text
    bad = red.database.read(lambda s: s.exec(select(ChatCardRow).where(ChatCardRow.person_id == bob)).one())
    assert (bad.due_at, bad.last_error) == (None, "RuntimeError('no')")


def test_one_card_whose_link_no_key_opens_keeps_no_other_from_the_truth(
    red: ChatPlant, server: CardServer
) -> None:
    bob = select(ChatCardRow).where(ChatCardRow.person_id == red.plants.bob.person_id)

    def loses_key(tx: Transaction) -> None:
        row = tx.session.exec(bob).one()
        row.sealed_token = f"lost.{row.sealed_token.partition('.')[2]}"

    red.database.transact(loses_key)
    server.taps("erik", COMES)
    red.works()

    assert "1 人在路上" in server.card_of("alice").text
    bad = red.database.read(lambda s: s.exec(bob).one())
    assert (bad.due_at, bad.last_error) == (None, "Unreadable('no key lost in the ring')")
