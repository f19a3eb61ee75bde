"""Beats: by them a screen knows that changes reach it.

A beat goes the way of a change: it is published as a commit publishes, heard over the bus, waits behind what
was heard before it, and reaches a socket as a member of its feeds. Lost on that way it does not arrive, and
nothing takes its place.
"""

import asyncio
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID, uuid4

from backend.core.data_version import EVERYWHERE
from backend.core.database import BEAT, Changed
from backend.core.graphql.context import Edge
from backend.core.graphql.feeds.sockets import Feed, LiveSocket, Ping, Subscriber

BEAT_EVERY_S: Final = 10.0
SOON_S: Final = 0.05
"""Subscriptions that begin within this time share their first beat: a page begins several."""
KEPT_S: Final = 30.0
"""A beat that took longer proves nothing that a screen may still show."""

Pair: TypeAlias = tuple[Feed, UUID]
"""A feed and one of the sites of its members."""


@dataclass(frozen=True, slots=True)
class Published:
    """A beat that was published and not heard yet. `sockets`: those that it is for; None: all."""

    at: datetime
    at_s: float
    sockets: Collection[LiveSocket] | None


class BeatSource:
    """Publishes beats while there are subscriptions, and knows its own when they are heard.

    Each process publishes those of its own sockets; others hear an id that they do not know.
    """

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._published: dict[UUID, Published] = {}
        self._new: dict[LiveSocket, None] = {}
        self._soon: asyncio.TimerHandle | None = None
        self._every: asyncio.TimerHandle | None = None

    def begin(self, socket: LiveSocket) -> None:
        """Publish a beat for this socket soon, and one for all from time to time."""
        loop = asyncio.get_running_loop()
        self._new[socket] = None
        if self._soon is None:
            self._soon = loop.call_later(SOON_S, self._publish_for_new)
        if self._every is None:
            self._every = loop.call_later(BEAT_EVERY_S, self._publish_for_all)

    def stop(self) -> None:
        """Publish none until there is a subscription again."""
        for timer in (self._soon, self._every):
            if timer is not None:
                timer.cancel()
        self._soon = self._every = None
        self._new.clear()

    def take(self, beat_id: UUID) -> Published | None:
        """Return the beat with this id if it is one of ours that was not heard yet."""
        return self._published.pop(beat_id, None)

    def _publish_for_new(self) -> None:
        self._soon = None
        sockets, self._new = self._new, {}
        self._publish_one(sockets)

    def _publish_for_all(self) -> None:
        self._every = asyncio.get_running_loop().call_later(BEAT_EVERY_S, self._publish_for_all)
        self._publish_one(None)

    def _publish_one(self, sockets: Collection[LiveSocket] | None) -> None:
        at_s = asyncio.get_running_loop().time()
        self._published = {
            key: each for key, each in self._published.items() if at_s - each.at_s < KEPT_S
        }  # those that were lost
        beat_id = uuid4()
        self._published[beat_id] = Published(self._edge.clock(), at_s, sockets)
        self._edge.database.on_commit([Changed(BEAT, beat_id, EVERYWHERE)])  # as every commit of this process


@dataclass(eq=False)
class Beat:
    """A beat on its way to sockets. `left`: changes that were heard before it and are not handed out yet."""

    published: Published
    ready: deque[LiveSocket]
    left: dict[Pair, int] = field(default_factory=dict)
    _behind: dict[Pair, list[LiveSocket]] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return not self.ready and not self._behind

    def take(self, most: int) -> list[LiveSocket]:
        """Remove so many sockets for which nothing is known to be left, and return them."""
        return [self.ready.popleft() for _ in range(min(most, len(self.ready)))]

    def hand_out(self, socket: LiveSocket) -> None:
        """Put it into the queue of this socket, or have the socket wait for what comes before it."""
        since = [each for each in socket.subscribers if each.since_s <= self.published.at_s]
        for each in since:
            for site_id in each.site_ids:
                if (each.feed, site_id) in self.left:
                    self._behind.setdefault((each.feed, site_id), []).append(socket)
                    return
        if through := [each for each in since if _is_member(each)]:
            socket.offer_ping(Ping(self.published.at, through))

    def one_less(self, pair: Pair) -> None:
        """Note that one of these changes was handed out."""
        self.left[pair] -= 1
        if not self.left[pair]:
            del self.left[pair]
            self.ready.extend(self._behind.pop(pair, ()))


def _is_member(subscriber: Subscriber) -> bool:
    """Whether changes at its sites reach it; never of one that has none."""
    members, site_ids = subscriber.feed.members, subscriber.site_ids
    return bool(site_ids) and all(subscriber in members.get(site_id, ()) for site_id in site_ids)
