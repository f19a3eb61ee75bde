"""Equipment whose sensors several evaluators judge: the one that has the first sensor scores all of it.

It reads what the others have stored, some seconds later, so every sensor is in the score wherever it is
judged. A reading is taken once, in the order of each sensor's own time, however often it is read.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from backend.core.time import MICROSECOND, microseconds
from backend.detection.anomaly.turns import Floats, Integers
from backend.monitoring.scoring.backfill_commands import SeriesOf, usable
from backend.monitoring.scoring.commands import Scores
from backend.readings.rules import MAX_AHEAD_US
from backend.readings.series.blocks import Series

EVERY: Final = 5
"""Seconds."""
RECENT: Final = timedelta(minutes=1)
PATIENT_EVERY: Final = 60
"""Seconds after which sensors are looked for, too, that have not been heard for longer than `RECENT`."""
FURTHEST: Final = timedelta(hours=1)
"""Readings that come later than this are stored, but no part of the score."""


def follow(scores: Scores, series_of: SeriesOf, *, now: datetime) -> None:
    """Score what was stored of shared equipment since the last time. Needs no transaction."""
    if not scores.shared.equipment or scores.seconds % EVERY:
        return
    now_us = microseconds(now)
    last_us = scores.shared.last_us()
    recent = {key for key, at_us in last_us.items() if at_us > now_us - RECENT // MICROSECOND}
    groups = [recent] if scores.seconds % PATIENT_EVERY else [recent, last_us.keys() - recent]
    found: dict[int, Series] = {}
    for group in filter(None, groups):
        earliest_us = max(min(last_us[key] for key in group) + 1, now_us - FURTHEST // MICROSECOND)
        found |= series_of(sorted(group), earliest_us, now_us + MAX_AHEAD_US)
    if found:
        scores.unsaved += scores.shared.take(*_in_order((key, *usable(each)) for key, each in found.items()))


def _in_order(columns: Iterable[tuple[int, Integers, Floats]]) -> tuple[Integers, Integers, Floats]:
    """Sensor ids, times and values of all sensors, in the order of their times."""
    parts = [(np.full(len(times), key, np.int64), times, values) for key, times, values in columns]
    ids, times, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")
    return ids[order], times[order], values[order]
