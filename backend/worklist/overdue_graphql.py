"""Everything that is late, with its age and who owes it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases import queries as cases
from backend.cases.extensions import pauses_queries as stops
from backend.cases.extensions.pauses_queries import StoppedView
from backend.cases.tasks import queries as lanes
from backend.cases.tasks.graphql import LaneNode
from backend.core.graphql.connections import Connection, PageInfo, edges_of
from backend.core.graphql.context import Info
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.people.graphql import DepartmentNode, PersonNode
from backend.worklist import overdue_queries as late
from backend.worklist.overdue_queries import LateView

if TYPE_CHECKING:
    from backend.cases.graphql import CaseNode


@strawberry.type(name="LateStep")
class LateStepNode:
    id: UUID
    step: DeadlineStep
    tier: Tier
    due_at: datetime
    lane_id: UUID | None
    owed_by: list[PersonNode] = strawberry.field(description="Empty where a group owes it: the officers.")
    department: DepartmentNode | None
    is_supervised: bool = strawberry.field(description="A person asked about it and waits for an answer.")
    case_id: strawberry.Private[UUID | None]
    alert_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: LateView) -> "LateStepNode":
        deadline = view.deadline
        return cls(
            id=deadline.deadline_id,
            step=deadline.step,
            tier=deadline.tier,
            due_at=deadline.due_at,
            lane_id=deadline.lane_id,
            owed_by=[PersonNode.of(person) for person in view.owed_by],
            department=DepartmentNode.of(view.department) if view.department else None,
            is_supervised=view.is_supervised,
            case_id=deadline.case_id,
            alert_id=deadline.alert_id,
        )

    @strawberry.field
    async def case(
        self, info: Info
    ) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")] | None:
        from backend.cases.graphql import CaseNode  # noqa: PLC0415 - they refer to each other

        if self.case_id is None:
            return None
        return CaseNode.of(await info.context.load(cases.by_ids, self.case_id), info.context)

    @strawberry.field(description="Where it is an alert that has no case yet.")
    async def alert(self, info: Info) -> AlertNode | None:
        if self.alert_id is None:
            return None
        found = await info.context.load_or_none(alerts.by_ids, self.alert_id)
        return AlertNode.of(found) if found else None


@strawberry.type
class LateStepConnection(Connection[LateStepNode]):
    total: int
    oldest_due_at: datetime | None


@strawberry.type(name="StoppedStep", description="A disposal or a lane whose clock stands still.")
class StoppedStepNode:
    id: UUID
    since: datetime
    until: datetime
    reason: str
    asked_by: PersonNode
    case_id: strawberry.Private[UUID]
    lane_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: StoppedView) -> "StoppedStepNode":
        each = view.extension
        return cls(
            id=each.extension_id,
            since=each.decided_at or each.asked_at,
            until=each.until or each.asked_at,
            reason=each.reason,
            asked_by=PersonNode.of(view.asked_by),
            case_id=each.case_id,
            lane_id=each.lane_id,
        )

    @strawberry.field
    async def case(self, info: Info) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]:
        from backend.cases.graphql import CaseNode  # noqa: PLC0415 - they refer to each other

        return CaseNode.of(await info.context.load(cases.by_ids, self.case_id), info.context)

    @strawberry.field(description="None where it is the disposal of the case.")
    async def lane(self, info: Info) -> LaneNode | None:
        found = await info.context.load_or_none(lanes.by_ids, self.lane_id) if self.lane_id else None
        return LaneNode.of(found, info.context) if found else None


@strawberry.type
class LateQuery:
    @strawberry.field(
        description="What nobody is chased for because it waits for something, what runs again soonest first."
    )
    async def stopped_work(self, info: Info) -> list[StoppedStepNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: stops.standing(session, viewer, now=now))
        return [StoppedStepNode.of(view) for view in found]

    @strawberry.field(description="Everything late that the viewer may chase, oldest first.")
    async def late_work(self, info: Info, first: int = 20, after: str | None = None) -> LateStepConnection:
        viewer, now = info.context.viewer, info.context.now
        page, together = await info.context.read(
            lambda session: (
                late.page(session, viewer, now=now, first=first, after=after),
                late.together(session, viewer, now=now),
            )
        )
        return LateStepConnection(
            edges=edges_of(page, LateStepNode.of),
            page_info=PageInfo.of(page),
            total=together.total,
            oldest_due_at=together.oldest_due_at,
        )
