"""Watching the parts that no screen asks: worker, schedule, ingest, broker, providers of messages.

They say in the database that they live; a process that serves pages looks. What stands still for a minute is
a condition of the `system` source, so that somebody before a screen hears of it although nothing is sent.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded
from backend.core.errors import Unavailable
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.monitoring.system.vitals_rules import (
    CONDITIONS,
    EVENTS,
    MESSAGES,
    PROVIDERS,
    Part,
    Stillness,
    still,
)
from backend.monitoring.system.vitals_store import Vitals, VitalSigns

LOOKED_EVERY_S: Final = 10.0
log = structlog.get_logger()


def beat(tx: Transaction, *parts: Part) -> None:
    """Note that these parts work."""
    for part in parts:
        tx.get(VitalSigns).beat(part, at=tx.now)


@dataclass
class Watch:
    """Looks every ten seconds, in a thread of its own; `works` is what it saw last."""

    database: Database
    steady_s: Callable[[], float] = time.monotonic
    works: dict[str, bool] = field(default_factory=dict)
    _stillness: Stillness = field(default_factory=Stillness)
    _raised: set[str] | None = None
    _ending: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Raise what stands still, and end what goes on again. Raises Unavailable."""
        vitals = guarded(self.database, lambda tx: tx.get(VitalSigns).read(now=tx.now))
        works = still(self._seconds(vitals))
        for name in self.works.keys() - works.keys():
            del self.works[name]
        self.works.update(works)  # in place: readiness shows it
        fails = {CONDITIONS[name] for name, is_fine in self.works.items() if not is_fine}
        for condition in sorted(fails):
            if condition not in (self._raised or ()):
                log.error("part_away", condition=condition)
            guarded(self.database, partial(raise_condition, condition=condition))
        for condition in sorted(set(CONDITIONS.values()) - fails):
            if self._raised is None or condition in self._raised:  # at first also those of who looked before
                guarded(self.database, partial(end_condition, condition=condition))
        self._raised = {str(each) for each in fails}

    def _seconds(self, vitals: Vitals) -> dict[str, float]:
        """For how long each has stood still; what never gave a sign of life is none of our parts."""
        of = partial(self._stillness.of, steady_s=self.steady_s())
        found = {str(part): of(part, at) for part, at in vitals.beats.items()}
        for name, waiting in ((EVENTS, vitals.event), (MESSAGES, vitals.message)):
            seconds = of(name, waiting)
            found[name] = seconds if waiting else 0.0
        failing = frozenset(vitals.failing)
        seconds = of(PROVIDERS, failing)
        found[PROVIDERS] = seconds if failing else 0.0
        return found

    def start(self) -> None:
        threading.Thread(target=self._run, name="vitals", daemon=True).start()

    def stop(self) -> None:
        self._ending.set()

    def _run(self) -> None:
        while not self._ending.wait(LOOKED_EVERY_S):
            try:
                self.look()
            except Unavailable:
                continue  # readiness says so, and nothing could be written
            except Exception:  # whatever it is must not end the watch
                log.exception("the parts cannot be looked at")
