"""Figures of alarm performance over one window of time: the period, the one before it, and each day of it.

All functions are pure. A figure has one definition, and every window is measured by it. None: nothing
happened that it could be measured by.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.tuning import performance_rules as performance
from backend.tuning.activation_columns_rules import Activations
from backend.tuning.performance_rules import Load

DAY: Final = timedelta(days=1)


class KpiFigure(StrEnum):
    """Figure of alarm performance, in the order of the page."""

    ALERTS_PER_DAY = "ALERTS_PER_DAY"
    RED_SHARE = "RED_SHARE"
    ACKNOWLEDGED_IN_TIME = "ACKNOWLEDGED_IN_TIME"
    FALSE_ALARMS = "FALSE_ALARMS"
    FLOOD_TIME = "FLOOD_TIME"
    CHATTERING = "CHATTERING"
    STALE = "STALE"
    TOP_TEN = "TOP_TEN"


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """Alerts, oldest first, a number for each. `tier`: the worst it had. `is_due`: acknowledged, or due by
    then; `is_late`: acknowledged after its time, or due and not acknowledged.
    """

    at_us: NDArray[np.int64]
    tier: NDArray[np.int64]
    is_due: NDArray[np.bool_]
    is_late: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.at_us)

    def between(self, start: datetime, end: datetime) -> "Raised":
        """Return those from `start` to before `end`."""
        first, last = np.searchsorted(self.at_us, [microseconds(start), microseconds(end)])
        part = slice(int(first), int(last))
        return Raised(self.at_us[part], self.tier[part], self.is_due[part], self.is_late[part])


class Decided(NamedTuple):
    """A case of an alert that was archived: dismissed as a false alarm, or disposed of."""

    at: datetime
    is_false: bool


class Active(NamedTuple):
    """A time in which an alert was active without a break; `until` is None while it still is."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """Events of a site that figures are made of, each in the order of time."""

    activations: Activations
    raised: Raised
    decided: Sequence[Decided]
    active: Sequence[Active]


@dataclass(frozen=True, slots=True)
class Measured:
    """`count`: rows of the list behind the figure. `trend`: the same of each day."""

    value: float | None
    before: float | None
    count: int
    count_before: int
    trend: tuple[float | None, ...]


@dataclass(frozen=True)
class Window:
    """From `start` to before `end`; `happened` is what fell into it. Of what is active all is known."""

    happened: Happened
    start: datetime
    end: datetime

    @cached_property
    def loads(self) -> list[Load]:
        """The loads of all people; none of a time that has not begun."""
        if self.end <= self.start:
            return []
        return performance.loads(self.happened.activations, start=self.start, end=self.end)


def window(happened: Happened, start: datetime, end: datetime) -> Window:
    return Window(
        Happened(
            activations=happened.activations.between(start, end),
            raised=happened.raised.between(start, end),
            decided=happened.decided[
                bisect_left(happened.decided, start, key=_at) : bisect_left(happened.decided, end, key=_at)
            ],
            active=happened.active,
        ),
        start,
        end,
    )


def measure(
    happened: Happened, *, start: datetime, end: datetime, now: datetime
) -> dict[KpiFigure, Measured]:
    """Measure every figure from `start` to `end` or `now`, and in as long a time before."""
    period = window(happened, start, min(end, now))
    before = window(happened, start - (end - start), start)
    days = [
        window(happened, start + n * DAY, min(start + (n + 1) * DAY, end, now))
        for n in range((end - start) // DAY)
        if start + n * DAY < now
    ]
    return {
        figure: Measured(
            value=value(period),
            before=value(before),
            count=COUNTS[figure](period),
            count_before=COUNTS[figure](before),
            trend=tuple(value(day) for day in days),
        )
        for figure, value in _values(period, before).items()
    }


def _values(period: Window, before: Window) -> Mapping[KpiFigure, Callable[[Window], float | None]]:
    """The ten busiest sources of a day are nearly all of it: a day is measured by those of the period."""

    of_period, of_before = (performance.top_sources(each.happened.activations) for each in (period, before))

    def top_share(each: Window) -> float | None:
        top = of_before if each is before else of_period
        return performance.share_of(each.happened.activations, top)

    return {**VALUES, KpiFigure.TOP_TEN: top_share}


def _alerts_per_day(each: Window) -> float | None:
    """Today counts as a day, though it is not over."""
    return len(each.happened.raised) / max((each.end - each.start) / DAY, 1)


def _red_share(each: Window) -> float | None:
    return _share(_reds(each), len(each.happened.raised))


def _reds(each: Window) -> int:
    return int(np.count_nonzero(each.happened.raised.tier == Tier.RED))


def _acknowledged_in_time(each: Window) -> float | None:
    due = int(np.count_nonzero(each.happened.raised.is_due))
    return _share(due - _late(each), due)


def _late(each: Window) -> int:
    return int(np.count_nonzero(each.happened.raised.is_late))


def _false_share(each: Window) -> float | None:
    return _share(_false(each), len(each.happened.decided))


def _false(each: Window) -> int:
    return sum(case.is_false for case in each.happened.decided)


def _flood_time(each: Window) -> float | None:
    """Of the person who was flooded longest."""
    if each.end <= each.start:
        return None
    return max((load.share_in_flood for load in each.loads), default=0.0)


def _floods(each: Window) -> int:
    return sum(len(load.floods) for load in each.loads)


def _chattering(each: Window) -> int:
    return len(performance.chattering(each.happened.activations))


def _stale(each: Window) -> int:
    """Active for more than a day at the end of the window."""
    return sum(
        performance.is_stale(active.since, now=each.end)
        for active in each.happened.active
        if active.until is None or active.until >= each.end
    )


def _top(each: Window) -> int:
    return len(performance.top_sources(each.happened.activations))


VALUES: Final[Mapping[KpiFigure, Callable[[Window], float | None]]] = {
    KpiFigure.ALERTS_PER_DAY: _alerts_per_day,
    KpiFigure.RED_SHARE: _red_share,
    KpiFigure.ACKNOWLEDGED_IN_TIME: _acknowledged_in_time,
    KpiFigure.FALSE_ALARMS: _false_share,
    KpiFigure.FLOOD_TIME: _flood_time,
    KpiFigure.CHATTERING: _chattering,
    KpiFigure.STALE: _stale,
}
COUNTS: Final[Mapping[KpiFigure, Callable[[Window], int]]] = {
    KpiFigure.ALERTS_PER_DAY: lambda each: len(each.happened.raised),
    KpiFigure.RED_SHARE: _reds,
    KpiFigure.ACKNOWLEDGED_IN_TIME: _late,
    KpiFigure.FALSE_ALARMS: _false,
    KpiFigure.FLOOD_TIME: _floods,
    KpiFigure.CHATTERING: _chattering,
    KpiFigure.STALE: _stale,
    KpiFigure.TOP_TEN: _top,
}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _at(each: Decided) -> datetime:
    return each.at
