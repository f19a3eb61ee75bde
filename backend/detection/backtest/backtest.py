"""Replay of a whole history by one version of an indicator, in numpy columns.

The same rules as the streaming evaluation and the same answer, reading by reading (property test). It can be
quick because every latch looks at its own readings only: its delay runs along a stretch of readings that all
say the opposite of it, and of all these stretches only the first one after its last move can move it.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.detection.backtest.moves import Mask, Move, Times, Values, moves
from backend.detection.backtest.rate_history import excess
from backend.detection.backtest.red_times import NEVER_RED, RedTimes
from backend.detection.backtest.results import Episode
from backend.detection.backtest.stretches import has_stretches, replay_stretches
from backend.detection.limits import health, stuck
from backend.detection.limits.health import HealthRule
from backend.detection.limits.limits import SIDES, Edge, LimitRule
from backend.detection.limits.rates import RateRule
from backend.detection.limits.stuck import StuckRule
from backend.readings.rules import QUALITY_BITS, ReadingFlag
from backend.sensors.rules import Indicator

Marks = npt.NDArray[np.uint8]


class Columns(NamedTuple):
    """Readings of one source in the order of their time. A mark is quality + 4 * flags."""

    times_us: Times
    values: Values
    marks: Marks


class Tiering(NamedTuple):
    """The tier of one condition from the reading `at` on (None: it has ended)."""

    at: int
    since_us: int
    tier: Tier | None


def replay(indicator: Indicator, columns: Columns, *, red: RedTimes = NEVER_RED) -> list[Episode]:
    """Every alert that this indicator would have raised over the history, beginning with nothing known.

    While the residual risk was `red`, limits spoke one tier higher (product page, section 5).
    """
    is_on_time = columns.marks >> 2 & int(ReadingFlag.LATE) == 0
    heard = columns if is_on_time.all() else _pick(columns, is_on_time)
    if has_stretches(heard.marks):
        return replay_stretches(indicator, *heard, red=red)
    is_bad = heard.marks & QUALITY_BITS == Quality.BAD
    usable = _pick(heard, ~is_bad) if is_bad.any() else heard
    found: list[Episode] = []
    for condition, tierings in _limit_tierings(LimitRule.of(indicator), usable):
        found += _episodes(condition, _raised(condition, tierings, usable.times_us, red), usable)
    rule = HealthRule.of(indicator)
    found += _health_episodes(AlertCondition.BAD_QUALITY, rule, heard, is_bad)
    is_measured = (usable.values >= rule.low) & (usable.values <= rule.high)
    found += _health_episodes(AlertCondition.OUT_OF_RANGE, rule, usable, ~is_measured)
    measured = usable if is_measured.all() else _pick(usable, is_measured)
    if (rate := RateRule.of(indicator)) is not None:
        found += _episodes(AlertCondition.RATE_OF_CHANGE, _rate_tierings(rate, measured), measured)
    if (run := StuckRule.of(indicator)) is not None:
        found += _episodes(AlertCondition.STUCK, list(_stuck_tierings(run, measured)), measured)
    return sorted(found, key=lambda episode: episode.started_us)


def _limit_tierings(rule: LimitRule, usable: Columns) -> Iterator[tuple[AlertCondition, list[Tiering]]]:
    if not len(usable.values):
        return
    lowest, highest = float(usable.values.min()), float(usable.values.max())
    for sign, condition in SIDES:
        reached = [
            edge for edge in rule.edges if edge.sign == sign and (highest if sign > 0 else -lowest) >= edge.at
        ]
        yield condition, _side(rule, reached, usable)


def _side(rule: LimitRule, edges: list[Edge], usable: Columns) -> list[Tiering]:
    """The tier of one side: the worst of its limits that is latched."""
    moved: list[tuple[int, Edge, Move]] = []
    for edge in edges:
        at, back = edge.sign * edge.at, edge.sign * edge.back
        values = usable.values
        is_on, is_off = (values >= at, values < back) if edge.sign > 0 else (values <= at, values > back)
        moved += [
            (move.at, edge, move)
            for move in moves(
                usable.times_us,
                is_on,
                is_off,
                on_delay_us=rule.on_delay_us,
                off_delay_us=rule.off_delay_us,
            )
        ]
    moved.sort(key=lambda each: each[0])
    held: dict[Edge, bool] = {}
    found: list[Tiering] = []
    before: Tier | None = None
    first = 0
    while first < len(moved):
        index = moved[first][0]
        last = first
        while last < len(moved) and moved[last][0] == index:
            held[moved[last][1]] = moved[last][2].is_latched
            last += 1
        tier = max((edge.tier for edge, is_suppressed in held.items() if is_suppressed), default=None)
        if tier != before:
            # The worst limit that moved decided, as in the streaming rules.
            decider = max(moved[first:last], key=lambda each: each[1].tier)[2]
            found.append(Tiering(index, decider.since_us, tier))
            before = tier
        first = last
    return found


def _raised(
    condition: AlertCondition, tierings: list[Tiering], times_us: Times, red: RedTimes
) -> list[Tiering]:
    """The tiers of alerts, where the limits have these."""
    ends = [int(times_us[each.at]) for each in tierings[1:]]
    return [
        each
        if each.tier is None
        else each._replace(tier=red.raised(condition, each.tier, int(times_us[each.at]), until_us))
        for each, until_us in zip_longest(tierings, ends)
    ]


def _health_episodes(
    condition: AlertCondition, rule: HealthRule, columns: Columns, is_ill: Mask
) -> list[Episode]:
    if not is_ill.any():
        return []
    moved = moves(
        columns.times_us, is_ill, None, on_delay_us=rule.on_delay_us, off_delay_us=rule.off_delay_us
    )
    tierings = [Tiering(each.at, each.since_us, health.TIER if each.is_latched else None) for each in moved]
    return _episodes(condition, tierings, columns)


def _rate_tierings(rule: RateRule, measured: Columns) -> list[Tiering]:
    if not len(measured.values):
        return []
    furthest = excess(rule, measured.times_us, measured.values)
    moved = moves(
        measured.times_us,
        furthest.is_beyond,
        ~furthest.is_nearly_beyond,
        on_delay_us=rule.on_delay_us,
        off_delay_us=rule.off_delay_us,
    )
    return [Tiering(each.at, each.since_us, rule.tier if each.is_latched else None) for each in moved]


def _stuck_tierings(rule: StuckRule, measured: Columns) -> Iterator[Tiering]:
    """Step by step, but only where the calm band ends: about twice a slice."""
    times, values = measured.times_us, measured.values
    state, index = stuck.RESTING, 0
    while index < len(times):
        sampled_us = int(times[index])
        after = stuck.step(rule, state, sampled_us, float(values[index]))
        found = stuck.transition(state, after, sampled_us)
        if found is not None:
            yield Tiering(index, sampled_us - found.lasted_us, found.tier)
        state = after
        low, high, until_us = stuck.calm(rule, state)
        end = len(times) if until_us == np.inf else int(np.searchsorted(times, until_us))
        index = _first_outside(values, index + 1, end, low, high)


def _first_outside(values: Values, first: int, end: int, low: float, high: float) -> int:
    """The first index from `first` on whose value is outside the open interval; `end` if none before it."""
    if low == -np.inf and high == np.inf:
        return max(first, end)
    width = 64
    while first < end:
        part = values[first : min(first + width, end)]
        outside = (part <= low) | (part >= high)
        at = int(outside.argmax())
        if outside[at]:
            return first + at
        first += len(part)
        width *= 2
    return first


def _episodes(condition: AlertCondition, tierings: list[Tiering], columns: Columns) -> list[Episode]:
    """From the first tier to the end of the last one."""
    found: list[Episode] = []
    began: Tiering | None = None
    worst = Tier.BLUE
    for each in tierings:
        if each.tier is None and began is not None:
            found.append(_episode(condition, began, each.at, worst, columns))
            began = None
        elif each.tier is not None:
            worst = each.tier if began is None else max(worst, each.tier)
            began = began or each
    if began is not None:
        found.append(_episode(condition, began, None, worst, columns))
    return found


def _episode(
    condition: AlertCondition, began: Tiering, ended: int | None, worst: Tier, columns: Columns
) -> Episode:
    first = int(np.searchsorted(columns.times_us, began.since_us))
    stretch = columns.values[first:ended]
    peak = None
    if condition is AlertCondition.LIMIT_HIGH:
        peak = float(stretch.max())
    elif condition is AlertCondition.LIMIT_LOW:
        peak = float(stretch.min())
    return Episode(
        condition=condition,
        beyond_us=began.since_us,
        started_us=int(columns.times_us[began.at]),
        ended_us=None if ended is None else int(columns.times_us[ended]),
        worst_tier=worst,
        peak=peak,
    )


def _pick(columns: Columns, chosen: Mask) -> Columns:
    return Columns(columns.times_us[chosen], columns.values[chosen], columns.marks[chosen])
