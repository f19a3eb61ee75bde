"""Live changes inside one process: they come from any thread and are heard on the loop of the sockets."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeAlias
from uuid import UUID

from backend.core.data_version import EVERYWHERE
from backend.core.database import BEAT, Changed
from backend.core.site_marks import SiteMarks

Hear: TypeAlias = Callable[[Sequence[Changed] | None], None]
"""Takes what has changed; None where changes were lost, or will be: everybody must start over."""


class LiveBus:
    """`publish` and `resync` may be called from any thread; everything else belongs to the event loop that
    listens.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._hear: Hear | None = None
        self.is_closed = False
        self.subscribers = 0
        """Number of subscriptions that hear of changes; counted by who listens."""
        self.heard = SiteMarks()
        """Renewed by each change; a beat is none."""

    def publish(self, changes: Sequence[Changed]) -> None:
        """Notify who listens, if anybody does and the process does not end."""
        self._from_any_thread(changes)

    def resync(self) -> None:
        """Make every subscriber start over: changes may have been lost on their way here."""
        self._from_any_thread(None)

    def listen(self, hear: Hear) -> None:
        """Hear of all changes from now on, on the running loop; one listens."""
        self._loop, self._hear = asyncio.get_running_loop(), hear

    def close(self) -> None:
        """End all subscriptions, now and from now on."""
        self.is_closed = True
        if self._hear is not None:
            self._hear(None)

    def _from_any_thread(self, changes: Sequence[Changed] | None) -> None:
        if site_ids := _changed_at(changes):
            self.heard.renew(site_ids)
        loop, hear = self._loop, self._hear
        if loop is None or hear is None:
            return
        try:
            loop.call_soon_threadsafe(hear, changes)
        except RuntimeError:  # the loop is closed: so are its sockets
            self._loop = None


def _changed_at(changes: Sequence[Changed] | None) -> list[UUID]:
    """Return the sites at which something changed."""
    return [EVERYWHERE] if changes is None else [each.site_id for each in changes if each.kind != BEAT]
