"""Owner of partitions: those that an evaluator judges, and what it knows of their sources."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded
from backend.core.errors import Unavailable
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.hot_path.lease_renewal import LeaseRenewal
from backend.monitoring.hot_path.scoring_thread import Scoring
from backend.monitoring.hot_path.snapshots import Snapshots
from backend.monitoring.intake_commands import Taken
from backend.monitoring.partitions import commands as service
from backend.monitoring.partitions.rules import BEGINNING, Lease, Position, partition_of
from backend.photos.store import PhotoStore
from backend.readings.rules import Batch

log = structlog.get_logger()


def _epochs(held: Mapping[int, Lease]) -> dict[int, int]:
    return {number: lease.epoch for number, lease in held.items()}


class PartitionOwner:
    """The partitions that are ours, and a store that knows their sources only.

    All of it may raise Unavailable or Fenced.
    """

    def __init__(self, database: Database, *, owner: str, partitions: int, photos: PhotoStore) -> None:
        self.held: dict[int, Lease] = {}
        self.is_behind = False
        """Whether sensors or limits have changed that are still to be read: see `catch_up`."""
        self.scoring = Scoring(database, owns=self._owns, guard=self._check)
        self._database, self._owner, self._partitions = database, owner, partitions
        self._snapshots = Snapshots(photos)
        self._renewal = LeaseRenewal(database, self._stay)
        self._store = BatchStore(
            database,
            owns=self._owns,
            guard=self._guard,
            offer=self.scoring.offer,
            beside=self._renewal.beside,
        )

    def tend(self) -> None:
        """About once a second: show that we live, take our share, show the last readings."""
        # The quarantine is one partition more.
        tend = partial(service.tend, owner=self._owner, partitions=self._partitions + 1)
        held = guarded(self._database, tend)
        if _epochs(held) != _epochs(self.held):
            log.info("partitions", held=len(held), before=len(self.held))
            before, now = _epochs(self.held).items(), _epochs(held).items()
            kept = {number for number, _ in before & now}  # in the same epoch: no other has written since
            self.held = held
            self._store.share(
                lambda key: partition_of(key, self._partitions) in kept, has_come=len(kept) < len(held)
            )
            self.scoring.forget()
        self.held = held
        if held:
            self.catch_up()

    def catch_up(self) -> None:
        """See some of the sensors and limits that have changed; batches go between two steps."""
        self.is_behind = self._store.tick()

    def commit(self, batch: Batch, reached: Mapping[int, Position]) -> Taken:
        """Store and judge a batch; `reached` in the same transaction."""
        batch = self._snapshots.kept(batch, self._store.sites_without_events)
        try:
            taken = self._store(batch, also=lambda tx: service.advance(tx, self.held, reached))
        except Unavailable:
            self.drop()  # how far we are is unknown until the leases are read again
            raise
        for number, position in reached.items():
            self.held[number] = replace(self.held[number], reached=position)
        return taken

    def rewind(self, partition: int) -> None:
        """Begin anew where the stream of this partition has begun anew."""
        lease = self.held[partition]
        guarded(self._database, lambda tx: service.rewind(tx, lease), guard=self._guard)
        self.held[partition] = replace(lease, reached=BEGINNING)

    def drop(self) -> None:
        """Forget what we hold and know."""
        self.held = {}
        self._store.forget()
        self.scoring.forget()

    def leave(self) -> None:
        """Give everything back."""
        self.drop()
        guarded(self._database, lambda tx: service.leave(tx, self._owner))

    def _owns(self, key: str) -> bool:
        return partition_of(key, self._partitions) in self.held

    def _guard(self, tx: Transaction) -> None:
        service.hold(tx, self._owner, self.held)

    def _stay(self, tx: Transaction) -> None:
        service.stay(tx, self._owner, self.held)

    def _check(self, tx: Transaction) -> None:
        service.check(tx, self._owner, self.held)
