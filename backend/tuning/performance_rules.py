"""Alarm performance after ISA-18.2, clause 16, and EEMUA 191: can people trust the plant's alarms?

All functions are pure. An *activation* is one moment at which a person was asked to look: an alert raised,
raised again, or raised to a worse tier.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from backend.core.vocabulary import AlertCondition, AlertKey, Tier

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


class Activation(NamedTuple):
    """`key` says what, `person_id` who was notified first (None: nobody is responsible for the source),
    `alert_id` of which alert it is: one may ask several times.
    """

    at: datetime
    key: AlertKey
    tier: Tier
    person_id: UUID | None
    alert_id: UUID


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


def is_stale(active_since: datetime, *, now: datetime) -> bool:
    """Active for more than a day: either it is dealt with, or the limit is wrong."""
    return now - active_since > STALE_AFTER
