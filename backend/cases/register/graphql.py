"""The register beside cases: events and failed measures named, questions of archived cases answered."""

from uuid import UUID

import strawberry

from backend.cases.graphql import CaseNode, case_node
from backend.cases.register import commands, queries
from backend.cases.register.commands import NamedRisk
from backend.cases.register.fields_graphql import RegisterQuestionNode
from backend.cases.register.queries import QuestionView
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer


@strawberry.type(name="OpenRegisterQuestion")
class OpenRegisterQuestionNode:
    question: RegisterQuestionNode
    case_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, view: QuestionView) -> "OpenRegisterQuestionNode":
        return cls(question=RegisterQuestionNode.of(view), case_id=view.question.case_id)

    @strawberry.field
    async def case(self, info: Info) -> CaseNode:
        return await case_node(info, self.case_id)


@strawberry.input(
    description="Event of the register that an open case is about, and the measure that failed; without an"
    " event: it is about none. `version`: of what was named before, 0 where nothing was."
)
class NameCaseRiskInput:
    operation_id: UUID
    case_id: UUID
    version: int
    risk_event_id: UUID | None = None
    failed_measure_id: UUID | None = None


@strawberry.input
class KeepRegisterInput:
    operation_id: UUID
    case_id: UUID
    version: int
    reason: str


@strawberry.input
class LinkRegisteredRiskInput:
    operation_id: UUID
    case_id: UUID
    version: int
    risk_event_id: UUID


@strawberry.type
class RegisterQuery:
    @strawberry.field(description="What archived cases ask of an event, the oldest first; open ones.")
    async def register_questions(self, info: Info, risk_event_id: UUID) -> list[OpenRegisterQuestionNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.open_of_event(session, viewer, risk_event_id))
        return [OpenRegisterQuestionNode.of(each) for each in found]


@strawberry.type
class RegisterMutation:
    @command(returns=case_node, description="The third case of an event is a recurrence.")
    def name_case_risk(self, tx: Transaction, input: NameCaseRiskInput, by: Viewer) -> UUID:
        named = NamedRisk(input.risk_event_id, input.failed_measure_id)
        return commands.name_risk(tx, input.case_id, named, version=input.version, by=by)

    @command(returns=case_node, description="Nothing of the register changes after an archived case.")
    def keep_register(self, tx: Transaction, input: KeepRegisterInput, by: Viewer) -> UUID:
        return commands.keep_register(tx, input.case_id, reason=input.reason, version=input.version, by=by)

    @command(
        returns=case_node,
        description="An archived case was about no event; this one of the register now holds what it taught.",
    )
    def link_registered_risk(self, tx: Transaction, input: LinkRegisteredRiskInput, by: Viewer) -> UUID:
        event_id, version = input.risk_event_id, input.version
        return commands.register_event(tx, input.case_id, event_id, version=version, by=by)
