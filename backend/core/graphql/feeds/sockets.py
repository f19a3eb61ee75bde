"""One socket: by whom it was opened, its subscriptions, and the frames that wait until it takes them."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.graphql.context import Identity
from backend.core.graphql.feeds.looks import Document
from backend.core.viewer import SignIn, Viewer

CAPACITY: Final = 256
"""Frames that may wait for one socket; a whole list screen holds fewer."""
TOKEN_ENDED: Final = (4403, "token ended")
RESYNC: Final = (4205, "resync")
OTHER_RIGHTS: Final = (4205, "rights changed")

Closing: TypeAlias = tuple[int, str]
"""Code and reason of the close frame."""


@dataclass(eq=False)
class Feed:
    """Subscriptions that ask for the same: one document with one set of variables."""

    document: Document
    kinds: frozenset[str]
    members: "dict[UUID, dict[Subscriber, None]]" = field(default_factory=dict, repr=False)
    """By site, in the order in which they came."""


@dataclass(eq=False, slots=True)
class Subscriber:
    """One subscription on a socket, a member of its feed at these sites. `since_s`: by the event loop."""

    socket: "LiveSocket"
    subscription_id: str
    feed: Feed
    site_ids: Sequence[UUID]
    since_s: float
    head: str = field(init=False)
    """Start of each of its frames, before the shared payload."""

    def __post_init__(self) -> None:
        self.head = f'{{"id":{json.dumps(self.subscription_id)},"type":"next","payload":'


@dataclass(eq=False, slots=True)
class Ping:
    """A beat in the queue of a socket, with the subscriptions and sites that it came through."""

    at: datetime
    through: Sequence[Subscriber]

    def text(self) -> str | None:
        """Return the message of the protocol; None if none of the subscriptions is left."""
        left = [each for each in self.through if each in each.socket.subscribers]
        if not left:
            return None
        beat = {
            "at": self.at.isoformat(),
            "subscriptions": sorted(each.subscription_id for each in left),
            "sites": sorted({str(site_id) for each in left for site_id in each.site_ids}),
        }
        return json.dumps({"type": "ping", "payload": {"beat": beat}}, separators=(",", ":"))


class LiveSocket:
    """Belongs to the event loop. `version`, `renewed_at`: how fresh the viewer is, see `Renewals`."""

    def __init__(self, identity: Identity, capacity: int = CAPACITY) -> None:
        self.viewer: Viewer = identity.viewer
        self.sign_in: SignIn = (identity.viewer.person_id, identity.family_id)
        self.expires_at = identity.expires_at
        self.version = -1
        self.renewed_at: datetime | None = None
        self.subscribers: dict[Subscriber, None] = {}
        self.closing: Closing | None = None
        self._capacity = capacity
        self._waiting: dict[tuple[Subscriber | Ping, int], str] = {}
        self._idle: asyncio.Future[None] | None = None
        """Future that the sender waits for while there is nothing to send."""

    def offer(self, subscriber: Subscriber, object_number: int, payload: str) -> None:
        """Have this sent. What still waits of the same object is out of date: this takes its place.

        `object_number`: the id of the object; a number is found much faster than a UUID.
        """
        if self.closing is not None:
            return
        key = subscriber, object_number
        if len(self._waiting) >= self._capacity and key not in self._waiting:
            self.end(RESYNC)
            return
        self._waiting[key] = payload
        self._wake()

    def offer_ping(self, ping: Ping) -> None:
        """Have it sent after all that waits now. A queue that is full takes none: the screen is behind."""
        if self.closing is None and len(self._waiting) < self._capacity:
            self._waiting[ping, 0] = ""
            self._wake()

    def end(self, closing: Closing) -> None:
        """Close it; what waits is of no use any more. The first one to say so is heard."""
        if self.closing is None:
            self.closing = closing
            self._waiting.clear()
            self._wake()

    def forget(self, subscriber: Subscriber) -> None:
        """Drop what waits for it: its id may be another subscription's by now."""
        self.subscribers.pop(subscriber, None)
        for key in [each for each in self._waiting if each[0] is subscriber]:
            del self._waiting[key]

    async def run(
        self, send: Callable[[str], Awaitable[None]], close: Callable[[int, str], Awaitable[None]]
    ) -> None:
        """Send what comes, as fast as it is taken, until the socket is to be closed."""
        while self.closing is None:
            if not self._waiting:
                self._idle = asyncio.get_running_loop().create_future()
                await self._idle
                continue
            owner, number = next(iter(self._waiting))
            payload = self._waiting.pop((owner, number))
            text = owner.text() if isinstance(owner, Ping) else f"{owner.head}{payload}}}"
            if text is not None:
                await send(text)
        await close(*self.closing)

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)
