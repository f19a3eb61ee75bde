"""Loosening of an indicator: a tier that its source would reach later than now, more rarely, or never."""

from collections.abc import Collection
from datetime import timedelta

from backend.core.vocabulary import Tier, raised
from backend.sensors.gas_rules import measures_gas
from backend.sensors.rules import Indicator, Limit, LimitSide


def needs_second_person(loosened: frozenset[Tier], indicator: Indicator) -> bool:
    """Whether nobody alone puts this into force: it loosens red, or anything of a gas."""
    return Tier.RED in loosened or (bool(loosened) and measures_gas(indicator.unit, indicator.standard))


def loosened_tiers(
    before: Indicator, after: Indicator, *, red_sides: Collection[LimitSide] = frozenset()
) -> frozenset[Tier]:
    """The tiers that the source would reach later, more rarely, or never. Where unsure: it is looser.

    Delays, deadband, silence and a narrower span belong to all limits, that of the rate among them: they
    loosen each of them. On sides where the residual risk is red, limits speak one tier higher than they are
    written (product page, 5); a rate has the tier that is written.
    """
    tiers: set[Tier] = set()
    if _is_slower(before, after):
        tiers |= {_spoken(limit, red_sides) for limit in before.limits}
    for limit in before.limits:
        tier = _spoken(limit, red_sides)
        now = _border(before, limit.side, tier, red_sides)
        then = _border(after, limit.side, tier, red_sides)
        if now is not None and (then is None or then > now):
            tiers.add(tier)
    return frozenset(tiers | _looser_rate(before, after) | _looser_health(before, after))


def _is_slower(before: Indicator, after: Indicator) -> bool:
    """Whether every limit speaks later or more rarely: what stays active for longer calls no second time, and
    a silent source reaches no limit at all.
    """
    return (
        after.on_delay > before.on_delay
        or after.off_delay > before.off_delay
        or after.deadband > before.deadband
        or _silence(after) > _silence(before)
        or _is_narrower(before, after)
    )


def _silence(indicator: Indicator) -> timedelta:
    return indicator.silent_after or timedelta.max


def _is_narrower(before: Indicator, after: Indicator) -> bool:
    """Whether values that lie beyond a limit count as beyond what the instrument can measure, and did not."""
    span, was = after.span, before.span
    if span is None:
        return False
    if was is not None:
        return span.low > was.low or span.high < was.high
    return any(not span.low <= limit.value <= span.high for limit in after.limits)


def _spoken(limit: Limit, red_sides: Collection[LimitSide]) -> Tier:
    """The tier that an alert of this limit has."""
    return raised(limit.tier, is_residual_risk_red=limit.side in red_sides)


def _border(
    indicator: Indicator, side: LimitSide, tier: Tier, red_sides: Collection[LimitSide]
) -> float | None:
    """From where on a side has at least this tier, on the axis that grows towards the danger."""
    sign = 1 if side is LimitSide.HIGH else -1
    borders = [
        sign * limit.value
        for limit in indicator.limits
        if limit.side is side and _spoken(limit, red_sides) >= tier
    ]
    return min(borders, default=None)


def _looser_rate(before: Indicator, after: Indicator) -> set[Tier]:
    """The tier of the rate if it speaks later or never; a first span takes values out of it."""
    now, then = before.rate_limit, after.rate_limit
    if now is None:
        return set()
    is_as_strict = then == now or (
        then is not None
        and then.window == now.window
        and then.per_minute <= now.per_minute
        and then.tier >= now.tier
    )
    gets_span = before.span is None and after.span is not None
    return set() if is_as_strict and not gets_span and not _is_slower(before, after) else {now.tier}


def _looser_health(before: Indicator, after: Indicator) -> set[Tier]:
    """A source that may be dumb for longer, or is not learned any more."""
    no_end = timedelta.max
    is_looser = (
        _silence(after) > _silence(before)
        or (after.stuck_after or no_end) > (before.stuck_after or no_end)
        or _is_wider(before, after)
        or (before.is_learned and not after.is_learned)
    )
    return {Tier.BLUE} if is_looser else set()


def _is_wider(before: Indicator, after: Indicator) -> bool:
    """Whether values count as measured that were beyond what the instrument can measure."""
    span, was = after.span, before.span
    if was is None:
        return False
    return span is None or span.low < was.low or span.high > was.high
