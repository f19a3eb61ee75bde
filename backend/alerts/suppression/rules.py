"""Suppression of alerts: reasons, their order, and the return to notification (ISA-18.2, clause 11).

A suppression never touches the alert itself: its state and its tier stay what detection says. It decides
only whether people are notified: the same alerts are active at the end, whatever was suppressed in between.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.alerts.rules import Alert, AlertState, Chatter, Shelf, Suppression, asking, unacknowledged
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import AlertCondition, Tier

SHELVE_AT_MOST: Final = timedelta(hours=8)
"""One shift: what is shelved longer is forgotten by those who were not there (ISA-18.2, 11.7)."""
CHATTERS_FROM: Final = 3
CHATTERS_WITHIN_US: Final = 60_000_000
CALM_AFTER: Final = timedelta(minutes=5)
PARENT_SETTLES: Final = timedelta(minutes=1)
"""Time that an explained alert may need to recover after its parent."""
LOOK_AGAIN_AFTER: Final = timedelta(minutes=1)
"""Interval of the check whether a suppression without an end of its own still applies."""
BELOW_RED: Final = Tier.ORANGE
ORDER: Final = tuple(Suppression)


@dataclass(frozen=True, slots=True)
class ActiveSuppression:
    """Suppress alerts up to this tier. `ends_at`: when the clock may end it; `origin`: what it is."""

    by: Suppression
    up_to: Tier
    ends_at: datetime | None = None
    origin: UUID | None = None


@dataclass(frozen=True, slots=True)
class MaintenanceWindow:
    """Planned work on one piece of equipment or in one area. RED is suppressed only where that was
    confirmed.
    """

    window_id: UUID
    site_id: UUID
    equipment_id: UUID | None
    area_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    reason: str
    suppresses_red: bool
    planned_by: UUID
    planned_at: datetime
    begun_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: UUID | None = None
    repeat_days: int | None = None

    first_starts_at: datetime | None = None
    """When the first of a repetition began and (`first_ends_at`) ended; None: this is the first."""
    first_ends_at: datetime | None = None

    def next_after(self, now: datetime, zone: ZoneInfo) -> "MaintenanceWindow":
        """Return the first repetition that is not over yet: what a downtime missed is not made up for.

        Its times are those of the first one on the wall of the site. A night in which the clock is set and
        that has no room for it is left out.
        """
        if self.repeat_days is None:
            raise ValueError("it is done once")
        first_starts_at = self.first_starts_at or self.starts_at
        first_ends_at = self.first_ends_at or self.ends_at
        starts, ends = (
            each.astimezone(zone).replace(tzinfo=None) for each in (first_starts_at, first_ends_at)
        )
        every = timedelta(days=self.repeat_days)
        times = max(1, (max(now, self.starts_at) - first_ends_at) // every)
        while True:
            starts_at, ends_at = (
                (each + times * every).replace(tzinfo=zone).astimezone(UTC) for each in (starts, ends)
            )
            if max(starts_at, self.starts_at, now) < ends_at and self.starts_at < starts_at:
                break
            times += 1
        return replace(
            self,
            window_id=uuid4(),
            starts_at=starts_at,
            ends_at=ends_at,
            planned_at=now,
            begun_at=None,
            first_starts_at=first_starts_at,
            first_ends_at=first_ends_at,
        )


@dataclass(frozen=True, slots=True)
class ParentAlert:
    """An alert of a parent, as a child sees it. `conditions`: what it explains of the child (None: all)."""

    alert_id: UUID
    is_active: bool
    normal_at: datetime | None
    conditions: frozenset[AlertCondition] | None


@dataclass(frozen=True, slots=True)
class EndedSuppression:
    """End of a suppression. `worst`: the worst tier meanwhile, None if it was never active; `is_raised`:
    people were notified.
    """

    worst: Tier | None
    is_raised: bool


@dataclass(frozen=True, slots=True)
class SuppressionContext:
    """Everything that may suppress the alerts of one source now."""

    is_out_of_service: bool = False
    out_of_service_until: datetime | None = None
    windows: tuple[MaintenanceWindow, ...] = ()
    is_under_repair: bool = False
    parents: tuple[ParentAlert, ...] = ()


class Step(StrEnum):
    """Effect of applying the suppressions to an alert."""

    UNCHANGED = "UNCHANGED"
    SUPPRESSED = "SUPPRESSED"
    REASON_CHANGED = "REASON_CHANGED"
    """Suppressed still, for another reason."""
    RELEASED = "RELEASED"


def deciding(suppressions: Iterable[ActiveSuppression], tier: Tier) -> ActiveSuppression | None:
    """Suppression that decides for an alert of this tier: the first in order."""
    strong = (suppression for suppression in suppressions if tier <= suppression.up_to)
    return min(strong, key=lambda suppression: ORDER.index(suppression.by), default=None)


def suppressions_of(alert: Alert, around: SuppressionContext, *, now: datetime) -> list[ActiveSuppression]:
    """Return everything that would suppress this alert now."""
    suppressions = [
        _of_window(window) for window in around.windows if window.starts_at <= now < window.ends_at
    ]
    if around.is_out_of_service:
        suppressions.append(
            ActiveSuppression(Suppression.OUT_OF_SERVICE, Tier.RED, around.out_of_service_until)
        )
    if around.is_under_repair:
        suppressions.append(ActiveSuppression(Suppression.MAINTENANCE, BELOW_RED, now + LOOK_AGAIN_AFTER))
    if alert.shelf is not None and now < alert.shelf.until:
        suppressions.append(ActiveSuppression(Suppression.SHELVED, alert.shelf.up_to, alert.shelf.until))
    for parent in around.parents:
        if parent.conditions is not None and alert.condition not in parent.conditions:
            continue
        ends_at = None if parent.normal_at is None else parent.normal_at + PARENT_SETTLES
        if parent.is_active or (ends_at is not None and now < ends_at):
            suppressions.append(ActiveSuppression(Suppression.PARENT, BELOW_RED, ends_at, parent.alert_id))
    if alert.chatter is not None and now < alert.chatter.calm_at:
        suppressions.append(
            ActiveSuppression(Suppression.CHATTERING, alert.chatter.up_to, alert.chatter.calm_at)
        )
    return suppressions


def apply(
    alert: Alert, suppressions: Iterable[ActiveSuppression], *, at: datetime, due_at: datetime
) -> tuple[Alert, Step]:
    """Return the alert as notified or suppressed from now on. Applying again changes nothing.

    Only what may be missed is suppressed: a normal alert stays suppressed, and is never suppressed anew,
    except where it is itself the reason (shelved, chattering).
    """
    decided, step = _decided(alert, suppressions, at=at, due_at=due_at)
    return asking(decided), step


def _decided(
    alert: Alert, suppressions: Iterable[ActiveSuppression], *, at: datetime, due_at: datetime
) -> tuple[Alert, Step]:
    alert = _without_what_ran_out(alert, at)
    suppressions = list(suppressions)
    suppression = deciding(suppressions, alert.tier)
    if suppression is not None and alert.suppressed_by is None and not alert.is_active:
        suppression = (
            suppression
            if suppression.by in (Suppression.SHELVED, Suppression.CHATTERING) and alert.is_open
            else None
        )
    alert = replace(alert, suppression_due_at=_next_look(alert, suppressions))
    if suppression is None:
        return _notify(alert, at=at, due_at=due_at)
    step = Step.SUPPRESSED if alert.suppressed_by is None else Step.REASON_CHANGED
    if alert.suppressed_by is suppression.by:
        step = Step.UNCHANGED
    worst = alert.worst_suppressed_tier if step is not Step.SUPPRESSED else None
    if alert.is_active:
        worst = max(worst or alert.tier, alert.tier)
    since = at if step is not Step.UNCHANGED else alert.suppressed_at
    return replace(
        alert, suppressed_by=suppression.by, suppressed_at=since, worst_suppressed_tier=worst
    ), step


def activate(alert: Alert, *, sampled_us: int, at: datetime) -> Alert:
    """Count one more activation; three within a minute of event time are chattering until it is calm.

    An alert worse than the notified tier is never suppressed for chattering.
    """
    recent = (t for t in alert.activations if abs(sampled_us - t) < CHATTERS_WITHIN_US)
    activations = (*recent, sampled_us)[-CHATTERS_FROM:]
    chatter = alert.chatter
    if chatter is not None and at < chatter.calm_at:
        chatter = replace(chatter, calm_at=at + CALM_AFTER)
    elif len(activations) >= CHATTERS_FROM and alert.notified_tier is not None:
        chatter = Chatter(alert.notified_tier, at + CALM_AFTER)
    else:
        chatter = None
    return replace(alert, activations=activations, chatter=chatter)


def shelve(
    alert: Alert, *, until: datetime, reason: str, by: UUID, at: datetime, confirms_red: bool
) -> Alert:
    """Silence this alert for a time, up to the tier it has now: a worse one notifies at once."""
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "shelving needs a reason")
    if not at < until <= at + SHELVE_AT_MOST:
        raise Refused(ErrorCode.INVALID_INPUT, "an alert is shelved for at most eight hours from now")
    if not alert.is_open:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the alert is over")
    if alert.is_red and not confirms_red:
        raise Refused(ErrorCode.RED_NEEDS_CONFIRMATION, "a red alert is shelved only on purpose")
    return replace(alert, shelf=Shelf(until, alert.tier, reason.strip(), by))


def waits_for_shelf(alert: Alert) -> bool:
    """Whether shelving its group as one shelves this alert: it is not over, and nobody has shelved it."""
    return alert.state is not AlertState.NORMAL and alert.shelf is None


def unshelve(alert: Alert) -> Alert:
    if alert.shelf is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the alert is not shelved")
    return replace(alert, shelf=None)


def parents_first(sensor_ids: Iterable[int], parents: Mapping[int, Set[int]]) -> list[int]:
    """Return these sources so that each comes after those of them whose alerts explain its own, and else in
    their order. `parents`: of each that has some. Those that explain each other in a circle come last.
    """
    waiting = list(dict.fromkeys(sensor_ids))
    left = set(waiting)
    order: list[int] = []
    while ready := [each for each in waiting if left.isdisjoint(parents.get(each, ()))]:
        order += ready
        left.difference_update(ready)
        waiting = [each for each in waiting if each in left]
    return [*order, *waiting]


def _of_window(window: MaintenanceWindow) -> ActiveSuppression:
    up_to = Tier.RED if window.suppresses_red else BELOW_RED
    return ActiveSuppression(Suppression.MAINTENANCE, up_to, window.ends_at, window.window_id)


def _without_what_ran_out(alert: Alert, at: datetime) -> Alert:
    shelf, chatter = alert.shelf, alert.chatter
    if shelf is not None and (shelf.until <= at or (alert.is_active and alert.tier > shelf.up_to)):
        shelf = None  # worse than what was shelved is news
    if chatter is not None and chatter.calm_at <= at:
        chatter = None
    return replace(alert, shelf=shelf, chatter=chatter)


def _next_look(alert: Alert, suppressions: list[ActiveSuppression]) -> datetime | None:
    ends = [suppression.ends_at for suppression in suppressions if suppression.ends_at is not None]
    if alert.shelf is not None:
        ends.append(alert.shelf.until)
    if alert.chatter is not None:
        ends.append(alert.chatter.calm_at)
    return min(ends, default=None)


def _notify(alert: Alert, *, at: datetime, due_at: datetime) -> tuple[Alert, Step]:
    step = Step.UNCHANGED if alert.suppressed_by is None else Step.RELEASED
    was_notified = alert.notified_at is not None
    alert = replace(alert, suppressed_by=None, suppressed_at=None, worst_suppressed_tier=None)
    if not alert.is_active:
        # Nobody was notified, so nobody has to acknowledge it.
        return (alert if was_notified else replace(alert, is_acknowledged=True, asked_tier=None)), step
    if step is Step.RELEASED:
        alert = unacknowledged(alert, due_at=due_at)
    if alert.chatter is not None:
        alert = replace(alert, chatter=replace(alert.chatter, up_to=max(alert.chatter.up_to, alert.tier)))
    notified_tier = max(alert.notified_tier or alert.tier, alert.tier)
    return replace(alert, notified_at=alert.notified_at or at, notified_tier=notified_tier), step
