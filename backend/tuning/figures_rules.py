"""Figures of alarm performance over one window of time: the period, the one before it, and each day of it.

All functions are pure. A figure has one definition, and every window is measured by it. None: nothing
happened that it could be measured by.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from backend.core.vocabulary import Tier
from backend.tuning import performance_rules as performance
from backend.tuning.performance_rules import Activation

DAY: Final = timedelta(days=1)
T = TypeVar("T", Activation, "Raised", "Decided")


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


class Raised(NamedTuple):
    """An alert. `is_late`: acknowledged after its time, or not at all; None: not due yet."""

    at: datetime
    tier: Tier
    is_late: bool | None


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

    activations: Sequence[Activation]
    raised: Sequence[Raised]
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


class Window(NamedTuple):
    """From `start` to before `end`; `happened` is what fell into it. Of what is active all is known."""

    happened: Happened
    start: datetime
    end: datetime


def window(happened: Happened, start: datetime, end: datetime) -> Window:
    return Window(
        Happened(
            activations=_cut(happened.activations, start, end),
            raised=_cut(happened.raised, start, end),
            decided=_cut(happened.decided, start, end),
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

    def top_share(each: Window) -> float | None:
        top = performance.top_sources((before if each is before else period).happened.activations)
        keys = {source.key for source in top}
        found = each.happened.activations
        return _share(sum(activation.key[:2] in keys for activation in found), len(found))

    return {**VALUES, KpiFigure.TOP_TEN: top_share}


def _alerts_per_day(each: Window) -> float | None:
    """Today counts as a day, though it is not over."""
    return len(each.happened.raised) / max((each.end - each.start) / DAY, 1)


def _red_share(each: Window) -> float | None:
    return _share(_reds(each), len(each.happened.raised))


def _reds(each: Window) -> int:
    return sum(alert.tier is Tier.RED for alert in each.happened.raised)


def _acknowledged_in_time(each: Window) -> float | None:
    due = [alert for alert in each.happened.raised if alert.is_late is not None]
    return _share(len(due) - _late(each), len(due))


def _late(each: Window) -> int:
    return sum(alert.is_late is True for alert in each.happened.raised)


def _false_share(each: Window) -> float | None:
    return _share(_false(each), len(each.happened.decided))


def _false(each: Window) -> int:
    return sum(case.is_false for case in each.happened.decided)


def _flood_time(each: Window) -> float | None:
    """Of the person who was flooded longest."""
    if each.end <= each.start:
        return None
    loads = performance.loads(each.happened.activations, start=each.start, end=each.end)
    return max((load.share_in_flood for load in loads), default=0.0)


def _floods(each: Window) -> int:
    if each.end <= each.start:
        return 0
    loads = performance.loads(each.happened.activations, start=each.start, end=each.end)
    return sum(len(load.floods) for load in loads)


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


def _cut(found: Sequence[T], start: datetime, end: datetime) -> Sequence[T]:
    return found[bisect_left(found, start, key=_at) : bisect_left(found, end, key=_at)]


def _at(each: Activation | Raised | Decided) -> datetime:
    return each.at
