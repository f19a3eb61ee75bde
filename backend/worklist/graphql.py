"""What one person has to do, over all nouns."""

from datetime import datetime

import strawberry

from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.tasks.board_graphql import CaseCardNode
from backend.cases.tasks.graphql import LaneNode
from backend.core.graphql.context import Context
from backend.worklist.queries import WorkItem
from backend.worklist.rules import WorkKind


@strawberry.type(name="WorkItem")
class WorkItemNode:
    kind: WorkKind
    due_at: datetime
    is_overdue: bool
    case: CaseCardNode
    lane: LaneNode | None
    asked: ExtensionNode | None = strawberry.field(
        description="Of DECIDE_TIME: the request. `dueAt` is then of the work that it is about."
    )

    @classmethod
    def of(cls, item: WorkItem, context: Context) -> "WorkItemNode":
        return cls(
            kind=item.kind,
            due_at=item.due_at,
            is_overdue=item.due_at < context.now,
            case=CaseCardNode.of(item.card, context),
            lane=LaneNode.of(item.lane, context) if item.lane else None,
            asked=ExtensionNode.of(item.asked, context) if item.asked else None,
        )
