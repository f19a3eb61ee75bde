"""More time for a disposal, and what a case shows of it."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions import queries as extensions
from backend.cases.extensions.pauses_graphql import PausedDeadlineNode
from backend.cases.extensions.queries import ExtensionView
from backend.cases.extensions.rules import ExtensionKind, ExtensionState, may_decide
from backend.cases.recheck.remediation_plan_graphql import RemediationPlanNode
from backend.core.graphql.context import Context, Info
from backend.people.graphql import PersonNode

strawberry.enum(ExtensionKind, name="ExtensionKind")
strawberry.enum(ExtensionState, name="ExtensionState")


@strawberry.type(name="Extension", description="A request for more time. `dueAt`: the deadline after it.")
class ExtensionNode:
    id: UUID
    kind: ExtensionKind
    state: ExtensionState
    minutes: int
    reason: str
    asked_by: PersonNode
    asked_at: datetime
    decided_by: PersonNode | None
    decided_at: datetime | None
    note: str
    due_before: datetime | None
    due_at: datetime | None
    until: datetime | None = strawberry.field(description="When a paused deadline resumes by itself.")
    is_pausing: bool
    may_decide: bool

    @classmethod
    def of(cls, view: ExtensionView, context: Context) -> "ExtensionNode":
        each = view.extension
        return cls(
            id=each.extension_id,
            kind=each.kind,
            state=each.state,
            minutes=each.minutes,
            reason=each.reason,
            asked_by=PersonNode.of(view.asked_by),
            asked_at=each.asked_at,
            decided_by=PersonNode.of_optional(view.decided_by),
            decided_at=each.decided_at,
            note=each.note,
            due_before=each.due_before,
            due_at=each.due_at,
            until=each.until,
            is_pausing=each.is_pausing(context.now),
            may_decide=may_decide(each, view.task, context.viewer),
        )


@strawberry.type
class CaseRoundFields:
    """Fields of a case that come from what the loop keeps beside it."""

    id: UUID

    @strawberry.field(description="Its deadline is paused; not those of its tasks.")
    async def paused(self, info: Info) -> PausedDeadlineNode | None:
        found = await info.context.load_or_none(pauses.of_cases, self.id)
        return PausedDeadlineNode.of_optional(found, now=info.context.now)

    @strawberry.field(
        description="Requests for more time for the disposal, in the order they were asked for."
    )
    async def extensions(self, info: Info) -> list[ExtensionNode]:
        found = await info.context.load(extensions.of_cases, self.id)
        return [ExtensionNode.of(view, info.context) for view in found]

    @strawberry.field(description="Recorded for the present round.")
    async def remediation_plan(self, info: Info) -> RemediationPlanNode | None:
        found = await info.context.load_or_none(extensions.plans_of_cases, self.id)
        return RemediationPlanNode.of_optional(found)


@strawberry.input(description="`id` is made by the client.")
class RequestExtensionInput:
    operation_id: UUID
    id: UUID
    case_id: UUID
    kind: ExtensionKind
    minutes: int
    reason: str
    task_id: UUID | None = strawberry.field(
        default=None, description="For one task, asked by its owner; without it for the disposal."
    )


@strawberry.input
class DecideExtensionInput:
    operation_id: UUID
    extension_id: UUID
    is_approved: bool
    note: str = ""


@strawberry.input
class ResumeDeadlineInput:
    operation_id: UUID
    extension_id: UUID


@strawberry.input(description="Where an area is; without an area the site, for all areas without a place.")
class SetKnownPlaceInput:
    operation_id: UUID
    site_id: UUID
    area_id: UUID | None = None
    latitude: float
    longitude: float
