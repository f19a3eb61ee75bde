"""Values of whole sites by now, each for all who look at its site."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from backend.core import data_version
from backend.core.graphql.answers import Known, UntilWritten
from backend.core.session import Session
from backend.core.viewer import Viewer

HOLDS_FOR: Final = timedelta(seconds=1)
SITES: Final = 64
"""Values that are kept, each of a site and up to some megabytes."""


class OfMoment(Protocol):
    """Value of a site as of a moment."""

    @property
    def taken_at(self) -> datetime: ...


V = TypeVar("V", bound=OfMoment)


class KeptOfSites(ABC, Generic[V]):
    """Values of sites: made anew once something is written there, or after a second, by one of those who ask
    while the others wait for it.
    """

    def __init__(self) -> None:
        self._kept = UntilWritten[UUID, V](SITES)
        self._lock = Lock()
        self._turns: dict[UUID, Lock] = {}

    @abstractmethod
    def read(self, session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> V:
        """Read the value of one of the viewer's sites; the same for all of them."""

    def by_sites(
        self, session: Session, viewer: Viewer, wanted: Sequence[tuple[UUID, datetime]]
    ) -> dict[tuple[UUID, datetime], V]:
        """Return the values of those of these sites that are the viewer's, each as of its moment."""
        found = {each: self.of(session, viewer, each[0], now=each[1]) for each in wanted}
        return {each: value for each, value in found.items() if value is not None}

    def of(self, session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> V | None:
        """Return the value of this site; None if it is not the viewer's."""
        if site_id not in viewer.site_ids:
            return None
        data_version.note_readings(session.connection())  # also where it is kept: an answer of it is not
        with self._lock:
            turn = self._turns.setdefault(site_id, Lock())
        with turn:
            # Before all else: what is written meanwhile makes it old.
            known = Known(data_version.versions(session), {}, {})
            with self._lock:
                kept = self._kept.get(known, site_id)
            if kept is not None and timedelta() <= now - kept.taken_at < HOLDS_FOR:
                return kept
            found = self.read(session, viewer, site_id, at=now)
            with self._lock:
                self._kept.put(known, (site_id,), site_id, found)
            return found
