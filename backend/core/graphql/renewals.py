"""Looking up a viewer again before live changes are shown: once for all subscriptions of a person."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer

RETRY_S: Final = 30
"""One who closes a page gives its place back at once."""

SignIn: TypeAlias = tuple[UUID, UUID]
"""(person, family): a person by one sign-in."""


@dataclass(slots=True)
class Renewals:
    """Looks each sign-in up once per change, however many subscriptions wait for it."""

    _current: dict[SignIn, tuple[int, asyncio.Task[Viewer | None]]] = field(default_factory=dict)

    async def viewer(
        self, sign_in: SignIn, change: int, look_up: Callable[[], Awaitable[Viewer | None]]
    ) -> Viewer | None:
        """The viewer as of this change (its number, see `LiveBus.delivered`); None once signed out."""
        known = self._current.get(sign_in)
        if known is None or known[0] != change:
            self._forget_before(change)
            task = asyncio.ensure_future(look_up())
            known = self._current[sign_in] = change, task
            task.add_done_callback(lambda done: self._forget(sign_in, done))
        return await asyncio.shield(known[1])

    def _forget(self, sign_in: SignIn, task: "asyncio.Task[Viewer | None]") -> None:
        """What failed is asked again; what is known holds until the next change."""
        if not task.cancelled() and task.exception() is None:
            return
        if (known := self._current.get(sign_in)) and known[1] is task:
            del self._current[sign_in]

    def _forget_before(self, change: int) -> None:
        for sign_in in [each for each, (number, _) in self._current.items() if number != change]:
            del self._current[sign_in]


@dataclass(slots=True)
class OpenNow:
    """What is open at this moment, by person and by site."""

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
