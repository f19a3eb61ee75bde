"""Readings over time as a band of lowest, mean and highest values, and as a sparkline."""

from datetime import datetime, timedelta
from typing import Final

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.time import microseconds, moment
from backend.readings import queries as readings
from backend.readings.queries import BandWindow
from backend.readings.series.bands import SECOND_US, Band, bucket_for

MAX_POINTS: Final = 2_000
SPARKLINE_POINTS: Final = 60
LONGEST: Final = timedelta(days=366)
SPARKLINES: Final = (60, 480, 1440)
"""Minutes: an hour, a shift, a day."""
FIGURES: Final = 6
"""Significant figures of a sparkline: more than an instrument has, less than a float."""


@strawberry.type(name="TrendPoint", description="Readings of one bucket, which begins at `at`.")
class TrendPointNode:
    at: datetime
    low: float
    mean: float
    high: float


@strawberry.type(name="Trend", description="A bucket without a reading of good quality is left out.")
class TrendNode:
    step_seconds: float
    points: list[TrendPointNode]

    @classmethod
    def of(cls, band: Band) -> "TrendNode":
        columns = (band.start_us.tolist(), band.low.tolist(), band.mean.tolist(), band.high.tolist())
        points = [
            TrendPointNode(at=moment(start_us), low=low, mean=mean, high=high)
            for start_us, low, mean, high in zip(*columns, strict=True)
        ]
        return cls(step_seconds=band.bucket_us / SECOND_US, points=points)


@strawberry.type(
    name="Sparkline", description="Lowest and highest value of each bucket; null where there is no reading."
)
class SparklineNode:
    starts_at: datetime
    step_seconds: float
    low: list[float | None]
    high: list[float | None]

    @classmethod
    def of(cls, band: Band | None, window: BandWindow) -> "SparklineNode":
        step_us = window.bucket_us
        first = window.from_us // step_us
        size = window.to_us // step_us - first + 1
        low: list[float | None] = [None] * size
        high = list(low)
        if band is not None:
            places = (band.start_us // step_us - first).tolist()
            for place, least, most in zip(places, band.low.tolist(), band.high.tolist(), strict=True):
                low[place], high[place] = _short(least), _short(most)
        return cls(starts_at=moment(first * step_us), step_seconds=step_us / SECOND_US, low=low, high=high)


async def trend(info: Info, sensor_id: int, *, from_at: datetime, to_at: datetime, points: int) -> TrendNode:
    """Return the band of one source. Raises Refused(INVALID_INPUT) for an odd range or too many points."""
    check_range(from_at, to_at)
    check_points(points)
    from_us, to_us = microseconds(from_at), microseconds(to_at)
    bucket_us = bucket_for(to_us - from_us, points)
    band = await info.context.load_or_none(readings.bands, BandWindow(sensor_id, from_us, to_us, bucket_us))
    return TrendNode.of(band) if band else TrendNode(step_seconds=bucket_us / SECOND_US, points=[])


async def sparkline(info: Info, sensor_id: int, *, minutes: int) -> SparklineNode:
    """Return the last hour, shift or day of one source. Raises Refused(INVALID_INPUT) for other spans."""
    if minutes not in SPARKLINES:
        raise Refused(ErrorCode.INVALID_INPUT, f"minutes is one of {SPARKLINES}")
    span_us = minutes * 60 * SECOND_US
    step_us = bucket_for(span_us, SPARKLINE_POINTS)
    # Whole buckets, so that a line does not jitter with each answer.
    to_us = (microseconds(info.context.now) // step_us + 1) * step_us - 1
    window = BandWindow(sensor_id, to_us + 1 - span_us, to_us, step_us)
    return SparklineNode.of(await info.context.load_or_none(readings.bands, window), window)


def check_range(from_at: datetime, to_at: datetime) -> None:
    """Raises Refused(INVALID_INPUT) unless `from_at` lies before `to_at`, at most a leap year."""
    has_zones = from_at.tzinfo is not None and to_at.tzinfo is not None
    if not has_zones or not timedelta(0) < to_at - from_at <= LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, f"from must lie before to, at most {LONGEST.days} days")


def check_points(points: int) -> None:
    """Raises Refused(INVALID_INPUT) unless a chart could show so many."""
    if not 2 <= points <= MAX_POINTS:
        raise Refused(ErrorCode.INVALID_INPUT, f"2 to {MAX_POINTS} points")


def _short(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")
