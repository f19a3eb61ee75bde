"""Messages of beacons, heard on a thread per site, written down by the job: none waits for the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol
from uuid import UUID

import structlog

from backend.core.database import Database
from backend.notifications.beacons import showing_commands as showing
from backend.notifications.beacons.listening_queries import BeaconChannel, sites_heard
from backend.notifications.beacons.showing_commands import Heard

log = structlog.get_logger(__name__)
MOST_KEPT = 10_000
"""Of what was heard and is not written down yet, such as while the store is away."""


class Listener(Protocol):
    """Follows the beacons of one site until it is stopped."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


Hear = Callable[[Heard], None]
MakeListener = Callable[[BeaconChannel, UUID, Hear], Listener]
"""(channel of the site, its id, what takes a receipt) → its listener. Raises ValueError, LookupError."""


@dataclass(slots=True)
class _Running:
    key: str
    listener: Listener


class BeaconListeners:
    """One listener for each site that has beacons; begun and ended as channels are set up and paused."""

    def __init__(self, make: MakeListener) -> None:
        self._make = make
        self._running: dict[UUID, _Running] = {}
        self._heard: dict[tuple[UUID, str, str | None], Heard] = {}
        self._lock = Lock()
        self._turn = Lock()

    def follow(self, database: Database) -> None:
        """Listen to whom there is to listen to, and write down what was heard."""
        with self._turn:
            try:
                self._follow(database.read(sites_heard))
            finally:
                self._write(database)

    def _follow(self, wanted: Mapping[UUID, BeaconChannel]) -> None:
        for site_id in [*self._running]:
            if site_id not in wanted or wanted[site_id].key != self._running[site_id].key:
                self._running.pop(site_id).listener.stop()
        for site_id, route in wanted.items():
            if site_id not in self._running:
                self._start(site_id, route)

    def stop(self) -> None:
        """End all of them."""
        with self._turn:
            for each in self._running.values():
                each.listener.stop()
            self._running.clear()

    def _start(self, site_id: UUID, route: BeaconChannel) -> None:
        try:
            listener = self._make(route, site_id, self.hear)
            listener.start()
        except Exception as error:  # the settings of one site must not keep those of others unheard
            log.warning("the beacons of a site cannot be heard", site=str(site_id), why=repr(error))
            return
        self._running[site_id] = _Running(route.key, listener)

    def hear(self, heard: Heard) -> None:
        """From the thread of a listener: the newest status counts, and each message that is repeated."""
        key = (heard.site_id, heard.code, heard.message_id)
        with self._lock:
            if not heard.code:  # what was said of them before is over
                for each in [each for each in self._heard if each[0] == heard.site_id and each[2] is None]:
                    del self._heard[each]
            self._heard.pop(key, None)
            if len(self._heard) < MOST_KEPT:
                self._heard[key] = heard

    def _write(self, database: Database) -> None:
        with self._lock:
            heard, self._heard = [*self._heard.values()], {}
        if not heard:
            return
        try:
            database.transact(lambda tx: showing.note_heard(tx, heard))
        except BaseException:
            with self._lock:
                for each in heard:
                    self._heard.setdefault((each.site_id, each.code, each.message_id), each)
            raise
