"""The joint board of a site, and what one person owes."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.extensions.pauses_graphql import PausedDeadlineNode
from backend.cases.rules import CaseOutcome, CaseState
from backend.cases.tasks.board_queries import BoardCase, BoardColumn, board
from backend.cases.tasks.cards_queries import CaseCard
from backend.cases.tasks.graphql import NamedPersonNode, TaskNode
from backend.core.graphql.context import Context, Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.vocabulary import Stage, Tier


@strawberry.type(name="CaseCard", description="The little that lists of many cases show of each.")
class CaseCardNode:
    id: UUID
    number: str
    state: CaseState
    outcome: CaseOutcome | None
    tier: Tier
    title: TextNode
    stage: Stage
    area: TextNode
    equipment: TextNode | None
    department: TextNode | None
    holder: NamedPersonNode | None = strawberry.field(
        description="Who took it on; until somebody does, who is responsible."
    )
    opened_at: datetime
    archived_at: datetime | None
    due_at: datetime | None = strawberry.field(description="Of the current step.")
    is_overdue: bool
    paused: PausedDeadlineNode | None
    round_number: int
    is_simulated: bool

    @classmethod
    def of(cls, card: CaseCard, context: Context) -> "CaseCardNode":
        case = card.case
        return cls(
            id=case.case_id,
            number=case.number,
            state=case.state,
            outcome=case.outcome,
            tier=case.tier,
            title=TextNode.of(case.title),
            stage=case.stage,
            area=TextNode.of(card.area),
            equipment=TextNode.of(card.equipment) if card.equipment else None,
            department=TextNode.of(card.department) if card.department else None,
            holder=NamedPersonNode.of_optional(card.holder),
            opened_at=case.opened_at,
            archived_at=case.archived_at,
            due_at=card.due_at,
            is_overdue=case.is_overdue(context.now),
            paused=PausedDeadlineNode.of_optional(card.pause, now=context.now),
            round_number=case.round_number,
            is_simulated=case.is_simulated,
        )


@strawberry.type(name="BoardCase")
class BoardCaseNode:
    case: CaseCardNode
    tasks: list[TaskNode]

    @classmethod
    def of(cls, found: BoardCase, context: Context) -> "BoardCaseNode":
        tasks = [TaskNode.of(task, context) for task in found.tasks]
        return cls(case=CaseCardNode.of(found.card, context), tasks=tasks)


@strawberry.type(name="BoardColumn")
class BoardColumnNode:
    state: CaseState
    count: int = strawberry.field(description="Of all cases in this state, shown or not.")
    overdue: int


@strawberry.type(name="Board")
class BoardNode:
    columns: list[BoardColumnNode] = strawberry.field(description="One per state, in the order of the loop.")
    cases: list[BoardCaseNode] = strawberry.field(
        description="At most 50 of each state, what is due soonest first; the archive of the last 7 days."
    )

    @classmethod
    def of(cls, columns: list[BoardColumn], context: Context) -> "BoardNode":
        return cls(
            columns=[
                BoardColumnNode(state=each.state, count=each.count, overdue=each.overdue) for each in columns
            ],
            cases=[BoardCaseNode.of(found, context) for each in columns for found in each.cases],
        )


@strawberry.type
class BoardQuery:
    @strawberry.field(
        description="Empty for a site that is not the viewer's; without `siteId` the viewer's first."
    )
    @of_module(Module.DEPARTMENT_TASKS)
    async def board(self, info: Info, site_id: UUID | None = None) -> BoardNode:
        viewer, now = info.context.viewer, info.context.now
        wanted = site_id or next(iter(viewer.site_ids), None)
        if wanted is None:
            return BoardNode(columns=[], cases=[])
        columns = await info.context.read(lambda session: board(session, viewer, wanted, now=now))
        return BoardNode.of(columns, info.context)
