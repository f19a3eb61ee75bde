"""The ingest process: readings from the broker into the database; or a thread of the all-in-one."""

import gc
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.domain.alerts import ConditionChange
from backend.domain.readings import Batch
from backend.ingest.broker import Address
from backend.ingest.mqtt import Reader
from backend.ingest.pipeline import Pipeline, Unavailable
from backend.services import intake as service
from backend.services.intake import Intake, Taken
from backend.storage.transaction import Database, Transaction

T = TypeVar("T")
GC_AFTER_ALLOCATIONS = 50_000
"""A burst makes thousands of tuples that are no garbage; looking through them each time costs a tenth."""

log = structlog.get_logger()


class Store:
    """Commits batches one after another. What it knows in memory is what the database holds, or nothing."""

    def __init__(self, database: Database, on_commit: Callable[[list[ConditionChange]], None]) -> None:
        self._database = database
        self._on_commit = on_commit
        self._intake: Intake | None = None

    def __call__(self, batch: Batch) -> Taken:
        """Commit a batch. Raises Unavailable if the database cannot be reached: nothing was kept."""
        intake = self._open()
        taken = self._transact(lambda tx: service.ingest(tx, intake, batch))
        self._intake = service.settle(taken)
        if taken.changes:
            self._tell(taken.changes)
        return taken

    def tick(self) -> None:
        """Once a second: show the last readings of sources that fell quiet; see new sensors and limits."""
        intake = self._open()
        renewed, flushed = self._transact(lambda tx: (service.refresh(tx, intake), service.flush(tx, intake)))
        self._intake = renewed or intake
        service.settle_flush(self._intake, flushed)

    def _tell(self, changes: list[ConditionChange]) -> None:
        try:
            self._on_commit(changes)
        except Exception:  # the batch is committed: a listener that fails must not have it taken again
            log.exception("a listener failed")

    def _open(self) -> Intake:
        if self._intake is None:
            self._intake = self._transact(service.open_intake)
            log.info("intake is open", sources=len(self._intake.sources))
        return self._intake

    def _transact(self, command: Callable[[Transaction], T]) -> T:
        try:
            return self._database.transact(command)
        except DBAPIError as error:
            if not (error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)):
                raise
            # Whether the commit was carried out is unknown now, so memory must be read again.
            self._intake = None
            raise Unavailable(str(error.orig)) from error
        except PoolTimeoutError as error:
            raise Unavailable(str(error)) from error


def run(
    database: Database,
    *,
    mqtt_url: str,
    client_id: str,
    stop: Event,
    on_commit: Callable[[list[ConditionChange]], None] = lambda changes: None,  # noqa: ARG005 - nobody listens
    ca_file: Path | None = None,
    heartbeat_file: Path | None = None,
) -> None:
    """Read until `stop` is set. `on_commit` hears of conditions that began, changed or ended."""
    store = Store(database, on_commit)

    def tick() -> None:
        store.tick()
        if heartbeat_file is not None:
            heartbeat_file.touch()

    reader = Reader(
        Address.of(mqtt_url), Pipeline(store), client_id=client_id, stop=stop, tick=tick, ca_file=ca_file
    )
    reader.run()


def own_process() -> None:
    """Tune the collector of a process that does nothing else."""
    gc.freeze()
    gc.set_threshold(GC_AFTER_ALLOCATIONS, 20, 100)
