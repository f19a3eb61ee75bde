"""What people do in a round beside submitting and rechecking it."""

from uuid import UUID

import strawberry

from backend.api.cases import CaseNode
from backend.api.context import Info
from backend.api.loop.clocks.extensions import (
    DecideExtensionInput,
    RequestExtensionInput,
    ResumeClockInput,
    SetKnownPlaceInput,
)
from backend.api.loop.proof.assurances import RecordFiveAssurancesInput
from backend.domain.photos import Place
from backend.services.loop.clocks import extensions
from backend.services.loop.proof import assurances, guard
from backend.storage.transaction import Transaction
from backend.storage.views import cases


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
