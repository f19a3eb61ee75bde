"""Is the plant under control 受控? What says no, at any moment; all functions are pure.

An area is out of control while a red alert is active there, while an orange one is active that nobody has
acknowledged, or while a step of an alert or case of it is late. What is suppressed and hidden does not
count: people were told why not to look. What nobody can see is said beside it, never as calm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.alerts.rules import TIER_MOVES, AlertTransitionKind, Suppression
from backend.core.vocabulary import Tier

PERIOD: Final = timedelta(days=30)
"""Period that is compared with the same time before."""
RECURRING_FROM: Final = 3
RECURRING_WITHIN: Final = timedelta(days=90)
ON_TIME_TARGET: Final = 0.95
"""Share of steps closed in time: shared/regulatory.md, alarm handling after AQ 3064.2, closure ≥ 95 %."""
SERIOUS: Final = (Tier.RED, Tier.ORANGE)


class Moment(NamedTuple):
    """One entry in the history of an alert; `suppression` is what suppressed it from then on."""

    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    suppression: Suppression | None


class Late(NamedTuple):
    """A step that was late from `due_at` until `ended_at`; None: it still is, or will be. `noun`: `case` or
    `alert`, as of its deadline.
    """

    noun: str
    object_id: UUID
    area_id: UUID
    due_at: datetime
    ended_at: datetime | None

    def is_late(self, at: datetime) -> bool:
        return self.due_at < at and (self.ended_at is None or self.ended_at >= at)


class BecameDue(NamedTuple):
    """As many steps that became due: `is_lately` within the period, else in the one before it."""

    is_lately: bool
    is_in_time: bool
    number: int


@dataclass(frozen=True, slots=True)
class OnTime:
    """Steps that became due within a period. `before`: the share of the period before it; None: of none."""

    total: int
    late: int
    before: float | None

    @property
    def share(self) -> float | None:
        return (self.total - self.late) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Day:
    """Red and orange alerts raised on one day, in the time of the site."""

    day: date
    red: int
    orange: int


def first_midnight(now: datetime, zone: ZoneInfo, period: timedelta = PERIOD) -> datetime:
    """When the days of the period began that end with today, in the time of the site."""
    today = now.astimezone(zone).date()
    return datetime.combine(today - period + timedelta(days=1), time(), zone)


def is_out_of_control(*, tier: Tier, is_active: bool, is_acknowledged: bool) -> bool:
    """Whether an alert that is not hidden puts its area out of control."""
    return is_active and (tier is Tier.RED or (tier is Tier.ORANGE and not is_acknowledged))


def was_out_of_control(history: Sequence[Moment], at: datetime) -> bool:
    """The same at a moment of before, from the history of the alert, oldest first."""
    is_active = is_hidden = False
    tier, seen_at_tier = Tier.BLUE, None
    for moment in takewhile(lambda each: each.at <= at, history):
        tier = moment.tier
        is_hidden = moment.suppression is not None and moment.suppression.is_hidden
        if moment.kind in TIER_MOVES:
            is_active = True
            if seen_at_tier is not None and tier > seen_at_tier:  # worse than what was acknowledged
                seen_at_tier = None
        elif moment.kind is AlertTransitionKind.ACKNOWLEDGED:
            seen_at_tier = tier
        elif moment.kind is AlertTransitionKind.RETURNED_TO_NORMAL:
            is_active = False
    return not is_hidden and is_out_of_control(
        tier=tier, is_active=is_active, is_acknowledged=seen_at_tier is not None
    )


def on_time(steps: Iterable[BecameDue]) -> OnTime:
    """Of those due within the period, beside those due before."""
    counts = {(lately, in_time): 0 for lately in (True, False) for in_time in (True, False)}
    for is_lately, is_in_time, number in steps:
        counts[is_lately, is_in_time] += number
    before = counts[False, True] + counts[False, False]
    return OnTime(
        counts[True, True] + counts[True, False],
        counts[True, False],
        counts[False, True] / before if before else None,
    )
