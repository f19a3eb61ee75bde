"""Beats on a real database, over the bus of one process: what they prove, and when they do not come."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.core.data_version import EVERYWHERE
from backend.core.database import BEAT, Changed, Database
from backend.core.graphql.feeds import beats
from backend.core.graphql.feeds.feeds import AT_ONCE
from backend.core.graphql.feeds.looks import Document
from backend.core.viewer import Membership, Role, Viewer
from tests.core.graphql.test_feeds import TEXT, Floor, Screen, play
from tests.support.fakes import FakeClock
from tests.support.plants import Plants


class Doors:
    """Holds the looks at changes of one document until they are let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        self.is_open = asyncio.Event()
        self.came = 0
        payload = Document.payload

        async def held(document: Document, *args: Any) -> str | None:
            if document.text == text:
                self.came += 1
                await self.is_open.wait()
            return await payload(document, *args)

        monkeypatch.setattr(Document, "payload", held)


@pytest.fixture
def floor(sqlite_database: Database, clock: FakeClock, plants: Plants) -> Iterator[Floor]:
    found = Floor(sqlite_database, clock, plants)
    sqlite_database.on_commit = found.bus.publish
    yield found
    sqlite_database.on_commit = lambda _: None


@pytest.fixture(autouse=True)
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beats come when a test asks for them."""
    monkeypatch.setattr(beats, "SOON_S", 3_600)
    monkeypatch.setattr(beats, "BEAT_EVERY_S", 3_600)


def beat_now(floor: Floor) -> None:
    floor.feeds._beat_source._publish_one(None)


async def taken(screen: Screen, frames: int) -> list[dict[str, Any]]:
    """The first frames that the screen was sent, once there are so many."""
    async with asyncio.timeout(20):
        while len(screen.frames) < frames:
            await asyncio.sleep(0.001)
    return screen.frames


def kinds(frames: list[dict[str, Any]]) -> list[str]:
    return [each["type"] for each in frames]


def subscriptions(frame: dict[str, Any]) -> list[str]:
    found: list[str] = frame["payload"]["beat"]["subscriptions"]
    return found


def test_a_beat_names_the_subscriptions_and_sites_it_came_through_once_per_socket(floor: Floor) -> None:
    async def story() -> None:
        memberships = [
            Membership(floor.plants.bob.person_id, site_id, Role.WORKER, None, None)
            for site_id in (floor.plants.north, floor.plants.south)
        ]
        both = Viewer(floor.plants.bob.person_id, tuple(memberships))
        floor._viewers[both.person_id] = both
        bob, carol = floor.socket(both), floor.socket(floor.plants.carol)
        ours, theirs = Screen(bob), Screen(carol)
        with floor.subscribed(bob, "b"), floor.subscribed(bob, "a"), floor.subscribed(carol, "c"):
            beat_now(floor)
            [mine], [far] = await taken(ours, 1), await taken(theirs, 1)
            await floor.quiet()

        assert mine == {
            "type": "ping",
            "payload": {
                "beat": {
                    "at": floor.clock().isoformat(),
                    "subscriptions": ["a", "b"],
                    "sites": sorted(str(each.site_id) for each in memberships),
                }
            },
        }
        assert far["payload"]["beat"]["sites"] == [str(floor.plants.south)]
        assert datetime.fromisoformat(far["payload"]["beat"]["at"]).tzinfo is not None
        assert (len(ours.frames), len(theirs.frames)) == (1, 1)
        for screen in (ours, theirs):
            screen.task.cancel()

    play(story)


def test_what_was_announced_before_a_beat_is_sent_before_it(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        doors = Doors(monkeypatch, TEXT)
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            floor.change()
            beat_now(floor)
            while not doors.came:
                await asyncio.sleep(0.001)
            floor.change()  # while the first one is looked at
            beat_now(floor)
            await asyncio.sleep(0.01)
            assert screen.frames == []
            doors.is_open.set()

            assert kinds(await taken(screen, 4)) == ["next", "ping", "next", "ping"]
            await floor.quiet()
        screen.task.cancel()

    play(story)


def test_an_object_that_changes_all_the_time_keeps_no_beat_back(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload, looks = Document.payload, 0

    async def restless(self: Document, *args: Any) -> str | None:
        nonlocal looks
        looks += 1
        if looks < 20:
            floor.change()
        return await payload(self, *args)

    monkeypatch.setattr(Document, "payload", restless)

    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            floor.change()
            beat_now(floor)
            await taken(screen, 3)
            await floor.quiet()
        assert kinds(screen.frames)[:3] == ["next", "ping", "next"]
        screen.task.cancel()

    play(story)


def test_while_a_look_hangs_no_beat_comes_to_anybody(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        doors = Doors(monkeypatch, TEXT)
        stuck, far = floor.socket(floor.plants.bob), floor.socket(floor.plants.carol)
        screens = Screen(stuck), Screen(far)
        with floor.subscribed(stuck), floor.subscribed(far):
            floor.change()
            while not doors.came:
                await asyncio.sleep(0.001)
            beat_now(floor)
            await asyncio.sleep(0.05)
            assert [screen.frames for screen in screens] == [[], []]

            doors.is_open.set()
            assert kinds(await taken(screens[0], 2)) == ["next", "ping"]
            assert kinds(await taken(screens[1], 1)) == ["ping"]
            await floor.quiet()
        for screen in screens:
            screen.task.cancel()

    play(story)


def test_a_flood_at_one_site_keeps_no_beat_from_another(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    payload = Document.payload

    async def counted(self: Document, *args: Any) -> str | None:
        nonlocal looks
        looks += 1
        return await payload(self, *args)

    monkeypatch.setattr(Document, "payload", counted)

    async def story() -> None:
        near, far = floor.socket(floor.plants.bob), floor.socket(floor.plants.carol)
        screens = Screen(near), Screen(far)
        with floor.subscribed(near), floor.subscribed(far):
            flood = [Changed("alert", uuid4(), floor.plants.north) for _ in range(100)]
            floor.feeds.hear(flood)
            beat_now(floor)

            await taken(screens[1], 1)
            assert looks < len(flood)
            await taken(screens[0], 1)
            assert looks == len(flood), "there all of it comes first"
            await floor.quiet()
        for screen in screens:
            screen.task.cancel()

    play(story)


def test_a_subscription_has_its_first_beat_at_once_and_alone(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        with ExitStack() as stack:
            others = [floor.socket(floor.plants.alice) for _ in range(2 * AT_ONCE)]
            screens = [Screen(socket) for socket in others]
            for socket in others:
                stack.enter_context(floor.subscribed(socket))
            floor.feeds._beat_source.stop()
            monkeypatch.setattr(beats, "SOON_S", 0.01)
            socket = floor.socket(floor.plants.bob)
            screen = Screen(socket)
            for name in ("1", "2", "3"):
                stack.enter_context(floor.subscribed(socket, name))
            [first] = await taken(screen, 1)
            assert subscriptions(first) == ["1", "2", "3"]
            assert not any(each.frames for each in screens)

            beat_now(floor)
            for each in screens:
                await taken(each, 1)
            await floor.quiet()
        for each in (*screens, screen):
            each.task.cancel()

    play(story)


def test_beats_go_on_while_somebody_listens_and_end_with_the_last_one(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beats, "BEAT_EVERY_S", 0.005)

    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            await taken(screen, 3)
            await floor.quiet()
        assert set(kinds(screen.frames)) == {"ping"}
        assert floor.feeds._beat_source._every is None
        screen.task.cancel()

    play(story)


def test_a_subscription_that_began_after_a_beat_left_is_not_named_by_it(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket, "early"):
            beat_now(floor)
            left_at_s = asyncio.get_running_loop().time()
            while asyncio.get_running_loop().time() <= left_at_s:
                pass
            with floor.subscribed(socket, "late"):
                [first] = await taken(screen, 1)
                assert subscriptions(first) == ["early"]
                beat_now(floor)
                assert subscriptions((await taken(screen, 2))[1]) == ["early", "late"]
                await floor.quiet()
        screen.task.cancel()

    play(story)


def test_a_subscription_that_ended_meanwhile_is_not_named(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        with floor.subscribed(socket, "stays"):
            with floor.subscribed(socket, "goes"):
                beat_now(floor)
                await asyncio.sleep(0)
                await floor.quiet()
            screen = Screen(socket)
            assert subscriptions((await taken(screen, 1))[0]) == ["stays"]
        screen.task.cancel()

    play(story)


def test_a_beat_that_was_lost_on_its_way_is_not_there(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            floor.database.on_commit = lambda _: None
            beat_now(floor)
            await asyncio.sleep(0.02)
            await floor.quiet()
            assert screen.frames == []
            floor.database.on_commit = floor.bus.publish
            beat_now(floor)
            await taken(screen, 1)
            await floor.quiet()
        screen.task.cancel()

    play(story)


def test_the_beat_of_another_process_reaches_no_socket_and_costs_no_kept_answer(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            marks = floor.bus.heard.now
            floor.bus.publish([Changed(BEAT, uuid4(), EVERYWHERE)])
            await asyncio.sleep(0.02)
            assert floor.bus.heard.now is marks
            assert floor.feeds._working is None
        assert screen.frames == []
        screen.task.cancel()

    play(story)


def test_a_queue_that_is_full_takes_no_beat(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob, capacity=1)
        with floor.subscribed(socket):
            floor.change()
            await floor.quiet()
            beat_now(floor)
            await asyncio.sleep(0)
            await floor.quiet()
            screen = Screen(socket)
            await taken(screen, 1)
            await asyncio.sleep(0)
        assert kinds(screen.frames) == ["next"]
        assert socket.closing is None
        screen.task.cancel()

    play(story)


def test_who_belongs_nowhere_and_who_asked_for_nothing_have_no_beat(floor: Floor) -> None:
    nowhere = Viewer(UUID(int=7), ())

    async def story() -> None:
        floor._viewers[nowhere.person_id] = nowhere
        sockets = floor.socket(nowhere), floor.socket(floor.plants.alice), floor.socket(floor.plants.bob)
        screens = [Screen(socket) for socket in sockets]
        with floor.subscribed(sockets[0]), floor.subscribed(sockets[2]):
            beat_now(floor)
            await taken(screens[2], 1)
            await floor.quiet()
        assert [len(screen.frames) for screen in screens] == [0, 0, 1]
        for screen in screens:
            screen.task.cancel()

    play(story)


def test_without_the_store_there_is_no_beat_and_with_it_the_next_one(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise OSError("away")

    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            with monkeypatch.context() as patch:
                patch.setattr(floor.database, "read", away)
                beat_now(floor)
                await asyncio.sleep(0)
                await floor.quiet()
            assert (screen.frames, socket.closing) == ([], None)
            beat_now(floor)
            await taken(screen, 1)
            await floor.quiet()
        screen.task.cancel()

    play(story)
