"""Connections of chats: their leases are kept beside the jobs, and what is heard of them is written down."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import Unavailable
from backend.core.viewer import Role, Viewer
from backend.jobs.chat_listeners import ChatListeners, OnState
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.chat_cards import streams_commands as streams
from backend.notifications.chat_cards.rules import LEASE_FOR, RENEWED_BEFORE
from backend.notifications.chat_cards.tables import ChatStreamRow
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.servers import wait_until

WITHIN_S = 30


class Held:
    """A connection that is as it is said to be; where it hangs it ends late."""

    def __init__(self, hears: OnState) -> None:
        self.hears = hears
        self.is_over = False
        self.may_end = Event()
        self.may_end.set()

    def start(self) -> None: ...

    def stop(self) -> None:
        self.may_end.wait(WITHIN_S)
        self.is_over = True


class Chats:
    """Two sites with a chat each, whose connections `listeners` hold."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.seconds = 0.0
        self.held: dict[UUID, Held] = {}
        self.listeners = ChatListeners(self._make, seconds=lambda: self.seconds, every_s=0.01)
        self.admins = {site: self._admin(site) for site in (plants.north, plants.south)}
        self.north, self.south = self.sets_up(plants.north), self.sets_up(plants.south)

    def _admin(self, site_id: UUID) -> Viewer:
        return self.database.transact(lambda tx: join(tx, f"admin {site_id}", Role.ADMIN, site_id))

    def sets_up(self, site_id: UUID, agent_id: str = "7", *, version: int = 0) -> UUID:
        settings = {"app_key": "dingapp", "agent_id": agent_id, "card_template_id": "anhuan.schema"}
        wanted = Wanted("dingtalk", settings, {"app_secret": "secret"})
        return self.database.transact(
            lambda tx: channels.configure_channel(
                tx,
                site_id,
                "dingtalk",
                wanted,
                version=version,
                check=lambda *_: None,
                by=self.admins[site_id],
            )
        )

    def _make(self, _route: Route, channel_id: UUID, on_state: OnState) -> Held:
        self.held[channel_id] = Held(on_state)
        return self.held[channel_id]

    def follow(self) -> None:
        self.listeners.follow(self.database)

    def passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.seconds += seconds

    def left(self, channel_id: UUID) -> timedelta:
        """For how long this process takes itself to hold it."""
        return timedelta(seconds=self.listeners._running[channel_id].is_held_until - self.seconds)

    def lease(self, channel_id: UUID) -> timedelta:
        """What is left of it in the store."""
        row = self.database.read(lambda s: s.get_one(ChatStreamRow, channel_id))
        return row.until - self.clock()

    def connected(self) -> set[UUID]:
        rows = self.database.read(lambda s: s.exec(select(ChatStreamRow)).all())
        return {row.channel_id for row in rows if row.connected_at is not None}


@pytest.fixture
def chats(database: Database, plants: Plants, clock: FakeClock) -> Iterator[Chats]:
    found = Chats(database, plants, clock)
    yield found
    for each in found.held.values():
        each.may_end.set()
    found.listeners.stop()


def away(*_: object, **__: object) -> None:
    raise RuntimeError("the store is away")


def test_states_that_could_not_be_written_are_written_later_and_none_is_lost(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.follow()
    for each in chats.held.values():
        each.hears(True, "")

    with monkeypatch.context() as broken:
        broken.setattr(chats.database, "transact", away)
        with pytest.raises(RuntimeError):
            chats.follow()
    chats.follow()

    assert chats.connected() == {chats.north, chats.south}


def test_what_was_heard_while_a_writing_failed_is_newer_than_what_it_was_to_write(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.follow()
    for each in chats.held.values():
        each.hears(True, "")

    def is_lost_meanwhile(*_: object, **__: object) -> None:
        chats.held[chats.south].hears(False, "lost")
        away()

    with monkeypatch.context() as broken:
        broken.setattr(chats.database, "transact", is_lost_meanwhile)
        with pytest.raises(RuntimeError):
            chats.follow()
    chats.follow()

    assert chats.connected() == {chats.north}


def test_a_job_that_takes_long_over_one_connection_loses_the_lease_of_no_other(chats: Chats) -> None:
    chats.follow()
    chats.held[chats.south].may_end.clear()
    chats.sets_up(chats.plants.south, "8", version=1)
    job = Thread(target=chats.follow)
    job.start()

    for _ in range(3):
        chats.passes(3)
        wait_until(lambda: chats.left(chats.north) >= RENEWED_BEFORE, "it is renewed", WITHIN_S)
        assert chats.lease(chats.north) >= RENEWED_BEFORE

    assert job.is_alive(), "the job is still at it"
    assert not chats.held[chats.north].is_over
    chats.held[chats.south].may_end.set()
    job.join()


def test_while_the_store_answers_nothing_the_connections_are_let_go_by_a_clock_that_nobody_sets(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.follow()
    is_back = Event()

    def hangs(*_: object, **__: object) -> None:
        is_back.wait(2 * WITHIN_S)
        raise Unavailable("the store was away")

    def works() -> None:
        with pytest.raises(Unavailable):
            chats.follow()

    with monkeypatch.context() as broken:
        broken.setattr(chats.database, "transact", hangs)
        broken.setattr(chats.database, "read", hangs)
        job = Thread(target=works)
        job.start()
        chats.seconds += LEASE_FOR.total_seconds() - 1
        assert not any(each.is_over for each in chats.held.values())
        chats.seconds += 1
        wait_until(lambda: all(each.is_over for each in chats.held.values()), "they end", WITHIN_S)
        is_back.set()
        job.join()


def test_a_connection_that_another_process_holds_by_now_is_let_go(chats: Chats) -> None:
    chats.follow()

    def is_taken_over(tx: Transaction) -> None:
        tx.session.get_one(ChatStreamRow, chats.north).owner = "another"

    chats.database.transact(is_taken_over)

    wait_until(lambda: chats.held[chats.north].is_over, "it ends", WITHIN_S)

    assert not chats.held[chats.south].is_over


def test_a_process_that_ends_renews_nothing_any_more(chats: Chats) -> None:
    chats.follow()

    chats.listeners.stop()

    assert chats.north in streams.hold(chats.database, "another", [chats.north])
    assert all(each.is_over for each in chats.held.values())
