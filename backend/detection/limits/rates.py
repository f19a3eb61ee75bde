"""Rate of change: how far a value moved within a window of event time.

The value is compared with anchors: the first reading of every eighth of the window. So the state changes
eight times a window instead of with every reading, is small enough to be saved each time, and between two
anchors there is a band in which nothing can happen.
"""

from math import inf
from typing import Final, NamedTuple, Self

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits.latches import IDLE, Latch, RuleTransition, elapsed_us, move
from backend.sensors.rules import Indicator

SLICES: Final = 8
MINUTE_US: Final = 60_000_000


class RateState(NamedTuple):
    """`times_us` and `values` of the anchors, oldest first; the first one is the last that is a window old,
    where there is one."""

    latch: Latch
    times_us: tuple[int, ...]
    values: tuple[float, ...]


RESTING: Final = RateState(IDLE, (), ())


class RateRule(NamedTuple):
    """A change of `per_us` or more holds. `slack`: how much less than the limit it must be to end.

    `whole` is the change that is too much within a window, `slice_us` an eighth of the window.
    """

    tier: Tier
    per_us: float
    window_us: int
    whole: float
    slice_us: int
    slack: float
    on_delay_us: int
    off_delay_us: int

    @classmethod
    def of(cls, indicator: Indicator) -> Self | None:
        """None if any change is allowed."""
        limit = indicator.rate_limit
        if limit is None:
            return None
        window_us = max(round(limit.window.total_seconds() * 1e6), SLICES)
        whole = limit.per_minute / MINUTE_US * window_us
        return cls(
            tier=limit.tier,
            per_us=limit.per_minute / MINUTE_US,
            window_us=window_us,
            whole=whole,
            slice_us=window_us // SLICES,
            slack=min(indicator.deadband, whole / 2),
            on_delay_us=round(indicator.on_delay.total_seconds() * 1e6),
            off_delay_us=round(indicator.off_delay.total_seconds() * 1e6),
        )

    def allowed(self, span_us: int) -> float:
        """The change that is too much over so long; a sudden one may use up the whole window."""
        return self.per_us * max(self.window_us, span_us)


def step(rule: RateRule, state: RateState, sampled_us: int, value: float) -> RateState:
    """The state after one reading; the same object if nothing moved."""
    latch = state.latch
    is_beyond = _is_beyond(rule, state, sampled_us, value, rule.slack if latch.is_latched else 0.0)
    delay_us = rule.off_delay_us if latch.is_latched else rule.on_delay_us
    moved = move(latch, disagrees=is_beyond is not latch.is_latched, delay_us=delay_us, sampled_us=sampled_us)
    later = remember(rule, state, sampled_us, value)
    return later if moved is latch else later._replace(latch=moved)


def remember(rule: RateRule, state: RateState, sampled_us: int, value: float) -> RateState:
    """The state after a reading that changes no latch; the same object if it is no anchor either."""
    latch, times_us, values = state
    if times_us and times_us[-1] // rule.slice_us == sampled_us // rule.slice_us:
        return state
    # Without the anchors that are older than needed to look back a whole window.
    first, since_us = 0, sampled_us - rule.window_us
    while first + 1 < len(times_us) and times_us[first + 1] <= since_us:
        first += 1
    return RateState(latch, (*times_us[first:], sampled_us), (*values[first:], value))


def _is_beyond(rule: RateRule, state: RateState, sampled_us: int, value: float, slack: float) -> bool:
    """Return True if the change since any anchor is as large as is too much over so long, or nearly
    (`slack`).
    """
    _, times_us, values = state
    if not values or max(value - min(values), max(values) - value) < rule.whole - slack:
        return False
    return any(
        abs(value - before) >= rule.allowed(sampled_us - at_us) - slack
        for at_us, before in zip(times_us, values, strict=True)
    )


def calm(rule: RateRule, state: RateState) -> tuple[float, float, float]:
    """(low, high, until): the open interval in which no reading before `until` can change this state."""
    latch, times_us, values = state
    if latch != IDLE or not values:
        return inf, -inf, -inf
    least, most = min(values), max(values)
    # Narrower by what adding up may round, so that the band never calls calm what `step` calls a change.
    whole = rule.whole - 1e-9 * rule.whole - 4e-16 * max(most, -least)
    until_us = (times_us[-1] // rule.slice_us + 1) * rule.slice_us
    return most - whole, least + whole, until_us


def transition(
    rule: RateRule, before: RateState, after: RateState, sampled_us: int, value: float
) -> RuleTransition | None:
    """Return the transition from `before` to `after`; None if the condition is what it was."""
    if before.latch.is_latched is after.latch.is_latched:
        return None
    lasted_us = elapsed_us(before.latch, sampled_us)
    if not after.latch.is_latched:
        return RuleTransition(AlertCondition.RATE_OF_CHANGE, None, None, lasted_us)
    at_us, steepest = max(
        zip(before.times_us, before.values, strict=True),
        key=lambda anchor: abs(value - anchor[1]) / rule.allowed(sampled_us - anchor[0]),
    )
    why = {
        "change": value - steepest,
        "over_s": (sampled_us - at_us) / 1e6,
        "per_minute": rule.per_us * MINUTE_US,
        "window_s": rule.window_us / 1e6,
    }
    return RuleTransition(AlertCondition.RATE_OF_CHANGE, rule.tier, None, lasted_us, why)
