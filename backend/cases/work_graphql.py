"""Work of a person in cases, as my work 我的待办 shows it."""

from typing import Any, ClassVar

import strawberry

from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.tasks.board_graphql import CaseCardNode
from backend.cases.tasks.graphql import TaskNode
from backend.cases.work_queries import CaseWork
from backend.cases.work_rules import WorkKind
from backend.core.graphql.context import Context
from backend.core.graphql.work_items import WorklistItem
from backend.core.providers import WorkItem

strawberry.enum(WorkKind, name="WorkKind")


@strawberry.type
class CaseWorklistItem(WorklistItem):
    shows: ClassVar[type[WorkItem]] = CaseWork

    kind: WorkKind
    case: CaseCardNode
    task: TaskNode | None
    asked: ExtensionNode | None = strawberry.field(
        description="Of DECIDE_TIME: the request. `dueAt` is then of the work that it is about."
    )

    @staticmethod
    def own(item: CaseWork, context: Context) -> dict[str, Any]:
        return {
            "kind": item.kind,
            "case": CaseCardNode.of(item.card, context),
            "task": TaskNode.of(item.task, context) if item.task else None,
            "asked": ExtensionNode.of(item.asked, context) if item.asked else None,
        }
