"""Changing an indicator: what a proposal may become, what counts as looser, and who may say yes.

Nobody alone loosens red, or anything of a gas. Everything else is recorded with its reason.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import PERMISSIONS, Permission, Role
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.results import Comparison, Review
from backend.sensors.rules import Indicator, Limit, LimitSide, room_between
from backend.tuning.limit_bounds_rules import FURTHEST, limit_bounds
from backend.tuning.loosening_rules import needs_second_person

MAX_ON_DELAY: Final = timedelta(minutes=10)
MAX_OFF_DELAY: Final = timedelta(hours=24)
MAX_SILENCE: Final = timedelta(days=7)
MAX_WINDOW: Final = timedelta(hours=24)
MAX_REASON: Final = 500
REVIEW_AFTER: Final = timedelta(days=14)

REPLAYED: Final = (
    AlertCondition.LIMIT_HIGH,
    AlertCondition.LIMIT_LOW,
    AlertCondition.RATE_OF_CHANGE,
    AlertCondition.STUCK,
    AlertCondition.OUT_OF_RANGE,
    AlertCondition.BAD_QUALITY,
)
"""Conditions that a back-test can judge, and so what a review counts."""


class ProposalState(StrEnum):
    """草案, 影子运行, 已批准, 已驳回, 已撤回."""

    DRAFT = "DRAFT"
    SHADOW = "SHADOW"
    """Judged beside the indicator in force, without notifying anyone."""
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class ProposalAction(StrEnum):
    START_SHADOW = "START_SHADOW"
    STOP_SHADOW = "STOP_SHADOW"
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    WITHDRAW = "WITHDRAW"


class ReviewVerdict(StrEnum):
    """Verdict of an officer on a change, two weeks later."""

    KEEP = "KEEP"
    ADJUST = "ADJUST"


NEXT_STATE: Final = {
    (ProposalState.DRAFT, ProposalAction.START_SHADOW): ProposalState.SHADOW,
    (ProposalState.SHADOW, ProposalAction.STOP_SHADOW): ProposalState.DRAFT,
    **{
        (before, action): after
        for before in (ProposalState.DRAFT, ProposalState.SHADOW)
        for action, after in (
            (ProposalAction.APPROVE, ProposalState.APPROVED),
            (ProposalAction.REJECT, ProposalState.REJECTED),
            (ProposalAction.WITHDRAW, ProposalState.WITHDRAWN),
        )
    },
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator that somebody wants for a source instead of the version in force.

    `proposed.indicator_id` is the proposal's own id, so that a shadow is never taken for the real rule.
    `findings`: the back-test as it was shown when it was proposed (None: there was no history to replay);
    `review`: what became of it, worked out when `review_due_at` had passed.
    """

    proposal_id: UUID
    site_id: UUID
    sensor_id: int
    state: ProposalState
    base_indicator_id: UUID
    base_version: int
    proposed: Indicator
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    loosened: frozenset[Tier]
    findings: Comparison | None = None
    shadow_since: datetime | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision_note: str = ""
    approved_version: int | None = None
    review_due_at: datetime | None = None
    review: Review | None = None
    reviewed_at: datetime | None = None
    verdict: ReviewVerdict | None = None
    verdict_by: UUID | None = None
    verdict_at: datetime | None = None

    @property
    def needs_second_person(self) -> bool:
        return needs_second_person(self.loosened, self.proposed)


def deciding(proposal: Proposal, *, author: Role | None) -> Permission:
    """Return the permission to approve or reject it.

    The second person for what an officer proposes may be a lead or an executive; one of the two is always
    somebody who may approve limits.
    """
    may_author_approve = author is not None and Permission.APPROVE_LIMITS in PERMISSIONS[author]
    is_second = proposal.needs_second_person and may_author_approve
    return Permission.AGREE if is_second else Permission.APPROVE_LIMITS


