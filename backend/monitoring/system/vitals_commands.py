"""Watching the parts that no screen asks: worker, schedule, ingest, broker, Redis, providers of messages.

They say in the database that they live; a process that serves pages looks. What stands still for a minute is
a condition of the `system` source, so that somebody before a screen hears of it although nothing is sent.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded, reachable
from backend.core.errors import Unavailable
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.monitoring.system.vitals_rules import (
    AWAY_AFTER_S,
    CONDITIONS,
    EVENTS,
    MESSAGES,
    PROVIDERS,
    Part,
    Stillness,
    still,
)
from backend.monitoring.system.vitals_store import Vitals, VitalSigns
from backend.sensors.system_rules import SystemCondition

LOOKED_EVERY_S: Final = 10.0
log = structlog.get_logger()


def beat(tx: Transaction, *parts: Part) -> None:
    """Note that these parts work."""
    for part in parts:
        tx.get(VitalSigns).beat(part, at=tx.now)


@dataclass
class Watch:
    """Looks every ten seconds, in a thread of its own; `works` is what it saw last.

    `check_redis` raises while Redis does not answer this process; None where the installation uses none.
    """

    database: Database
    steady_s: Callable[[], float] = time.monotonic
    check_redis: Callable[[], object] | None = None
    works: dict[str, bool] = field(default_factory=dict)
    _stillness: Stillness = field(default_factory=Stillness)
    _open: set[SystemCondition] = field(default_factory=lambda: set(CONDITIONS.values()))
    """Conditions that may hold; at first also those of who looked before us."""
    _began_s: float | None = None
    _ending: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Raise what stands still, and end what goes on again. Raises Unavailable."""
        steady_s = self.steady_s()
        began_s = self._began_s = steady_s if self._began_s is None else self._began_s
        self._note_redis()
        with reachable():
            vitals = self.database.read(lambda s: VitalSigns(s).read(now=self.database.clock()))
        seconds = self._seconds(vitals, steady_s)
        works = still(seconds)
        fails = {CONDITIONS[name] for name, is_fine in works.items() if not is_fine}
        for name, is_fine in works.items():
            if not is_fine and self.works.get(name, True):
                log.error("part_away", part=name, condition=CONDITIONS[name])
        for name in self.works.keys() - works.keys():
            del self.works[name]
        self.works.update(works)  # in place: readiness shows it
        self._open |= fails
        for condition in sorted(fails):
            guarded(self.database, partial(raise_condition, condition=condition))
        if steady_s - began_s < AWAY_AFTER_S:
            return  # what stood still before we looked cannot be told from what works
        unknown = {CONDITIONS[name] for name in seconds.keys() - works.keys()}
        for condition in sorted(self._open - fails - unknown):
            guarded(self.database, partial(end_condition, condition=condition))
            self._open.discard(condition)

    def _note_redis(self) -> None:
        """Give its sign of life, as it cannot do so itself."""
        if self.check_redis is None:
            return
        try:
            self.check_redis()
        except Exception:  # whatever it is: no answer
            return
        guarded(self.database, lambda tx: beat(tx, Part.REDIS))

    def _seconds(self, vitals: Vitals, steady_s: float) -> dict[str, float]:
        """For how long each has stood still; what never gave a sign of life is none of our parts."""
        of = partial(self._stillness.of, steady_s=steady_s)
        beats: dict[Part, datetime | None] = {**vitals.beats}
        if self.check_redis is None:
            beats.pop(Part.REDIS, None)
        else:
            beats.setdefault(Part.REDIS, None)  # it is one of ours, also before its first sign
        found = {str(part): of(part, at) for part, at in beats.items()}
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
