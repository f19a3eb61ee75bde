"""Beats between API processes, over a real Redis: each process hears its own, and none without Redis."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.core.database import Database
from backend.core.graphql.feeds import beats
from backend.core.graphql.feeds.sockets import RESYNC
from backend.core.graphql.live_redis import Announcer, Listener
from tests.core.graphql.test_feeds import Floor, Screen, play
from tests.support import servers
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.redis


@pytest.fixture(autouse=True)
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beats come when a test asks for them."""
    monkeypatch.setattr(beats, "SOON_S", 3_600)
    monkeypatch.setattr(beats, "BEAT_EVERY_S", 3_600)


class Process(Floor):
    """An API process: screens of its own, everything said and heard over Redis."""

    def __init__(self, database: Database, clock: FakeClock, plants: Plants, url: str) -> None:
        super().__init__(database, clock, plants)
        self.announcer, self.listener = Announcer(url), Listener(url, self.bus)
        self._has_heard, resync = threading.Event(), self.bus.resync

        def heard() -> None:
            resync()
            self._has_heard.set()

        self.bus.resync = heard  # type: ignore[method-assign]

    def beat(self) -> None:
        self.database.on_commit = self.announcer
        self.feeds._beat_source._publish_one(None)
        self.database.on_commit = lambda _: None

    async def connected(self) -> None:
        """Until it listens, and screens that begin now are not made to start over because of that."""
        assert await asyncio.to_thread(self._has_heard.wait, 20)
        await asyncio.sleep(0)


@contextmanager
def looking(process: Process) -> Iterator[Screen]:
    socket = process.socket(process.plants.bob)
    screen = Screen(socket)
    with process.subscribed(socket):
        yield screen
    screen.task.cancel()


async def pinged(screen: Screen, times: int) -> None:
    async with asyncio.timeout(20):
        while len(screen.frames) < times:
            await asyncio.sleep(0.001)


def test_of_two_processes_each_shows_its_screens_its_own_beat(
    sqlite_database: Database, clock: FakeClock, plants: Plants, redis_url: str
) -> None:
    first = Process(sqlite_database, clock, plants, redis_url)
    second = Process(sqlite_database, clock, plants, redis_url)

    async def story() -> None:
        with first.listener, second.listener:
            await first.connected()
            await second.connected()
            with looking(first) as ours, looking(second) as theirs:
                first.beat()
                await pinged(ours, 1)
                assert theirs.frames == []
                second.beat()
                await pinged(theirs, 1)
                assert [frame["type"] for frame in ours.frames + theirs.frames] == ["ping", "ping"]

    play(story)


def test_without_redis_there_is_no_beat_and_after_it_everybody_starts_over(
    sqlite_database: Database, clock: FakeClock, plants: Plants, tmp_path: Path
) -> None:
    port = servers.free_port()
    process = Process(sqlite_database, clock, plants, f"redis://127.0.0.1:{port}/0")

    async def story() -> None:
        with process.listener:
            with servers.redis(tmp_path, port=port):
                await process.connected()
                with looking(process) as before:
                    process.beat()
                    await pinged(before, 1)
            socket = process.socket(process.plants.bob)
            screen = Screen(socket)
            with process.subscribed(socket):
                process.beat()
                assert await asyncio.to_thread(process.announcer._has_lost.wait, 20)
                await process.quiet()
                assert (screen.frames, socket.closing) == ([], None)

                with servers.redis(tmp_path, port=port):
                    await screen.task
                assert socket.closing == RESYNC
                assert screen.frames == []

    play(story)
