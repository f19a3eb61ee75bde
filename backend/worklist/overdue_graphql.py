"""Everything that is late, with its age and who owes it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.pauses_queries import PausedView
from backend.cases.tasks import queries as tasks
from backend.cases.tasks.graphql import TaskNode
from backend.core.graphql.connections import Connection, Counted, PageInfo, edges_of
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.providers import OverdueSubject
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.people.graphql import DepartmentNode, PersonNode
from backend.worklist import matters_queries as matters
from backend.worklist import overdue_queries as overdue
from backend.worklist.matters_queries import OverdueMatter
from backend.worklist.overdue_queries import OverdueView

if TYPE_CHECKING:
    from backend.cases.graphql import CaseNode


@strawberry.type(name="OverdueSubject")
class OverdueSubjectNode:
    name: TextNode
    path: str = strawberry.field(description="Of its page.")

    @classmethod
    def of(cls, subject: OverdueSubject) -> "OverdueSubjectNode":
        return cls(name=TextNode.of(subject.name), path=subject.path)


@strawberry.type(name="OverdueStep")
class OverdueStepNode:
    id: UUID
    step: DeadlineStep
    tier: Tier | None = strawberry.field(description="None where it is neither of a case nor of an alert.")
    due_at: datetime
    ended_at: datetime | None = strawberry.field(description="Null while it is to be done.")
    task_id: UUID | None
    responsible: list[PersonNode] = strawberry.field(
        description="Empty where a group is responsible: the officers."
    )
    department: DepartmentNode | None
    is_followed_up: bool = strawberry.field(description="A person asked about it and waits for an answer.")
    subject: OverdueSubjectNode | None = strawberry.field(
        description="Where it is neither of a case nor of an alert."
    )
    case_id: strawberry.Private[UUID | None]
    alert_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: OverdueView) -> "OverdueStepNode":
        deadline = view.deadline
        return cls(
            id=deadline.deadline_id,
            step=deadline.step,
            tier=deadline.tier,
            due_at=deadline.due_at,
            ended_at=deadline.ended_at,
            task_id=deadline.task_id,
            responsible=[PersonNode.of(person) for person in view.responsible],
            department=DepartmentNode.of(view.department) if view.department else None,
            is_followed_up=view.is_followed_up,
            subject=OverdueSubjectNode.of(view.subject) if view.subject else None,
            case_id=deadline.case_id,
            alert_id=deadline.alert_id,
        )

    @strawberry.field
    async def case(
        self, info: Info
    ) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")] | None:
        from backend.cases.graphql import case_node  # noqa: PLC0415 - they refer to each other

        if self.case_id is None:
            return None
        return await case_node(info, self.case_id)

    @strawberry.field(description="Where it is an alert that has no case yet.")
    async def alert(self, info: Info) -> AlertNode | None:
        if self.alert_id is None:
            return None
        found = await info.context.load_or_none(alerts.by_ids, self.alert_id)
        return AlertNode.of(found) if found else None


@strawberry.type
class OverdueStepConnection(Connection[OverdueStepNode]):
    total: int
    oldest_due_at: datetime | None


@strawberry.type(name="OverdueMatter", description="One matter with all its late steps.")
class OverdueMatterNode:
    id: UUID = strawberry.field(description="Of its case, its alert, or what else it is.")
    steps: list[OverdueStepNode] = strawberry.field(description="Late ones, in the order of what waits.")
    tier: Tier | None = strawberry.field(description="None where it is neither a case nor an alert.")
    responsible: list[PersonNode] = strawberry.field(description="For any of the late steps.")
    department: DepartmentNode | None
    is_followed_up: bool = strawberry.field(description="A person asked about it and waits for an answer.")
    subject: OverdueSubjectNode | None = strawberry.field(
        description="Where it is neither a case nor an alert."
    )
    case_id: strawberry.Private[UUID | None]
    alert_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, found: OverdueMatter) -> "OverdueMatterNode":
        leading = found.parts[0]
        return cls(
            id=found.object_id,
            steps=[OverdueStepNode.of(part) for part in found.parts],
            tier=leading.deadline.tier,
            responsible=[PersonNode.of(person) for person in found.responsible],
            department=DepartmentNode.of(found.department) if found.department else None,
            is_followed_up=any(part.is_followed_up for part in found.parts),
            subject=OverdueSubjectNode.of(leading.subject) if leading.subject else None,
            case_id=found.case_id,
            alert_id=leading.deadline.alert_id,
        )

    @strawberry.field(description="Where it is an alert that has no open case.")
    async def alert(self, info: Info) -> AlertNode | None:
        if self.alert_id is None:
            return None
        found = await info.context.load_or_none(alerts.by_ids, self.alert_id)
        return AlertNode.of(found) if found else None

    @strawberry.field(description="Null where it has none; then `alert` or `subject` says what.")
    async def case(
        self, info: Info
    ) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")] | None:
        from backend.cases.graphql import case_node  # noqa: PLC0415 - they refer to each other

        if self.case_id is None:
            return None
        return await case_node(info, self.case_id)


@strawberry.type
class OverdueMatterConnection(Connection[OverdueMatterNode]):
    late_steps: int = strawberry.field(description="Of all matters together.")
    oldest_due_at: datetime | None


@strawberry.type(name="PausedStep", description="A disposal or a task whose deadline is paused.")
class PausedStepNode:
    id: UUID
    since: datetime
    until: datetime
    reason: str
    asked_by: PersonNode
    case_id: strawberry.Private[UUID]
    task_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: PausedView) -> "PausedStepNode":
        each = view.extension
        return cls(
            id=each.extension_id,
            since=each.decided_at or each.asked_at,
            until=each.until or each.asked_at,
            reason=each.reason,
            asked_by=PersonNode.of(view.asked_by),
            case_id=each.case_id,
            task_id=each.task_id,
        )

    @strawberry.field
    async def case(self, info: Info) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]:
        from backend.cases.graphql import case_node  # noqa: PLC0415 - they refer to each other

        return await case_node(info, self.case_id)

    @strawberry.field(description="None where it is the disposal of the case.")
    async def task(self, info: Info) -> TaskNode | None:
        found = await info.context.load_or_none(tasks.by_ids, self.task_id) if self.task_id else None
        return TaskNode.of(found, info.context) if found else None


@strawberry.type
class OverdueQuery:
    @strawberry.field(description="Paused deadlines, the next to resume first.")
    async def paused_work(self, info: Info) -> list[PausedStepNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: pauses.in_force(session, viewer, now=now))
        return [PausedStepNode.of(view) for view in found]

    @strawberry.field(
        description="Matters with a late step that the viewer may follow up, worst first.",
    )
    async def overdue_matters(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> OverdueMatterConnection:
        viewer, now, subjects = info.context.viewer, info.context.now, info.context.edge.overdue
        page, summary = await info.context.read(
            lambda session: (
                matters.page(session, viewer, subjects, now=now, first=first, after=after),
                overdue.summary(session, viewer, now=now),
            )
        )
        return OverdueMatterConnection(
            edges=edges_of(page, OverdueMatterNode.of),
            page_info=PageInfo.of(page),
            counted=Counted(matters.counts, now),
            late_steps=summary.total,
            oldest_due_at=summary.oldest_due_at,
        )

    @strawberry.field(description="Every late step that the viewer may follow up, worst tier first.")
    async def overdue_work(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> OverdueStepConnection:
        viewer, now, subjects = info.context.viewer, info.context.now, info.context.edge.overdue
        page, summary = await info.context.read(
            lambda session: (
                overdue.page(session, viewer, subjects, now=now, first=first, after=after),
                overdue.summary(session, viewer, now=now),
            )
        )
        return OverdueStepConnection(
            edges=edges_of(page, OverdueStepNode.of),
            page_info=PageInfo.of(page),
            counted=Counted(overdue.counts, now),
            total=summary.total,
            oldest_due_at=summary.oldest_due_at,
        )
