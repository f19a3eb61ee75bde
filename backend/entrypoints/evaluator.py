"""An evaluator: judges the readings of its share of the partitions, beside others that have the rest."""

import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

import structlog
from sqlalchemy import make_url

from backend.domain.partitions import BEGINNING, LEASE_FOR, Lease, Position, partition_of
from backend.domain.readings import Batch
from backend.entrypoints.ingest import Store
from backend.entrypoints.intakes import Pictures
from backend.entrypoints.reach import reach
from backend.entrypoints.scoring import Scoring
from backend.ingest.evaluator import Evaluator
from backend.ingest.pipeline import Unavailable
from backend.ingest.streams import Streams
from backend.services import partitions as service
from backend.services.intake import Taken
from backend.storage.photos import PhotoStore
from backend.storage.transaction import Database, Transaction

log = structlog.get_logger()


class PartitionDesk:
    """The partitions that are ours, and a store that knows their sources only."""

    def __init__(self, database: Database, *, owner: str, partitions: int, photos: PhotoStore) -> None:
        self.held: dict[int, Lease] = {}
        self.scoring = Scoring(database, owns=self._owns, guard=self._check)
        self._database, self._owner, self._partitions = database, owner, partitions
        self._pictures = Pictures(photos)
        self._store = Store(database, owns=self._owns, guard=self._guard, offer=self.scoring.offer)

    def tend(self) -> None:
        # The quarantine is one partition more.
        tend = partial(service.tend, owner=self._owner, partitions=self._partitions + 1)
        held = reach(self._database, tend)
        if _epochs(held) != _epochs(self.held):
            log.info("partitions", held=len(held), before=len(self.held))
            self.held = held
            self._store.forget()
            self.scoring.forget()
        self.held = held
        if held:
            self._store.tick()

    def commit(self, batch: Batch, reached: Mapping[int, Position]) -> Taken:
        batch = self._pictures.kept(batch)
        try:
            taken = self._store(batch, also=lambda tx: service.advance(tx, self.held, reached))
        except Unavailable:
            self.drop()  # how far we are is unknown until the leases are read again
            raise
        for number, position in reached.items():
            self.held[number] = replace(self.held[number], reached=position)
        return taken

    def rewind(self, partition: int) -> None:
        lease = self.held[partition]

        def command(tx: Transaction) -> None:
            self._guard(tx)
            service.rewind(tx, lease)

        reach(self._database, command)
        self.held[partition] = replace(lease, reached=BEGINNING)

    def drop(self) -> None:
        self.held = {}
        self._store.forget()
        self.scoring.forget()

    def leave(self) -> None:
        self.drop()
        reach(self._database, lambda tx: service.leave(tx, self._owner))

    def _owns(self, key: str) -> bool:
        return partition_of(key, self._partitions) in self.held

    def _guard(self, tx: Transaction) -> None:
        service.hold(tx, self._owner, self.held)

    def _check(self, tx: Transaction) -> None:
        service.check(tx, self._owner, self.held)


def run(
    database: Database,
    *,
    redis_url: str,
    partitions: int,
    photos: PhotoStore,
    stop: Event,
    heartbeat_file: Path | None = None,
    tick: Callable[[], None] = lambda: None,
) -> None:
    """Judge until `stop` is set. Raises Disagreement if the gateways count partitions differently."""

    def went_round() -> None:
        tick()
        if heartbeat_file is not None:
            heartbeat_file.touch()

    streams = Streams(redis_url, partitions)
    desk = PartitionDesk(database, owner=new_owner(), partitions=partitions, photos=photos)
    streams.agree_when_up(stop)
    scorer = Thread(target=desk.scoring.run, args=(stop,), name="scoring")
    scorer.start()
    Evaluator(streams, desk, stop=stop, tick=went_round, leave=scorer.join).run()


def new_owner() -> str:
    """A name that no other evaluator has, nor this one after a restart."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def yielding(url: str) -> str:
    """This address, with a server that ends a transaction in which we have stopped moving.

    A process that was paused in the middle of one would keep its rows locked, and nobody could take over.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return url
    limit_ms = round(LEASE_FOR.total_seconds() * 1000)
    options = f"-c idle_in_transaction_session_timeout={limit_ms}"
    return parsed.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _epochs(held: Mapping[int, Lease]) -> dict[int, int]:
    return {number: lease.epoch for number, lease in held.items()}
