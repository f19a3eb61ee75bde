"""Live changes between processes, over a real Redis."""

import asyncio
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from backend.core.database import Changed
from backend.core.graphql.live import LiveBus
from backend.core.graphql.live_redis import (
    CHANNEL,
    MAX_WAITING,
    TIMEOUT_S,
    Announcer,
    Listener,
    decode,
    encode,
    publisher,
)
from tests.support import servers

SITE = uuid4()

pytestmark = pytest.mark.redis


def change() -> Changed:
    return Changed("alert", uuid4(), SITE)


class Heard:
    """What comes over a bus; None: everybody must start over."""

    def __init__(self, bus: LiveBus) -> None:
        self._queue = asyncio.Queue[Sequence[Changed] | None]()
        bus.listen(self._queue.put_nowait)

    async def next(self) -> Sequence[Changed] | None:
        async with asyncio.timeout(10):
            return await self._queue.get()


def test_what_one_process_commits_another_one_hears(redis_url: str) -> None:
    async def story() -> None:
        bus = LiveBus()
        with Listener(redis_url, bus) as listener:
            assert await asyncio.to_thread(listener.is_connected.wait, 10)
            heard = Heard(bus)
            wanted = change()
            await asyncio.to_thread(publisher(redis_url), [wanted])
            assert await heard.next() == [wanted]
            listener.check()

    asyncio.run(story())


def test_after_a_gap_everybody_starts_over(tmp_path: Path, redis_url: str) -> None:
    port = servers.free_port()

    async def story() -> None:
        bus = LiveBus()
        heard = Heard(bus)
        with Listener(f"redis://127.0.0.1:{port}/0", bus) as listener:
            with pytest.raises(ConnectionError):
                listener.check()
            with servers.redis(tmp_path, port=port):
                assert await heard.next() is None
                listener.check()

    asyncio.run(story())


def test_who_could_not_say_what_changed_has_everybody_start_over(tmp_path: Path) -> None:
    port = servers.free_port()
    url = f"redis://127.0.0.1:{port}/0"

    async def story() -> None:
        announcer = Announcer(url)
        announcer._publish([change()])  # Redis is away: who listens over another way hears nothing of it
        with servers.redis(tmp_path, port=port):
            bus = LiveBus()
            with Listener(url, bus) as listener:
                assert await asyncio.to_thread(listener.is_connected.wait, 10)
                await asyncio.sleep(0)
                heard = Heard(bus)
                wanted = change()
                await asyncio.to_thread(announcer._publish, [wanted])
                assert [await heard.next(), await heard.next()] == [None, [wanted]], (
                    "what was lost comes first"
                )
                await asyncio.to_thread(announcer._publish, [wanted])
                await asyncio.to_thread(announcer._publish, [wanted])
                assert [await heard.next(), await heard.next()] == [[wanted], [wanted]]

    asyncio.run(story())


def test_a_commit_does_not_fail_where_nobody_can_be_notified() -> None:
    publisher(f"redis://127.0.0.1:{servers.free_port()}/0")([change()])


def test_a_message_of_somebody_else_is_ignored(redis_url: str) -> None:
    async def story() -> None:
        bus = LiveBus()
        with Listener(redis_url, bus) as listener, redis.Redis.from_url(redis_url) as other:
            assert await asyncio.to_thread(listener.is_connected.wait, 10)
            heard = Heard(bus)
            wanted = change()
            for text in ("{", "[1]", '[["alert","x","y"]]', encode([wanted])):
                other.publish(CHANNEL, text)
            assert await heard.next() == [wanted]

    asyncio.run(story())


def test_what_is_written_is_read_back() -> None:
    changes = [change(), change()]

    assert decode(encode(changes).encode()) == changes


def test_a_commit_does_not_wait_for_a_redis_that_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        publish = publisher(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")

        began = time.monotonic()
        for _ in range(20):
            publish([change()])

        assert time.monotonic() - began < 20 * TIMEOUT_S / 2, "so long it would take to be told, 20 times"


def test_changes_that_nobody_fetches_do_not_pile_up_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        publish = publisher(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")

        publish([change()] * (2 * MAX_WAITING))

        assert isinstance(publish, Announcer)
        assert publish._waiting.qsize() <= MAX_WAITING
