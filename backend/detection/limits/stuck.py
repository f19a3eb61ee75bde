"""Stuck value: a live source that repeats exactly one value for too long measures nothing any more.

Looked at in slices, an eighth of the time each: a run of one value starts with the first reading of a slice,
and a source that was seen to change rests until the next one. So a live source changes its state twice a
slice, not with every reading. A run is found up to one slice late.
"""

from math import inf, nextafter
from typing import Final, NamedTuple, Self

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits.latches import RuleTransition
from backend.sensors.rules import Indicator

SLICES: Final = 8
SEEN: Final = 3
"""In so many slices at least: two equal readings before and after a gap are no evidence."""
TIER: Final = Tier.BLUE
"""The health of a source, like its silence: what it should warn of is watched by nobody, which is a task, not
a danger."""


class Run(NamedTuple):
    """One value since `since_us`, heard in `seen` slices, the last of which is that of `slice_us`."""

    value: float
    since_us: int
    slice_us: int
    seen: int


class StuckState(NamedTuple):
    """`run` is None while the source is known to be alive: it changed in the slice of `alive_us`."""

    is_latched: bool
    run: Run | None
    alive_us: int


RESTING: Final = StuckState(is_latched=False, run=None, alive_us=-1)


class StuckRule(NamedTuple):
    """Longest time that one value may last; `slice_us` is an eighth of it."""

    after_us: int
    slice_us: int

    @classmethod
    def of(cls, indicator: Indicator) -> Self | None:
        """None if the source may repeat itself for ever."""
        if indicator.stuck_after is None:
            return None
        after_us = max(round(indicator.stuck_after.total_seconds() * 1e6), SLICES)
        return cls(after_us, after_us // SLICES)

    def slice_of(self, sampled_us: int) -> int:
        return sampled_us // self.slice_us

    def end_of_slice(self, sampled_us: int) -> int:
        return (sampled_us // self.slice_us + 1) * self.slice_us


def step(rule: StuckRule, state: StuckState, sampled_us: int, value: float) -> StuckState:
    """The state after one reading; the same object if nothing moved."""
    is_latched, run, alive_us = state
    if run is None:
        if rule.slice_of(alive_us) == rule.slice_of(sampled_us):
            return state
        return StuckState(is_latched=False, run=Run(value, sampled_us, sampled_us, 1), alive_us=alive_us)
    if value != run.value:
        return StuckState(is_latched=False, run=None, alive_us=sampled_us)
    if is_latched:
        return state
    if rule.slice_of(run.slice_us) != rule.slice_of(sampled_us):
        run = run._replace(slice_us=sampled_us, seen=run.seen + 1)
    is_latched = run.seen >= SEEN and sampled_us - run.since_us >= rule.after_us
    return state if run is state.run and not is_latched else StuckState(is_latched, run, alive_us)


def calm(rule: StuckRule, state: StuckState) -> tuple[float, float, float]:
    """(low, high, until): the open interval in which no reading before `until` can change this state."""
    run = state.run
    if run is None:
        return -inf, inf, rule.end_of_slice(state.alive_us)
    until_us = min(run.since_us + rule.after_us, rule.end_of_slice(run.slice_us))
    return nextafter(run.value, -inf), nextafter(run.value, inf), inf if state.is_latched else until_us


def transition(before: StuckState, after: StuckState, sampled_us: int) -> RuleTransition | None:
    """Return the transition from `before` to `after`; None if the condition is what it was."""
    if before.is_latched is after.is_latched:
        return None
    run = after.run or before.run
    lasted_us = 0 if run is None else sampled_us - run.since_us
    why = {"for_s": lasted_us / 1e6}
    return RuleTransition(AlertCondition.STUCK, TIER if after.is_latched else None, None, lasted_us, why)
