"""The bounded queue before password hashing: who finds it full is told how long it takes."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from anyio import CapacityLimiter

from backend.core.errors import too_many

MOST_WAITING: Final = 16
FIRST_GUESS_S: Final = 0.2
WEIGHT: Final = 0.2


class SignInQueue:
    """`at_once` sign-ins at work, `MOST_WAITING` behind them; nobody else is let in."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._places = CapacityLimiter(at_once)
        self._takes_s = FIRST_GUESS_S

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place. Raises Refused(TOO_MANY_ATTEMPTS), with the time that those who wait already will
        take.
        """
        waiting = self._places.statistics().tasks_waiting
        if waiting >= MOST_WAITING:
            wait = timedelta(seconds=(waiting + 1) * self._takes_s / self._at_once)
            raise too_many("too many sign-ins at once", wait)
        async with self._places:
            began_s = time.monotonic()
            try:
                yield
            finally:
                self._takes_s += WEIGHT * (time.monotonic() - began_s - self._takes_s)
