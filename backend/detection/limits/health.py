"""Readings that say nothing: beyond what the instrument can measure, or called bad by the device itself.

Fail-safe: a value out of range is still judged by the limits, because an instrument at its end stop may well
stand in a cloud of gas. It is no measure of how fast something changes, so rate and stuck leave it out.
A reading of bad quality is judged by nothing, and ends nothing.
"""

from math import inf, nextafter
from typing import Final, NamedTuple, Self

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits.latches import IDLE, Latch, RuleTransition, elapsed_us, move
from backend.sensors.rules import Indicator

TIER: Final = Tier.BLUE
"""The health of a source: the danger itself, if there is one, is judged by the limits."""


class HealthRule(NamedTuple):
    """`low`, `high`: what can be measured, both included (infinite: anything)."""

    low: float
    high: float
    on_delay_us: int
    off_delay_us: int

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        span = indicator.span
        return cls(
            low=-inf if span is None else span.low,
            high=inf if span is None else span.high,
            # A run of at least two: a single odd one is a damaged telegram.
            on_delay_us=max(round(indicator.on_delay.total_seconds() * 1e6), 1),
            off_delay_us=round(indicator.off_delay.total_seconds() * 1e6),
        )

    @property
    def has_span(self) -> bool:
        return self.low > -inf or self.high < inf

    def is_measured(self, value: float) -> bool:
        return self.low <= value <= self.high


def step(rule: HealthRule, latch: Latch, sampled_us: int, *, is_ill: bool) -> Latch:
    """The latch of one condition after a reading; the same object if it stays."""
    delay_us = rule.off_delay_us if latch.is_latched else rule.on_delay_us
    return move(latch, disagrees=is_ill is not latch.is_latched, delay_us=delay_us, sampled_us=sampled_us)


def calm(rule: HealthRule, out_of_range: Latch, bad_quality: Latch) -> tuple[float, float]:
    """The open interval in which no usable reading can change these latches."""
    if out_of_range != IDLE or bad_quality != IDLE:
        return inf, -inf
    return nextafter(rule.low, -inf), nextafter(rule.high, inf)


def transition(
    rule: HealthRule, condition: AlertCondition, before: Latch, after: Latch, sampled_us: int
) -> RuleTransition | None:
    """Return the transition from `before` to `after`; None if the condition is what it was."""
    if before.is_latched is after.is_latched:
        return None
    lasted_us = elapsed_us(before, sampled_us)
    if condition is AlertCondition.OUT_OF_RANGE:
        why = {name: end for name, end in (("low", rule.low), ("high", rule.high)) if end not in {-inf, inf}}
    else:
        why = {"for_s": lasted_us / 1e6}
    return RuleTransition(condition, TIER if after.is_latched else None, None, lasted_us, why)
