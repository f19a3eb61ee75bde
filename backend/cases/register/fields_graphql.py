"""Fields of a case from the register: the event it is about, and the question that it asks once archived."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.register import queries
from backend.cases.register.queries import QuestionView
from backend.cases.register.rules import CaseRisk, RegisterAnswer
from backend.cases.rules import Case, CaseState
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.viewer import Permission
from backend.people.graphql import PersonNode, person_of
from backend.risks.revisions.graphql import RiskEventNode, find_event

strawberry.enum(RegisterAnswer, name="RegisterAnswer")


@strawberry.type(
    name="CaseRisk",
    description="Event of the register that a case is about. Codes and words are copies of when it was named;"
    " without `eventId` somebody said that it is about none.",
)
class CaseRiskNode:
    event_id: UUID | None
    code: str
    title: TextNode
    measure_id: UUID | None
    measure_code: str
    measure: TextNode | None = strawberry.field(description="Control measure that did not hold.")
    at: datetime
    version: int
    named_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, risk: CaseRisk) -> "CaseRiskNode":
        return cls(
            event_id=risk.event_id,
            code=risk.event_code,
            title=TextNode.of(risk.title),
            measure_id=risk.measure_id,
            measure_code=risk.measure_code,
            measure=TextNode.of(risk.text) if risk.measure_id else None,
            at=risk.at,
            version=risk.version,
            named_by_id=risk.by,
        )

    @strawberry.field(description="As it stands now.")
    async def event(self, info: Info) -> RiskEventNode | None:
        return await find_event(info, self.event_id)

    @strawberry.field(description="Null where the event speaks for the alert of the case.")
    async def named_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.named_by_id)


@strawberry.type(name="RegisterQuestion", description="Of an archived case: does the register change?")
class RegisterQuestionNode:
    case_id: UUID
    event_id: UUID | None
    asked_at: datetime
    answer: RegisterAnswer | None
    reason: str
    answered_at: datetime | None
    revision_number: int | None = strawberry.field(description="Revision that answered it.")
    version: int
    may_answer: bool
    answered_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: QuestionView) -> "RegisterQuestionNode":
        each = view.question
        return cls(
            case_id=each.case_id,
            event_id=each.event_id,
            asked_at=each.asked_at,
            answer=each.answer,
            reason=each.reason,
            answered_at=each.answered_at,
            revision_number=view.revision_number,
            version=each.version,
            may_answer=view.may_answer,
            answered_by_id=each.answered_by,
        )

    @strawberry.field(description="Event that it is asked of, or that was registered since.")
    async def event(self, info: Info) -> RiskEventNode | None:
        return await find_event(info, self.event_id)

    @strawberry.field
    async def answered_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.answered_by_id)


@strawberry.type
class CaseRegisterFields:
    """Fields of a case that come from the register."""

    id: UUID
    case: strawberry.Private[Case]

    @strawberry.field
    async def risk(self, info: Info) -> CaseRiskNode | None:
        found = await info.context.load_or_none(queries.risks_of_cases, self.id)
        return CaseRiskNode.of(found) if found else None

    @strawberry.field(description="Event and failed measure of an open case, to who triages.")
    def may_name_risk(self, info: Info) -> bool:
        may = info.context.viewer.may(Permission.TRIAGE, site_id=self.case.site_id)
        return may and self.case.state is not CaseState.ARCHIVED

    @strawberry.field
    async def register_question(self, info: Info) -> RegisterQuestionNode | None:
        found = await info.context.load_or_none(queries.questions_of_cases, self.id)
        return RegisterQuestionNode.of(found) if found else None
