"""Loosening of an indicator: a tier that its source would reach later than now, or never."""

from datetime import timedelta

from backend.core.vocabulary import Tier, raised
from backend.sensors.rules import PROMPT, Indicator, LimitSide


def loosened_tiers(
    before: Indicator, after: Indicator, *, is_residual_risk_red: bool = False
) -> frozenset[Tier]:
    """The tiers that the source would reach later than now, or never. Where unsure: it is looser.

    Where the residual risk is red, limits speak one tier higher than they are written (product page, 5).
    """
    tiers: set[Tier] = set()
    if after.on_delay > max(before.on_delay, PROMPT):
        tiers |= {raised(limit.tier, is_residual_risk_red=is_residual_risk_red) for limit in before.limits}
    for limit in before.limits:
        tier = raised(limit.tier, is_residual_risk_red=is_residual_risk_red)
        now = _border(before, limit.side, tier, is_residual_risk_red)
        then = _border(after, limit.side, tier, is_residual_risk_red)
        if now is not None and (then is None or then > now):
            tiers.add(tier)
    return frozenset(tiers | _looser_rate(before, after) | _looser_health(before, after))


def _border(indicator: Indicator, side: LimitSide, tier: Tier, is_residual_risk_red: bool) -> float | None:
    """From where on a side has at least this tier, on the axis that grows towards the danger."""
    sign = 1 if side is LimitSide.HIGH else -1
    borders = [
        sign * limit.value
        for limit in indicator.limits
        if limit.side is side and raised(limit.tier, is_residual_risk_red=is_residual_risk_red) >= tier
    ]
    return min(borders, default=None)


def _looser_rate(before: Indicator, after: Indicator) -> set[Tier]:
    now, then = before.rate_limit, after.rate_limit
    if now is None or now == then:
        return set()
    is_tighter = (
        then is not None
        and then.window == now.window
        and then.per_minute <= now.per_minute
        and then.tier >= now.tier
    )
    return set() if is_tighter else {now.tier}


def _looser_health(before: Indicator, after: Indicator) -> set[Tier]:
    """A source that may be dumb for longer, or is not learned any more."""
    no_end = timedelta.max
    is_looser = (
        (after.silent_after or no_end) > (before.silent_after or no_end)
        or (after.stuck_after or no_end) > (before.stuck_after or no_end)
        or (before.span is not None and after.span is None)
        or (before.is_learned and not after.is_learned)
    )
    return {Tier.BLUE} if is_looser else set()
