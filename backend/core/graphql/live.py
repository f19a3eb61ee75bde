"""Live fan-out inside one process: changes come from any thread, each subscriber reads its own stream.

A change is a hint to look again, so a second one of the same object adds nothing while the first still waits.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from backend.core.database import Changed

CAPACITY: Final = 256
"""Objects that may wait for one subscriber; a whole list screen holds fewer."""


class Resync(Exception):
    """This stream lost changes or ends: connect again and query what was missed."""


class Stream:
    """Queue of changes that one subscriber has not read yet, oldest first, each object once. Belongs to the
    event loop.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._waiting: dict[UUID, Changed] = {}
        self._is_broken = False
        self._wake = asyncio.Event()

    def offer(self, changed: Changed) -> None:
        if len(self._waiting) >= self._capacity and changed.object_id not in self._waiting:
            self.break_off()
            return
        self._waiting.setdefault(changed.object_id, changed)
        self._wake.set()

    def break_off(self) -> None:
        """Make the reader start over; what waits is of no use any more."""
        self._is_broken = True
        self._waiting.clear()
        self._wake.set()

    def __aiter__(self) -> "Stream":
        return self

    async def __anext__(self) -> Changed:
        """The next change. Raises Resync once the stream is broken; it never ends in silence."""
        while not self._waiting and not self._is_broken:
            self._wake.clear()
            await self._wake.wait()
        if self._is_broken:
            raise Resync
        return self._waiting.pop(next(iter(self._waiting)))


class LiveBus:
    """`publish` may be called from any thread; everything else belongs to the event loop that subscribes."""

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._loop: asyncio.AbstractEventLoop | None = None
        self._streams: defaultdict[tuple[str, UUID], set[Stream]] = defaultdict(set)
        self._is_closed = False
        self.delivered = 0
        """How often changes were handed to the streams."""

    def publish(self, changes: Sequence[Changed]) -> None:
        """Notify the subscribers, if there are any and the process does not end."""
        self._from_any_thread(changes)

    def resync(self) -> None:
        """Make every subscriber start over, from any thread: changes may have been lost on their way here."""
        self._from_any_thread(None)

    @asynccontextmanager
    async def subscribe(self, site_ids: Iterable[UUID], kind: str) -> AsyncIterator[Stream]:
        """The changes of this kind of object at these sites, from now on."""
        self._loop = asyncio.get_running_loop()
        stream = Stream(self._capacity)
        keys = [(kind, site_id) for site_id in site_ids]
        for key in keys:
            self._streams[key].add(stream)
        if self._is_closed:
            stream.break_off()
        try:
            yield stream
        finally:
            for key in keys:
                self._streams[key].discard(stream)
                if not self._streams[key]:
                    del self._streams[key]

    def close(self) -> None:
        """End all streams, now and from now on."""
        self._is_closed = True
        self._break_off()

    @property
    def subscribers(self) -> int:
        """Number of streams that are being read."""
        return len(set().union(*self._streams.values()))

    def _from_any_thread(self, changes: Sequence[Changed] | None) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._deliver, changes)
        except RuntimeError:  # the loop is closed: so are its sockets
            self._loop = None

    def _deliver(self, changes: Sequence[Changed] | None) -> None:
        if changes is None:
            self._break_off()
            return
        self.delivered += 1
        for changed in changes:
            for stream in self._streams.get((changed.kind, changed.site_id), ()):
                stream.offer(changed)

    def _break_off(self) -> None:
        for streams in self._streams.values():
            for stream in streams:
                stream.break_off()
