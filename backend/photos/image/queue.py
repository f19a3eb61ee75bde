"""Order in which photos are cleaned: sites take turns, and within a site its people."""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Final, TypeVar

from backend.core.allowances import Allowances
from backend.core.errors import Refused, too_many
from backend.photos.image.worker import PhotoWorker

T = TypeVar("T")
FIRST_GUESS_S: Final = 0.3
"""How long a picture takes, until one was measured."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sender of a photo: a person at a site, or nobody with the pass of one."""

    person: Hashable
    site: Hashable


@dataclass(slots=True, eq=False)
class _Turn:
    sender: Sender
    worker: asyncio.Future[PhotoWorker] = field(default_factory=asyncio.Future)


class PhotoQueue:
    """Work of one sender never stands before that of another for longer than one picture takes."""

    def __init__(self, workers: Sequence[PhotoWorker], allowances: Allowances) -> None:
        self._workers = tuple(workers)
        self._free = list(workers)
        self._allowances = allowances
        self._waiting: list[_Turn] = []
        self._running: Counter[Hashable] = Counter()
        self._places: Counter[Hashable] = Counter()
        self._last: dict[Hashable, int] = {}
        self._turns = 0
        self._usual_s = FIRST_GUESS_S

    @contextmanager
    def place(self, sender: Sender) -> Iterator[None]:
        """A place from before the first byte until the photo is kept. Raises Refused(TOO_MANY_ATTEMPTS)."""
        if self._places[sender.person] >= self._allowances.uploads_at_once:
            raise self._full(len(self._places))
        if self._places.total() >= self._allowances.uploads_waiting:
            raise self._full(self._places.total())
        self._places[sender.person] += 1
        try:
            yield
        finally:
            self._places[sender.person] -= 1
            self._places += Counter()  # drops those at zero

    async def run(self, sender: Sender, work: Callable[..., T], *args: object) -> T:
        """Return `work(*args)` of a worker process, when it is this sender's turn. Raises WorkerLost."""
        turn = _Turn(sender)
        self._waiting.append(turn)
        self._assign()
        try:
            worker = await turn.worker
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
            else:
                self._release(turn.worker.result(), sender)
            raise
        began = monotonic()
        try:
            return await worker.run(work, *args)
        finally:
            self._usual_s += (monotonic() - began - self._usual_s) / 4
            self._release(worker, sender)

    async def warm_up(self) -> None:
        """Start every process, so that the first photo waits for none."""
        await asyncio.gather(*(worker.warm_up() for worker in self._workers))

    def close(self) -> None:
        """End the processes after the work in hand."""
        for worker in self._workers:
            worker.close()

    def _assign(self) -> None:
        # Who has given up is still here for a moment, until its task comes to know of it.
        while self._free and (wanting := [each for each in self._waiting if not each.worker.done()]):
            turn = min(wanting, key=self._rank)
            self._waiting.remove(turn)
            self._turns += 1
            for key in (turn.sender.person, turn.sender.site):
                self._last[key] = self._turns
            self._running[turn.sender.person] += 1
            turn.worker.set_result(self._free.pop())

    def _rank(self, turn: _Turn) -> tuple[int, int, int]:
        """Least first: who has no picture in work, whose site, and who oneself, had a turn longest ago."""
        person, site = turn.sender.person, turn.sender.site
        return self._running[person], self._last.get(site, 0), self._last.get(person, 0)

    def _release(self, worker: PhotoWorker, sender: Sender) -> None:
        self._free.append(worker)
        self._running[sender.person] -= 1
        self._running += Counter()
        if not self._waiting and not self._running:
            self._last.clear()
        self._assign()

    def _full(self, before: int) -> Refused:
        """Too much waits already; there is room when so many pictures are done, as far as can be foreseen."""
        wait = timedelta(seconds=before * self._usual_s / len(self._workers))
        return too_many("too many photos are on their way", wait)
