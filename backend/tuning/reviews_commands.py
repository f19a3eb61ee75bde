"""Two weeks after a change: what it did, beside what was predicted, and an officer's word on it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.cases.rules import CaseOutcome
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.detection.backtest.comparing import by_tier
from backend.detection.backtest.results import Review
from backend.sensors.store import Sensors
from backend.sites.modules.store import Modules
from backend.tuning.events import INDICATOR_REVIEW_DUE, INDICATOR_REVIEWED
from backend.tuning.indicators_commands import announce, proposal_of, source_of
from backend.tuning.indicators_rules import REPLAYED, Proposal, ReviewVerdict
from backend.tuning.store import Indicators

REVIEWS_AT_ONCE: Final = 50


def review_due(tx: Transaction) -> int:
    """Work out what the changes of two weeks ago did, and notify the officers; return how many."""
    without = tx.get(Modules).sites_without(Module.TUNING)
    due = tx.get(Indicators).due_for_review(now=tx.now, limit=REVIEWS_AT_ONCE, without=without)
    sensors = tx.get(Sensors).get(proposal.sensor_id for proposal in due)
    for proposal in due:
        reviewed = replace(proposal, review=_review(tx, proposal), reviewed_at=tx.now)
        tx.get(Indicators).put(reviewed)
        announce(tx, INDICATOR_REVIEW_DUE, reviewed, sensors[proposal.sensor_id], by=None)
    return len(due)


def close_review(tx: Transaction, proposal_id: UUID, verdict: ReviewVerdict, *, by: Viewer) -> Proposal:
    """An officer has looked at what the change did. Raises Refused(ILLEGAL_TRANSITION) if there is nothing to
    see.
    """
    proposal = proposal_of(tx, proposal_id, by)
    sensor, _ = source_of(tx, proposal.sensor_id, Permission.APPROVE_LIMITS, by)
    if proposal.reviewed_at is None or proposal.verdict is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "no review is waiting")
    closed = replace(proposal, verdict=verdict, verdict_by=by.person_id, verdict_at=tx.now)
    tx.get(Indicators).put(closed)
    announce(tx, INDICATOR_REVIEWED, closed, sensor, by=by.person_id, note=verdict)
    return closed


def _review(tx: Transaction, proposal: Proposal) -> Review:
    """As long before the change as after it."""
    changed_at = proposal.decided_at or proposal.proposed_at
    lasted = tx.now - changed_at
    before = _raised(tx, proposal, since=changed_at - lasted, until=changed_at)
    after = _raised(tx, proposal, since=changed_at, until=tx.now)
    days = lasted / timedelta(days=1)
    predicted = None
    if (findings := proposal.findings) is not None:
        share = days / findings.days
        predicted = tuple((tier, round(count * share, 1)) for tier, count in findings.then.by_tier)
    outcomes = [outcome for _, outcome in after]
    return Review(
        days=round(days, 2),
        before=by_tier(tier for tier, _ in before),
        after=by_tier(tier for tier, _ in after),
        predicted=predicted,
        real=outcomes.count(CaseOutcome.RESOLVED),
        false=outcomes.count(CaseOutcome.FALSE_ALARM),
    )


def _raised(
    tx: Transaction, proposal: Proposal, *, since: datetime, until: datetime
) -> list[tuple[Tier, CaseOutcome | None]]:
    return tx.get(Indicators).alerts_raised(proposal.sensor_id, REPLAYED, since=since, until=until)
