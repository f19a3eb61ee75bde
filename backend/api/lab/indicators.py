"""Changing an indicator: proposals, shadows, approval, review."""

from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.api.context import Info
from backend.api.home import TierCount
from backend.api.lab.backtests import LONGEST_ID, BacktestNode, ProposedIndicatorInput, history_of
from backend.api.people import PersonNode
from backend.api.sensors import IndicatorNode, SensorNode
from backend.domain.alerts import AlertCondition, Tier
from backend.domain.detection.comparison import compare_indicators
from backend.domain.errors import ErrorCode, Refused
from backend.domain.lab.backtests import Comparison, Review
from backend.domain.lab.indicators import ProposalState, ReviewVerdict, Tuning
from backend.domain.people import Permission
from backend.services.lab import indicators as commands
from backend.storage.views import indicators
from backend.storage.views.indicators import ProposalView, ShadowEpisodeView, VersionView

strawberry.enum(ProposalState, name="ProposalState")
strawberry.enum(ReviewVerdict, name="ReviewVerdict")


@strawberry.type(name="IndicatorVersion")
class IndicatorVersionNode:
    indicator: IndicatorNode
    reason: str
    made_at: datetime
    made_by: PersonNode | None
    is_in_force: bool

    @classmethod
    def of(cls, view: VersionView) -> "IndicatorVersionNode":
        return cls(
            indicator=IndicatorNode.of(view.indicator),
            reason=view.reason,
            made_at=view.made_at,
            made_by=PersonNode.of_optional(view.made_by),
            is_in_force=view.is_in_force,
        )


@strawberry.type(name="ShadowEpisode", description="An alert that the shadow would have raised.")
class ShadowEpisodeNode:
    condition: AlertCondition
    worst_tier: Tier
    value: float | None
    started_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, view: ShadowEpisodeView) -> "ShadowEpisodeNode":
        return cls(
            condition=view.condition,
            worst_tier=view.worst_tier,
            value=view.value,
            started_at=view.started_at,
            ended_at=view.ended_at,
        )


@strawberry.type
class PredictedCount:
    tier: Tier
    count: float


@strawberry.type(
    name="IndicatorReview", description="Alerts in the weeks since the change, and in as many before it."
)
class ReviewNode:
    days: float
    before: list[TierCount]
    after: list[TierCount]
    predicted: list[PredictedCount] | None
    real: int
    false: int

    @classmethod
    def of(cls, review: Review) -> "ReviewNode":
        return cls(
            days=review.days,
            before=[TierCount(tier=tier, count=count) for tier, count in review.before],
            after=[TierCount(tier=tier, count=count) for tier, count in review.after],
            predicted=[PredictedCount(tier=tier, count=count) for tier, count in review.predicted]
            if review.predicted is not None
            else None,
            real=review.real,
            false=review.false,
        )


@strawberry.type(name="IndicatorProposal")
class ProposalNode:
    id: UUID
    sensor: SensorNode
    state: ProposalState
    base_version: int
    proposed: IndicatorNode
    reason: str
    proposed_by: PersonNode | None
    proposed_at: datetime
    loosened: list[Tier]
    needs_second_person: bool
    is_stale: bool
    findings: BacktestNode | None = strawberry.field(description="As it was shown when it was proposed.")
    shadow_since: datetime | None
    decided_by: PersonNode | None
    decided_at: datetime | None
    decision_note: str
    approved_version: int | None
    review_due_at: datetime | None
    review: ReviewNode | None
    verdict: ReviewVerdict | None
    may_approve: bool = strawberry.field(description="Whether the viewer may approve it now.")
    may_withdraw: bool

    @classmethod
    def of(cls, view: ProposalView, info: Info) -> "ProposalNode":
        proposal, viewer = view.proposal, info.context.viewer
        is_open = proposal.state in indicators.OPEN
        is_mine = proposal.proposed_by == viewer.person_id
        may = viewer.may(Permission.APPROVE_LIMITS, site_id=proposal.site_id)
        return cls(
            id=proposal.proposal_id,
            sensor=SensorNode.of(view.sensor),
            state=proposal.state,
            base_version=proposal.base_version,
            proposed=IndicatorNode.of(proposal.proposed),
            reason=proposal.reason,
            proposed_by=PersonNode.of_optional(view.proposed_by),
            proposed_at=proposal.proposed_at,
            loosened=sorted(proposal.loosened, reverse=True),
            needs_second_person=proposal.needs_second_person,
            is_stale=view.is_stale,
            findings=BacktestNode.of(proposal.findings) if proposal.findings else None,
            shadow_since=proposal.shadow_since,
            decided_by=PersonNode.of_optional(view.decided_by),
            decided_at=proposal.decided_at,
            decision_note=proposal.decision_note,
            approved_version=proposal.approved_version,
            review_due_at=proposal.review_due_at,
            review=ReviewNode.of(proposal.review) if proposal.review else None,
            verdict=proposal.verdict,
            may_approve=is_open
            and may
            and not view.is_stale
            and not (proposal.needs_second_person and is_mine),
            may_withdraw=is_open and is_mine,
        )

    @strawberry.field(description="What its shadow would have raised, newest first; at most a hundred.")
    async def shadow_episodes(self, info: Info) -> list[ShadowEpisodeNode]:
        found = await info.context.load(indicators.shadow_episodes, self.id)
        return [ShadowEpisodeNode.of(view) for view in found]


