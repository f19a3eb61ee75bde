"""From a burst of messages to a committed transaction, whatever the messages contain."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from backend.connectors.mqtt.frames import Message
from backend.connectors.payload import Decoder, reject
from backend.core.errors import Unavailable
from backend.monitoring.hot_path import metrics
from backend.monitoring.intake_commands import Taken
from backend.readings.rules import Batch
from backend.sensors.quarantine_rules import Rejected, RejectReason

log = structlog.get_logger()


class Takes(Protocol):
    """Receiver of the bursts of a reader: a `Pipeline`, or the forwarder of a gateway."""

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None: ...


class Pipeline:
    """`store` commits a batch in one transaction, or raises `Unavailable`; any other error is the batch's."""

    def __init__(self, store: Callable[[Batch], Taken]) -> None:
        self._store = store
        self._decoder = Decoder()

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None:
        """Return once everything is stored or in quarantine. Raises Unavailable, and then nobody may ack."""
        if messages:
            self._take(messages)
        for topic, payload in too_large:
            self._put_aside(reject(topic, payload, RejectReason.TOO_LARGE, "larger than a packet may be"))

    def _take(self, messages: Sequence[Message]) -> None:
        batch = self._decoder.decode(messages)
        try:
            taken = self._store(batch)
        except Unavailable:
            raise
        except Exception as error:  # whatever it is: one message must not stop all others for ever
            self._split(messages, error)
        else:
            count(batch, taken)

    def _split(self, messages: Sequence[Message], error: Exception) -> None:
        if len(messages) > 1:
            middle = len(messages) // 2
            self._take(messages[:middle])
            self._take(messages[middle:])
            return
        topic, payload = messages[0]
        log.error("a message cannot be stored", topic=topic, error=repr(error), exc_info=error)
        self._put_aside(reject(topic, payload, RejectReason.POISON, repr(error)))

    def _put_aside(self, rejected: Rejected) -> None:
        batch = Batch(rejected=[rejected])
        try:
            count(batch, self._store(batch))
        except Unavailable:
            raise
        except Exception as error:  # then it is the store that is broken: acknowledge nothing
            log.error("a message cannot even be put aside", topic=rejected.topic, exc_info=error)
            raise Unavailable(repr(error)) from error


def count(batch: Batch, taken: Taken) -> None:
    """Add a committed batch to the metrics."""
    found = taken.evaluation
    metrics.STORED.inc(len(found.rows))
    metrics.BATCH.observe(len(batch.readings))
    for counter, n in (
        (metrics.DUPLICATES, found.duplicates),
        (metrics.LATE, len(found.late)),
        (metrics.FROM_THE_FUTURE, len(found.from_the_future)),
        (metrics.UNKNOWN, sum(found.unknown.values())),
        (metrics.QUARANTINED, taken.rejected),
        (metrics.OBSERVED, taken.observed.stored),
    ):
        if n:
            counter.inc(n)
    for change in taken.changes:
        metrics.CHANGES.labels("NORMAL" if change.tier is None else change.tier.name).inc()
    if found.rows:
        metrics.LAG.set(time.time() - found.rows[-1][1] / 1e6)
