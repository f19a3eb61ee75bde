"""What one person has to do, over all nouns."""

from datetime import datetime

import strawberry

from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.tasks.board_graphql import CaseCardNode
from backend.cases.tasks.graphql import TaskNode
from backend.cases.work_queries import CaseWork
from backend.cases.work_rules import WorkKind
from backend.core.graphql.context import Context, Info
from backend.core.providers import WorkItem
from backend.worklist.queries import my_work

strawberry.enum(WorkKind, name="WorkKind")


@strawberry.type(name="WorkItem")
class WorkItemNode:
    kind: WorkKind
    due_at: datetime
    is_overdue: bool
    case: CaseCardNode
    task: TaskNode | None
    asked: ExtensionNode | None = strawberry.field(
        description="Of DECIDE_TIME: the request. `dueAt` is then of the work that it is about."
    )

    @classmethod
    def of(cls, item: WorkItem, context: Context) -> "WorkItemNode":
        if not isinstance(item, CaseWork):
            raise TypeError(f"nothing shows {type(item).__name__}")
        return cls(
            kind=item.kind,
            due_at=item.due_at,
            is_overdue=item.due_at < context.now,
            case=CaseCardNode.of(item.card, context),
            task=TaskNode.of(item.task, context) if item.task else None,
            asked=ExtensionNode.of(item.asked, context) if item.asked else None,
        )


@strawberry.type
class WorklistQuery:
    @strawberry.field(
        description="Everything the viewer has to do, longest overdue first. `withDecisions`: before it what"
        " they have to decide, the oldest first; phones that do not know this kind do not ask for it."
    )
    async def my_work(self, info: Info, with_decisions: bool = False) -> list[WorkItemNode]:
        viewer, providers = info.context.viewer, info.context.edge.work
        items = await info.context.read(
            lambda session: my_work(session, viewer, providers, with_decisions=with_decisions)
        )
        return [WorkItemNode.of(item, info.context) for item in items]