def advance(
    proposal: Proposal, action: ProposalAction, *, by: UUID, at: datetime, note: str = ""
) -> Proposal:
    """The proposal after `action`; refuse what the table does not hold, and a lone hand on red or gas."""
    state = NEXT_STATE.get((proposal.state, action))
    if state is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"cannot {action} while {proposal.state}")
    if action is ProposalAction.APPROVE and proposal.needs_second_person and by == proposal.proposed_by:
        raise Refused(
            ErrorCode.SECOND_PERSON_REQUIRED, "a looser red tier or gas detector needs a second person"
        )
    if action is ProposalAction.WITHDRAW and by != proposal.proposed_by:
        raise Refused(ErrorCode.NOT_ALLOWED, "only who proposed it may withdraw it")
    if action is ProposalAction.REJECT:
        check_reason(note)
    if action is ProposalAction.START_SHADOW:
        return replace(proposal, state=state, shadow_since=at)
    if action is ProposalAction.STOP_SHADOW:
        return replace(proposal, state=state)
    return replace(proposal, state=state, decided_by=by, decided_at=at, decision_note=note.strip())


def check_reason(reason: str) -> None:
    """A change of a limit says why."""
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why")
    if len(reason) > MAX_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a reason")


def check_change(base: Indicator, wanted: Indicator) -> None:
    """Raises Refused(INVALID_INPUT) for an indicator that contradicts itself, or moves a limit to where the
    instrument cannot measure or no such quantity is. What stays as it was is not judged.
    """
    check_indicator(wanted)
    bounds = limit_bounds(base)
    moved = [limit for limit in wanted.limits if limit not in base.limits]
    _require(all(bounds.low <= limit.value <= bounds.high for limit in moved), "a limit that is out of reach")


def check_indicator(indicator: Indicator) -> None:
    """Raises Refused(INVALID_INPUT) for an indicator that contradicts itself or could never end an alert."""
    for side in LimitSide:
        _check_side([limit for limit in indicator.limits if limit.side is side])
    room = room_between(indicator.limits)
    _require(isfinite(indicator.deadband) and indicator.deadband >= 0, "a deadband below zero")
    _require(indicator.deadband < room, "the deadband leaves no normal range between low and high limits")
    _require(timedelta(0) <= indicator.on_delay <= MAX_ON_DELAY, "too long an on-delay")
    _require(timedelta(0) <= indicator.off_delay <= MAX_OFF_DELAY, "too long an off-delay")
    scale = max((abs(limit.value) for limit in indicator.limits), default=float("inf"))
    _require(
        indicator.deadband < max(scale, 1.0), "a deadband as wide as the limits lie high never ends an alert"
    )
    _require(
        timedelta(0) <= indicator.silent_after <= MAX_SILENCE, "silent after less than no time, or a week"
    )
    if (rate := indicator.rate_limit) is not None:
        _require(isfinite(rate.per_minute) and rate.per_minute > 0, "a rate of nothing")
        _require(timedelta(0) < rate.window <= MAX_WINDOW, "too long a window")
    _require(indicator.stuck_after is None or indicator.stuck_after > timedelta(0), "stuck after no time")
    if (span := indicator.span) is not None:
        _require(isfinite(span.low) and isfinite(span.high) and span.low < span.high, "an empty span")


def _check_side(limits: list[Limit]) -> None:
    _require(all(abs(limit.value) <= FURTHEST for limit in limits), "a limit that nothing ever reaches")
    _require(len({limit.tier for limit in limits}) == len(limits), "two limits of one tier on one side")
    by_tier = sorted(limits, key=lambda limit: limit.tier)
    strictness = [limit.value if limit.side is LimitSide.HIGH else -limit.value for limit in by_tier]
    _require(
        all(milder < worse for milder, worse in pairwise(strictness)),
        "a worse tier must lie further out",
    )


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Refused(ErrorCode.INVALID_INPUT, otherwise)
