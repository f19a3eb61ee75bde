"""One connection of a bot is heard: who is thrown out by another one does not fight its way back."""

import pytest
from sqlmodel import select

from backend.core.errors import Refused
from backend.core.vocabulary import Tier
from backend.notifications.chat_cards import streams_commands as streams
from backend.notifications.chat_cards.rules import LEASE_FOR
from backend.notifications.chat_cards.tables import ChatStreamRow
from push.catalogue import stream
from push.chat_stream import ChatStream
from push.tap import TAKEN_OVER, TapReply
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.fakes import FakeClock
from tests.support.wecom_server import BOT, WecomServer


def test_a_bot_that_another_connection_took_over_does_not_come_back_by_itself(
    site: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    server.event({"eventtype": "disconnected_event"})
    site.until(lambda: site.stream().is_taken_over, "the page says so")
    assert not server.connections
    server.subscribed = None

    for _ in range(5):  # also when the process ends, or another one comes
        site.starts()
        clock.advance(LEASE_FOR)
        site.works()
    assert server.subscriptions == 1
    assert site.stream().error == TAKEN_OVER
    site.measures(Tier.RED)
    site.until(lambda: len(server.texts) == len(PEOPLE), "texts leave meanwhile")

    site.database.transact(lambda tx: streams.reconnect(tx, site.channel, by=site.admin))
    site.connects()
    assert server.subscriptions == 2
    assert not site.stream().is_taken_over

    server.event({"eventtype": "disconnected_event"})
    site.until(lambda: site.stream().is_taken_over, "the page says so")
    site.sets_up(server.settings, version=1)
    site.connects()
    assert server.subscriptions == 3, "who saves the channel wants it connected"


def test_only_who_manages_the_channels_has_one_connect_again(site: ChatPlant, server: WecomServer) -> None:
    server.event({"eventtype": "disconnected_event"})
    site.until(lambda: site.stream().is_taken_over, "the page says so")

    for by in (site.plants.bob, site.plants.erik):
        with pytest.raises(Refused):
            site.database.transact(lambda tx, by=by: streams.reconnect(tx, site.channel, by=by))  # type: ignore[misc]
    assert site.stream().is_taken_over


def test_two_installations_with_one_bot_do_not_throw_each_other_out_for_ever(
    site: ChatPlant, server: WecomServer
) -> None:
    """The other one is a connection of the same bot, made by hand."""

    states: list[tuple[bool, str]] = []
    protocol = stream("wecom", "wecom", {**server.settings, **server.secrets}, site.network)
    other = ChatStream(
        protocol,
        site.network,
        on_tap=lambda _: TapReply(),
        on_state=lambda *state: states.append(state),
    )
    other.start()
    site.until(lambda: site.stream().is_taken_over, "ours gives way")
    for _ in range(20):
        site.works()

    assert server.subscriptions == 2
    assert states == [(True, "")]
    other.stop()


def test_a_connection_that_was_taken_over_by_our_own_process_is_not_given_up(
    site: ChatPlant, server: WecomServer, clock: FakeClock
) -> None:
    """A process was asleep, another one took its lease: what it hears then says nothing of us."""
    asleep = site.contexts.pop()
    clock.advance(LEASE_FOR)
    site.starts()
    site.connects()
    site.contexts.append(asleep)
    for _ in range(5):
        site.works()

    assert site.stream().is_connected
    row = site.database.read(lambda s: s.exec(select(ChatStreamRow)).one())
    assert row.taken_over == ""
    assert server.subscriptions == 2


def test_a_wrong_secret_is_said_and_repeated_nowhere(site: ChatPlant, server: WecomServer) -> None:
    site.sets_up(server.settings, version=1, secrets={**server.secrets, "bot_secret": "another-secret"})
    site.until(lambda: "853000" in site.stream().error, "the page says so")

    assert "another-secret" not in site.stream().error
    assert BOT not in server.cards
