"""Replay of a history in which the clock of the source was set: reading by reading, as it was judged.

Rare, so it may take its time. A history is kept in the order of time; the number of its stretch tells of each
reading when it came.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.backtest.moves import Times, Values
from backend.detection.backtest.red_times import RedTimes
from backend.detection.backtest.results import Episode
from backend.detection.limits.evaluator import evaluate_rows, remember
from backend.detection.limits.limits import SIDES
from backend.detection.limits.sources import Source
from backend.readings.rules import QUALITY_BITS, STRETCH_BITS, STRETCHES, JournalRow
from backend.sensors.rules import Indicator

Marks = npt.NDArray[np.uint8]
AT_ONCE: Final = 50_000
SIGNS: Final = {condition: sign for sign, condition in SIDES}


def has_stretches(marks: Marks) -> bool:
    """Whether the clock was set somewhere in this history."""
    return bool(len(marks)) and bool((marks >> STRETCH_BITS != marks[0] >> STRETCH_BITS).any())


def by_arrival(times_us: Times, marks: Marks) -> npt.NDArray[np.intp]:
    """The order in which readings that are sorted by time came.

    Neighbours in time are of neighbouring stretches, so that the short way round from one number to the next
    is the true one.
    """
    half = STRETCHES // 2
    steps = (np.diff(marks.astype(np.int64) >> STRETCH_BITS) + half) % STRETCHES - half
    return np.lexsort((times_us, np.concatenate([[0], np.cumsum(steps)])))


def replay_stretches(
    indicator: Indicator, times_us: Times, values: Values, marks: Marks, *, red: RedTimes
) -> list[Episode]:
    """Every alert over such a history, without late readings."""
    order = by_arrival(times_us, marks)
    values = values[order]
    place = {at: n for n, at in enumerate(times_us[order].tolist())}
    lines: defaultdict[AlertCondition, list[ConditionChange]] = defaultdict(list)
    for change in _changes(indicator, times_us[order], values, marks[order]):
        lines[change.condition].append(change)
    every = [episode for line in lines.values() for episode in _episodes(line, red)]
    return sorted((_with_peak(each, place, values) for each in every), key=lambda each: each.started_us)


def _episodes(line: Sequence[ConditionChange], red: RedTimes) -> Iterator[Episode]:
    """Episodes of one condition."""
    running: Episode | None = None
    for change, after in zip_longest(line, line[1:]):
        if change.tier is not None:
            until_us = None if after is None else after.sampled_us
            tier = red.raised(change.condition, change.tier, change.sampled_us, until_us)
            worst = tier if running is None else max(running.worst_tier, tier)
            running = replace(running or _begun(change, tier), worst_tier=worst)
        elif running is not None:
            yield replace(running, ended_us=change.sampled_us)
            running = None
    if running is not None:
        yield running


def _changes(
    indicator: Indicator, times_us: Times, values: Values, marks: Marks
) -> Iterator[ConditionChange]:
    source = Source(0)
    source.bind(indicator, None)
    sources = {"0": source}
    for first in range(0, len(times_us), AT_ONCE):
        chosen = slice(first, first + AT_ONCE)
        columns = (times_us[chosen], values[chosen], marks[chosen])
        rows: list[JournalRow] = [
            (0, at_us, value, mark & QUALITY_BITS, mark >> 2)
            for at_us, value, mark in zip(*(column.tolist() for column in columns), strict=True)
        ]
        found = evaluate_rows(sources, rows)
        remember(sources, found)
        yield from found.changes


def _begun(change: ConditionChange, tier: Tier) -> Episode:
    beyond_us = change.sampled_us - change.lasted_us
    return Episode(change.condition, beyond_us, change.sampled_us, None, tier)


def _with_peak(episode: Episode, place: dict[int, int], values: Values) -> Episode:
    sign = SIGNS.get(episode.condition)
    if sign is None:
        return episode
    first = place.get(episode.beyond_us, place[episode.started_us])
    last = None if episode.ended_us is None else place[episode.ended_us]
    peak = sign * float((sign * values[first:last]).max())
    return replace(episode, peak=peak)
