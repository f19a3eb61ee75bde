"""Requests to correct what is held about somebody."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.people.corrections import commands
from backend.people.corrections import queries as corrections
from backend.people.corrections.queries import CorrectionView
from backend.people.corrections.rules import CorrectionState
from backend.people.graphql import PersonNode

strawberry.enum(CorrectionState, name="CorrectionState")


@strawberry.type(name="Correction", description="What somebody says is wrong about them, and its answer.")
class CorrectionNode:
    id: UUID
    person: PersonNode
    text: str
    asked_at: datetime
    state: CorrectionState
    answer: str
    answered_at: datetime | None
    answered_by: PersonNode | None
    may_answer: bool

    @classmethod
    def of(cls, view: CorrectionView) -> "CorrectionNode":
        each = view.correction
        return cls(
            id=each.correction_id,
            person=PersonNode.of(view.person),
            text=each.text,
            asked_at=each.asked_at,
            state=each.state,
            answer=each.answer,
            answered_at=each.answered_at,
            answered_by=PersonNode.of_optional(view.answered_by),
            may_answer=view.may_answer,
        )


async def correction_node(info: Info, correction_id: UUID) -> CorrectionNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: corrections.by_id(session, viewer, correction_id))
    if found is None:
        raise LookupError(f"no request {correction_id} of the viewer's")
    return CorrectionNode.of(found)


@strawberry.input
class AskCorrectionInput:
    operation_id: UUID
    site_id: UUID
    text: str


@strawberry.input
class AnswerCorrectionInput:
    operation_id: UUID
    correction_id: UUID
    is_done: bool
    answer: str


@strawberry.type
class CorrectionsQuery:
    @strawberry.field(
        description="One's own requests at a site; for administrators everybody's. Those that wait first.",
    )
    async def corrections(self, info: Info, site_id: UUID) -> list[CorrectionNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: corrections.of_site(session, viewer, site_id))
        return [CorrectionNode.of(view) for view in found]


@strawberry.type
class CorrectionsMutation:
    @command(returns=correction_node, description="The administrators of the site are notified.")
    def ask_correction(self, tx: Transaction, input: AskCorrectionInput, by: Viewer) -> UUID:
        return commands.ask_correction(tx, input.site_id, input.text, by=by)

    @command(returns=correction_node, description="End a request; who asked is notified.")
    def answer_correction(self, tx: Transaction, input: AnswerCorrectionInput, by: Viewer) -> UUID:
        return commands.answer_correction(
            tx, input.correction_id, is_done=input.is_done, answer=input.answer, by=by
        )
