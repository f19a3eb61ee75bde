"""Renewal of the leases of an evaluator beside what may outlast them: its intake that is opened, a flood."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Final

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.monitoring.partitions.rules import LEASE_FOR, Fenced

log = structlog.get_logger(__name__)
RENEWED_EVERY_S: Final = LEASE_FOR.total_seconds() / 3
HANGS_AFTER: Final = timedelta(seconds=30)
"""Work that has not got on for so long is left to lose its leases."""


class LeaseRenewal:
    """Renews in a thread of its own, as long as what it stands beside gets on. A process that stops moving
    stops renewing, so others need not wait longer for its partitions than otherwise.
    """

    def __init__(self, database: Database, renew: Callable[[Transaction], None]) -> None:
        self._database, self._renew = database, renew
        self._steps = self._seen = 0
        self._got_on_at_s = 0.0

    @contextmanager
    def beside(self) -> Iterator[Callable[[], None]]:
        """Renew meanwhile. What is yielded is to be called whenever the work has got on."""
        self._got_on_at_s = self._database.machine.steady_s()
        over = Event()
        thread = Thread(target=self._run, args=(over,), name="lease renewal", daemon=True)
        thread.start()
        try:
            yield self._note
        finally:
            over.set()
            thread.join()

    def turn(self) -> None:
        """Renew, unless the work hangs. Raises Fenced if the partitions are not ours any more."""
        now_s = self._database.machine.steady_s()
        if self._steps != self._seen:
            self._seen, self._got_on_at_s = self._steps, now_s
        if now_s - self._got_on_at_s <= HANGS_AFTER.total_seconds():
            guarded(self._database, self._renew)
        else:
            away(log.error, "the intake does not get on; its leases run out", TimeoutError())

    def _note(self) -> None:
        self._steps += 1

    def _run(self, over: Event) -> None:
        while not over.wait(RENEWED_EVERY_S):
            try:
                self.turn()
            except Unavailable as error:
                away(log.warning, "leases cannot be renewed", error)
            except Fenced:
                return  # its next transaction finds out for itself
