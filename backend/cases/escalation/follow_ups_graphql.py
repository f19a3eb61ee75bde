"""督办: what people were asked about, by whom, and what they answered."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.escalation import follow_ups_commands as commands
from backend.cases.escalation import queries as follow_ups
from backend.cases.escalation.filters_queries import FollowUpList, FollowUpSortBy, counts
from backend.cases.escalation.queries import FollowUpView
from backend.cases.escalation.rules import FollowUpFilter
from backend.core.database import Transaction
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Context, Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.deadlines.rules import DeadlineStep
from backend.people.graphql import PersonNode


@sort_of(FollowUpSortBy)
class FollowUpSort(SortInput[FollowUpSortBy]):
    pass


@filter_of(FollowUpList, name="FollowUpWhere", description="What `filter` leaves, narrowed down.")
class FollowUpWhereInput(FilterInput[FollowUpList]):
    pass


if TYPE_CHECKING:
    from backend.cases.graphql import CaseNode

strawberry.enum(DeadlineStep, name="DeadlineStep")
strawberry.enum(FollowUpFilter, name="FollowUpFilter")


@strawberry.type(name="FollowUp")
class FollowUpNode:
    id: UUID
    case_id: UUID
    to: PersonNode
    by: PersonNode | None = strawberry.field(description="Null where the product asked, at the deadline.")
    at: datetime
    step: DeadlineStep
    text: str
    answer: str | None
    answered_at: datetime | None
    is_open: bool = strawberry.field(description="Unanswered, and there is still something to answer for.")
    is_automatic: bool
    may_answer: bool

    @classmethod
    def of(cls, view: FollowUpView, context: Context) -> "FollowUpNode":
        asked = view.follow_up
        return cls(
            id=asked.follow_up_id,
            case_id=asked.case_id,
            to=PersonNode.of(view.to),
            by=PersonNode.of_optional(view.by),
            at=asked.at,
            step=asked.step,
            text=asked.text,
            answer=asked.answer,
            answered_at=asked.answered_at,
            is_open=asked.is_open,
            is_automatic=asked.is_automatic,
            may_answer=asked.is_open and asked.to_id == context.viewer.person_id,
        )

    @strawberry.field
    async def case(self, info: Info) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]:
        from backend.cases.graphql import case_node  # noqa: PLC0415 - they refer to each other

        return await case_node(info, self.case_id)


async def follow_up_node(info: Info, follow_up_id: UUID) -> FollowUpNode:
    found = await info.context.load(follow_ups.by_ids, follow_up_id)
    return FollowUpNode.of(found, info.context)


@strawberry.input
class FollowUpCasesInput:
    operation_id: UUID
    case_ids: list[UUID] = strawberry.field(description="At most 100; one that ended is passed over.")
    text: str = ""


@strawberry.input
class AnswerFollowUpInput:
    operation_id: UUID
    follow_up_id: UUID
    answer: str


@strawberry.type
class FollowUpsQuery:
    @strawberry.field(
        description="What waits for an answer in the order of its cases, then the others, newest first. With"
        " `sort`: all of them by that column.",
    )
    async def follow_ups(
        self,
        info: Info,
        filter: FollowUpFilter = FollowUpFilter.OPEN,
        first: int = 20,
        after: str | None = None,
        *,
        where: FollowUpWhereInput | None = None,
        sort: FollowUpSort | None = None,
    ) -> Connection[FollowUpNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = where.value(info.context.now, which=filter) if where else FollowUpList(filter)
        page = await info.context.read(
            lambda session: follow_ups.page(session, viewer, which, first=first, after=after, sort=order)
        )
        counted = Counted(counts, which)
        return Connection.of(page, lambda view: FollowUpNode.of(view, info.context), counted)


@strawberry.type
class FollowUpsMutation:
    @strawberry.mutation(description="Follow up 督办 everybody responsible for a step of these cases.")
    async def follow_up_cases(
        self, info: Info, input: FollowUpCasesInput
    ) -> list[Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]]:
        from backend.cases.graphql import CaseNode  # noqa: PLC0415 - they refer to each other

        context, viewer = info.context, info.context.viewer
        await context.command(
            input,
            "follow_up_cases",
            lambda tx: (
                commands.follow_up_cases(tx, input.case_ids, text=input.text, by=viewer)[0].follow_up_id
            ),
        )
        found = [await context.load_or_none(cases.by_ids, case_id) for case_id in input.case_ids]
        return [CaseNode.of(view, context) for view in found if view]

    @command(returns=follow_up_node)
    def answer_follow_up(self, tx: Transaction, input: AnswerFollowUpInput, by: Viewer) -> UUID:
        return commands.answer_follow_up(tx, input.follow_up_id, answer=input.answer, by=by).follow_up_id
