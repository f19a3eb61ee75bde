"""Rate of change over a whole history: every reading against its anchors, whole slices at once."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.detection.backtest.moves import Mask, Times, Values
from backend.detection.limits.rates import RateRule


class Excess(NamedTuple):
    """Per reading: whether it is too far from an anchor, and whether it is within the slack of that."""

    is_beyond: Mask
    is_nearly_beyond: Mask


def excess(rule: RateRule, times: Times, values: Values) -> Excess:
    """Compare every reading with its anchors: the first reading of each slice of the window before it.

    Whole slices that keep close to all their anchors are passed over: nearly all, in a normal history.
    """
    slices = times // rule.slice_us
    starts = np.flatnonzero(np.diff(slices, prepend=slices[0] - 1))
    anchors = _Anchors.of(rule, times[starts], values[starts])
    far = _far_slices(rule, anchors, values, starts)
    is_beyond = np.zeros(len(times), bool)
    is_nearly_beyond = np.zeros(len(times), bool)
    lengths = np.diff(starts, append=len(times))
    chosen = np.flatnonzero(np.repeat(far, lengths))
    # The newest anchor that a reading meets; one that begins a slice meets those before it.
    newest = np.searchsorted(starts, chosen, side="left") - 1
    oldest = anchors.oldest[np.maximum(newest, 0)]
    for back in range(anchors.span):
        met = newest - back
        is_met = (met >= 0) & (met >= oldest)
        met = np.maximum(met, 0)
        change = np.abs(values[chosen] - anchors.values[met])
        allowed = rule.per_us * np.maximum(rule.window_us, times[chosen] - anchors.times_us[met])
        is_beyond[chosen] |= is_met & (change >= allowed)
        is_nearly_beyond[chosen] |= is_met & (change >= allowed - rule.slack)
    return Excess(is_beyond, is_nearly_beyond)


class _Anchors(NamedTuple):
    """Per anchor the oldest one that still counts once it is the newest; at most `span` count at once."""

    times_us: Times
    values: Values
    oldest: npt.NDArray[np.intp]
    span: int

    @classmethod
    def of(cls, rule: RateRule, times_us: Times, values: Values) -> "_Anchors":
        oldest = np.maximum(np.searchsorted(times_us, times_us - rule.window_us, side="right") - 1, 0)
        return cls(times_us, values, oldest, int((np.arange(len(times_us)) - oldest).max()) + 1)


def _far_slices(
    rule: RateRule, anchors: _Anchors, values: Values, starts: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """The slices in which some reading may be as far from an anchor as the rule allows at least."""
    lows, highs = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    least = rule.allowed(0) - rule.slack
    far = np.zeros(len(starts), bool)
    # One more than count for the anchor itself: the first reading of a slice still meets the one before.
    for back in range(min(anchors.span + 1, len(starts))):
        met = anchors.values[: len(starts) - back]
        far[back:] |= (highs[back:] - met >= least) | (met - lows[back:] >= least)
    return far
