"""Requests of one person wait behind that person's own; nobody is refused for a burst."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar
from uuid import UUID, uuid4

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.turns import PersonalTurns

T = TypeVar("T")


class Ticking(asyncio.SelectorEventLoop):
    """A loop whose clock stands still until a test lets it go on."""

    now_s = 0.0

    def time(self) -> float:
        return self.now_s

    def go_on(self, seconds: float) -> None:
        self.now_s += seconds


def ticking() -> Ticking:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Ticking)
    return loop


def play(scene: Callable[[], Coroutine[None, None, T]]) -> T:
    """Run it, however slow the machine is, in no time but its own."""
    with asyncio.Runner(loop_factory=Ticking) as runner:
        return runner.run(scene())


class Desk:
    """Requests that run until they are let go."""

    def __init__(self, turns: PersonalTurns) -> None:
        self.turns, self.running, self.most, self.done = turns, 0, 0, list[int]()
        self.go_on = asyncio.Event()

    async def ask(self, person_id: UUID, number: int = 0) -> None:
        async with self.turns.turn(person_id):
            self.running += 1
            self.most = max(self.most, self.running)
            await self.go_on.wait()
            self.running -= 1
            self.done.append(number)


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_burst_of_one_phone_runs_two_at_once_in_order_and_nothing_is_refused() -> None:
    async def scene() -> Desk:
        desk, bob = Desk(PersonalTurns()), uuid4()
        asked = [asyncio.create_task(desk.ask(bob, number)) for number in range(60)]
        await settle()
        desk.go_on.set()
        await asyncio.gather(*asked)
        return desk

    desk = play(scene)

    assert desk.most == 2
    assert desk.done == list(range(60))


def test_who_fills_the_own_line_leaves_the_others_alone() -> None:
    async def scene() -> int:
        desk, bob, erik = Desk(PersonalTurns()), uuid4(), uuid4()
        tasks = [asyncio.create_task(desk.ask(bob)) for _ in range(50)]
        await settle()
        tasks.append(asyncio.create_task(desk.ask(erik)))
        await settle()
        running = desk.running
        desk.go_on.set()
        await asyncio.gather(*tasks)
        return running

    assert play(scene) == 3


def test_beyond_what_all_screens_ask_for_at_once_a_request_is_refused_with_when_to_come_again() -> None:
    async def scene() -> Refused:
        desk, bob = Desk(PersonalTurns(at_once=1, waiting=3)), uuid4()
        tasks = [asyncio.create_task(desk.ask(bob)) for _ in range(4)]
        await settle()
        with pytest.raises(Refused) as refused:
            await desk.ask(bob)
        desk.go_on.set()
        await asyncio.gather(*tasks)
        await desk.ask(bob)
        return refused.value

    refused = play(scene)

    assert (refused.code, refused.retry_after_s) == (ErrorCode.TOO_MANY_ATTEMPTS, 5)


def test_one_that_waits_too_long_or_goes_away_keeps_no_place() -> None:
    async def scene() -> tuple[Refused, Desk]:
        desk, bob = Desk(PersonalTurns(at_once=1, within_s=20)), uuid4()
        first = asyncio.create_task(desk.ask(bob))
        await settle()
        late = asyncio.create_task(desk.ask(bob))
        await settle()
        ticking().go_on(19)
        await settle()
        assert not late.done()
        ticking().go_on(2)
        with pytest.raises(Refused) as refused:
            await late
        gone = asyncio.create_task(desk.ask(bob))
        await settle()
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        desk.go_on.set()
        await first
        await asyncio.gather(*(desk.ask(bob) for _ in range(3)))
        return refused.value, desk

    refused, desk = play(scene)

    assert refused.code is ErrorCode.TOO_MANY_ATTEMPTS
    assert len(desk.done) == 4


def test_a_refused_document_keeps_its_place_longer_each_time_and_others_go_on() -> None:
    async def refused(turns: PersonalTurns, person_id: UUID) -> None:
        async with turns.turn(person_id) as turn:
            turn.is_refused = True

    async def waits_s(turns: PersonalTurns, person_id: UUID) -> float:
        """How long the next of the same person waits, to a twentieth of a second."""
        desk = Desk(turns)
        desk.go_on.set()
        asked, waited = asyncio.create_task(desk.ask(person_id)), 0.0
        await settle()
        while not asked.done():
            ticking().go_on(0.05)
            waited += 0.05
            await settle()
        return round(waited, 2)

    async def scene() -> tuple[list[float], float, float]:
        turns, bob, erik = PersonalTurns(at_once=1), uuid4(), uuid4()
        waits = []
        for _ in range(6):
            await refused(turns, bob)
            others = await waits_s(turns, erik)
            waits.append(await waits_s(turns, bob))
        accepted = await waits_s(turns, bob)
        ticking().go_on(60)
        await refused(turns, bob)
        return waits, others + accepted, await waits_s(turns, bob)

    waits, free, forgiven = play(scene)

    assert waits == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.0, 1.0], abs=0.06)
    assert free == 0
    assert forgiven == pytest.approx(0.1, abs=0.06)


def test_a_line_that_does_not_end_runs_one_at_a_time() -> None:
    async def scene() -> list[int]:
        turns, bob, running = PersonalTurns(), uuid4(), list[int]()
        now = 0
        ends = [asyncio.Event() for _ in range(12)]

        async def ask(number: int) -> None:
            nonlocal now
            async with turns.turn(bob):
                now += 1
                running.append(now)
                await ends[number].wait()
                now -= 1

        asked = [asyncio.create_task(ask(number)) for number in range(12)]
        await settle()
        for number, end in enumerate(ends):
            if number == 6:
                ticking().go_on(3.0)
            end.set()
            await settle()
        await asyncio.gather(*asked)
        return running

    running = play(scene)

    assert running == [1, *[2] * 7, *[1] * 4]
