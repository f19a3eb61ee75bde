"""Proposed indicators as rows, and what goes with an indicator from one version to the next."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.typed import convert
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.results import Comparison, Review
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from backend.sensors.tables import SensorRow
from backend.tuning.indicators_rules import Proposal, ProposalState, ReviewVerdict
from backend.tuning.tables import ProposalRow


class Indicators:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, proposal: Proposal) -> None:
        self._session.add(ProposalRow(**_columns(proposal)))
        self._session.flush()

    def get(self, proposal_id: UUID) -> Proposal:
        """The proposal, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ProposalRow, proposal_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such proposal")
        return proposal_of(row)

    def put(self, proposal: Proposal) -> None:
        row = self._session.get_one(ProposalRow, proposal.proposal_id)
        for name, value in _columns(proposal).items():
            setattr(row, name, value)
        self._session.add(row)
        self._session.flush()

    def shadows(self, sensor_ids: Iterable[int] | None = None) -> list[Proposal]:
        """Return the running shadows, of these sensors or in all."""
        statement = select(ProposalRow).where(ProposalRow.state == ProposalState.SHADOW)
        if sensor_ids is not None:
            statement = statement.where(one_of(col(ProposalRow.sensor_id), set(sensor_ids)))
        return [proposal_of(row) for row in self._session.exec(statement)]

    def shadows_fingerprint(self) -> tuple[Any, ...]:
        """Another value once a shadow has come or gone."""
        statement = select(func.count(), func.max(col(ProposalRow.shadow_since)))
        return tuple(self._session.exec(statement.where(ProposalRow.state == ProposalState.SHADOW)).one())

    def due_for_review(self, *, now: datetime, limit: int, without: Collection[UUID] = ()) -> list[Proposal]:
        """Approved changes whose two weeks are over; other sweeps skip them meanwhile. Those `without` these
        sites wait.
        """
        waiting = select(col(SensorRow.id)).where(col(SensorRow.site_id).in_(without))
        statement = (
            select(ProposalRow)
            .where(col(ProposalRow.review_due_at) <= now, col(ProposalRow.reviewed_at).is_(None))
            .where(col(ProposalRow.sensor_id).not_in(waiting))
            .order_by(col(ProposalRow.review_due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [proposal_of(row) for row in self._session.exec(statement)]

    def alerts_raised(
        self, sensor_id: int, conditions: Iterable[AlertCondition], *, since: datetime, until: datetime
    ) -> list[tuple[Tier, CaseOutcome | None]]:
        """The worst tier of every alert of these conditions, and how its case ended (None: not yet)."""
        statement = (
            select(AlertRow.worst_tier, CaseRow.outcome)
            .outerjoin(CaseRow, col(CaseRow.id) == AlertRow.case_id)
            .where(AlertRow.sensor_id == sensor_id, col(AlertRow.condition).in_(list(conditions)))
            .where(AlertRow.raised_at >= since, AlertRow.raised_at < until)
        )
        found = self._session.exec(statement)
        return [(Tier(tier), CaseOutcome(outcome) if outcome else None) for tier, outcome in found]


def proposal_of(row: ProposalRow) -> Proposal:
    return Proposal(
        proposal_id=row.id,
        site_id=row.site_id,
        sensor_id=row.sensor_id,
        state=ProposalState(row.state),
        base_indicator_id=row.base_indicator_id,
        base_version=row.base_version,
        proposed=indicator_from(row.definition, indicator_id=row.id, version=row.base_version + 1),
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        loosened=frozenset(Tier(tier) for tier in row.loosened),
        findings=None if row.findings is None else convert(row.findings, Comparison),
        shadow_since=row.shadow_since,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        decision_note=row.decision_note,
        approved_version=row.approved_version,
        review_due_at=row.review_due_at,
        review=None if row.review is None else convert(row.review, Review),
        reviewed_at=row.reviewed_at,
        verdict=ReviewVerdict(row.verdict) if row.verdict else None,
        verdict_by=row.verdict_by,
        verdict_at=row.verdict_at,
    )


def definition_of(indicator: Indicator) -> dict[str, Any]:
    """Return the proposal as plain JSON, without id and version; durations in seconds."""
    rate, span = indicator.rate_limit, indicator.span
    return {
        "unit": indicator.unit,
        "limits": [[limit.side.value, int(limit.tier), limit.value] for limit in indicator.limits],
        "deadband": indicator.deadband,
        "on_delay_s": indicator.on_delay.total_seconds(),
        "off_delay_s": indicator.off_delay.total_seconds(),
        "silent_after_s": indicator.silent_after.total_seconds(),
        "standard": indicator.standard,
        "rate": [rate.per_minute, rate.window.total_seconds(), int(rate.tier)] if rate else None,
        "stuck_after_s": indicator.stuck_after.total_seconds() if indicator.stuck_after else None,
        "span": [span.low, span.high] if span else None,
        "is_learned": indicator.is_learned,
    }


def indicator_from(definition: dict[str, Any], *, indicator_id: UUID, version: int) -> Indicator:
    """Restore the indicator that `definition_of` wrote."""
    rate, span, stuck_after_s = definition["rate"], definition["span"], definition["stuck_after_s"]
    return Indicator(
        indicator_id=indicator_id,
        version=version,
        unit=definition["unit"],
        limits=tuple(Limit(LimitSide(side), Tier(tier), value) for side, tier, value in definition["limits"]),
        deadband=definition["deadband"],
        on_delay=timedelta(seconds=definition["on_delay_s"]),
        off_delay=timedelta(seconds=definition["off_delay_s"]),
        silent_after=timedelta(seconds=definition["silent_after_s"]),
        standard=definition["standard"],
        rate_limit=RateLimit(rate[0], timedelta(seconds=rate[1]), Tier(rate[2])) if rate else None,
        stuck_after=None if stuck_after_s is None else timedelta(seconds=stuck_after_s),
        span=Span(*span) if span else None,
        is_learned=definition["is_learned"],
    )


def _columns(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.proposal_id,
        "site_id": proposal.site_id,
        "sensor_id": proposal.sensor_id,
        "state": proposal.state.value,
        "base_indicator_id": proposal.base_indicator_id,
        "base_version": proposal.base_version,
        "definition": definition_of(proposal.proposed),
        "reason": proposal.reason,
        "proposed_by": proposal.proposed_by,
        "proposed_at": proposal.proposed_at,
        "loosened": sorted(int(tier) for tier in proposal.loosened),
        "findings": None if proposal.findings is None else msgspec.to_builtins(proposal.findings),
        "shadow_since": proposal.shadow_since,
        "decided_by": proposal.decided_by,
        "decided_at": proposal.decided_at,
        "decision_note": proposal.decision_note,
        "approved_version": proposal.approved_version,
        "review_due_at": proposal.review_due_at,
        "review": None if proposal.review is None else msgspec.to_builtins(proposal.review),
        "reviewed_at": proposal.reviewed_at,
        "verdict": proposal.verdict.value if proposal.verdict else None,
        "verdict_by": proposal.verdict_by,
        "verdict_at": proposal.verdict_at,
    }
