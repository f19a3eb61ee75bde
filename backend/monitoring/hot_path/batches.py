"""Where the ways in put what they read: one intake, taken in turns."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from math import inf
from threading import Event
from typing import Final, TypeAlias, TypeVar

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import available, guarded, no_op
from backend.core.errors import Unavailable
from backend.core.modules import Module
from backend.core.once_per_minute import away
from backend.core.steps import PAUSE_S, StepSize
from backend.core.vocabulary import ConditionChange
from backend.detection.limits.sources import Source
from backend.monitoring import flood_store
from backend.monitoring import intake_commands as service
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring.flood_store import Flood
from backend.monitoring.intake_commands import Flush, Intake, Taken, whole_of
from backend.monitoring.intake_share_commands import joined, narrowed
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import Fenced
from backend.readings.rules import Batch, JournalRow
from backend.sites.modules.store import Modules

TURN_S: Final = 5.0
CHANGES_AT_ONCE: Final = 10
"""More of them are a flood, no part of which has fewer readings; an alert takes 10 to 40 ms."""
JUDGE_EVERY_S: Final = 10.0
"""How often sources whose rules raise are judged again."""


Beside: TypeAlias = Callable[[], AbstractContextManager[Callable[[], None]]]
Then: TypeAlias = Callable[[Transaction, Taken], None]
T = TypeVar("T")
log = structlog.get_logger()
GIVE_WAY_S: Final = 0.0001
"""Python's 5 ms would be added whenever the reader, which waits several times a batch, wants to go on."""


def default_observer(_rows: list[JournalRow]) -> None:
    """Ignore committed rows: the observer where none is given."""


@contextmanager
def no_watch() -> Iterator[Callable[[], None]]:
    """Watch nothing."""
    yield lambda: None


def wait_for_turn(database: Database, stop: Event) -> None:
    """Return once no evaluator is alive: what both judge would be stored twice."""
    while not stop.is_set():
        try:
            if not guarded(database, partitions.is_shared):
                return
            log.error("evaluators judge the readings here; this process waits until they are stopped")
        except Unavailable as error:
            away(log.error, "the store is away", error)
        stop.wait(TURN_S)


def give_way() -> None:
    """Let a thread that computes, the scoring for one, give way soon to one that the network has answered."""
    sys.setswitchinterval(GIVE_WAY_S)


