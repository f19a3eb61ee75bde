"""Connections of chats: their leases are kept beside the jobs, and what is heard of them is written down."""

from uuid import UUID

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.viewer import Role
from backend.jobs.chat_listeners import ChatListeners, OnState
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.chat_cards.tables import ChatStreamRow
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants

SETTINGS = {"app_key": "dingapp", "agent_id": "7", "card_template_id": "anhuan.schema"}


class Chats:
    """Two sites with a chat each; `listeners` hold connections that are always as they are said to be."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self.database = database
        self.hears: dict[UUID, OnState] = {}
        self.listeners = ChatListeners(self._make)
        self.north, self.south = (self._sets_up(site) for site in (plants.north, plants.south))

    def _sets_up(self, site_id: UUID) -> UUID:
        admin = self.database.transact(lambda tx: join(tx, f"admin {site_id}", Role.ADMIN, site_id))
        wanted = Wanted("dingtalk", SETTINGS, {"app_secret": "secret"})
        return self.database.transact(
            lambda tx: channels.configure_channel(
                tx, site_id, "dingtalk", wanted, version=0, check=lambda *_: None, by=admin
            )
        )

    def _make(self, _route: Route, channel_id: UUID, on_state: OnState) -> "Chats":
        self.hears[channel_id] = on_state
        return self

    def start(self) -> None: ...
    def stop(self) -> None: ...

    def connected(self) -> set[UUID]:
        rows = self.database.read(lambda s: s.exec(select(ChatStreamRow)).all())
        return {row.channel_id for row in rows if row.connected_at is not None}


@pytest.fixture
def chats(database: Database, plants: Plants) -> Chats:
    return Chats(database, plants)


def away(*_: object, **__: object) -> None:
    raise RuntimeError("the store is away")


def test_states_that_could_not_be_written_are_written_later_and_none_is_lost(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.listeners.follow(chats.database)
    for hear in chats.hears.values():
        hear(True, "")

    with monkeypatch.context() as broken:
        broken.setattr(chats.database, "transact", away)
        with pytest.raises(RuntimeError):
            chats.listeners.follow(chats.database)
    chats.listeners.follow(chats.database)

    assert chats.connected() == {chats.north, chats.south}


def test_what_was_heard_while_a_writing_failed_is_newer_than_what_it_was_to_write(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.listeners.follow(chats.database)
    for hear in chats.hears.values():
        hear(True, "")

    def is_lost_meanwhile(*_: object, **__: object) -> None:
        chats.hears[chats.south](False, "lost")
        away()

    with monkeypatch.context() as broken:
        broken.setattr(chats.database, "transact", is_lost_meanwhile)
        with pytest.raises(RuntimeError):
            chats.listeners.follow(chats.database)
    chats.listeners.follow(chats.database)

    assert chats.connected() == {chats.north}
