"""Comments on a case or one of its lanes."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.comments import commands
from backend.cases.comments.queries import CommentView
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.people.graphql import PersonNode


@strawberry.type(name="Comment")
class CommentNode:
    id: UUID
    lane_id: UUID | None
    by: PersonNode
    at: datetime
    text: str
    mentions: list[PersonNode]

    @classmethod
    def of(cls, view: CommentView) -> "CommentNode":
        return cls(
            id=view.comment.comment_id,
            lane_id=view.comment.lane_id,
            by=PersonNode.of(view.by),
            at=view.comment.at,
            text=view.comment.text,
            mentions=[PersonNode.of(person) for person in view.mentions],
        )


@strawberry.input(description="`operationId` becomes the id of the comment.")
class AddCommentInput:
    operation_id: UUID
    case_id: UUID
    lane_id: UUID | None = None
    text: str
    mentions: list[UUID] = strawberry.field(default_factory=list)


@strawberry.type
class CommentsMutation:
    @strawberry.mutation(description="Answers the id of the comment.")
    async def add_comment(self, info: Info, input: AddCommentInput) -> UUID:
        viewer = info.context.viewer

        def add(tx: Transaction) -> UUID:
            comment = commands.add_comment(
                tx,
                input.operation_id,
                case_id=input.case_id,
                lane_id=input.lane_id,
                text=input.text,
                mentions=tuple(input.mentions),
                by=viewer,
            )
            return comment.comment_id

        return await info.context.command(input, "add_comment", add)
