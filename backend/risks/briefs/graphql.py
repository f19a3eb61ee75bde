"""Events of the register in a few words, beside what they are about."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.risks.assessment.graphql import AccidentClassNode
from backend.risks.briefs import queries
from backend.risks.briefs.queries import RiskBrief
from backend.risks.revisions.contents_rules import class_of

if TYPE_CHECKING:
    from backend.live_risk.graphql import LiveRiskNode


@strawberry.type(name="RiskBrief", description="An event in a few words; `riskEvent` has all of it.")
class RiskBriefNode:
    id: UUID
    code: str
    title: TextNode
    accident_class: AccidentClassNode | None
    residual_level: int | None = strawberry.field(description="1 to 4, 4 the worst.")
    is_confirmed: bool
    is_review_overdue: bool
    site_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, brief: RiskBrief, now: datetime) -> "RiskBriefNode":
        found = class_of(brief.accident_class)
        return cls(
            id=brief.event_id,
            code=brief.code,
            title=TextNode.of(brief.title),
            accident_class=AccidentClassNode.of(found) if found else None,
            residual_level=brief.residual_level,
            is_confirmed=brief.is_confirmed,
            is_review_overdue=brief.review_due_at is not None and brief.review_due_at <= now,
            site_id=brief.site_id,
        )

    @strawberry.field(description="As it is now; null for one that is not in force.")
    async def live(
        self, info: Info
    ) -> Annotated["LiveRiskNode", strawberry.lazy("backend.live_risk.graphql")] | None:
        from backend.live_risk.graphql import live_risk_of  # noqa: PLC0415 - the living register shows events

        return await live_risk_of(info, self.id, self.site_id)


async def risks_of_equipment(info: Info, equipment_id: UUID) -> list[RiskBriefNode]:
    """Return the events in force at a machine, worst first."""
    found = await info.context.load(queries.of_equipment, equipment_id)
    return [RiskBriefNode.of(each, info.context.now) for each in found]
