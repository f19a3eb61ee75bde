"""Changing an indicator: proposals, shadows, approval, review."""

from datetime import timedelta
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.graphql.numbers import required_number
from backend.core.modules import Module
from backend.core.viewer import Viewer
from backend.detection.backtest.comparison import History, compare_indicators
from backend.detection.backtest.results import Comparison
from backend.sensors.rules import Indicator
from backend.tuning import indicators_commands as commands
from backend.tuning import queries as indicators
from backend.tuning import reviews_commands as reviews
from backend.tuning.backtests_graphql import history_of
from backend.tuning.indicators_rules import ReviewVerdict
from backend.tuning.one_tap_rules import Tuning, tuned
from backend.tuning.proposals_graphql import IndicatorVersionNode, ProposalNode, proposal_node
from backend.tuning.proposed_graphql import ProposedIndicatorInput, duration


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
    days: int = 30
    asks_second_person: bool = strawberry.field(
        default=False,
        description="What nobody puts into force alone waits as a proposal; without it, it is refused.",
    )


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
        which = required_number(sensor_id) if sensor_id is not None else None
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
        viewer, which = info.context.viewer, required_number(sensor_id)
        found = await info.context.read(lambda session: indicators.versions(session, viewer, which))
        return [IndicatorVersionNode.of(view) for view in found]


@strawberry.type
class IndicatorsMutation:
    @strawberry.mutation(description="The back-test that comes with it is made here, not by the client.")
    async def propose_indicator(self, info: Info, input: ProposeIndicatorInput) -> ProposalNode:
        viewer = info.context.viewer
        history = await _required_history(info, input.sensor_id, input.days)
        wanted = input.proposed.applied_to(history.in_force)
        findings = await _findings(info, history, wanted)
        proposal_id = await info.context.command(
            input,
            "propose_indicator",
            lambda tx: (
                commands.propose_indicator(
                    tx,
                    required_number(input.sensor_id),
                    wanted,
                    base_version=input.base_version,
                    reason=input.reason,
                    by=viewer,
                    findings=findings,
                    is_approved_at_once=input.approve_at_once,
                ).proposal_id
            ),
            needs_proof=input.approve_at_once,
        )
        return await proposal_node(info, proposal_id)

    @strawberry.mutation(
        description="One tap against a source that calls too often: deadband or delays, never its limits. The"
        " back-test that comes with it is made here."
    )
    @of_module(Module.TUNING)
    async def tune_indicator(self, info: Info, input: TuneIndicatorInput) -> ProposalNode:
        viewer = info.context.viewer
        history = await history_of(info, input.sensor_id, input.days)
        tuning = Tuning(
            deadband=input.deadband,
            on_delay=_seconds(input.on_delay_seconds),
            off_delay=_seconds(input.off_delay_seconds),
        )
        findings = await _findings_of_tap(info, history, tuning) if history else None
        proposal_id = await info.context.command(
            input,
            "tune_indicator",
            lambda tx: (
                commands.tune_indicator(
                    tx,
                    required_number(input.sensor_id),
                    tuning,
                    reason=input.reason,
                    by=viewer,
                    findings=findings,
                    asks_second_person=input.asks_second_person,
                ).proposal_id
            ),
        )
        return await proposal_node(info, proposal_id)

    @command(returns=proposal_node)
    def approve_indicator(self, tx: Transaction, input: DecideProposalInput, by: Viewer) -> UUID:
        return commands.approve_indicator(tx, input.proposal_id, by=by, note=input.note).proposal_id

    @command(returns=proposal_node, description="The note is the reason, and must be there.")
    def reject_indicator(self, tx: Transaction, input: DecideProposalInput, by: Viewer) -> UUID:
        return commands.reject_indicator(tx, input.proposal_id, by=by, reason=input.note).proposal_id

    @command(returns=proposal_node)
    def withdraw_indicator(self, tx: Transaction, input: DecideProposalInput, by: Viewer) -> UUID:
        return commands.withdraw_indicator(tx, input.proposal_id, by=by).proposal_id

    @command(
        returns=proposal_node, description="Judged live beside the rule in force, without notifying anyone."
    )
    def start_shadow(self, tx: Transaction, input: DecideProposalInput, by: Viewer) -> UUID:
        return commands.start_shadow(tx, input.proposal_id, by=by).proposal_id

    @command(returns=proposal_node)
    def stop_shadow(self, tx: Transaction, input: DecideProposalInput, by: Viewer) -> UUID:
        return commands.stop_shadow(tx, input.proposal_id, by=by).proposal_id

    @command(returns=proposal_node, module=Module.TUNING)
    def close_review(self, tx: Transaction, input: CloseReviewInput, by: Viewer) -> UUID:
        return reviews.close_review(tx, input.proposal_id, input.verdict, by=by).proposal_id


async def _required_history(info: Info, sensor_id: str, days: int) -> History:
    history = await history_of(info, sensor_id, days)
    if history is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sensor, or nothing is measured there")
    return history


async def _findings(info: Info, history: History, wanted: Indicator) -> Comparison | None:
    """The back-test of this change; None where there is no history to replay."""
    if not len(history.columns.times_us):
        return None
    found: Comparison = await info.context.think(lambda: compare_indicators(history, wanted))
    return found


async def _findings_of_tap(info: Info, history: History, tuning: Tuning) -> Comparison | None:
    """The back-test of a tap; None for one that the command refuses, unless it is a repeated one."""
    try:
        wanted = tuned(history.in_force, tuning)
    except Refused:
        return None
    return await _findings(info, history, wanted)


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else duration(value)
