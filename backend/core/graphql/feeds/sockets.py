"""One socket: by whom it was opened, and the frames that wait until it takes them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from backend.core.graphql.context import Identity
from backend.core.viewer import SignIn, Viewer

CAPACITY: Final = 256
"""Frames that may wait for one socket; a whole list screen holds fewer."""
TOKEN_ENDED: Final = (4403, "token ended")
RESYNC: Final = (4205, "resync")

Closing: TypeAlias = tuple[int, str]
"""Code and reason of the close frame."""


@dataclass(eq=False, slots=True)
class Subscriber:
    """One subscription on a socket. `head`: what stands in each of its frames before the shared payload."""

    socket: "LiveSocket"
    head: str


class LiveSocket:
    """Belongs to the event loop. `version`, `renewed_at`: how fresh the viewer is, see `Renewals`."""

    def __init__(self, identity: Identity, capacity: int = CAPACITY) -> None:
        self.viewer: Viewer = identity.viewer
        self.sign_in: SignIn = (identity.viewer.person_id, identity.family_id)
        self.expires_at = identity.expires_at
        self.version = -1
        self.renewed_at: datetime | None = None
        self.closing: Closing | None = None
        self._capacity = capacity
        self._waiting: dict[tuple[Subscriber, int], str] = {}
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

    def end(self, closing: Closing) -> None:
        """Close it; what waits is of no use any more. The first one to say so is heard."""
        if self.closing is None:
            self.closing = closing
            self._waiting.clear()
            self._wake()

    def forget(self, subscriber: Subscriber) -> None:
        """Drop what waits for it: its id may be another subscription's by now."""
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
            key = next(iter(self._waiting))
            payload = self._waiting.pop(key)
            await send(f"{key[0].head}{payload}}}")
        await close(*self.closing)

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)
