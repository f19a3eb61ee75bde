"""The ingest process: readings from the broker into the database; or a thread of the all-in-one."""

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Final, TypeVar

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.domain.partitions import Fenced
from backend.domain.readings import Batch
from backend.ingest.broker import Address
from backend.ingest.mqtt import Reader
from backend.ingest.pipeline import Pipeline, Unavailable
from backend.services import intake as service
from backend.services.intake import Intake, Taken
from backend.storage.transaction import Database, Transaction

T = TypeVar("T")
GC_AFTER_ALLOCATIONS: Final = 50_000
"""A burst makes thousands of tuples that are no garbage; looking through them each time costs a tenth."""
AWAY: Final = (
    OperationalError,
    InterfaceError,
    PoolTimeoutError,
    # Readings go past SQLAlchemy, so their errors come from the driver as they are.
    sqlite3.OperationalError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)

log = structlog.get_logger()


def nothing(_tx: Transaction) -> None:
    """What there is to do where nothing else has to be done."""


class Store:
    """Commits batches one after another. What it knows in memory is what the database holds, or nothing.

    `owns` says which sources are ours; `guard` begins every transaction and may refuse it.
    """

    def __init__(
        self,
        database: Database,
        *,
        owns: Callable[[str], bool] = service.everything,
        guard: Callable[[Transaction], None] = nothing,
    ) -> None:
        self._database, self._owns, self._guard = database, owns, guard
        self._intake: Intake | None = None

    def __call__(self, batch: Batch, also: Callable[[Transaction], None] = nothing) -> Taken:
        """Commit a batch, and `also` in the same transaction.

        Raises Unavailable if the database cannot be reached: nothing was kept.
        """
        intake = self._open()

        def command(tx: Transaction) -> Taken:
            also(tx)
            return service.ingest(tx, intake, batch)

        taken = self._transact(command)
        self._intake = service.settle(taken)
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
        def guarded(tx: Transaction) -> T:
            self._guard(tx)
            return command(tx)

        try:
            return reach(self._database, guarded)
        except Unavailable:
            # Whether the commit was carried out is unknown now, so memory must be read again.
            self._intake = None
            raise


def reach(database: Database, command: Callable[[Transaction], T]) -> T:
    """`database.transact`, or Unavailable if the database cannot be reached."""
    try:
        return database.transact(command)
    except (DBAPIError, *AWAY) as error:
        is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
        if not is_lost and not isinstance(error, AWAY):
            raise
        raise Unavailable(str(error)) from error


def run(
    database: Database,
    *,
    mqtt_url: str,
    client_id: str,
    stop: Event,
    ca_file: Path | None = None,
    heartbeat_file: Path | None = None,
) -> None:
    """Read until `stop` is set. Live screens hear of changes by the database's `on_commit`."""
    store = Store(database)

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
