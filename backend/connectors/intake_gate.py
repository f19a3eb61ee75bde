"""One gate for all ways in: the reader of the broker, and devices over HTTP.

Pictures are cleaned and kept before any transaction is open, so that a large one delays no writer.
"""

from collections.abc import Callable
from threading import Lock

from backend.connectors.http.storing import answer_of
from backend.core.database import Transaction
from backend.core.errors import Unavailable
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.hot_path.snapshots import Snapshots
from backend.monitoring.intake_commands import Taken
from backend.photos.store import PhotoStore
from backend.readings.rules import Batch
from backend.sensors.devices.rules import Receipt
from backend.sensors.devices.store import Devices


class IntakeGate:
    """Safe to be called by several threads, unlike the store: a batch waits for the one before it."""

    def __init__(self, photos: PhotoStore) -> None:
        self._snapshots = Snapshots(photos)
        self._store: BatchStore | None = None
        self._turn = Lock()

    def use(self, store: BatchStore) -> None:
        """From now on this store takes the batches."""
        with self._turn:
            self._store = store

    def __call__(self, batch: Batch, receipt: Receipt | None = None) -> Taken:
        """Keep the pictures, then commit the batch, with the receipt if there is one. Raises Unavailable."""
        batch = self._snapshots.kept(batch, self._sites_without_events)
        then = None if receipt is None else _recording(receipt)
        with self._turn:
            return self._open()(batch, then=then)

    def tick(self) -> bool:
        """Do the upkeep of the store, about once a second; returns whether there is more to do, soon. Raises
        Unavailable.
        """
        with self._turn:
            return self._open().tick()

    def _sites_without_events(self) -> set[str]:
        with self._turn:
            store = self._open()
        return store.sites_without_events()

    def _open(self) -> BatchStore:
        if self._store is None:
            raise Unavailable("the intake has not started yet")
        return self._store


def _recording(receipt: Receipt) -> Callable[[Transaction, Taken], None]:
    return lambda tx, taken: tx.get(Devices).record(receipt, answer_of(taken), at=tx.now)
