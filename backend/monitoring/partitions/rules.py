"""Partitions of the stream of readings: which source belongs where, and who may judge it.

A source always falls into the same partition, a partition has one owner at a time, and each change of owner
raises its epoch. What an owner of an earlier epoch still wants to write is refused.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias
from zlib import crc32

Position: TypeAlias = tuple[int, int]
"""(milliseconds, sequence): the id of an entry in a stream; they are compared as tuples."""

BEGINNING: Final[Position] = (0, 0)
LEASE_FOR: Final = timedelta(seconds=6)
"""After this long without a sign of life the partitions of an evaluator are free for the others."""

ENDED_AFTER: Final = 3 * LEASE_FOR
"""So long after its leases ran out the connections of an evaluator that still locks them are ended. Longer
than any honest transaction takes: opening a large intake is one."""


class Fenced(Exception):
    """A partition that we took for ours belongs to another owner; nothing was written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A partition that is ours in this epoch; `reached` is the last entry whose readings are committed."""

    partition: int
    epoch: int
    reached: Position


def partition_of(key: str, partitions: int) -> int:
    """Return the partition of the source with this key (`{site}/{sensor}`) belong; 0 to `partitions` - 1."""
    return crc32(key.encode()) % partitions


def fair_share(partitions: int, evaluators: int) -> int:
    """Return the most partitions that one of so many evaluators takes, so that together they take all."""
    return -(-partitions // max(evaluators, 1))