@strawberry.input
class ProposeIndicatorInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    base_version: int
    proposed: ProposedIndicatorInput
    reason: str
    days: int = 30
    approve_at_once: bool = False


@strawberry.input
class TuneIndicatorInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    reason: str
    deadband: float | None = None
    on_delay_seconds: float | None = None
    off_delay_seconds: float | None = None


@strawberry.input
class DecideProposalInput:
    operation_id: UUID
    proposal_id: UUID
    note: str = ""


@strawberry.input
class CloseReviewInput:
    operation_id: UUID
    proposal_id: UUID
    verdict: ReviewVerdict


@strawberry.type
class IndicatorsQuery:
    @strawberry.field(
        description="What waits for somebody first, then the newest; a hundred at most. Not for workers."
    )
    async def proposals(self, info: Info, sensor_id: strawberry.ID | None = None) -> list[ProposalNode]:
        viewer = info.context.viewer
        which = _number(sensor_id) if sensor_id is not None else None
        found = await info.context.read(
            lambda session: indicators.proposals(session, viewer, sensor_id=which)
        )
        return [ProposalNode.of(view, info) for view in found]

    @strawberry.field
    async def proposal(self, info: Info, id: UUID) -> ProposalNode | None:
        found = await info.context.load_or_none(indicators.by_ids, id)
        return ProposalNode.of(found, info) if found else None

    @strawberry.field(description="Every version of a source's indicator, newest first.")
    async def indicator_history(self, info: Info, sensor_id: strawberry.ID) -> list[IndicatorVersionNode]:
        viewer, which = info.context.viewer, _number(sensor_id)
        found = await info.context.read(lambda session: indicators.versions(session, viewer, which))
        return [IndicatorVersionNode.of(view) for view in found]


@strawberry.type
class IndicatorsMutation:
    @strawberry.mutation(description="The back-test that comes with it is made here, not by the client.")
    async def propose_indicator(self, info: Info, input: ProposeIndicatorInput) -> ProposalNode:
        viewer = info.context.viewer
        history = await history_of(info, input.sensor_id, input.days)
        if history is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such sensor, or nothing is measured there")
        wanted = input.proposed.applied_to(history.in_force)
        findings: Comparison | None = None
        if len(history.columns.times_us):
            findings = await info.context.edge.think(lambda: compare_indicators(history, wanted))
        proposal_id = await info.context.command(
            input,
            "propose_indicator",
            lambda tx: (
                commands.propose_indicator(
                    tx,
                    _number(input.sensor_id),
                    wanted,
                    base_version=input.base_version,
                    reason=input.reason,
                    by=viewer,
                    findings=findings,
                    is_approved_at_once=input.approve_at_once,
                ).proposal_id
            ),
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation(
        description="One tap against a source that calls too often: deadband or delays, never its limits."
    )
    async def tune_indicator(self, info: Info, input: TuneIndicatorInput) -> ProposalNode:
        viewer = info.context.viewer
        tuning = Tuning(
            deadband=input.deadband,
            on_delay=_seconds(input.on_delay_seconds),
            off_delay=_seconds(input.off_delay_seconds),
        )
        proposal_id = await info.context.command(
            input,
            "tune_indicator",
            lambda tx: (
                commands.tune_indicator(
                    tx, _number(input.sensor_id), tuning, reason=input.reason, by=viewer
                ).proposal_id
            ),
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation
    async def approve_indicator(self, info: Info, input: DecideProposalInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "approve_indicator",
            lambda tx: (
                commands.approve_indicator(tx, input.proposal_id, by=viewer, note=input.note).proposal_id
            ),
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation(description="The note is the reason, and must be there.")
    async def reject_indicator(self, info: Info, input: DecideProposalInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "reject_indicator",
            lambda tx: (
                commands.reject_indicator(tx, input.proposal_id, by=viewer, reason=input.note).proposal_id
            ),
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation
    async def withdraw_indicator(self, info: Info, input: DecideProposalInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "withdraw_indicator",
            lambda tx: commands.withdraw_indicator(tx, input.proposal_id, by=viewer).proposal_id,
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation(description="Judged live beside the rule in force, without telling anyone.")
    async def start_shadow(self, info: Info, input: DecideProposalInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "start_shadow",
            lambda tx: commands.start_shadow(tx, input.proposal_id, by=viewer).proposal_id,
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation
    async def stop_shadow(self, info: Info, input: DecideProposalInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "stop_shadow",
            lambda tx: commands.stop_shadow(tx, input.proposal_id, by=viewer).proposal_id,
        )
        return await _answer(info, proposal_id)

    @strawberry.mutation
    async def close_review(self, info: Info, input: CloseReviewInput) -> ProposalNode:
        viewer = info.context.viewer
        proposal_id = await info.context.command(
            input,
            "close_review",
            lambda tx: commands.close_review(tx, input.proposal_id, input.verdict, by=viewer).proposal_id,
        )
        return await _answer(info, proposal_id)


async def _answer(info: Info, proposal_id: UUID) -> ProposalNode:
    return ProposalNode.of(await info.context.load(indicators.by_ids, proposal_id), info)


def _number(sensor_id: str) -> int:
    if not sensor_id.isdecimal() or len(sensor_id) > LONGEST_ID:
        raise Refused(ErrorCode.NOT_FOUND, "no such sensor")
    return int(sensor_id)


def _seconds(value: float | None) -> timedelta | None:
    if value is None:
        return None
    try:
        return timedelta(seconds=value)
    except (OverflowError, ValueError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no such time") from error
