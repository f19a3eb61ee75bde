"""The scoring thread of an ingest process: beside the intake, so that no reading waits for a statistic."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

import numpy as np
import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import available, guarded, no_op
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.detection.anomaly.turns import Floats
from backend.monitoring import intake_commands as intake
from backend.monitoring.hot_path import metrics
from backend.monitoring.scoring import commands as service
from backend.monitoring.scoring.backfill_commands import catch_up
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.shared_equipment_commands import follow
from backend.monitoring.scoring.startup_commands import open_scores
from backend.readings.rules import JournalRow
from backend.readings.series.blocks import Series
from backend.readings.store import Readings

T = TypeVar("T")
TICK_S: Final = 1.0
MOST_WAITING: Final = 2_000_000
"""Rows that may wait to be scored (80 MB); beyond that the detectors go on from the store instead."""

AT_ONCE: Final = 50_000
"""Rows per step, which costs the same for ten sources as for a thousand: small batches are joined."""

log = structlog.get_logger()


class Scoring:
    """`offer` is called by the intake after each commit; `run` scores until `stop` is set, in a thread."""

    def __init__(
        self,
        database: Database,
        *,
        owns: Callable[[str], bool] = intake.everything,
        guard: Callable[[Transaction], None] = no_op,
    ) -> None:
        self._database, self._owns, self._guard = database, owns, guard
        self._waiting: list[Floats] = []
        self._count = 0
        self._lock = threading.Lock()
        self._scores: Scores | None = None
        self._forgotten = 0

    def offer(self, rows: list[JournalRow]) -> None:
        """Rows that have been committed. Never blocks: too many of them are read from the store again."""
        found = service.numbers(
            rows
        )  # at once: a second later the rows are cold, and cost several times that
        with self._lock:
            if self._count > MOST_WAITING:
                self._waiting, self._count, self._scores = [], 0, None
                self._forgotten += 1
            self._waiting.append(found)
            self._count += len(rows)

    def forget(self) -> None:
        """Read everything again before the next round: we may own other sources now."""
        with self._lock:
            self._scores = None
            self._forgotten += 1

    def run(self, stop: threading.Event) -> None:
        """Once a second, until `stop` is set; then save every detector where it stands."""
        while not stop.wait(TICK_S):
            self._guarded(self.go_round)
        self._guarded(self._leave)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Unavailable as error:
            away(log.warning, "the store is away, scores wait", error)
        except Exception:  # whatever it is: the limits are judged by the intake, and scores come back
            log.exception("scoring failed, the detectors are read again")
            self.forget()

    def go_round(self) -> None:
        """Score the waiting readings, publish changed conditions. Raises Unavailable."""
        scores = self._open()
        for some in batched(self._drain()):
            service.take(scores, some)
        follow(scores, self._series_of, now=self._database.clock())
        saved, is_outdated = self._transact(
            lambda tx: (service.save(tx, scores), service.is_outdated(tx, scores))
        )
        service.after_commit(scores, saved)
        if is_outdated:
            self._leave()
            self.forget()

    def _leave(self) -> None:
        scores = self._scores
        if scores is not None:
            service.after_commit(scores, self._transact(lambda tx: service.save_all(tx, scores)))

    def _open(self) -> Scores:
        """The detectors; again from the start if they were to be forgotten while they caught up."""
        while (scores := self._scores) is None:
            before = self._forgotten
            with available():
                opened = self._database.read_apart(lambda session: open_scores(session, self._owns))
            catch_up(opened, self._series_of, now=self._database.clock())
            with self._lock:
                if self._forgotten == before:
                    self._scores = opened
        return scores

    def _series_of(self, sensor_ids: Sequence[int], from_us: int, to_us: int) -> dict[int, Series]:
        return self._database.read(
            lambda session: Readings(session).series(sensor_ids, from_us=from_us, to_us=to_us)
        )

    def _drain(self) -> list[Floats]:
        with self._lock:
            waiting, self._waiting = self._waiting, []
            metrics.UNSCORED.set(self._count)
            self._count = 0
        return waiting

    def _transact(self, command: Callable[[Transaction], T]) -> T:
        return guarded(self._database, command, guard=self._guard)


def batched(batches: Iterable[Floats]) -> Iterator[Floats]:
    """The rows of these batches in their order, at least `AT_ONCE` at a time but for the last."""
    some: list[Floats] = []
    count = 0
    for batch in batches:
        some.append(batch)
        count += len(batch)
        if count >= AT_ONCE:
            yield np.concatenate(some)
            some, count = [], 0
    if some:
        yield np.concatenate(some)
