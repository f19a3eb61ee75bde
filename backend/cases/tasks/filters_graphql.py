"""The list of department tasks, as the desk asks for it."""

import strawberry

from backend.cases.tasks import filters_queries as task_lists
from backend.cases.tasks.filters_queries import TaskFilter, TaskSortBy
from backend.cases.tasks.graphql import TaskNode
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.modules import of_module
from backend.core.modules import Module


@sort_of(TaskSortBy)
class TaskSort(SortInput[TaskSortBy]):
    pass


@filter_of(TaskFilter, name="TaskFilter")
class TaskFilterInput(FilterInput[TaskFilter]):
    pass


@strawberry.type
class TaskListQuery:
    @strawberry.field(
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
        which = filter.value(info.context.now) if filter else TaskFilter()
        page = await info.context.read(
            lambda session: task_lists.page(session, viewer, which, first=first, after=after, sort=order)
        )
        counted = Counted(task_lists.counts, which)
        return Connection.of(page, lambda view: TaskNode.of(view, info.context), counted)
