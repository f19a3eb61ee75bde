"""Effect that other times of a tier would have had, before somebody decides on them."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.tiers import Tier
from backend.core.viewer import Permission
from backend.deadlines.rules import STEPS_OF_CASE, DeadlineStep
from backend.worklist.policy_preview_queries import StepPreview, preview

LONGEST_S: Final = 90 * 86_400


@strawberry.type(name="StepPreview", description="Steps of a tier that began within the last 30 days.")
class StepPreviewNode:
    step: DeadlineStep
    total: int
    late: int = strawberry.field(description="As it was.")
    late_then: int = strawberry.field(description="With the times that were asked about.")

    @classmethod
    def of(cls, found: StepPreview) -> "StepPreviewNode":
        return cls(step=found.step, total=found.total, late=found.late, late_then=found.late_then)


@strawberry.type
class PolicyPreviewQuery:
    @strawberry.field(
        description="How many recorded steps would have been late with these times. `areaId`: of it only.",
    )
    async def policy_preview(
        self,
        info: Info,
        site_id: UUID,
        tier: Tier,
        *,
        acknowledge_within_s: int,
        dispose_within_s: int,
        recheck_within_s: int,
        area_id: UUID | None = None,
    ) -> list[StepPreviewNode]:
        viewer, now = info.context.viewer, info.context.now
        viewer.require(Permission.CHANGE_POLICY, site_id=site_id)
        seconds = (acknowledge_within_s, dispose_within_s, recheck_within_s)
        if not all(0 < each <= LONGEST_S for each in seconds):
            raise Refused(ErrorCode.INVALID_INPUT, "times are a second to 90 days")
        within = {step: timedelta(seconds=each) for step, each in zip(STEPS_OF_CASE, seconds, strict=True)}
        found = await info.context.read(
            lambda session: preview(session, viewer, site_id, tier, within, now=now, area_id=area_id)
        )
        return [StepPreviewNode.of(each) for each in found]
