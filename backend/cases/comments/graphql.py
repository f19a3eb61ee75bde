"""Comments on a case or one of its tasks."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.comments import commands
from backend.cases.comments.queries import CommentView
from backend.cases.evidence.graphql import EvidenceInput
from backend.core.database import Transaction
from backend.core.graphql.mutations import command, made_id
from backend.core.viewer import Viewer
from backend.people.graphql import PersonNode


@strawberry.type(name="Comment")
class CommentNode:
    id: UUID
    task_id: UUID | None
    by: PersonNode
    at: datetime
    text: str
    mentions: list[PersonNode]
    photos: list[str] = strawberry.field(description="Hashes of the photos shown with it.")

    @classmethod
    def of(cls, view: CommentView) -> "CommentNode":
        return cls(
            id=view.comment.comment_id,
            task_id=view.comment.task_id,
            by=PersonNode.of(view.by),
            at=view.comment.at,
            text=view.comment.text,
            mentions=[PersonNode.of(person) for person in view.mentions],
            photos=list(view.comment.photos),
        )


@strawberry.input(description="`operationId` becomes the id of the comment.")
class AddCommentInput:
    operation_id: UUID
    case_id: UUID
    task_id: UUID | None = None
    text: str
    mentions: list[UUID] = strawberry.field(default_factory=list)
    photos: list[EvidenceInput] | None = None


@strawberry.type
class CommentsMutation:
    @command(
        returns=made_id,
        allowance=commands.check_allowance,
        description="Answers the id of the comment.",
    )
    def add_comment(self, tx: Transaction, input: AddCommentInput, by: Viewer) -> UUID:
        return commands.add_comment(
            tx,
            input.operation_id,
            case_id=input.case_id,
            task_id=input.task_id,
            text=input.text,
            mentions=tuple(input.mentions),
            photos=EvidenceInput.values(input.photos or ()),
            by=by,
        ).comment_id
