"""Lanes: one department's part of a case each."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.evidence.graphql import EvidenceInput, PhotoNode
from backend.cases.extensions import queries as extensions
from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.extensions.pauses_graphql import StoppedClockNode
from backend.cases.tasks import commands
from backend.cases.tasks import queries as lanes
from backend.cases.tasks.queries import LaneView
from backend.cases.tasks.rules import (
    LaneAction,
    LaneKind,
    LaneState,
    allowed_actions,
    may_ask_for_time,
)
from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.people.graphql import DepartmentNode
from backend.people.rules import Person

strawberry.enum(LaneKind, name="LaneKind")
strawberry.enum(LaneState, name="LaneState")
strawberry.enum(LaneAction, name="LaneAction")


@strawberry.type(name="NamedPerson")
class NamedPersonNode:
    id: UUID
    name: TextNode

    @classmethod
    def of_optional(cls, person: Person | None) -> "NamedPersonNode | None":
        return cls(id=person.person_id, name=TextNode.of(person.name)) if person else None


@strawberry.type(name="Lane", description="One department's part of a case, with its own deadline.")
class LaneNode:
    id: UUID
    case_id: UUID
    kind: LaneKind
    task: TextNode
    state: LaneState
    department: DepartmentNode
    owner: NamedPersonNode | None
    percent: int
    progress: str
    measures: str
    due_at: datetime
    is_overdue: bool
    stopped: StoppedClockNode | None = strawberry.field(description="Its clock stands still.")
    started_at: datetime | None
    done_at: datetime | None
    done_by: NamedPersonNode | None
    cancel_reason: str | None
    allowed_actions: list[LaneAction] = strawberry.field(description="What the viewer may do now.")
    may_ask_for_time: bool = strawberry.field(description="Its owner may, one request at a time.")

    @classmethod
    def of(cls, view: LaneView, context: Context) -> "LaneNode":
        lane = view.lane
        return cls(
            id=lane.lane_id,
            case_id=lane.case_id,
            kind=lane.kind,
            task=TextNode.of(lane.task),
            state=lane.state,
            department=DepartmentNode.of(view.department),
            owner=NamedPersonNode.of_optional(view.owner),
            percent=lane.percent,
            progress=lane.progress,
            measures=lane.measures,
            due_at=lane.due_at,
            is_overdue=lane.is_overdue(context.now),
            stopped=StoppedClockNode.of_optional(view.stop, now=context.now),
            started_at=lane.started_at,
            done_at=lane.done_at,
            done_by=NamedPersonNode.of_optional(view.done_by),
            cancel_reason=lane.cancel_reason,
            allowed_actions=allowed_actions(lane, view.case_state, context.viewer),
            may_ask_for_time=may_ask_for_time(lane, view.case_state, context.viewer),
        )

    @strawberry.field(description="Requests for more time for this lane, in the order they were asked for.")
    async def extensions(self, info: Info) -> list[ExtensionNode]:
        found = await info.context.load(extensions.of_lanes, self.id)
        return [ExtensionNode.of(view, info.context) for view in found]

    @strawberry.field
    async def photos(self, info: Info) -> list[PhotoNode]:
        return [PhotoNode.of(photo) for photo in await info.context.load(lanes.photos, self.id)]


async def lane_node(info: Info, lane_id: UUID) -> LaneNode:
    return LaneNode.of(await info.context.load(lanes.by_ids, lane_id), info.context)


@strawberry.input
class AddLaneInput:
    operation_id: UUID
    case_id: UUID
    department_id: UUID
    kind: LaneKind
    task: str
    owner_id: UUID | None = None
    due_at: datetime | None = None


@strawberry.input
class AssignLaneInput:
    operation_id: UUID
    lane_id: UUID
    person_id: UUID


@strawberry.input
class StartLaneInput:
    operation_id: UUID
    lane_id: UUID


@strawberry.input(description="`percent` is 0 to 99; finishing says 100.")
class UpdateLaneInput:
    operation_id: UUID
    lane_id: UUID
    percent: int
    progress: str = ""
    photos: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input
class FinishLaneInput:
    operation_id: UUID
    lane_id: UUID
    measures: str
    photos: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input
class ReopenLaneInput:
    operation_id: UUID
    lane_id: UUID
    reason: str


@strawberry.input
class CancelLaneInput:
    operation_id: UUID
    lane_id: UUID
    reason: str


@strawberry.type
class LanesMutation:
    @command(returns=lane_node)
    def add_lane(self, tx: Transaction, input: AddLaneInput, by: Viewer) -> UUID:
        return commands.add_lane(
            tx,
            input.case_id,
            department_id=input.department_id,
            kind=input.kind,
            task=input.task,
            owner_id=input.owner_id,
            due_at=input.due_at,
            by=by,
        ).lane_id

    @command(returns=lane_node)
    def assign_lane(self, tx: Transaction, input: AssignLaneInput, by: Viewer) -> UUID:
        return commands.assign_lane(tx, input.lane_id, person_id=input.person_id, by=by).lane_id

    @command(returns=lane_node)
    def start_lane(self, tx: Transaction, input: StartLaneInput, by: Viewer) -> UUID:
        return commands.start_lane(tx, input.lane_id, by=by).lane_id

    @command(returns=lane_node)
    def update_lane(self, tx: Transaction, input: UpdateLaneInput, by: Viewer) -> UUID:
        return commands.update_lane(
            tx,
            input.lane_id,
            percent=input.percent,
            progress=input.progress,
            photos=EvidenceInput.values(input.photos),
            by=by,
        ).lane_id

    @command(returns=lane_node)
    def finish_lane(self, tx: Transaction, input: FinishLaneInput, by: Viewer) -> UUID:
        return commands.finish_lane(
            tx, input.lane_id, measures=input.measures, photos=EvidenceInput.values(input.photos), by=by
        ).lane_id

    @command(returns=lane_node)
    def reopen_lane(self, tx: Transaction, input: ReopenLaneInput, by: Viewer) -> UUID:
        return commands.reopen_lane(tx, input.lane_id, reason=input.reason, by=by).lane_id

    @command(returns=lane_node)
    def cancel_lane(self, tx: Transaction, input: CancelLaneInput, by: Viewer) -> UUID:
        return commands.cancel_lane(tx, input.lane_id, reason=input.reason, by=by).lane_id
