"""Recommended values from the history of a source, for its limit, deadband and delays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

import numpy as np

from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.detection.backtest.backtest import Columns, replay
from backend.detection.backtest.comparison import History
from backend.detection.backtest.moves import Values
from backend.detection.backtest.results import DAY_US, MINUTE_US, Episode, PastAlert
from backend.readings.rules import QUALITY_BITS
from backend.sensors.rules import Indicator, Limit, LimitSide, room_between

NOISE_STEPS: Final = 200_000
FEWEST: Final = 3
"""So many cases are needed before a delay is suggested."""
NEAR_US: Final = 10 * MINUTE_US
BRIEF: Final = timedelta(minutes=1)
"""Longest episode that an on-delay may skip: a red alert has to be acknowledged within as much."""
QUICK_S: Final = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
SLOW_S: Final = (5, 10, 15, 30, 60, 120, 300, 600)
PER_DAY: Final = (1.0, 1 / 7)
"""A limit is suggested for one alert a day, and for one a week."""


class RecommendedKind(StrEnum):
    DEADBAND = "DEADBAND"
    """Three standard deviations of the noise."""
    ON_DELAY = "ON_DELAY"
    """Longer than nine of ten episodes that nobody had to do anything about."""
    OFF_DELAY = "OFF_DELAY"
    """Longer than nine of ten pauses of an alert that came back."""
    LIMIT = "LIMIT"
    """About so many alerts a day."""


@dataclass(frozen=True, slots=True)
class RecommendedValue:
    """`value` in the indicator's unit, or in seconds. `basis`: the number that it comes from (noise σ in the
    unit, seconds, alerts a day). `side`, `tier`: which limit, for a limit."""

    kind: RecommendedKind
    value: float
    basis: float
    side: LimitSide | None = None
    tier: Tier | None = None


def recommended_values(history: History) -> list[RecommendedValue]:
    """Return values that make the indicator in force calmer without making a red limit looser; empty if
    nothing.
    """
    is_good = history.columns.marks & QUALITY_BITS != Quality.BAD
    values = history.columns.values[is_good]
    if len(values) < FEWEST:
        return []
    found = [_deadband(history, values), _on_delay(history), _off_delay(history)]
    found += _limits(history, Columns(history.columns.times_us[is_good], values, np.zeros(0, np.uint8)))
    return [each for each in found if each is not None]


def _deadband(history: History, values: Values) -> RecommendedValue | None:
    steps = np.abs(np.diff(values[-NOISE_STEPS:]))
    sigma = float(np.median(steps)) / 0.6745 / 2**0.5
    wanted = _up(3 * sigma)
    middle = float(np.median(values[-NOISE_STEPS:]))
    nearest = min((abs(limit.value - middle) for limit in history.in_force.limits), default=0.0)
    most = min(nearest / 2, room_between(history.in_force.limits) / 2)
    if not history.in_force.deadband * 1.1 < wanted <= most:
        return None
    return RecommendedValue(RecommendedKind.DEADBAND, wanted, sigma)


def _on_delay(history: History) -> RecommendedValue | None:
    prompt = replace(history.in_force, on_delay=timedelta(0), off_delay=timedelta(0))
    idle, shortest_real = [], float("inf")
    for episode in _limit_episodes(replay(_limits_only(prompt), history.columns)):
        if episode.ended_us is None:
            continue
        lasted_s = (episode.ended_us - episode.beyond_us) / 1e6
        if any(alert.is_real and _overlap(alert, episode) for alert in history.past):
            shortest_real = min(shortest_real, lasted_s)
        elif lasted_s <= BRIEF.total_seconds():
            idle.append(lasted_s)
    if len(idle) < FEWEST:
        return None
    typical = float(np.quantile(idle, 0.9))
    wanted = next((step for step in QUICK_S if step >= typical), None)
    if wanted is None or not history.in_force.on_delay.total_seconds() < wanted <= shortest_real / 2:
        return None
    return RecommendedValue(RecommendedKind.ON_DELAY, float(wanted), typical)


def _off_delay(history: History) -> RecommendedValue | None:
    episodes = _limit_episodes(replay(_limits_only(history.in_force), history.columns))
    pauses = [
        (after.started_us - before.ended_us) / 1e6
        for condition in (AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW)
        for before, after in _neighbours(episodes, condition)
        if before.ended_us is not None and after.started_us - before.ended_us <= NEAR_US
    ]
    if len(pauses) < FEWEST:
        return None
    typical = float(np.quantile(pauses, 0.9)) + history.in_force.off_delay.total_seconds()
    wanted = next((step for step in SLOW_S if step >= typical), None)
    if wanted is None or wanted <= history.in_force.off_delay.total_seconds():
        return None
    return RecommendedValue(RecommendedKind.OFF_DELAY, float(wanted), typical)


def _limits(history: History, usable: Columns) -> list[RecommendedValue]:
    """For the mildest limit of each side, unless it is red: where it would call once a day, once a week."""
    days = max(history.to_us - history.from_us, 1) / DAY_US
    found = []
    for side in LimitSide:
        limits = sorted(
            (limit for limit in history.in_force.limits if limit.side is side), key=lambda each: each.tier
        )
        if not limits or limits[0].tier >= (Tier.ORANGE if side in history.red.sides_now else Tier.RED):
            continue
        sign = 1 if side is LimitSide.HIGH else -1
        peaks = _minute_peaks(usable, sign)
        known: set[float] = set()
        for per_day in PER_DAY:
            value = _value_for(peaks, history.in_force.deadband, per_day * days)
            wanted = None if value is None else _up(value)
            if wanted is not None and wanted not in known and _fits(limits, sign, wanted):
                known.add(wanted)
                found.append(
                    RecommendedValue(RecommendedKind.LIMIT, sign * wanted, per_day, side, limits[0].tier)
                )
    return found


def _fits(limits: Sequence[Limit], sign: int, towards: float) -> bool:
    """Return True if the mildest limit would move, and stay milder than the next one."""
    is_news = towards != sign * limits[0].value
    return is_news and (len(limits) == 1 or towards < sign * limits[1].value)


def _minute_peaks(usable: Columns, sign: int) -> Values:
    minute = usable.times_us // MINUTE_US
    starts = np.flatnonzero(np.diff(minute, prepend=minute[0] - 1))
    peaks: Values = np.maximum.reduceat(sign * usable.values, starts)
    return peaks


def _value_for(peaks: Values, deadband: float, most: float) -> float | None:
    """The lowest value that the peaks cross at most so often; None if there is no need to ask."""
    low, high = float(np.median(peaks)), float(peaks.max())
    if high <= low:
        return None
    for _ in range(24):
        middle = (low + high) / 2
        if _crossings(peaks, middle, deadband) > most:
            low = middle
        else:
            high = middle
    return high


def _crossings(peaks: Values, at: float, deadband: float) -> int:
    """Count how often a latch with this deadband would latch."""
    beyond = np.where(peaks >= at, 1, np.where(peaks < at - deadband, -1, 0))
    said = beyond[beyond != 0]
    return int(((said[1:] == 1) & (said[:-1] == -1)).sum()) + int(len(said) > 0 and said[0] == 1)


def _limits_only(indicator: Indicator) -> Indicator:
    return replace(indicator, rate_limit=None, stuck_after=None, span=None)


def _limit_episodes(episodes: Sequence[Episode]) -> list[Episode]:
    sides = {AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW}
    return [episode for episode in episodes if episode.condition in sides]


def _neighbours(episodes: list[Episode], condition: AlertCondition) -> list[tuple[Episode, Episode]]:
    line = [episode for episode in episodes if episode.condition is condition]
    return list(pairwise(line))


def _overlap(alert: PastAlert, episode: Episode) -> bool:
    is_before = episode.ended_us is not None and episode.ended_us < alert.began_us
    is_after = alert.ended_us is not None and alert.ended_us < episode.beyond_us
    return alert.condition is episode.condition and not is_before and not is_after


def _up(value: float) -> float:
    """Rounded to three digits, away from zero on the side of the danger."""
    if value == 0:
        return 0.0
    scale = 10.0 ** (2 - floor(log10(abs(value))))
    return float(f"{ceil(value * scale - 1e-9) / scale:.6g}")
