"""Feeds and their sockets, on a real database, without a network between them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.api.schema import schema
from backend.core.database import READINGS, Changed, Database
from backend.core.errors import Unavailable
from backend.core.graphql.context import Edge, Identity
from backend.core.graphql.feeds import feeds as feeds_of
from backend.core.graphql.feeds.feeds import AT_ONCE, Feeds
from backend.core.graphql.feeds.looks import Document
from backend.core.graphql.feeds.sockets import RESYNC, LiveSocket
from backend.core.graphql.live import LiveBus
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality, Tier
from backend.people import queries as people
from backend.people.accounts.sign_in_commands import require_proof
from backend.people.accounts.sign_ins_rules import NEEDS_PROOF
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from tests.support.declared import HOME, OVERDUE_SUBJECTS, SUBJECTS, WORK
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

TEXT = "subscription { alertChanged { id tier } }"


class Floor:
    """Feeds, and screens that take what they are sent as soon as the event loop lets them."""

    def __init__(self, database: Database, clock: FakeClock, plants: Plants) -> None:
        self.database, self.clock, self.plants = database, clock, plants
        change = over(plants, Tier.RED)
        database.transact(lambda tx: alerts.apply_changes(tx, [change]))
        self.alert_id = database.read(lambda session: session.exec(select(AlertRow.id)).one())
        self.bus = LiveBus()
        self.edge = Edge(
            database=database,
            bus=self.bus,
            clock=clock,
            viewer_of=people.viewer,
            needs_proof=NEEDS_PROOF,
            require_proof=require_proof,
            viewers_of=lambda _, sign_ins: {each: self._viewers[each[0]] for each in sign_ins},
            home=HOME,
            work=WORK,
            overdue=OVERDUE_SUBJECTS,
            subjects=SUBJECTS,
            keep_picture=lambda _: None,  # nothing is signed here
        )
        everybody = (plants.alice, plants.bob, plants.carol)
        self._viewers = {each.person_id: each for each in everybody}
        self.feeds = Feeds(schema, self.edge)

    def socket(self, viewer: Viewer, capacity: int = 256) -> LiveSocket:
        expires_at = self.clock() + timedelta(minutes=15)
        socket = LiveSocket(Identity(viewer, uuid4(), expires_at), capacity)
        self.feeds.open(socket)
        return socket

    def subscribed(self, socket: LiveSocket, id: str = "1", text: str = TEXT) -> Any:
        return self.feeds.subscribed(socket, id, Document(schema, text, None, None), frozenset({"alert"}))

    def change(self, site_id: UUID | None = None) -> None:
        self.feeds.hear([Changed("alert", self.alert_id, site_id or self.plants.north)])

    async def quiet(self) -> None:
        """Until nothing waits any more."""
        async with asyncio.timeout(20):
            while self.feeds._working is not None:
                await asyncio.sleep(0.001)


class Screen:
    def __init__(self, socket: LiveSocket) -> None:
        self.frames: list[dict[str, Any]] = []
        self.closed: list[tuple[int, str]] = []
        self.task = asyncio.create_task(socket.run(self._take, self._close))

    async def _take(self, text: str) -> None:
        self.frames.append(json.loads(text))

    async def _close(self, code: int, reason: str) -> None:
        self.closed.append((code, reason))


@pytest.fixture
def floor(sqlite_database: Database, clock: FakeClock, plants: Plants) -> Floor:
    return Floor(sqlite_database, clock, plants)


def play(story: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(30):
            await story()

    asyncio.run(run())


def test_each_subscription_gets_the_shared_answer_under_its_own_id(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket, 'a"b'), floor.subscribed(socket, "2"):
            floor.change()
            await floor.quiet()
            await asyncio.sleep(0)
        wanted = {"data": {"alertChanged": {"id": str(floor.alert_id), "tier": "RED"}}}
        assert screen.frames == [
            {"id": 'a"b', "type": "next", "payload": wanted},
            {"id": "2", "type": "next", "payload": wanted},
        ]
        screen.task.cancel()

    play(story)


def test_a_screen_that_goes_while_a_change_is_handed_out_leaves_the_others_theirs(floor: Floor) -> None:
    async def story() -> None:
        with ExitStack() as stack:
            sockets = [floor.socket(floor.plants.bob) for _ in range(3 * AT_ONCE)]
            screens = [Screen(socket) for socket in sockets]
            going = [floor.subscribed(socket) for socket in sockets[-AT_ONCE:]]
            for socket in sockets[:-AT_ONCE]:
                stack.enter_context(floor.subscribed(socket))
            for each in going:
                each.__enter__()
            floor.change()
            while not screens[0].frames:
                await asyncio.sleep(0)
            for each in going:
                each.__exit__(None, None, None)
            await floor.quiet()
            await asyncio.sleep(0)

            assert [len(screen.frames) for screen in screens] == [1] * 2 * AT_ONCE + [0] * AT_ONCE
            assert floor.bus.subscribers == 2 * AT_ONCE
            for screen in screens:
                screen.task.cancel()

    play(story)


def test_what_changes_again_while_it_is_handed_out_is_looked_at_again(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    payload = Document.payload

    async def counted(self: Document, *args: Any) -> str | None:
        looks.append(self.text)
        if len(looks) == 1:
            for _ in range(3):
                floor.change()
        return await payload(self, *args)

    monkeypatch.setattr(Document, "payload", counted)

    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        with floor.subscribed(socket):
            floor.change()
            floor.change()
            await floor.quiet()
        assert len(looks) == 2

    play(story)


def test_who_reads_too_slowly_has_to_start_over_and_the_others_do_not(floor: Floor) -> None:
    async def story() -> None:
        slow, quick = floor.socket(floor.plants.bob, capacity=2), floor.socket(floor.plants.bob)
        screen = Screen(quick)
        with ExitStack() as stack:
            for number in range(3):
                stack.enter_context(floor.subscribed(slow, str(number)))
            stack.enter_context(floor.subscribed(quick))
            floor.change()
            await floor.quiet()
            await asyncio.sleep(0)

        late = Screen(slow)
        await late.task
        assert (late.closed, late.frames) == ([RESYNC], [])
        assert len(screen.frames) == 1
        screen.task.cancel()

    play(story)


def test_what_waits_for_a_slow_screen_is_replaced_by_what_came_of_it(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob, capacity=1)
        with floor.subscribed(socket):
            [subscriber] = socket.subscribers
            for number in range(3):
                socket.offer(subscriber, 1, str(number))

            screen = Screen(socket)
            await asyncio.sleep(0)
            assert screen.frames == [{"id": "1", "type": "next", "payload": 2}]
        screen.task.cancel()

    play(story)


def test_what_waits_for_a_completed_subscription_is_not_sent_to_the_next_one_of_its_id(floor: Floor) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        with floor.subscribed(socket):
            floor.change()
            await floor.quiet()
        with floor.subscribed(socket):
            screen = Screen(socket)
            await asyncio.sleep(0)
            assert screen.frames == []
        screen.task.cancel()

    play(story)


def test_more_changes_than_can_wait_make_everybody_start_over(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_of, "CAPACITY", 2)

    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        with floor.subscribed(socket):
            floor.feeds.hear([Changed("alert", uuid4(), floor.plants.north) for _ in range(3)])
            assert socket.closing == RESYNC
            await floor.quiet()

    play(story)


def test_a_store_that_is_away_makes_everybody_start_over(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise Unavailable("away")

    async def story() -> None:
        socket, far = floor.socket(floor.plants.bob), floor.socket(floor.plants.carol)
        with floor.subscribed(socket), floor.subscribed(far):
            floor.change()
            await floor.quiet()
            assert socket.closing is None
            monkeypatch.setattr(floor.database, "read", away)
            floor.change()
            await floor.quiet()
            assert (socket.closing, far.closing) == (RESYNC, None)

    play(story)


def test_a_closed_bus_ends_every_subscription_and_any_later_one(floor: Floor) -> None:
    async def story() -> None:
        early, late = floor.socket(floor.plants.bob), floor.socket(floor.plants.bob)
        with floor.subscribed(early):
            floor.bus.close()
            assert early.closing == RESYNC
        with floor.subscribed(late):
            assert late.closing == RESYNC
        assert floor.bus.subscribers == 0

    play(story)


@pytest.mark.parametrize("narrowed", ["", "area"])
def test_values_come_once_a_second_while_somebody_looks_and_only_of_ones_own_site(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, narrowed: str
) -> None:
    monkeypatch.setattr(feeds_of, "LOOK_EVERY_S", 0.001)
    area = f', areaId: "{floor.plants.area}"' if narrowed else ""

    def text_of(site_id: UUID) -> str:
        return f'subscription {{ readingsChanged(siteId: "{site_id}"{area}) {{ sensorId value }} }}'

    # Who names their own site hears nothing of another's area, as of one that is not there.
    texts = {"mine": text_of(floor.plants.north), "theirs": text_of(floor.plants.south)}
    wanted = [{"sensorId": str(floor.plants.gas), "value": 12.5}]
    latest = {
        floor.plants.gas: LatestReading(microseconds(floor.clock()), 12.5, Quality.GOOD),
        floor.plants.far_gas: LatestReading(microseconds(floor.clock()), 99.0, Quality.GOOD),
        floor.plants.pump: LatestReading(microseconds(floor.clock()) - 3_600_000_000, 1.0, Quality.GOOD),
    }
    floor.database.transact(lambda tx: tx.get(Sources).save_latest(latest))

    def listening(socket: LiveSocket, text: str) -> Any:
        document = Document(schema, text, None, None)
        return floor.feeds.subscribed(socket, "1", document, frozenset({READINGS}))

    async def story() -> None:
        bob, carol, elsewhere = (
            floor.socket(each) for each in (floor.plants.bob, floor.plants.carol, floor.plants.carol)
        )
        mine, theirs, narrow = Screen(bob), Screen(carol), Screen(elsewhere)
        with (
            listening(bob, texts["mine"]),
            listening(carol, texts["mine"]),
            listening(elsewhere, texts["theirs"]),
        ):
            async with asyncio.timeout(20):
                while len(mine.frames) < 2:
                    await asyncio.sleep(0.001)
        while floor.feeds._looking is not None:
            await asyncio.sleep(0.001)
        assert mine.frames[0]["payload"] == {"data": {"readingsChanged": wanted}}
        assert theirs.frames == []
        heard = [each["payload"]["data"]["readingsChanged"] for each in narrow.frames]
        own = {str(floor.plants.far_gas)} if not narrowed else set()
        assert {each["sensorId"] for frame in heard for each in frame} <= own
        for screen in (mine, theirs, narrow):
            screen.task.cancel()

    play(story)


@pytest.mark.parametrize("moments", range(6))
def test_a_change_that_comes_just_when_the_feeds_end_their_work_is_handed_out(
    floor: Floor, moments: int
) -> None:
    async def story() -> None:
        socket = floor.socket(floor.plants.bob)
        screen = Screen(socket)
        with floor.subscribed(socket):
            floor.change()
            while floor.feeds._jobs:
                await asyncio.sleep(0)
            for _ in range(moments):
                await asyncio.sleep(0)
            floor.change()
            async with asyncio.timeout(5):
                while len(screen.frames) < 2:
                    await asyncio.sleep(0.001)
        screen.task.cancel()

    play(story)
