"""Activations as columns of numbers: 100,000 are counted in milliseconds, one by one it takes seconds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, AlertKey


@dataclass(frozen=True, slots=True, eq=False)
class Activations:
    """Activations, oldest first, a number for each: when, of which alert, tier, and its place in `keys` (what
    it says), `sources` and `people` (who was notified first; None: nobody is responsible for the source). One
    alert may ask several times.
    """

    at_us: NDArray[np.int64]
    alert: NDArray[np.int64]
    tier: NDArray[np.int64]
    key: NDArray[np.int64]
    source: NDArray[np.int64]
    person: NDArray[np.int64]
    keys: Sequence[AlertKey]
    sources: Sequence[tuple[int, AlertCondition]]
    people: Sequence[UUID | None]

    def __len__(self) -> int:
        return len(self.at_us)

    def between(self, start: datetime, end: datetime) -> "Activations":
        """Return those from `start` to before `end`."""
        first, last = np.searchsorted(self.at_us, [microseconds(start), microseconds(end)])
        part = slice(int(first), int(last))
        return replace(
            self,
            at_us=self.at_us[part],
            alert=self.alert[part],
            tier=self.tier[part],
            key=self.key[part],
            source=self.source[part],
            person=self.person[part],
        )


def columns_of(
    at_us: NDArray[np.int64],
    alert: NDArray[np.int64],
    tier: NDArray[np.int64],
    key: NDArray[np.int64],
    keys: Sequence[tuple[AlertKey, UUID | None]],
) -> Activations:
    """Return columns of these activations, oldest first; `keys`: what `key` numbers, and who is responsible
    for it. A key may have several: who is changes when another event of the register speaks for its source.
    """
    known: dict[AlertKey, int] = {}
    key_of = [known.setdefault(each, len(known)) for each, _ in keys]
    sources: dict[tuple[int, AlertCondition], int] = {}
    people: dict[UUID | None, int] = {}
    source_of = [sources.setdefault(each[:2], len(sources)) for each, _ in keys]
    person_of = [people.setdefault(person_id, len(people)) for _, person_id in keys]
    return Activations(
        at_us=at_us,
        alert=alert,
        tier=tier,
        key=np.array(key_of, np.int64)[key],
        source=np.array(source_of, np.int64)[key],
        person=np.array(person_of, np.int64)[key],
        keys=list(known),
        sources=list(sources),
        people=list(people),
    )


def counted_within(at_us: NDArray[np.int64], group: NDArray[np.int64], within_us: int) -> NDArray[np.int64]:
    """Return how many of its group each is, with those of so long before it; sorted by group, then time."""
    if not len(at_us):
        return np.zeros(0, np.int64)
    since_us = at_us - at_us.min()
    apart = since_us + group * (int(since_us.max()) + within_us + 1)
    before: NDArray[np.int64] = np.searchsorted(apart, apart - within_us, side="right")
    return np.arange(1, len(at_us) + 1, dtype=np.int64) - before
