"""Alerts: one condition on one source, from start to end.

Two axes kept apart, as in OPC UA Part 9 / ISA-18.2: is it active, and has a person acknowledged it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import AlertCondition, AlertKey, Tier

LOUD: Final = (Tier.RED, Tier.ORANGE)
"""Tiers of an alarm: it owns the screen of whom it calls."""


class AlertState(StrEnum):
    """The four corners of active x acknowledged; RTN = return to normal (ISA-18.2)."""

    UNACKNOWLEDGED = "UNACKNOWLEDGED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RTN_UNACKNOWLEDGED = "RTN_UNACKNOWLEDGED"
    NORMAL = "NORMAL"


class AlertTransitionKind(StrEnum):
    """Entry in the history of an alert."""

    RAISED = "RAISED"
    TIER_RAISED = "TIER_RAISED"
    TIER_LOWERED = "TIER_LOWERED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RETURNED_TO_NORMAL = "RETURNED_TO_NORMAL"
    REACTIVATED = "REACTIVATED"
    SHELVED = "SHELVED"
    UNSHELVED = "UNSHELVED"
    SUPPRESSED = "SUPPRESSED"
    UNSUPPRESSED = "UNSUPPRESSED"
    ON_THE_WAY = "ON_THE_WAY"
    CANNOT_COME = "CANNOT_COME"
    CONFIRMED = "CONFIRMED"
    WITHDRAWN = "WITHDRAWN"
    """It was raised for what was none of its kind: it is over, and nobody has to answer it."""


TIER_MOVES: Final = (
    AlertTransitionKind.RAISED,
    AlertTransitionKind.TIER_RAISED,
    AlertTransitionKind.TIER_LOWERED,
    AlertTransitionKind.REACTIVATED,
)
"""Entries with which an alert begins to have the tier that it has then."""
ANNOUNCED: Final = (
    AlertTransitionKind.RAISED,
    AlertTransitionKind.REACTIVATED,
    AlertTransitionKind.TIER_RAISED,
)
"""Entries with which somebody is asked to look."""


class Suppression(StrEnum):
    """Reason why nobody is notified of an alert now; the first that applies decides. Always recorded; people
    are notified once when it ends.
    """

    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    MAINTENANCE = "MAINTENANCE"
    SHELVED = "SHELVED"
    PARENT = "PARENT"
    """Something that explains it is alarming itself: a silent gateway, a stopped feed pump."""
    CHATTERING = "CHATTERING"
    """It came and went too often; it stays in the list, with a mark."""
    FLOOD = "FLOOD"
    """Too much for one person: of messages only, which are batched; alerts are never suppressed by it."""

    @property
    def is_hidden(self) -> bool:
        """Whether the alert leaves the list of what to look at now."""
        return self not in (Suppression.CHATTERING, Suppression.FLOOD)


STATE_OF: Final = {
    (True, False): AlertState.UNACKNOWLEDGED,
    (True, True): AlertState.ACKNOWLEDGED,
    (False, False): AlertState.RTN_UNACKNOWLEDGED,
    (False, True): AlertState.NORMAL,
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Silence that a person asked for: until then, for this alert up to this tier, with a reason."""

    until: datetime
    up_to: Tier
    reason: str
    by: UUID


@dataclass(frozen=True, slots=True)
class Chatter:
    """State of a chattering alert: up to this tier nobody is notified again before it has been calm."""

    up_to: Tier
    calm_at: datetime


