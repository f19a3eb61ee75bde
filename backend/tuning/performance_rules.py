"""Alarm performance after ISA-18.2, clause 16, and EEMUA 191: can people trust the plant's alarms?

All functions are pure. An *activation* is one moment at which a person was asked to look: an alert raised,
raised again, or raised to a worse tier.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.core.time import MICROSECOND, moment
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.tuning.activation_columns_rules import Activations, counted_within

WINDOW: Final = timedelta(minutes=10)
FLOOD_ABOVE: Final = 10
"""A flood begins with more activations than this within ten minutes for one person …"""
FLOOD_ENDS_BELOW: Final = 5
"""… and ends when fewer than this remain (ISA-18.2, clause 16)."""
CHATTER: Final = 3
CHATTER_WITHIN: Final = timedelta(minutes=1)
STALE_AFTER: Final = timedelta(hours=24)
TOP: Final = 10
TARGET_MIX: Final = {Tier.RED: 0.05, Tier.ORANGE: 0.15, Tier.YELLOW: 0.8}
"""Shares of high, medium and low priority (ISA-18.2, clause 16); BLUE counts as low."""


@dataclass(frozen=True, slots=True)
class Flood:
    """From the activation that made it one until it had ebbed; `count` activations fell into it, of `alerts`
    alerts, the first at `first_at` and the last at `last_at`.
    """

    person_id: UUID | None
    began_at: datetime
    ended_at: datetime
    count: int
    alerts: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """Load of one person: `count` activations, of `alerts` alerts. `average` and `worst` are activations in
    ten minutes.
    """

    person_id: UUID | None
    count: int
    alerts: int
    average: float
    worst: int
    floods: tuple[Flood, ...]
    share_in_flood: float


@dataclass(frozen=True, slots=True)
class Chattering:
    """A key that came and went: how often it chattered, and the most activations within a minute."""

    key: AlertKey
    episodes: int
    worst: int


@dataclass(frozen=True, slots=True)
class TopSource:
    """Share of all activations that came from one source and condition, in `alerts` alerts; `share` from 0
    to 1.
    """

    key: tuple[int, AlertCondition]
    count: int
    share: float
    alerts: int


def loads(activations: Activations, *, start: datetime, end: datetime) -> list[Load]:
    """The load of every person between `start` and `end`, the heaviest first."""
    by_person = np.argsort(activations.person, kind="stable")
    person, at_us = activations.person[by_person], activations.at_us[by_person]
    alert = activations.alert[by_person]
    in_window = counted_within(at_us, person, WINDOW // MICROSECOND)
    whose, first, count = np.unique(person, return_index=True, return_counts=True)
    worst = np.maximum.reduceat(in_window, first) if len(first) else first
    people = len(activations.people)
    alerts = np.bincount(np.unique(alert * people + person) % people, minlength=people) if people else whose
    floods: dict[int, list[Flood]] = defaultdict(list)
    for number, flood in _floods(activations, person, at_us, alert, in_window):
        floods[number].append(flood)
    found = []
    for number, total, most in zip(whose.tolist(), count.tolist(), worst.tolist(), strict=True):
        flooded = sum((flood.ended_at - flood.began_at for flood in floods[number]), timedelta(0))
        found.append(
            Load(
                person_id=activations.people[number],
                count=total,
                alerts=int(alerts[number]),
                average=total / ((end - start) / WINDOW),
                worst=most,
                floods=tuple(floods[number]),
                share_in_flood=flooded / (end - start),
            )
        )
    return sorted(found, key=lambda load: (-load.count, str(load.person_id)))


def _floods(
    activations: Activations,
    person: NDArray[np.int64],
    at_us: NDArray[np.int64],
    alert: NDArray[np.int64],
    in_window: NDArray[np.int64],
) -> Iterator[tuple[int, Flood]]:
    """Yield the floods with the number of their person; columns by person, then time. `in_window`: as many
    activations each one is, with those of ten minutes before it.
    """
    number = np.arange(len(at_us))
    # One that is alone within ten minutes, as the first of each person is, ends what was before it.
    begun = np.maximum.accumulate(np.where(in_window > FLOOD_ABOVE, number, -1))
    ended = np.maximum.accumulate(np.where(in_window <= FLOOD_ENDS_BELOW, number, -1))
    is_in_flood = np.concatenate(([False], begun > ended, [False]))
    turns = np.flatnonzero(is_in_flood[1:] != is_in_flood[:-1])
    for begins, after in turns.reshape(-1, 2).tolist():
        first, last = begins - int(in_window[begins]) + 1, after - 1
        yield (
            int(person[begins]),
            Flood(
                person_id=activations.people[person[begins]],
                began_at=moment(int(at_us[begins])),
                ended_at=moment(int(at_us[after - FLOOD_ENDS_BELOW])) + WINDOW,
                count=after - first,
                alerts=len(set(alert[first:after].tolist())),
                first_at=moment(int(at_us[first])),
                last_at=moment(int(at_us[last])),
            ),
        )


def chattering(activations: Activations) -> list[Chattering]:
    """The keys with three or more activations within a minute, the worst first."""
    by_key = np.argsort(activations.key, kind="stable")
    key = activations.key[by_key]
    in_minute = counted_within(activations.at_us[by_key], key, CHATTER_WITHIN // MICROSECOND)
    # The first of each key is alone: an episode never goes on from one key to the next.
    chatters = np.concatenate(([False], in_minute >= CHATTER))
    episodes = np.bincount(key[chatters[1:] & ~chatters[:-1]], minlength=len(activations.keys))
    which, first = np.unique(key, return_index=True)
    worst = np.maximum.reduceat(in_minute, first) if len(first) else first
    found = [
        Chattering(activations.keys[number], int(episodes[number]), most)
        for number, most in zip(which.tolist(), worst.tolist(), strict=True)
        if most >= CHATTER
    ]
    return sorted(found, key=lambda each: (-each.episodes, -each.worst, each.key))


def tier_shares(activations: Activations) -> dict[Tier, float]:
    """The share of every tier, from 0 to 1; all zero without activations."""
    counts = np.bincount(activations.tier, minlength=max(Tier) + 1).tolist()
    total = len(activations)
    return {tier: counts[tier] / total if total else 0.0 for tier in sorted(Tier, reverse=True)}


def top_sources(activations: Activations, *, first: int = TOP) -> list[TopSource]:
    """The sources and conditions that spoke most: ten of them are often half of everything."""
    counts = np.bincount(activations.source, minlength=len(activations.sources)).tolist()
    spoke = [number for number, count in enumerate(counts) if count]
    ranked = nsmallest(first, spoke, key=lambda number: (-counts[number], activations.sources[number]))
    return [
        TopSource(
            activations.sources[number],
            counts[number],
            counts[number] / len(activations),
            len(np.unique(activations.alert[activations.source == number])),
        )
        for number in ranked
    ]


def share_of(activations: Activations, top: Iterable[TopSource]) -> float | None:
    """The share of the activations that came from these sources; None without activations."""
    if not len(activations):
        return None
    keys = {source.key for source in top}
    numbers = [number for number, key in enumerate(activations.sources) if key in keys]
    return int(np.count_nonzero(np.isin(activations.source, numbers))) / len(activations)


def is_stale(active_since: datetime, *, now: datetime) -> bool:
    """Active for more than a day: either it is dealt with, or the limit is wrong."""
    return now - active_since > STALE_AFTER
