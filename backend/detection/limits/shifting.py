"""States of all rules moved along the time of their source, where its clock was set."""

from backend.detection.limits.latches import Latch
from backend.detection.limits.rates import RateState
from backend.detection.limits.rule_set import States
from backend.detection.limits.stuck import StuckState


def shifted(states: States, by_us: int) -> States:
    """The states as if every reading so far had been sampled so much later; the same object if none remembers
    a time.
    """
    limits = tuple(_latch(each, by_us) for each in states.limits)
    after = States(
        states.limits if limits == states.limits else limits,
        _rate(states.rate, by_us),
        _stuck(states.stuck, by_us),
        _latch(states.out_of_range, by_us),
        _latch(states.bad_quality, by_us),
    )
    return states if after == states else after


def _latch(latch: Latch, by_us: int) -> Latch:
    return latch if latch.since_us is None else Latch(latch.is_latched, latch.since_us + by_us)


def _rate(state: RateState, by_us: int) -> RateState:
    times_us = tuple(each + by_us for each in state.times_us)
    return RateState(_latch(state.latch, by_us), times_us, state.values)


def _stuck(state: StuckState, by_us: int) -> StuckState:
    run = state.run
    if run is not None:
        run = run._replace(since_us=run.since_us + by_us, slice_us=run.slice_us + by_us)
    alive_us = state.alive_us if state.alive_us < 0 else state.alive_us + by_us
    return StuckState(state.is_latched, run, alive_us)
