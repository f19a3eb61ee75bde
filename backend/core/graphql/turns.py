"""Turns of each person: so many requests run at once, the others of the same person wait behind them.

A phone that starts, or is online again, asks for many things together: they wait, and none is refused. Who
sends more than that waits behind oneself, and nobody else does. A line that does not end runs one at a time.
A document that was refused keeps its place for a while, longer each time: judging costs as much as running.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import too_many

AT_ONCE: Final = 2
WAITING: Final = 100
"""Of one person. An officer's app sends 19 at once when it starts (20 in all), and 7 (50 in all) when it is
online again with ten reports that waited: counted in Chromium, `tests/e2e/test_burst.py`.
"""
WITHIN_S: Final = 20.0
COME_AGAIN: Final = timedelta(seconds=5)
CROWDED_S: Final = 3.0
"""A start of the app is over by then."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 1.0
FORGIVEN_S: Final = 60.0
"""Without a refusal. Documents that are accepted in between forgive nothing, or each second one would do."""


@dataclass
class Turn:
    """One request of a person. `is_refused`: its document may not run."""

    is_refused: bool = False


@dataclass
class _Line:
    running: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    crowded_since: float = 0.0


@dataclass
class _Refusals:
    count: int
    last_at: float


class PersonalTurns:
    """Used by the event loop only: nothing of it is locked."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, within_s: float = WITHIN_S) -> None:
        self._at_once, self._most_waiting, self._within_s = at_once, waiting, within_s
        self._lines: dict[UUID, _Line] = {}
        self._refusals: dict[UUID, _Refusals] = {}

    @asynccontextmanager
    async def turn(self, person_id: UUID | None) -> AsyncIterator[Turn]:
        """Hold one of the person's places. Raises Refused(TOO_MANY_ATTEMPTS) where too many wait already, or
        none becomes free in time. For None, who runs what is stored only, there is no line.
        """
        turn = Turn()
        if person_id is None:
            yield turn
            return
        line = self._lines.setdefault(person_id, _Line())
        if line.running < self._at_once and not line.waiting:
            line.running += 1
        else:
            await self._wait(person_id, line)
        try:
            yield turn
        finally:
            if turn.is_refused:
                pause_s = self._pause_after_refusal(person_id)
                asyncio.get_running_loop().call_later(pause_s, self._pass_on, person_id, line)
            else:
                self._pass_on(person_id, line)

    async def _wait(self, person_id: UUID, line: _Line) -> None:
        if len(line.waiting) >= self._most_waiting:
            raise too_many("too many requests of one person at once", COME_AGAIN)
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        if not line.waiting:
            line.crowded_since = loop.time()
        line.waiting.append(mine)
        try:
            async with asyncio.timeout(self._within_s):
                await asyncio.shield(mine)
        except BaseException as ended:
            if mine.done():
                self._pass_on(person_id, line)  # it was given the place in the same breath
            else:
                line.waiting.remove(mine)
            if isinstance(ended, TimeoutError):
                raise too_many("other requests of the same person take too long", COME_AGAIN) from ended
            raise

    def _pass_on(self, person_id: UUID, line: _Line) -> None:
        """Give up a place: to the next that waits, unless the line is long-lasting and another runs."""
        line.running -= 1
        may_run = 1 if self._is_crowded(line) else self._at_once
        while line.waiting and line.running < may_run:
            line.running += 1
            line.waiting.popleft().set_result(None)
        if not line.running:
            self._lines.pop(person_id, None)

    def _is_crowded(self, line: _Line) -> bool:
        now = asyncio.get_running_loop().time()
        return bool(line.waiting) and now - line.crowded_since >= CROWDED_S

    def _pause_after_refusal(self, person_id: UUID) -> float:
        now = asyncio.get_running_loop().time()
        lately = {key: each for key, each in self._refusals.items() if now - each.last_at < FORGIVEN_S}
        before = lately[person_id].count if person_id in lately else 0
        self._refusals = lately | {person_id: _Refusals(before + 1, now)}
        return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(before, 10))
