"""Proposals, versions and reviews as clients read them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts.graphql import TierCount
from backend.core.graphql.context import Info
from backend.core.modules import Module
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.results import Review
from backend.people.graphql import PersonNode
from backend.sensors.graphql import IndicatorNode, SensorNode
from backend.tuning import indicators_rules as rules
from backend.tuning import queries as indicators
from backend.tuning.backtests_graphql import BacktestNode
from backend.tuning.indicators_rules import ProposalState, ReviewVerdict
from backend.tuning.queries import ProposalView, ShadowEpisodeView, VersionView

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
    review: ReviewNode | None = strawberry.field(description="Null, too, where the site has no reviews.")
    verdict: ReviewVerdict | None
    may_approve: bool = strawberry.field(description="Whether the viewer may approve it now.")
    may_withdraw: bool

    @classmethod
    def of(cls, view: ProposalView, info: Info) -> "ProposalNode":
        proposal, viewer = view.proposal, info.context.viewer
        is_open = proposal.state in indicators.OPEN
        is_mine = proposal.proposed_by == viewer.person_id
        deciding = rules.deciding(proposal, author=view.proposed_by.role if view.proposed_by else None)
        may = viewer.may(deciding, site_id=proposal.site_id)
        review = proposal.review if proposal.site_id in viewer.site_ids_with(Module.TUNING) else None
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
            review=ReviewNode.of(review) if review else None,
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


async def proposal_node(info: Info, proposal_id: UUID) -> ProposalNode:
    return ProposalNode.of(await info.context.load(indicators.by_ids, proposal_id), info)
