"""How long what is known of a viewer holds: until the rights of anybody change, and for a bounded time."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeAlias, TypeVar
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.viewer import Role, SignIn, Viewer

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


R = TypeVar("R", bound=Renewable)
Right: TypeAlias = tuple[UUID, Role, UUID | None, frozenset[Module], bool]
"""Site, role, department, modules that are off, and whether the viewer is its second person."""


@dataclass(slots=True)
class Renewals:
    """Looks viewers up again when that is due: all of them in one question."""

    look_up: LookUp
    version: int = 0
    """Of everybody's rights; raised by each commit that changes any."""

    async def renew(self, seats: Sequence[R], now: datetime) -> tuple[set[SignIn], list[R]]:
        """Renew viewers that are due; return ended sign-ins, and the seats whose rights are others now."""
        version = self.version  # as of before the question: what changes meanwhile is asked for next time
        due = [each for each in seats if self._is_due(each, now)]
        if not due:
            return set(), []
        wanted = {each.sign_in for each in due}
        found = await self.look_up(wanted)
        changed = []
        for each in due:
            if (viewer := found.get(each.sign_in)) is not None:
                if _rights(viewer) != _rights(each.viewer):
                    changed.append(each)
                each.viewer, each.version, each.renewed_at = viewer, version, now
        return wanted - found.keys(), changed

    def _is_due(self, seat: Renewable, now: datetime) -> bool:
        if seat.version != self.version or seat.renewed_at is None:
            return True
        return abs(now - seat.renewed_at) >= HOLDS_FOR  # also where the clock was set back


def _rights(viewer: Viewer) -> tuple[bool, frozenset[Right]]:
    """Return all that decides on which objects the viewer sees, and what they may do with them."""
    return viewer.must_enrol, frozenset(
        (each.site_id, each.role, each.department_id, each.modules_off, each.is_second_person)
        for each in viewer.memberships
    )


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
