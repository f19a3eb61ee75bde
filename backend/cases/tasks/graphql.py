"""Tasks: one department's part of a case each."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.cases.evidence.graphql import EvidenceInput, PhotoNode
from backend.cases.extensions import queries as extensions
from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.extensions.pauses_graphql import PausedDeadlineNode
from backend.cases.tasks import commands
from backend.cases.tasks import queries as tasks
from backend.cases.tasks.queries import TaskView
from backend.cases.tasks.rules import TaskAction, TaskState, allowed_actions, may_ask_for_time
from backend.core.database import Transaction
from backend.core.errors import ErrorCode
from backend.core.graphql.context import Context, Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind
from backend.people.graphql import DepartmentNode
from backend.people.rules import Person

if TYPE_CHECKING:
    from backend.cases.graphql import CaseNode

strawberry.enum(TaskKind, name="TaskKind")
strawberry.enum(TaskState, name="TaskState")
strawberry.enum(TaskAction, name="TaskAction")


@strawberry.type(name="NamedPerson")
class NamedPersonNode:
    id: UUID
    name: TextNode

    @classmethod
    def of_optional(cls, person: Person | None) -> "NamedPersonNode | None":
        return cls(id=person.person_id, name=TextNode.of(person.name)) if person else None


@strawberry.type(name="DepartmentTask", description="One department's part of a case, with its own deadline.")
class TaskNode:
    id: UUID
    case_id: UUID
    kind: TaskKind
    work: TextNode
    state: TaskState
    department: DepartmentNode
    owner: NamedPersonNode | None
    percent: int
    progress: str
    measures: str
    due_at: datetime
    is_overdue: bool
    paused: PausedDeadlineNode | None = strawberry.field(description="Its deadline is paused.")
    started_at: datetime | None
    done_at: datetime | None
    done_by: NamedPersonNode | None
    cancel_reason: str | None
    allowed_actions: list[TaskAction] = strawberry.field(description="What the viewer may do now.")
    may_ask_for_time: bool = strawberry.field(description="Its owner may, one request at a time.")

    @classmethod
    def of(cls, view: TaskView, context: Context) -> "TaskNode":
        task = view.task
        return cls(
            id=task.task_id,
            case_id=task.case_id,
            kind=task.kind,
            work=TextNode.of(task.work),
            state=task.state,
            department=DepartmentNode.of(view.department),
            owner=NamedPersonNode.of_optional(view.owner),
            percent=task.percent,
            progress=task.progress,
            measures=task.measures,
            due_at=task.due_at,
            is_overdue=task.is_overdue(context.now),
            paused=PausedDeadlineNode.of_optional(view.pause, now=context.now),
            started_at=task.started_at,
            done_at=task.done_at,
            done_by=NamedPersonNode.of_optional(view.done_by),
            cancel_reason=task.cancel_reason,
            allowed_actions=allowed_actions(task, view.case_state, context.viewer),
            may_ask_for_time=may_ask_for_time(task, view.case_state, context.viewer),
        )

    @strawberry.field(description="Requests for more time for this task, in the order they were asked for.")
    async def extensions(self, info: Info) -> list[ExtensionNode]:
        found = await info.context.load(extensions.of_tasks, self.id)
        return [ExtensionNode.of(view, info.context) for view in found]

    @strawberry.field
    async def case(self, info: Info) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]:
        from backend.cases.graphql import case_node  # noqa: PLC0415 - they refer to each other

        return await case_node(info, self.case_id)

    @strawberry.field
    async def photos(self, info: Info) -> list[PhotoNode]:
        return [PhotoNode.of(photo) for photo in await info.context.load(tasks.photos, self.id)]


async def task_node(info: Info, task_id: UUID) -> TaskNode:
    return TaskNode.of(await info.context.load(tasks.by_ids, task_id), info.context)


@strawberry.input
class AddTaskInput:
    operation_id: UUID
    case_id: UUID
    department_id: UUID
    kind: TaskKind
    work: str
    owner_id: UUID | None = None
    due_at: datetime | None = None


@strawberry.input
class AssignTaskInput:
    operation_id: UUID
    task_id: UUID
    person_id: UUID


@strawberry.input
class AssignTasksInput:
    operation_id: UUID
    task_ids: list[UUID] = strawberry.field(description="At most 200.")
    person_id: UUID


@strawberry.type(description="What became of one task of a bulk assignment.")
class AssignedTask:
    id: UUID
    code: ErrorCode | None = strawberry.field(description="Why it was refused; null: it is assigned.")
    task: TaskNode | None


@strawberry.input
class StartTaskInput:
    operation_id: UUID
    task_id: UUID


@strawberry.input(description="`percent` is 0 to 99; finishing says 100.")
class UpdateTaskInput:
    operation_id: UUID
    task_id: UUID
    percent: int
    progress: str = ""
    photos: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input
class FinishTaskInput:
    operation_id: UUID
    task_id: UUID
    measures: str
    photos: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input
class ReopenTaskInput:
    operation_id: UUID
    task_id: UUID
    reason: str


@strawberry.input
class CancelTaskInput:
    operation_id: UUID
    task_id: UUID
    reason: str


@strawberry.type
class TasksMutation:
    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def add_task(self, tx: Transaction, input: AddTaskInput, by: Viewer) -> UUID:
        return commands.add_task(
            tx,
            input.case_id,
            department_id=input.department_id,
            kind=input.kind,
            work=input.work,
            owner_id=input.owner_id,
            due_at=input.due_at,
            by=by,
        ).task_id

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def assign_task(self, tx: Transaction, input: AssignTaskInput, by: Viewer) -> UUID:
        return commands.assign_task(tx, input.task_id, person_id=input.person_id, by=by).task_id

    @strawberry.mutation(description="All to one person; each by itself.")
    @of_module(Module.DEPARTMENT_TASKS)
    async def assign_tasks(self, info: Info, input: AssignTasksInput) -> list[AssignedTask]:
        context, viewer = info.context, info.context.viewer
        results = await context.bulk_command(
            input,
            "assign_tasks",
            lambda tx: commands.assign_tasks(tx, input.task_ids, person_id=input.person_id, by=viewer),
        )
        found = await context.load_each(tasks.by_ids, list(results))
        return [
            AssignedTask(id=task_id, code=code, task=TaskNode.of(view, context) if view else None)
            for (task_id, code), view in zip(results.items(), found, strict=True)
        ]

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def start_task(self, tx: Transaction, input: StartTaskInput, by: Viewer) -> UUID:
        return commands.start_task(tx, input.task_id, by=by).task_id

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def update_task(self, tx: Transaction, input: UpdateTaskInput, by: Viewer) -> UUID:
        return commands.update_task(
            tx,
            input.task_id,
            percent=input.percent,
            progress=input.progress,
            photos=EvidenceInput.values(input.photos),
            by=by,
        ).task_id

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def finish_task(self, tx: Transaction, input: FinishTaskInput, by: Viewer) -> UUID:
        return commands.finish_task(
            tx, input.task_id, measures=input.measures, photos=EvidenceInput.values(input.photos), by=by
        ).task_id

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def reopen_task(self, tx: Transaction, input: ReopenTaskInput, by: Viewer) -> UUID:
        return commands.reopen_task(tx, input.task_id, reason=input.reason, by=by).task_id

    @command(returns=task_node, module=Module.DEPARTMENT_TASKS)
    def cancel_task(self, tx: Transaction, input: CancelTaskInput, by: Viewer) -> UUID:
        return commands.cancel_task(tx, input.task_id, reason=input.reason, by=by).task_id
