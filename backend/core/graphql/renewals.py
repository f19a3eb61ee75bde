"""How long what is known of a viewer holds: until the rights of anybody change, and for a bounded time."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import SignIn, Viewer

RETRY_S: Final = 30
"""One who closes a page gives its place back at once."""
HOLDS_FOR: Final = timedelta(seconds=30)
"""For what no process says: rows changed by hand, or by the command line beside an embedded site."""

LookUp: TypeAlias = Callable[[Collection[SignIn]], Awaitable[Mapping[SignIn, Viewer]]]
"""Viewers of these sign-ins; one that was ended is left out."""


class Renewable(Protocol):
    """Holder of a viewer who is shown changes. `version`, `renewed_at`: when the viewer was looked up."""

    sign_in: SignIn
    viewer: Viewer
    version: int
    renewed_at: datetime | None


@dataclass(slots=True)
class Renewals:
    """Looks viewers up again when that is due: all of them in one question."""

    look_up: LookUp
    version: int = 0
    """Of everybody's rights; raised by each commit that changes any."""

    async def renew(self, seats: Sequence[Renewable], now: datetime) -> set[SignIn]:
        """Renew the viewers that are due; return the sign-ins that were ended."""
        version = self.version  # as of before the question: what changes meanwhile is asked for next time
        due = [each for each in seats if self._is_due(each, now)]
        if not due:
            return set()
        wanted = {each.sign_in for each in due}
        found = await self.look_up(wanted)
        for each in due:
            if (viewer := found.get(each.sign_in)) is not None:
                each.viewer, each.version, each.renewed_at = viewer, version, now
        return wanted - found.keys()

    def _is_due(self, seat: Renewable, now: datetime) -> bool:
        return seat.version != self.version or seat.renewed_at is None or now - seat.renewed_at >= HOLDS_FOR


@dataclass(slots=True)
class OpenNow:
    """Number of sockets or subscriptions open at this moment, by person and by site."""

    _open: Counter[UUID] = field(default_factory=Counter)

    @contextmanager
    def one_more(self, viewer: Viewer, *, per_person: int, of_site: int) -> Iterator[None]:
        """Hold a place until the end of the block. Raises Refused(TOO_MANY_ATTEMPTS) beyond these numbers."""
        most = {viewer.person_id: per_person, **dict.fromkeys(viewer.site_ids, of_site)}
        for key, allowed in most.items():
            if self._open[key] >= allowed:
                raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, f"{allowed} are open already", RETRY_S)
        self._open.update(most.keys())
        try:
            yield
        finally:
            self._open.subtract(most.keys())
            self._open += Counter()  # drops those at zero
