"""The ingest process: readings from the broker into the database; or a thread of the all-in-one."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Final, TypeVar

import structlog

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.reader import WINDOW, Reader
from backend.connectors.pipeline import Pipeline, Unavailable
from backend.core.database import Database, Transaction
from backend.monitoring import intake_commands as service
from backend.monitoring.database_guard import nothing, reach
from backend.monitoring.intake_commands import Intake, Taken
from backend.monitoring.intake_gate import Intakes
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import Fenced
from backend.monitoring.scoring.thread import Scoring
from backend.readings.rules import Batch, JournalRow

T = TypeVar("T")
TURN_S: Final = 5.0
GC_AFTER_ALLOCATIONS: Final = 50_000
"""A burst makes thousands of tuples that are no garbage; looking through them each time costs a tenth."""

GIVE_WAY_S: Final = 0.0001
"""Python's 5 ms would be added whenever the reader, which waits several times a batch, wants to go on."""

log = structlog.get_logger()


def nobody(_rows: list[JournalRow]) -> None:
    """Who hears of committed rows where nobody asked to."""


class Store:
    """Commits batches one after another. What it knows in memory is what the database holds, or nothing.

    `owns` says which sources are ours; `guard` begins every transaction and may refuse it; `offer` gets the
    rows of every batch once they are committed.
    """

    def __init__(
        self,
        database: Database,
        *,
        owns: Callable[[str], bool] = service.everything,
        guard: Callable[[Transaction], None] = nothing,
        offer: Callable[[list[JournalRow]], None] = nobody,
    ) -> None:
        self._lane, self._owns, self._guard, self._offer = database.lane, owns, guard, offer
        self._intake: Intake | None = None

    def __call__(
        self,
        batch: Batch,
        also: Callable[[Transaction], None] = nothing,
        then: Callable[[Transaction, Taken], None] | None = None,
    ) -> Taken:
        """Commit a batch; `also` before it and `then` after it in the same transaction.

        Raises Unavailable if the database cannot be reached: nothing was kept.
        """
        intake = self._open()

        def command(tx: Transaction) -> Taken:
            also(tx)
            taken = service.ingest(tx, intake, batch)
            if then is not None:
                then(tx, taken)
            return taken

        taken = self._transact(command)
        self._intake = service.settle(taken)
        self._offer(taken.evaluation.rows)
        return taken

    def tick(self) -> None:
        """Once a second: show the last readings of sources that fell quiet; see new sensors and limits."""
        intake = self._open()
        renewed, flushed = self._transact(lambda tx: (service.refresh(tx, intake), service.flush(tx, intake)))
        self._intake = renewed or intake
        service.settle_flush(self._intake, flushed)

    def forget(self) -> None:
        """Read everything again before the next batch."""
        self._intake = None

    def _open(self) -> Intake:
        if self._intake is None:
            try:
                self._intake = self._transact(lambda tx: service.open_intake(tx, self._owns))
            except (Unavailable, Fenced):
                raise
            except Exception as error:  # no fault of any message, so none may go to quarantine for it
                log.exception("the intake cannot be opened")
                raise Unavailable(repr(error)) from error
            log.info("intake is open", sources=len(self._intake.sources))
        return self._intake

    def _transact(self, command: Callable[[Transaction], T]) -> T:
        try:
            return reach(self._lane, command, guard=self._guard)
        except Unavailable:
            # Whether the commit was carried out is unknown now, so memory must be read again.
            self._intake = None
            raise


def run(
    database: Database,
    *,
    mqtt_url: str,
    client_id: str,
    stop: Event,
    ca_file: Path | None = None,
    heartbeat_file: Path | None = None,
    intakes: Intakes,
    window: int = WINDOW,
) -> None:
    """Read until `stop` is set. Live screens hear of changes by the database's `on_commit`.

    `intakes` is what others bring their batches to, HTTP for one, while this runs.
    """
    scoring = Scoring(database)
    store = Store(database, offer=scoring.offer)

    intakes.use(store)

    def tick() -> None:
        intakes.tick()
        if heartbeat_file is not None:
            heartbeat_file.touch()

    reader = Reader(
        Address.of(mqtt_url),
        Pipeline(intakes),
        client_id=client_id,
        stop=stop,
        tick=tick,
        ca_file=ca_file,
        window=window,
    )
    is_over = Event()
    scorer = Thread(target=scoring.run, args=(is_over,), name="scoring")
    scorer.start()
    try:
        reader.run()
    finally:  # also after an error: whoever starts us again starts another one
        is_over.set()
        scorer.join()


def wait_for_turn(database: Database, stop: Event) -> None:
    """Return once no evaluator is alive: what both judge would be stored twice."""
    while not stop.is_set():
        try:
            if not reach(database, partitions.is_shared):
                return
            log.error("evaluators judge the readings here; this process waits until they are stopped")
        except Unavailable as error:
            log.error("the store is away", error=str(error))
        stop.wait(TURN_S)


def own_process() -> None:
    """Tune the collector of a process that does nothing else, and let its reader go first."""
    give_way()
    gc.freeze()
    gc.set_threshold(GC_AFTER_ALLOCATIONS, 20, 100)


def give_way() -> None:
    """Let a thread that computes, the scoring for one, give way soon to one that the network has answered."""
    sys.setswitchinterval(GIVE_WAY_S)
