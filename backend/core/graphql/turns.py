"""Turns of each person: so many requests run at once, the others of the same person wait behind them.

A phone that starts, or is online again, asks for many things together: they wait, and none is refused. Who
sends more than that waits behind oneself, and nobody else does.
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
"""Of one person: more than all screens of the app ask for together."""
WITHIN_S: Final = 20.0
COME_AGAIN: Final = timedelta(seconds=5)


@dataclass
class _Line:
    running: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


class PersonalTurns:
    """Used by the event loop only: nothing of it is locked."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, within_s: float = WITHIN_S) -> None:
        self._at_once, self._most_waiting, self._within_s = at_once, waiting, within_s
        self._lines: dict[UUID, _Line] = {}

    @asynccontextmanager
    async def turn(self, person_id: UUID | None) -> AsyncIterator[None]:
        """Hold one of the person's places. Raises Refused(TOO_MANY_ATTEMPTS) where too many wait already, or
        none becomes free in time. For None, who runs what is stored only, there is no line.
        """
        if person_id is None:
            yield
            return
        line = self._lines.setdefault(person_id, _Line())
        if line.running < self._at_once:
            line.running += 1
        else:
            await self._wait(person_id, line)
        try:
            yield
        finally:
            self._pass_on(person_id, line)

    async def _wait(self, person_id: UUID, line: _Line) -> None:
        if len(line.waiting) >= self._most_waiting:
            raise too_many("too many requests of one person at once", COME_AGAIN)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
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
        if line.waiting:
            line.waiting.popleft().set_result(None)
            return
        line.running -= 1
        if not line.running:
            self._lines.pop(person_id, None)
