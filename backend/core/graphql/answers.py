"""Answers that are given again from their bytes, as long as nothing was written that could change them."""

import gzip
import time
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, Generic, NamedTuple, TypeVar

import anyio

from backend.core.database import Database
from backend.core.graphql.live import LiveBus
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.viewer import Viewer

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ASKED_EVERY_S: Final = 0.1
"""For so long this process may not know what another one wrote, unless the bus says it before."""
CLOCK_HOLDS_FOR: Final = timedelta(seconds=1)
"""An answer that depends on the time, such as on what is overdue, is given again for so long at most."""
REQUESTS: Final = 128
VIEWERS: Final = 4
LARGEST: Final = 128 * 1024
"""Together 64 MB at the very most."""
WORTH_PACKING: Final = 1024
"""Bytes."""
PACKING_LEVEL: Final = 4


class Stamp(NamedTuple):
    """What was known of the data at a moment; two that are equal: nothing was written between them."""

    version: int | None
    last_write: object
    heard: object


class DataWatch:
    """Notices that something other than readings was written, by whatever process."""

    def __init__(
        self, database: Database, bus: LiveBus, read_version: Callable[[], Awaitable[int | None]]
    ) -> None:
        self._database, self._bus, self._read_version = database, bus, read_version
        self._version: int | None = None
        self._asked_at_s = -ASKED_EVERY_S
        self._turn = anyio.Lock()

    async def stamp(self) -> Stamp:
        """What is known now, before anything is read. Raises Unavailable."""
        if self._is_old():
            async with self._turn:
                if self._is_old():
                    asked_at_s = time.monotonic()
                    self._version = await self._read_version()
                    self._asked_at_s = asked_at_s
        return Stamp(self._version, self._database.last_write, self._bus.last_heard)

    def _is_old(self) -> bool:
        return time.monotonic() - self._asked_at_s >= ASKED_EVERY_S


class UntilWritten(Generic[K, V]):
    """Values of one stamp, by key; those of another are gone. Beyond `most` the oldest goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._stamp: Stamp | None = None
        self._values: dict[K, V] = {}

    def get(self, stamp: Stamp, key: K) -> V | None:
        if stamp != self._stamp:
            self._stamp = stamp
            self._values.clear()
        return self._values.get(key)

    def put(self, stamp: Stamp, key: K, value: V) -> None:
        """Keep it, unless the data moved on meanwhile."""
        if stamp != self._stamp or stamp.version is None:
            return
        self._values.pop(key, None)
        while len(self._values) >= self._most:
            del self._values[next(iter(self._values))]
        self._values[key] = value


@dataclass(frozen=True)
class Answer:
    """The bytes that a request was answered with, and for whom else they are.

    `read_at`: when it looked at the clock; None if it does not depend on the time. `holds`: until something
    is written; an answer with readings in it does not.
    """

    content: bytes
    viewer: SharedViewer
    read_at: datetime | None
    holds: bool

    def is_for(self, viewer: Viewer, *, now: datetime) -> bool:
        is_timely = self.read_at is None or timedelta() <= now - self.read_at < CLOCK_HOLDS_FOR
        return is_timely and self.viewer.stands_for(viewer)

    @cached_property
    def packed(self) -> bytes:
        """The same for who takes gzip."""
        return gzip.compress(self.content, PACKING_LEVEL)


@dataclass
class LookUp:
    """An answer that is being looked up, for all who ask the same before anything is written."""

    stamp: Stamp
    answer: Answer | None = None
    ended: anyio.Event = field(default_factory=anyio.Event)


class KeptAnswers:
    """Answers by the bytes of their request, a few of each: those of viewers who see different things."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known = UntilWritten[bytes, tuple[Answer, ...]](REQUESTS)
        self._running: dict[bytes, LookUp] = {}
        self._held: dict[bytes, None] = {}

    async def known(self, stamp: Stamp, request: bytes, viewer: Viewer) -> Answer | None:
        """The answer kept, or that of who looks up the same right now; None: look it up."""
        if kept := self.find(stamp, request, viewer):
            return kept
        running = self._running.get(request)
        if running is None or running.stamp != stamp or request not in self._held:
            return None
        await running.ended.wait()
        answer = running.answer
        return answer if answer and answer.is_for(viewer, now=self._clock()) else None

    @contextmanager
    def looking_up(self, stamp: Stamp, request: bytes) -> Iterator[LookUp]:
        """Let others wait for the answer that is put into it; also if none comes, they wait no longer.

        `stamp`: of before anything is read. Nobody waits where the last answer had readings in it: it would
        be older than what who waits may have seen.
        """
        look_up = self._running[request] = LookUp(stamp)
        try:
            yield look_up
        finally:
            look_up.ended.set()
            if self._running.get(request) is look_up:
                del self._running[request]
            self._held.pop(request, None)
            if look_up.answer:
                while len(self._held) >= REQUESTS:
                    del self._held[next(iter(self._held))]
                self._held[request] = None
                self.keep(stamp, request, look_up.answer)

    def find(self, stamp: Stamp, request: bytes, viewer: Viewer) -> Answer | None:
        found = self._known.get(stamp, request)
        if not found:
            return None
        now = self._clock()
        return next((each for each in found if each.is_for(viewer, now=now)), None)

    def keep(self, stamp: Stamp, request: bytes, answer: Answer) -> None:
        """`stamp`: of before the answer was looked up."""
        if len(answer.content) <= LARGEST:
            others = self._known.get(stamp, request) or ()
            self._known.put(stamp, request, (answer, *others[: VIEWERS - 1]))
