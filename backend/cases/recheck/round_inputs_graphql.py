"""What people do in a round beside submitting and rechecking it."""

from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.graphql import (
    DecideExtensionInput,
    RequestExtensionInput,
    ResumeClockInput,
    SetKnownPlaceInput,
)
from backend.cases.graphql import CaseNode
from backend.cases.recheck import (
    evidence_checks_commands as guard,
)
from backend.cases.recheck import (
    remediation_plan_commands as assurances,
)
from backend.cases.recheck.remediation_plan_graphql import RecordFiveAssurancesInput
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.photos.rules import Place


@strawberry.type
class RoundsMutation:
    @strawberry.mutation(description="Who disposes asks for more time, or for the clock to stop.")
    async def request_extension(self, info: Info, input: RequestExtensionInput) -> CaseNode:
        viewer = info.context.viewer
        case_id = await info.context.command(
            input,
            "request_extension",
            lambda tx: (
                extensions.request(
                    tx,
                    input.id,
                    input.case_id,
                    kind=input.kind,
                    minutes=input.minutes,
                    reason=input.reason,
                    by=viewer,
                    lane_id=input.lane_id,
                ).case_id
            ),
        )
        return await _node(info, case_id)

    @strawberry.mutation(description="A lead or officer grants it, or says why not.")
    async def decide_extension(self, info: Info, input: DecideExtensionInput) -> CaseNode:
        viewer = info.context.viewer
        case_id = await info.context.command(
            input,
            "decide_extension",
            lambda tx: (
                extensions.decide(
                    tx, input.extension_id, is_approved=input.is_approved, note=input.note, by=viewer
                ).case_id
            ),
        )
        return await _node(info, case_id)

    @strawberry.mutation(description="What was waited for is there.")
    async def resume_clock(self, info: Info, input: ResumeClockInput) -> CaseNode:
        viewer = info.context.viewer
        case_id = await info.context.command(
            input,
            "resume_clock",
            lambda tx: extensions.resume(tx, input.extension_id, by=viewer).case_id,
        )
        return await _node(info, case_id)

    @strawberry.mutation(description="Again until the disposal is submitted: the last one counts.")
    async def record_five_assurances(self, info: Info, input: RecordFiveAssurancesInput) -> CaseNode:
        viewer = info.context.viewer

        def record(tx: Transaction) -> UUID:
            assurances.record(
                tx,
                input.case_id,
                responsible=input.responsible,
                measures=input.measures,
                funds=input.funds,
                deadline=input.deadline,
                plan=input.plan,
                by=viewer,
            )
            return input.case_id

        case_id = await info.context.command(input, "record_five_assurances", record)
        return await _node(info, case_id)

    @strawberry.mutation(description="Photos taken far from it are flagged to the rechecker.")
    async def set_known_place(self, info: Info, input: SetKnownPlaceInput) -> bool:
        viewer, place = info.context.viewer, Place(input.latitude, input.longitude)
        await info.context.command(
            input,
            "set_known_place",
            lambda tx: guard.set_place(tx, input.site_id, input.area_id, place, by=viewer),
        )
        return True


async def _node(info: Info, case_id: UUID) -> CaseNode:
    return CaseNode.of(await info.context.load(cases.by_ids, case_id), info.context)
