"""The list of department tasks, as the desk asks for it."""

from uuid import UUID

import strawberry

from backend.cases.tasks import filters_queries as task_lists
from backend.cases.tasks.filters_queries import TaskFilter, TaskSortBy
from backend.cases.tasks.graphql import TaskNode
from backend.cases.tasks.rules import TaskKind, TaskState
from backend.core.filters import listed, searched
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Context, Info
from backend.core.graphql.lists import SortInput, sort_of
from backend.core.graphql.modules import of_module
from backend.core.graphql.shared_viewer import PER_VIEWER
from backend.core.modules import Module
from backend.core.vocabulary import Tier


@sort_of(TaskSortBy)
class TaskSort(SortInput[TaskSortBy]):
    pass


@strawberry.input(name="TaskFilter")
class TaskFilterInput:
    states: list[TaskState] | None = None
    kinds: list[TaskKind] | None = None
    tiers: list[Tier] | None = strawberry.field(default=None, description="Of the case.")
    area_ids: list[UUID] | None = strawberry.field(default=None, description="Of the case.")
    equipment_ids: list[UUID] | None = strawberry.field(default=None, description="Of the case.")
    department_ids: list[UUID] | None = None
    person_ids: list[UUID] | None = strawberry.field(default=None, description="Who is to do it.")
    is_mine: bool = False
    is_unassigned: bool = False
    is_overdue: bool = strawberry.field(default=False, description="Unfinished and late.")
    text: str | None = strawberry.field(
        default=None, description="In the work, in number or title of the case, or in the name of its place."
    )

    def value(self, context: Context) -> TaskFilter:
        """Raises Refused(INVALID_INPUT)."""
        return TaskFilter(
            states=listed(self.states),
            kinds=listed(self.kinds),
            tiers=listed(self.tiers),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            is_mine=self.is_mine,
            is_unassigned=self.is_unassigned,
            overdue_at=context.now if self.is_overdue else None,
            text=searched(self.text),
        )


@strawberry.type
class TaskListQuery:
    @strawberry.field(
        metadata=PER_VIEWER,
        description="What is to be done: worst tier first, active before recovered, what is late longest;"
        " then what is finished, newest first. With `sort`: all of them by that column.",
    )
    @of_module(Module.DEPARTMENT_TASKS)
    async def tasks(
        self,
        info: Info,
        filter: TaskFilterInput | None = None,
        sort: TaskSort | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[TaskNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = filter.value(info.context) if filter else TaskFilter()
        page = await info.context.read(
            lambda session: task_lists.page(session, viewer, which, first=first, after=after, sort=order)
        )
        counted = Counted(task_lists.counts, which)
        return Connection.of(page, lambda view: TaskNode.of(view, info.context), counted)
