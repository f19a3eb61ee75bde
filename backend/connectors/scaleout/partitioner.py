"""From a batch to the entries of the streams: each source into its partition, in the order of arrival."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from backend.monitoring.partitions.rules import partition_of
from backend.readings.rules import Batch, Reading
from backend.sensors.camera_events.observation_rules import Observation

ENTRY_READINGS: Final = 1_000
"""An evaluator reads whole entries, so this bounds what it takes at once."""
KNOWN: Final = 100_000
T = TypeVar("T")


class Splitter:
    """Safe to be called by several threads."""

    def __init__(self, partitions: int) -> None:
        self._quarantine = partitions
        self._partition = lru_cache(KNOWN)(lambda key: partition_of(key, partitions))

    def __call__(self, batch: Batch) -> dict[int, list[Batch]]:
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
            entries[self._quarantine] = [Batch(rejected=batch.rejected)]
        return entries

    def _by_partition(self, found: Sequence[T], *, key: Callable[[T], str]) -> dict[int, list[T]]:
        parts: dict[int, list[T]] = {}
        partition = self._partition
        for each in found:
            parts.setdefault(partition(key(each)), []).append(each)
        return parts


_key: Final[Callable[[Reading], str]] = itemgetter(0)
_source: Final[Callable[[Observation], str]] = attrgetter("source")
