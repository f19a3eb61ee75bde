"""Events of the register in a few words, beside what they are about."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.risks.assessment.graphql import AccidentClassNode
from backend.risks.briefs import queries
from backend.risks.briefs.queries import RiskBrief
from backend.risks.revisions.contents_rules import class_of


@strawberry.type(name="RiskBrief", description="An event in a few words; `riskEvent` has all of it.")
class RiskBriefNode:
    id: UUID
    code: str
    title: TextNode
    accident_class: AccidentClassNode | None
    residual_level: int | None = strawberry.field(description="1 to 4, 4 the worst.")
    is_confirmed: bool
    is_review_overdue: bool

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
        )


async def risks_of_equipment(info: Info, equipment_id: UUID) -> list[RiskBriefNode]:
    """Return the events in force at a machine, worst first."""
    found = await info.context.load(queries.of_equipment, equipment_id)
    return [RiskBriefNode.of(each, info.context.now) for each in found]
