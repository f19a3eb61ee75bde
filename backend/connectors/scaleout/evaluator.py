"""The evaluator's loop: entries of its partitions, judged and committed, and only then trimmed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import Final

import msgspec
import structlog

from backend.connectors.mqtt.broker import BackOff
from backend.connectors.payload import reject
from backend.connectors.pipeline import count
from backend.connectors.scaleout.stream_entry import Entry
from backend.connectors.scaleout.streams import Streams
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.monitoring.hot_path import metrics
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.monitoring.partitions.rules import BEGINNING, Fenced, Position
from backend.readings.rules import Batch
from backend.sensors.quarantine_rules import RejectReason

TICK_S: Final = 1.0
WAIT_MS: Final = 50
WANTED_READINGS: Final = 20_000
"""About so many are judged in one transaction when there is a backlog."""
MOST_ENTRIES: Final = 256

log = structlog.get_logger()


class Evaluator:
    """`run` returns when `stop` is set. `tick` is called about once a second when all is well, `leave` last,
    while what is ours still is."""

    def __init__(
        self,
        streams: Streams,
        owner: PartitionOwner,
        *,
        stop: Event,
        tick: Callable[[], None] = lambda: None,
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        self._streams, self._owner, self._stop = streams, owner, stop
        self._tick, self._leave = tick, leave
        self._tick_at = 0.0
        self._count = 16
        self._again = BackOff(0.1)

    def run(self) -> None:
        while not self._stop.is_set():
            try:
                self._go_round()
            except Unavailable as error:
                wait_s = self._again.next_s()
                away(log.error, "cannot go on", error, retry_in_s=round(wait_s, 1))
                self._stop.wait(wait_s)
            except Fenced as error:
                metrics.FENCED.inc()
                log.warning("fenced: another evaluator has taken over", error=str(error))
                self._owner.drop()
                self._tick_at = 0.0
        self._leave()
        try:
            self._owner.leave()
        except Unavailable:
            log.warning("the leases run out by themselves")

    def _go_round(self) -> None:
        if time.monotonic() >= self._tick_at or not self._owner.held:
            self._tend()
        elif self._owner.is_behind:
            self._owner.catch_up()
        held = self._owner.held
        if not held:
            self._stop.wait(TICK_S / 4)
            return
        after = {number: lease.reached for number, lease in held.items()}
        entries = self._streams.read(after, count=self._count, wait_ms=WAIT_MS)
        if entries:
            self._take(entries)
        self._again.reset()

    def _tend(self) -> None:
        self._owner.tend()
        self._tick_at = time.monotonic() + TICK_S
        held = self._owner.held
        standing = self._streams.look(list(held))
        for number, lease in list(held.items()):
            if standing[number].newest < lease.reached:
                log.error("a stream has begun anew: Redis lost what it had", partition=number)
                self._owner.rewind(number)
        self._streams.trim({number: lease.reached for number, lease in held.items()})
        metrics.PARTITIONS.set(len(held))
        metrics.BACKLOG.set(sum(each.waiting for each in standing.values()))
        self._tick()

    def _take(self, entries: Sequence[Entry]) -> None:
        try:
            self._commit(entries)
        except (Unavailable, Fenced):
            raise
        except Exception as error:  # whatever it is: one reading must not stop a partition for ever
            self._split(entries, error)

    def _commit(self, entries: Sequence[Entry]) -> None:
        batch = Batch()
        reached: dict[int, Position] = {}
        for entry in entries:
            batch.readings.extend(entry.batch.readings)
            batch.rejected.extend(entry.batch.rejected)
            batch.observations.extend(entry.batch.observations)
            if entry.position != BEGINNING:
                reached[entry.partition] = entry.position
        count(batch, self._owner.commit(batch, reached))
        # The first batches of a backlog show how much an entry holds.
        if len(batch.readings) > WANTED_READINGS:
            self._count = max(self._count // 2, 1)
        elif 4 * len(batch.readings) < WANTED_READINGS:
            self._count = min(self._count * 2, MOST_ENTRIES)

    def _split(self, entries: Sequence[Entry], error: Exception) -> None:
        """Find the one reading that cannot be stored, and put it aside."""
        if len(entries) == 1:
            entries = _halves(entries[0])
        if len(entries) > 1:
            middle = len(entries) // 2
            self._take(entries[:middle])
            self._take(entries[middle:])
            return
        [entry] = entries
        log.error("a reading cannot be stored", partition=entry.partition, exc_info=error)
        payload = msgspec.json.encode(entry.batch)
        why = reject(f"partition {entry.partition}".encode(), payload, RejectReason.POISON, repr(error))
        try:
            self._commit([entry._replace(batch=Batch(rejected=[why]))])
        except (Unavailable, Fenced):
            raise
        except Exception as broken:  # then it is the store: go on with nothing
            raise Unavailable(repr(broken)) from broken


def _halves(entry: Entry) -> list[Entry]:
    """Two entries; only the second moves the partition on. One reading is not divided."""
    readings = entry.batch.readings
    middle = len(readings) // 2
    if not middle:
        return [entry]
    first, second = Batch(readings[:middle]), replace(entry.batch, readings=readings[middle:])
    return [Entry(entry.partition, BEGINNING, first), entry._replace(batch=second)]
