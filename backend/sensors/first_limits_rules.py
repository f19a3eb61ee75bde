"""First limits for a source nobody knows yet, from a stretch of its own past that is taken as normal."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median, quantiles
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.sensors.rules import Indicator, Limit, LimitSide

FEWEST: Final = 8
P95_SIGMAS: Final = 1.645  # the 95 % quantile of a normal distribution, in standard deviations
SIGMAS: Final = ((Tier.YELLOW, 4.0), (Tier.ORANGE, 7.0), (Tier.RED, 10.0))
FLATTEST: Final = 0.01
"""Spread that even a constant source is granted, as a share of its middle value."""
SILENT_AFTER: Final = timedelta(days=1)
STANDARD: Final = "suggested from history"


def recommend_indicator(
    values: Sequence[float], *, every: timedelta, unit: str, indicator_id: UUID
) -> Indicator:
    """Version 1 of an indicator for a source with these normal `values`, one `every` so often.

    Robust and one-sided: each side has its own σ, from the median and the 5 % and 95 % quantiles, so that a
    skewed source gets a skewed band. The first limits lie at least 1 σ outside everything seen. Raises
    Refused(INVALID_INPUT) below eight values.
    """
    if len(values) < FEWEST:
        raise Refused(ErrorCode.INVALID_INPUT, f"{FEWEST} values are needed to suggest limits")
    middle = median(values)
    cuts = quantiles(values, n=20, method="inclusive")
    flattest = FLATTEST * abs(middle) or FLATTEST
    above = max((cuts[-1] - middle) / P95_SIGMAS, flattest)
    below = max((middle - cuts[0]) / P95_SIGMAS, flattest)
    # Shifted outwards where the past went beyond 3 σ already.
    upper = max(middle, max(values) - 3 * above)
    lower = min(middle, min(values) + 3 * below)
    limits = [
        Limit(side, tier, float(f"{origin + sign * sigmas * sigma:.6g}"))
        for side, sign, origin, sigma in (
            (LimitSide.HIGH, 1, upper, above),
            (LimitSide.LOW, -1, lower, below),
        )
        for tier, sigmas in SIGMAS
    ]
    return Indicator(
        indicator_id=indicator_id,
        version=1,
        unit=unit,
        limits=tuple(limits),
        deadband=float(f"{min(above, below):.3g}"),
        on_delay=3 * every,
        off_delay=6 * every,
        silent_after=max(SILENT_AFTER, 10 * every),
        standard=STANDARD,
    )
