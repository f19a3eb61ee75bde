"""Scores, as screens show them."""

from dataclasses import dataclass
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How unusual a source is, some seconds old: 1 is the limit from which on it is anomalous."""

    scored_us: int
    score: float
    is_learning: bool


@dataclass(frozen=True, slots=True)
class ScoreSpan:
    """How unusual a source was in the hours from `hour` (since the epoch) on: 1 is an anomaly."""

    hour: int
    mean: float
    high: float


class ScoreWindow(NamedTuple):
    """Hours of a source, both ends included, in spans of `step` hours."""

    sensor_id: int
    from_hour: int
    to_hour: int
    step: int


STEPS: Final = (1, 2, 3, 6, 12, 24)


def step_for(hours: int, points: int) -> int:
    """Return the shortest span, in hours, that cuts so many hours into at most so many points."""
    return next((step for step in STEPS if hours <= step * points), STEPS[-1])