class BatchStore:
    """Commits batches one after another. What it knows in memory is what the database holds, or nothing.

    `owns` says which sources are ours; `guard` begins every transaction and may refuse it; `offer` gets the
    rows of every batch once they are committed; `beside` is entered while the intake is opened or a flood is
    taken in, and yields what is called whenever that has got on.
    """

    def __init__(
        self,
        database: Database,
        *,
        owns: Callable[[str], bool] = service.everything,
        guard: Callable[[Transaction], None] = no_op,
        offer: Callable[[list[JournalRow]], None] = default_observer,
        beside: Beside = no_watch,
    ) -> None:
        self._database, self._hot_connection = database, database.hot_connection
        self._owns, self._guard, self._offer = owns, guard, offer
        self._beside = beside
        self._intake: Intake | None = None
        self._keeps: Callable[[str], bool] | None = None
        self._judge_at_s = 0.0
        self._step = StepSize()

    def __call__(
        self,
        batch: Batch,
        also: Callable[[Transaction], None] = no_op,
        then: Then | None = None,
    ) -> Taken:
        """Commit a batch; `also` before it and `then` after it in the same transaction. A flood is committed
        in parts, and both of them with the last: whoever is not answered sends it again, and what is kept of
        it is known.

        Raises Unavailable if the database cannot be reached: nothing was kept, or not all of a flood.
        """
        try:
            return self._commit(batch, also, then, at_most=CHANGES_AT_ONCE)[0]
        except Flood as flood:
            return self._commit_in_parts(batch, flood.changes, also, then)

    def _commit_in_parts(
        self,
        batch: Batch,
        changes: Sequence[ConditionChange],
        also: Callable[[Transaction], None],
        then: Then | None,
    ) -> Taken:
        """Thousands of alerts in one transaction would keep everybody from the database for a minute, and
        none of them would be seen before the last.
        """
        sources = self._open().sources
        with available():
            left = self._database.read(
                lambda session: flood_store.in_order(session, sources, batch.readings, changes)
            )
        step, parts = StepSize(CHANGES_AT_ONCE), list[Taken]()
        with self._beside() as note:
            while len(left) > (size := max(CHANGES_AT_ONCE, step.size)):
                part, left = left[:size], left[size:]
                taken, took_s = self._commit(Batch(part))
                parts.append(taken)
                step.follow(len(part), took_s)
                note()
                time.sleep(PAUSE_S)

        def whole(tx: Transaction, last: Taken) -> None:
            if then is not None:
                then(tx, whole_of([*parts, last]))

        last, _ = self._commit(replace(batch, readings=left), also, whole)
        return whole_of([*parts, last])

    def _commit(
        self,
        batch: Batch,
        also: Callable[[Transaction], None] = no_op,
        then: Then | None = None,
        *,
        at_most: float = inf,
    ) -> tuple[Taken, float]:
        """Commit it as one. Returns the seconds, too: without the wait for the writer's place."""
        intake = self._open()

        def command(tx: Transaction) -> tuple[Taken, float]:
            began_s = time.perf_counter()
            also(tx)
            taken = service.ingest(tx, intake, batch, at_most=at_most)
            if then is not None:
                then(tx, taken)
            return taken, time.perf_counter() - began_s

        taken, took_s = self._transact(command)
        self._intake = service.after_commit(taken)
        self._offer(taken.evaluation.rows)
        return taken, took_s

    def tick(self) -> bool:
        """Once a second: show the last readings of sources that fell quiet; see new sensors and limits; judge
        what could not be judged. Returns whether there are more sensors and limits to see: batches go first.
        """
        intake = self._open()

        def command(tx: Transaction) -> tuple[Intake, dict[str, Source], Flush]:
            began_s = time.perf_counter()
            renewed = service.refresh(tx, intake, at_most=self._step.size) or intake
            if renewed.behind is not None:
                self._step.follow(self._step.size, time.perf_counter() - began_s)
            judged = {}
            if tx.steady_s >= self._judge_at_s:
                judged = unjudged.judge_again(tx, renewed.sources)
                self._judge_at_s = tx.steady_s + JUDGE_EVERY_S
            return renewed, judged, service.flush(tx, intake)

        self._intake, judged, flushed = self._transact(command)
        self._intake.sources.update(judged)
        service.after_flush(self._intake, flushed)
        return self._intake.behind is not None

    def sites_without_events(self) -> set[str]:
        """Codes of the sites that have switched off what cameras see. Raises Unavailable."""
        with available():
            return self._database.read(lambda session: Modules(session).codes_without(Module.CAMERA_EVENTS))

    def forget(self) -> None:
        """Read everything again before the next batch."""
        self._intake = self._keeps = None

    def share(self, keeps: Callable[[str], bool], *, has_come: bool) -> None:
        """Other sources are ours by now. Go on with those that were ours all the while, which `keeps` names,
        drop what went, and read what has come, if any, before the next batch.
        """
        if self._intake is None or self._keeps is not None:  # it was not whole
            self.forget()
        else:
            self._intake, self._keeps = narrowed(self._intake, keeps), keeps if has_come else None

    def _open(self) -> Intake:
        if self._intake is None or self._keeps is not None:
            try:
                self._intake = self._opened()
            except Unavailable:
                self.forget()
                raise
            except Fenced:
                raise
            except Exception as error:  # no fault of any message, so none may go to quarantine for it
                log.exception("the intake cannot be opened")
                raise Unavailable(repr(error)) from error
            self._keeps = None
            log.info("intake is open", sources=len(self._intake.sources))
        return self._intake

    def _opened(self) -> Intake:
        """Every source that is ours; those that are kept as they are here."""
        intake, owns, keeps = self._intake, self._owns, self._keeps
        with self._beside() as note:
            if intake is None or keeps is None:
                return service.open_intake(self._database, owns, guard=self._guard, on_step=note)
            came = service.open_intake(
                self._database,
                lambda key: owns(key) and not keeps(key),
                guard=self._guard,
                on_step=note,
            )
        return joined(intake, came)

    def _transact(self, command: Callable[[Transaction], T]) -> T:
        try:
            return guarded(self._hot_connection, command, guard=self._guard)
        except Unavailable:
            # Whether the commit was carried out is unknown now, so memory must be read again.
            self.forget()
            raise