@dataclass(frozen=True, slots=True)
class Alert:
    """One open or past alert. `is_open` until it is back to normal, acknowledged and not suppressed.

    `active_since`: when its present activation really began. `notified_at`: when people were first notified
    (None while it was only ever suppressed); `notified_tier`: the worst tier of which they were.
    `acknowledged_tier`: what the person saw who acknowledged it. `asked_tier`: the worst tier since it last
    began to ask for an answer, as `asking` keeps it; None: answered, or it never asked.
    `worst_suppressed_tier`: its worst tier since `suppressed_at`. `activations`: event times (microseconds)
    of the last ones, while they count for chattering. `suppression_due_at`: when a suppression of it ends by
    the clock. `group_id`: alerts of one cause; the worst of them leads. `limit_tier`: the present tier as the
    limits alone say it, before a red residual risk makes it one worse; None where no limit decided, and on
    alerts that last got their tier before it was kept.
    """

    alert_id: UUID
    site_id: UUID
    sensor_id: int
    condition: AlertCondition
    tier: Tier
    worst_tier: Tier
    is_active: bool
    is_acknowledged: bool
    raised_at: datetime
    changed_at: datetime
    normal_at: datetime | None
    acknowledge_due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: UUID | None
    is_simulated: bool
    aspect: str = ""
    active_since: datetime | None = None
    notified_at: datetime | None = None
    notified_tier: Tier | None = None
    acknowledged_tier: Tier | None = None
    asked_tier: Tier | None = None
    suppressed_by: Suppression | None = None
    suppressed_at: datetime | None = None
    worst_suppressed_tier: Tier | None = None
    shelf: Shelf | None = None
    chatter: Chatter | None = None
    activations: tuple[int, ...] = ()
    suppression_due_at: datetime | None = None
    group_id: UUID | None = None
    limit_tier: Tier | None = None

    @property
    def active_from(self) -> datetime:
        """When its present activation began, or that of before it was kept."""
        return self.active_since or self.raised_at

    @property
    def rank(self) -> Tier:
        """The tier that orders, counts, tints and protects it: an answer lowers it, a falling value does not.

        The worst since it last began to ask while nobody has acknowledged it, then the present tier; the
        worst of all once it is past.
        """
        if not self.is_open:
            return self.worst_tier
        return self.tier if self.is_acknowledged else self.asked_tier or self.tier

    @property
    def is_dangerous(self) -> bool:
        """Open at the rank of red or orange: each is acknowledged by itself, also one that has recovered."""
        return self.is_open and self.rank in LOUD

    @property
    def is_red(self) -> bool:
        """Red now, or red and unanswered: its silence is asked for on purpose, by an officer."""
        return (self.is_active or not self.is_acknowledged) and self.rank is Tier.RED

    @property
    def key(self) -> AlertKey:
        return self.sensor_id, self.condition, self.aspect

    @property
    def state(self) -> AlertState:
        return STATE_OF[self.is_active, self.is_acknowledged]

    @property
    def is_open(self) -> bool:
        return self.state is not AlertState.NORMAL or self.suppressed_by is not None


SourceOfCase: TypeAlias = tuple[Alert, timedelta, bool]
"""An alert of a case, the off-delay of its indicator, and whether its source is silent now."""


def change_tier(
    alert: Alert, tier: Tier, *, at: datetime, due_at: datetime
) -> tuple[Alert, AlertTransitionKind]:
    """The alert at its new tier. Worse than what was acknowledged: a person must look again (re-alarm)."""
    if not alert.is_active:
        kind = AlertTransitionKind.REACTIVATED
    elif tier > alert.tier:
        kind = AlertTransitionKind.TIER_RAISED
    else:
        kind = AlertTransitionKind.TIER_LOWERED
    changed = replace(
        alert,
        tier=tier,
        worst_tier=max(alert.worst_tier, tier),
        is_active=True,
        active_since=alert.active_since if alert.is_active else at,
        normal_at=None,
        changed_at=at,
    )
    is_worse_than_seen = alert.is_acknowledged and tier > (alert.acknowledged_tier or alert.worst_tier)
    if is_worse_than_seen:
        changed = unacknowledged(changed, due_at=due_at)
    if tier > alert.worst_tier:
        changed = replace(changed, acknowledge_due_at=due_at)
    return changed, kind


def asking(alert: Alert) -> Alert:
    """The alert with its present tier counted among those that it asks about. Hidden it asks about none: a
    tier that it reached only then counts if it still has it when it is released.
    """
    is_hidden = alert.suppressed_by is not None and alert.suppressed_by.is_hidden
    if alert.is_acknowledged or is_hidden:
        return alert
    return replace(alert, asked_tier=max(alert.asked_tier or alert.tier, alert.tier))


def unacknowledged(alert: Alert, *, due_at: datetime) -> Alert:
    """The alert asks to be looked at again, until `due_at`. One that was never answered goes on asking."""
    return replace(
        alert,
        is_acknowledged=False,
        acknowledged_at=None,
        acknowledged_by=None,
        acknowledged_tier=None,
        acknowledge_due_at=due_at,
    )


def return_to_normal(alert: Alert, *, at: datetime) -> Alert:
    """The source is back inside its limits. Unacknowledged it stays listed until a person has seen it."""
    return replace(alert, is_active=False, normal_at=at, changed_at=at)


def withdraw(alert: Alert, *, at: datetime) -> Alert:
    """Return the alert as over without an answer: acknowledged by nobody, at no time."""
    return replace(
        alert, is_active=False, is_acknowledged=True, normal_at=alert.normal_at or at, changed_at=at
    )


def acknowledge(alert: Alert, *, by: UUID, at: datetime) -> Alert:
    """Return the alert as acknowledged. Refused the second time: the first one is the one on record."""
    if alert.is_acknowledged:
        raise Refused(ErrorCode.ALREADY_ACKNOWLEDGED, "the alert is acknowledged already")
    return replace(
        alert,
        is_acknowledged=True,
        acknowledged_at=at,
        acknowledged_by=by,
        acknowledged_tier=alert.tier,
        asked_tier=None,
        changed_at=at,
    )
