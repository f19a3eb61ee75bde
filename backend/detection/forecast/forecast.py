"""Forecast of the time to the next limit of an indicator: a straight line, spoken when it can be trusted.

A line is laid through the last 3, 6, 12 and 24 hours (and through 7.5, 15, 30 and 60 minutes), on the
logarithm if all values are positive, because wear grows by a share of itself. A line counts if its slope
exceeds four standard errors, widened for the likeness of neighbouring means, and reaches the limit within ten
times its span; a rise that levels off is none. Two lines must count: the forecast is the geometric mean of
the two that are soonest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import Final

import numpy as np

from backend.core.vocabulary import Tier
from backend.detection.forecast.trends import Floats, TrendColumns
from backend.sensors.rules import Indicator, Limit, LimitSide

SPANS: Final = (8, 4, 2, 1)
"""A span is a ring's length divided by one of these."""
FEWEST: Final = 6
SIGNIFICANT: Final = 4.0
REACH: Final = 10.0
LASTING: Final = 0.4
DOUBT: Final = 0.5
"""The line over half the span must keep this share of the slope, give or take this share of its error."""
CLEARLY: Final = 0.5
"""Largest misses of a straight line, compared with those of one on the logarithm."""
BETWEEN: Final = 2.0
FASTER: Final = 3.0
"""The interval: so many standard errors of the slope to either side; and, because wear speeds up, the early
end allows for a slope so many times as steep."""
SOON_S: Final = 30 * 60
DAYS_S: Final = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a source reaches `limit` if it goes on like this; seconds count from its newest mean."""

    limit: float
    side: LimitSide
    value: float
    """Present value of the source, on the line."""
    slope_per_hour: float
    """At `value`, in the indicator's unit."""
    seconds_to_limit: float
    earliest_s: float
    latest_s: float
    over_s: float
    """The longer of the two spans that show the trend."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through one span; `level` is where it is now, `error` the standard error of `slope` (1/h)."""

    span_h: float
    level: float
    slope: float
    error: float
    is_log: bool

    def hours_to(self, limit: float, slope: float) -> float:
        """Hours until the line, with this slope, is at the limit; infinite if it never is."""
        if self.is_log and limit <= 0:
            return inf
        gap = (log(limit) if self.is_log else limit) - self.level
        return gap / slope if gap * slope > 0 else inf

    @property
    def value(self) -> float:
        return exp(self.level) if self.is_log else self.level

    def per_hour(self, slope: float) -> float:
        """A slope of this line, now, in the unit of the readings."""
        return slope * self.value if self.is_log else slope


def recent_lines(trends: TrendColumns, slot: int) -> list[list[Line]]:
    """The lines of the minutes and of the hours: the costly part, the same for every limit."""
    return [list(_lines(*ring.means(slot), ring.horizon.hours)) for ring in (trends.short, trends.long)]


def forecast(recent: list[list[Line]], limit: float, side: LimitSide) -> Forecast | None:
    """The soonest forecast; None: no trend, none towards the limit, or beyond it already."""
    found = [each for lines in recent if (each := _of_lines(lines, limit, side)) is not None]
    return min(found, key=lambda each: each.seconds_to_limit, default=None)


def _of_lines(lines: list[Line], limit: float, side: LimitSide) -> Forecast | None:
    sign = 1 if side is LimitSide.HIGH else -1
    timed = [
        (line.hours_to(limit, line.slope), line)
        for line, half in zip(lines, lines[:1] + lines, strict=False)
        if line.slope * sign > SIGNIFICANT * line.error
        and (limit - line.value) * sign > 0
        and half.per_hour(half.slope * sign + DOUBT * half.error)
        >= LASTING * line.per_hour(line.slope * sign)
    ]
    timed = sorted((each for each in timed if each[0] <= REACH * each[1].span_h), key=lambda each: each[0])[
        :2
    ]
    if len(timed) < 2:
        return None
    (first_h, first), (second_h, second) = timed
    early = [line.hours_to(limit, FASTER * (line.slope + sign * BETWEEN * line.error)) for _, line in timed]
    late = [line.hours_to(limit, line.slope - sign * BETWEEN * line.error) for _, line in timed]
    shorter = min(first, second, key=lambda line: line.span_h)
    return Forecast(
        limit=limit,
        side=side,
        value=shorter.value,
        slope_per_hour=shorter.per_hour(shorter.slope),
        seconds_to_limit=3600 * sqrt(first_h * second_h),
        earliest_s=3600 * min(early),
        latest_s=3600 * max(late),
        over_s=3600 * max(first.span_h, second.span_h),
    )


def _lines(hours: Floats, means: Floats, ring_h: float) -> Iterator[Line]:
    """The lines through all spans that hold enough means; `hours` end at 0."""
    for part in SPANS:
        within = hours > -ring_h / part - 1e-9
        if np.count_nonzero(within) >= FEWEST:
            yield _line(hours[within], means[within], ring_h / part)


def _line(hours: Floats, means: Floats, span_h: float) -> Line:
    """The line on the logarithm, unless a straight one stays clearly closer to the means."""
    straight, straight_miss = _fit(hours, means, span_h, is_log=False)
    if not (means > 0).all():
        return straight
    bent, bent_miss = _fit(hours, means, span_h, is_log=True)
    return straight if straight_miss < CLEARLY * bent_miss else bent


def _fit(hours: Floats, means: Floats, span_h: float, *, is_log: bool) -> tuple[Line, float]:
    """Least squares, and the sum of squared misses. Neighbouring residuals that are alike count for less."""
    heights = np.log(means) if is_log else means
    count, middle = len(hours), float(hours.mean())
    spread = float(np.sum((hours - middle) ** 2))
    slope = float(np.sum((hours - middle) * heights)) / spread
    level = float(heights.mean()) - slope * middle
    line = level + slope * hours
    rest = heights - line
    square = float(np.sum(rest**2))
    alike = min(max(float(np.sum(rest[1:] * rest[:-1])) / max(square, 1e-300), 0.0), 0.95)
    error = sqrt(square / (count - 2) / spread * (1 + alike) / (1 - alike))
    miss = float(np.sum((means - np.exp(line)) ** 2)) if is_log else square
    return Line(span_h, level, slope, error, is_log), miss


def tier_of(limit: Limit, found: Forecast) -> Tier | None:
    """Return the tier of a forecast to this limit: orange half an hour before red, a hint days before."""
    if found.seconds_to_limit < SOON_S:
        return (
            Tier.ORANGE if limit.tier is Tier.RED else Tier.YELLOW if limit.tier is Tier.ORANGE else Tier.BLUE
        )
    return Tier.BLUE if found.seconds_to_limit < DAYS_S else None


def outlook(trends: TrendColumns, slot: int, indicator: Indicator) -> tuple[Tier, Limit, Forecast] | None:
    """The worst that is coming to a source: by tier, then by time; None if nothing is."""
    coming, recent = [], recent_lines(trends, slot)
    for limit in indicator.limits:
        found = forecast(recent, limit.value, limit.side)
        tier = None if found is None else tier_of(limit, found)
        if found is not None and tier is not None:
            coming.append((tier, limit, found))
    return max(coming, key=lambda each: (each[0], -each[2].seconds_to_limit), default=None)
