"""Kept answers, given again from their bytes as long as nothing was written that could change them."""

import gzip
import time
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar
from uuid import UUID

import anyio

from backend.core.data_version import EVERYWHERE
from backend.core.database import Database
from backend.core.errors import Unavailable
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


Stamp: TypeAlias = tuple[object, ...]
"""Marks of the data of some sites; two that are equal: nothing was written there between them."""


Asked: TypeAlias = tuple[tuple[UUID, ...], bytes]
"""The sites of who asks, and the bytes of the request."""


class Known(NamedTuple):
    """Marks of all data at a moment."""

    versions: Mapping[UUID, int]
    writes: Mapping[UUID, object]
    heard: Mapping[UUID, object]

    def of(self, site_ids: tuple[UUID, ...]) -> Stamp:
        """Return the stamp of these sites; it compares with one of the same sites only."""
        places = (EVERYWHERE, *site_ids)
        return places, *(part.get(place) for part in self for place in places)


class DataWatch:
    """Notices that something other than readings was written, by whatever process."""

    def __init__(
        self, database: Database, bus: LiveBus, read_versions: Callable[[], Awaitable[Mapping[UUID, int]]]
    ) -> None:
        self._database, self._bus, self._read_versions = database, bus, read_versions
        self._versions: Mapping[UUID, int] = {}
        self._asked_at_s = -ASKED_EVERY_S
        self._turn = anyio.Lock()
        self._failure: tuple[float, str] | None = None

    async def known(self) -> Known:
        """Return the marks as of now, before anything is read. Raises Unavailable."""
        if self._is_old():
            came_at_s = time.monotonic()
            async with self._turn:
                if self._failure and self._failure[0] >= came_at_s:
                    raise Unavailable(self._failure[1])  # else who waits would hang as long, one by one
                if self._is_old():
                    await self._ask()
        return Known(self._versions, self._database.writes.now, self._bus.heard.now)

    async def _ask(self) -> None:
        asked_at_s = time.monotonic()
        try:
            self._versions = await self._read_versions()
        except Unavailable as away:
            self._failure = time.monotonic(), str(away)
            raise
        self._asked_at_s = asked_at_s

    def _is_old(self) -> bool:
        return time.monotonic() - self._asked_at_s >= ASKED_EVERY_S


class UntilWritten(Generic[K, V]):
    """Values by key, each until something is written at its sites. Beyond `most` the oldest goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, tuple[tuple[UUID, ...], Stamp, V]] = {}

    def get(self, known: Known, key: K) -> V | None:
        """`known`: what is known now."""
        if (found := self._values.get(key)) is None:
            return None
        site_ids, stamp, value = found
        if known.of(site_ids) == stamp:
            return value
        del self._values[key]
        return None

    def put(self, known: Known, site_ids: tuple[UUID, ...], key: K, value: V) -> None:
        """Keep it. `known`: what was known before it was looked up."""
        self._values.pop(key, None)
        while len(self._values) >= self._most:
            del self._values[next(iter(self._values))]
        self._values[key] = site_ids, known.of(site_ids), value


@dataclass(frozen=True)
class Answer:
    """The bytes that a request was answered with, and for whom else they are.

    `read_at`: when it looked at the clock; None if it does not depend on the time. `holds`: until something
    is written; an answer with readings in it, or for one device of its viewer, does not.
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
    """An answer that is being looked up, for all of the same sites who ask the same before anything is
    written there.
    """

    stamp: Stamp
    answer: Answer | None = None
    ended: anyio.Event = field(default_factory=anyio.Event)


class KeptAnswers:
    """Kept answers by the bytes of their request, a few of each: of viewers who see different things."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept = UntilWritten[Asked, tuple[Answer, ...]](REQUESTS)
        self._running: dict[Asked, LookUp] = {}
        self._held: dict[Asked, None] = {}

    async def find(self, known: Known, request: bytes, viewer: Viewer) -> Answer | None:
        """The answer kept, or that of who looks up the same right now; None: look it up."""
        asked = viewer.site_ids, request
        if kept := self._found(known, asked, viewer):
            return kept
        running = self._running.get(asked)
        if running is None or running.stamp != known.of(viewer.site_ids) or asked not in self._held:
            return None
        await running.ended.wait()
        answer = running.answer
        return answer if answer and answer.is_for(viewer, now=self._clock()) else None

    @contextmanager
    def looking_up(self, known: Known, request: bytes, viewer: Viewer) -> Iterator[LookUp]:
        """Let others wait for the answer that is put into it; also if none comes, they wait no longer.

        `known`: before anything is read. Nobody waits where the last answer had readings in it: it would
        be older than what who waits may have seen.
        """
        asked = viewer.site_ids, request
        look_up = self._running[asked] = LookUp(known.of(viewer.site_ids))
        try:
            yield look_up
        finally:
            look_up.ended.set()
            if self._running.get(asked) is look_up:
                del self._running[asked]
            self._held.pop(asked, None)
            if look_up.answer:
                while len(self._held) >= REQUESTS:
                    del self._held[next(iter(self._held))]
                self._held[asked] = None
                self._keep(known, asked, look_up.answer)

    def _found(self, known: Known, asked: Asked, viewer: Viewer) -> Answer | None:
        now = self._clock()
        answers = self._kept.get(known, asked) or ()
        return next((each for each in answers if each.is_for(viewer, now=now)), None)

    def _keep(self, known: Known, asked: Asked, answer: Answer) -> None:
        if len(answer.content) <= LARGEST:
            site_ids, _ = asked
            others = self._kept.get(known, asked) or ()
            self._kept.put(known, site_ids, asked, (answer, *others[: VIEWERS - 1]))
