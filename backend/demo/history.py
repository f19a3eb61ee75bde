"""The past readings of the demo plant: the quiet signals of the simulator, and what happened on top."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from backend.demo.episodes import Episode, drift_of, share_of
from backend.demo.signals import SIGNALS, SPECIAL, key_of, load_at, warmth_at

STEP_S: Final = 20
SLOW_STEP_S: Final = 60
SLOW: Final = frozenset(
    {"ER-101", "LT-101", "TT-101", "TT-701", "RH-701", "SH-701", "OC-201", "PH-901", "PE-401"}
)
"""Sensors whose value changes so slowly that every minute is often enough."""
CODES: Final = (*SIGNALS, *SPECIAL)

HAND_STEP_S: Final = 1
HAND_LASTS_S: Final = 240
HAND_EVERY_DAYS: Final = 3
_SWING_S: Final = 13.0

Line = list[tuple[float, float]]
"""Readings as (seconds since the epoch, value)."""


def line(code: str, start_s: int, end_s: int, happened: Sequence[Episode], *, seed: int = 1) -> Line:
    """The readings of one simulated sensor from `start_s` until before `end_s`, silence left out."""
    step = SLOW_STEP_S if code in SLOW else STEP_S
    found = list(_quiet(code, start_s - start_s % -step, end_s, step, seed))
    for episode in happened:
        if code in episode.sensors:
            found = _shaped(code, found, episode)
    return found


def _quiet(code: str, start_s: int, end_s: int, step: int, seed: int) -> Iterator[tuple[float, float]]:
    if code in SPECIAL:
        course = SPECIAL[code]
        for at in range(start_s, end_s, step):
            yield at, course(at)
        return
    signal, key = SIGNALS[code], key_of(code, seed)
    for at in range(start_s, end_s, step):
        load, warmth = _plant_at(at)
        value = signal.value_at(at, key=key, load=load, warmth=warmth)
        yield at, round(value + drift_of(code, at), signal.decimals)


@lru_cache(maxsize=86_400 // STEP_S)
def _plant_at(at: int) -> tuple[float, float]:
    """Load and warmth, which all sensors of a day share."""
    return load_at(at), warmth_at(at)


def _shaped(code: str, quiet: Line, episode: Episode) -> Line:
    """The line with what the episode does to it."""
    kind = episode.kind
    decimals = SIGNALS[code].decimals if code in SIGNALS else 1
    lift = kind.lifts.get(code, 0.0)
    found: Line = []
    last: float | None = None
    for at, value in quiet:
        if not episode.begins_s <= at < episode.ends_s:
            found.append((at, value))
        elif code in kind.frozen:
            last = value if last is None else last
            found.append((at, last))
        elif code not in kind.silenced:
            found.append((at, round(value + lift * episode.share_at(at), decimals)))
    return found


def hand_sessions(start_s: int, end_s: int) -> list[int]:
    """When somebody walked the reactor hall with the hand-held detector: a few minutes every third day."""
    first, last = start_s // 86_400, end_s // 86_400
    starts = [
        int(day * 86_400 + (1 + 7 * share_of("hand", day)) * 3600)
        for day in range(first, last + 1)
        if day % HAND_EVERY_DAYS == 0
    ]
    return [at for at in starts if start_s <= at and at + HAND_LASTS_S <= end_s]


def hand_line(starts_s: int, *, stays_high: bool) -> Line:
    """A second by second course around the first limit: it chatters. `stays_high`: laid down too early."""
    found: Line = []
    for second in range(0, HAND_LASTS_S, HAND_STEP_S):
        swing = math.sin(math.tau * second / _SWING_S) * (1 if 60 <= second < 130 else 0)
        found.append((starts_s + second, round(max(0.0, 4.5 + 4.9 * (swing > 0) + 1.6 * swing), 1)))
    if stays_high:
        found += [(starts_s + HAND_LASTS_S + second, 12.4) for second in range(5)]
    return found
