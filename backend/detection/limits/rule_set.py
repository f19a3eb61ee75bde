"""All rules of one source together: what a reading does to them, and what of them survives a restart.

Each kind has its own file; its state changes rarely, and whoever runs the rules saves every change in the
transaction of the readings that made it. So a restart goes on exactly where the last commit stood.
"""

from dataclasses import dataclass
from math import inf
from operator import is_
from typing import Final, NamedTuple, Self, TypeAlias
from uuid import UUID

from backend.core.vocabulary import AlertCondition
from backend.detection.limits import health, limits, rates, stuck
from backend.detection.limits.health import HealthRule
from backend.detection.limits.latches import IDLE, Latch, RuleTransition
from backend.detection.limits.limits import Latches, LimitRule
from backend.detection.limits.rates import RateRule, RateState
from backend.detection.limits.stuck import StuckRule, StuckState
from backend.sensors.rules import Indicator


class States(NamedTuple):
    """States of all rules of a source."""

    limits: Latches = ()
    rate: RateState = rates.RESTING
    stuck: StuckState = stuck.RESTING
    out_of_range: Latch = IDLE
    bad_quality: Latch = IDLE

    @property
    def latches(self) -> tuple[object, ...]:
        """Latches that hold or are about to: where this is the same, nothing begins or ends."""
        return (
            self.limits,
            self.rate.latch,
            self.stuck.is_latched,
            self.out_of_range,
            self.bad_quality,
        )


Band: TypeAlias = tuple[float, float, float]
"""(low, high, until_us): the open interval of usable readings sampled before that."""
ANYTHING: Final[Band] = (-inf, inf, inf)


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of an indicator, ready to compare."""

    limits: LimitRule
    rate: RateRule | None
    stuck: StuckRule | None
    health: HealthRule

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        return cls(
            limits=LimitRule.of(indicator),
            rate=RateRule.of(indicator),
            stuck=StuckRule.of(indicator),
            health=HealthRule.of(indicator),
        )

    @property
    def key(self) -> tuple[UUID, int]:
        return self.limits.key

    @property
    def idle(self) -> States:
        return States(limits=self.limits.idle)


def step(rules: Rules, before: States, sampled_us: int, value: float) -> States:
    """The states after one usable reading; the same object if nothing moved."""
    is_measured = rules.health.is_measured(value)
    rate, run = before.rate, before.stuck
    if is_measured and rules.rate is not None:
        rate = rates.step(rules.rate, rate, sampled_us, value)
    if is_measured and rules.stuck is not None:
        run = stuck.step(rules.stuck, run, sampled_us, value)
    after = States(
        limits.step(rules.limits, before.limits, sampled_us, value),
        rate,
        run,
        health.step(rules.health, before.out_of_range, sampled_us, is_ill=not is_measured),
        health.step(rules.health, before.bad_quality, sampled_us, is_ill=False),
    )
    return before if all(map(is_, after, before)) else after


def step_bad(rules: Rules, before: States, sampled_us: int) -> States:
    """The states after a reading of bad quality, whose value says nothing; the same object if none moved."""
    latch = health.step(rules.health, before.bad_quality, sampled_us, is_ill=True)
    return before if latch is before.bad_quality else before._replace(bad_quality=latch)


def remember(rules: Rules, before: States, sampled_us: int, value: float) -> States:
    """`step` for a reading inside `quiet_band`; the same object if it need not be remembered.

    Of most readings that change anything only the memory of rate and stuck has to move.
    """
    rate, run = before.rate, before.stuck
    if rules.rate is not None:
        rate = rates.remember(rules.rate, rate, sampled_us, value)
    if rules.stuck is not None:
        run = stuck.step(rules.stuck, run, sampled_us, value)
    if rate is before.rate and run is before.stuck:
        return before
    return States(before.limits, rate, run, before.out_of_range, before.bad_quality)


def held_band(rules: Rules, states: States) -> Band:
    """Return the band in which limits and health stay what they are; empty while a delay of theirs is
    running.
    """
    low, high = limits.calm_band(rules.limits, states.limits)
    least, most = health.calm(rules.health, states.out_of_range, states.bad_quality)
    return max(low, least), min(high, most), inf


def quiet_band(rules: Rules, states: States, held: Band) -> Band:
    """Return the band in which nothing but the memory of rate and stuck can move; what is calm in it lasts
    until `until_us`. `held`: the held band of these states."""
    if rules.rate is None:
        return held
    low, high, _ = held
    least, most, until_us = rates.calm(rules.rate, states.rate)
    return least if least > low else low, most if most < high else high, until_us


def calm_band(rules: Rules, states: States, quiet: Band) -> Band:
    """Return the band in which nothing can change for now. `quiet`: the quiet band of these states."""
    if rules.stuck is None:
        return quiet
    low, high, until_us = quiet
    least, most, ends_us = stuck.calm(rules.stuck, states.stuck)
    return max(low, least), min(high, most), min(until_us, ends_us)


def transitions(
    rules: Rules, before: States, after: States, sampled_us: int, value: float | None
) -> list[RuleTransition]:
    """The conditions that began, changed their tier or ended in the step from `before` to `after`.

    `value` is None for a reading of bad quality.
    """
    if before.latches == after.latches:
        return []
    found: list[RuleTransition | None] = []
    if before.limits is not after.limits:
        found += limits.transitions(rules.limits, before.limits, after.limits, sampled_us)
    if rules.rate is not None and value is not None:
        found.append(rates.transition(rules.rate, before.rate, after.rate, sampled_us, value))
    found.append(stuck.transition(before.stuck, after.stuck, sampled_us))
    for condition, old, new in (
        (AlertCondition.OUT_OF_RANGE, before.out_of_range, after.out_of_range),
        (AlertCondition.BAD_QUALITY, before.bad_quality, after.bad_quality),
    ):
        found.append(health.transition(rules.health, condition, old, new, sampled_us))
    return [each for each in found if each is not None]
