"""One store for all ways in: the reader of the broker, and devices over HTTP.

Pictures are cleaned and kept before any transaction is open, so that a large one delays no writer.
"""

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Protocol

from backend.connectors.http.storing import answer_of
from backend.core.database import Transaction
from backend.core.errors import Refused, Unavailable
from backend.monitoring.intake_commands import Taken
from backend.photos.store import PhotoStore, sanitise
from backend.readings.rules import Batch
from backend.sensors.camera_events.observation_rules import Observation, Snapshot
from backend.sensors.devices.rules import Receipt
from backend.sensors.devices.store import Devices
from backend.sensors.quarantine_rules import Rejected, RejectReason


class Commits(Protocol):
    """What is needed of a `Store`: it is not safe to be called by two threads at once."""

    def __call__(
        self, batch: Batch, *, then: Callable[[Transaction, Taken], None] | None = None
    ) -> Taken: ...

    def tick(self) -> None: ...


class Pictures:
    """Cleans and keeps the pictures of observations."""

    def __init__(self, photos: PhotoStore) -> None:
        self._photos = photos

    def kept(self, batch: Batch) -> Batch:
        """The batch with its pictures kept; what is no use as a picture is rejected."""
        if not batch.observations:
            return batch
        rejected = list(batch.rejected)
        observations = [self._with_snapshot(seen, rejected) for seen in batch.observations]
        return replace(batch, observations=observations, rejected=rejected)

    def _with_snapshot(self, seen: Observation, rejected: list[Rejected]) -> Observation:
        """The observation with its picture kept; one that is no use is noted, and the observation stays."""
        if not seen.picture:
            return seen
        try:
            photo = sanitise(seen.picture)
        except Refused as refused:
            topic, head = f"anhuan/{seen.source}/event"[:200], seen.picture[:64]
            rejected.append(Rejected(topic, head, RejectReason.SNAPSHOT, refused.reason[:300]))
            return replace(seen, picture=b"")
        self._photos.put(photo)
        facts = photo.facts
        return replace(seen, picture=b"", snapshot=Snapshot(facts.sha256, facts.width, facts.height))


class Intakes:
    """Safe to be called by several threads; a batch waits for the one before it."""

    def __init__(self, photos: PhotoStore) -> None:
        self._pictures = Pictures(photos)
        self._store: Commits | None = None
        self._turn = Lock()

    def use(self, store: Commits) -> None:
        """From now on this store takes the batches."""
        with self._turn:
            self._store = store

    def __call__(self, batch: Batch, receipt: Receipt | None = None) -> Taken:
        """Keep the pictures, then commit the batch, with the receipt if there is one. Raises Unavailable."""
        batch = self._pictures.kept(batch)
        then = None if receipt is None else _recording(receipt)
        with self._turn:
            return self._open()(batch, then=then)

    def tick(self) -> None:
        """What the store has to do about once a second. Raises Unavailable."""
        with self._turn:
            self._open().tick()

    def _open(self) -> Commits:
        if self._store is None:
            raise Unavailable("the intake has not started yet")
        return self._store


def _recording(receipt: Receipt) -> Callable[[Transaction, Taken], None]:
    return lambda tx, taken: tx.get(Devices).record(receipt, answer_of(taken), at=tx.now)
