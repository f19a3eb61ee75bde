"""Loads, floods, chattering and loud sources one activation after the other: slow, and plain to read.

Columns must come to the same numbers.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.tuning.activation_columns_rules import Activations, columns_of
from backend.tuning.performance_rules import (
    CHATTER,
    CHATTER_WITHIN,
    FLOOD_ABOVE,
    FLOOD_ENDS_BELOW,
    TOP,
    WINDOW,
    Chattering,
    Flood,
    Load,
    TopSource,
)


class Activation(NamedTuple):
    """`key` says what, `person_id` who was notified first (None: nobody is responsible for the source),
    `alert_id` of which alert it is: one may ask several times.
    """

    at: datetime
    key: AlertKey
    tier: Tier
    person_id: UUID | None
    alert_id: UUID


def in_columns(activations: Iterable[Activation]) -> Activations:
    """Return activations, in any order, as columns."""
    found = sorted(activations, key=lambda each: each.at)
    alerts: dict[Any, int] = {}
    numbers = [alerts.setdefault(each.alert_id, len(alerts)) for each in found]
    keys: dict[tuple[AlertKey, UUID | None], int] = {}
    of_alert = [keys.setdefault((each.key, each.person_id), len(keys)) for each in found]
    return columns_of(
        np.array([microseconds(each.at) for each in found], np.int64),
        np.array(numbers, np.int64),
        np.array([int(each.tier) for each in found], np.int64),
        np.array(of_alert, np.int64),
        list(keys),
    )


def loads(activations: Iterable[Activation], *, start: datetime, end: datetime) -> list[Load]:
    """The load of every person between `start` and `end`, the heaviest first."""
    by_person: dict[UUID | None, list[Activation]] = defaultdict(list)
    for each in activations:
        by_person[each.person_id].append(each)
    windows = (end - start) / WINDOW
    found = []
    for person_id, times in by_person.items():
        times.sort(key=lambda each: each.at)
        worst, floods = _floods(times)
        flooded = sum((flood.ended_at - flood.began_at for flood in floods), timedelta(0))
        found.append(
            Load(
                person_id=person_id,
                count=len(times),
                alerts=len({each.alert_id for each in times}),
                average=len(times) / windows,
                worst=worst,
                floods=tuple(floods),
                share_in_flood=flooded / (end - start),
            )
        )
    return sorted(found, key=lambda load: (-load.count, str(load.person_id)))


def _floods(activations: Sequence[Activation]) -> tuple[int, list[Flood]]:
    """The most activations within ten minutes, and the floods. All of one person, by time."""
    recent: deque[Activation] = deque()
    flood: list[Activation] = []
    floods: list[Flood] = []
    worst = 0
    began: datetime | None = None
    for each in activations:
        while recent and recent[0].at <= each.at - WINDOW:
            left = recent.popleft()
            if began is not None and len(recent) < FLOOD_ENDS_BELOW:
                floods.append(_flood(flood, began, left.at + WINDOW))
                began = None
        recent.append(each)
        worst = max(worst, len(recent))
        if began is not None:
            flood.append(each)
        elif len(recent) > FLOOD_ABOVE:
            began, flood = each.at, list(recent)
    if began is not None:
        floods.append(_flood(flood, began, recent[-FLOOD_ENDS_BELOW].at + WINDOW))
    return worst, floods


def _flood(found: Sequence[Activation], began: datetime, ended: datetime) -> Flood:
    return Flood(
        person_id=found[0].person_id,
        began_at=began,
        ended_at=ended,
        count=len(found),
        alerts=len({each.alert_id for each in found}),
        first_at=found[0].at,
        last_at=found[-1].at,
    )


def chattering(activations: Iterable[Activation]) -> list[Chattering]:
    """The keys with three or more activations within a minute, the worst first."""
    by_key: dict[AlertKey, list[datetime]] = defaultdict(list)
    for each in activations:
        by_key[each.key].append(each.at)
    found = []
    for key, times in by_key.items():
        episodes, worst = _chatter(sorted(times))
        if episodes:
            found.append(Chattering(key, episodes, worst))
    return sorted(found, key=lambda each: (-each.episodes, -each.worst, each.key))


def _chatter(times: Sequence[datetime]) -> tuple[int, int]:
    recent: deque[datetime] = deque()
    episodes = worst = 0
    is_chattering = False
    for at in times:
        while recent and recent[0] <= at - CHATTER_WITHIN:
            recent.popleft()
        recent.append(at)
        worst = max(worst, len(recent))
        if len(recent) < CHATTER:
            is_chattering = False
        elif not is_chattering:
            is_chattering = True
            episodes += 1
    return episodes, worst


def tier_shares(activations: Iterable[Activation]) -> dict[Tier, float]:
    """The share of every tier, from 0 to 1; all zero without activations."""
    counts = Counter(each.tier for each in activations)
    total = counts.total()
    return {tier: counts[tier] / total if total else 0.0 for tier in sorted(Tier, reverse=True)}


def top_sources(activations: Iterable[Activation], *, first: int = TOP) -> list[TopSource]:
    """The sources and conditions that spoke most: ten of them are often half of everything."""
    asked: dict[tuple[int, AlertCondition], list[UUID]] = defaultdict(list)
    for each in activations:
        asked[each.key[:2]].append(each.alert_id)
    total = sum(map(len, asked.values()))
    ranked = sorted(asked.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        TopSource(key, len(alerts), len(alerts) / total, len(set(alerts))) for key, alerts in ranked[:first]
    ]
