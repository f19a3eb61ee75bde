"""The gateway: from a burst of messages to the streams of the evaluators. Keeps no state."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from backend.domain.partitions import partition_of
from backend.domain.readings import Batch, Reading, RejectReason
from backend.domain.sources.observations import Observation
from backend.ingest import metrics
from backend.ingest.frames import Message
from backend.ingest.payload import Decoder, reject
from backend.ingest.shares import Share
from backend.ingest.streams import Streams

ENTRY_READINGS: Final = 1_000
"""An evaluator reads whole entries, so this bounds what it takes at once."""
KNOWN: Final = 100_000
ALL: Final = Share()
T = TypeVar("T")


class Forwarder:
    """The pipeline of a gateway's reader."""

    def __init__(self, streams: Streams, share: Share = ALL) -> None:
        self._streams = streams
        self._is_ours = lru_cache(KNOWN)(share.has) if share.count > 1 else None
        self._partition = lru_cache(KNOWN)(lambda key: partition_of(key, streams.partitions))
        self._decoder = Decoder()

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None:
        """Return once the streams have all of it. Raises Unavailable, and then nobody may acknowledge."""
        batch = self._decoder.decode(self._ours(messages))
        batch.rejected.extend(
            reject(topic, payload, RejectReason.TOO_LARGE, "larger than a packet may be")
            for topic, payload in self._ours(too_large)
        )
        entries = self._split(batch)
        if entries:
            self._streams.append(entries)
        metrics.FORWARDED.inc(len(batch.readings))
        metrics.BATCH.observe(len(batch.readings))

    def _ours(self, messages: Sequence[Message]) -> Iterable[Message]:
        is_ours = self._is_ours
        return messages if is_ours is None else [each for each in messages if is_ours(each[0])]

    def _split(self, batch: Batch) -> dict[int, list[Batch]]:
        """The entries of each partition, in the order of arrival."""
        entries: dict[int, list[Batch]] = {}
        for number, found in self._by_partition(batch.readings, key=_key).items():
            entries[number] = [
                Batch(found[at : at + ENTRY_READINGS]) for at in range(0, len(found), ENTRY_READINGS)
            ]
        for number, seen in self._by_partition(batch.observations, key=_source).items():
            # One by one: each may hold a picture.
            entries.setdefault(number, []).extend(Batch(observations=[each]) for each in seen)
        if batch.rejected:
            entries[self._streams.partitions] = [Batch(rejected=batch.rejected)]
        return entries

    def _by_partition(self, found: Sequence[T], *, key: Callable[[T], str]) -> dict[int, list[T]]:
        parts: dict[int, list[T]] = {}
        partition = self._partition
        for each in found:
            parts.setdefault(partition(key(each)), []).append(each)
        return parts


_key: Final[Callable[[Reading], str]] = itemgetter(0)
_source: Final[Callable[[Observation], str]] = attrgetter("source")
