"""报了有回音: timeline of a report, thanks and objections."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.evidence.graphql import PhotoNode
from backend.cases.rules import CaseOutcome
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import HazardCategory, Tier
from backend.hazards.objections import commands as objections
from backend.hazards.rules import HazardState
from backend.hazards.timeline import commands
from backend.hazards.timeline import queries as timeline_views
from backend.hazards.timeline.queries import StepView, TimelineView
from backend.hazards.timeline.rules import OF_TASKS, Objection, ObjectionState, TimelineStepKind
from backend.people.graphql import DepartmentNode, PersonNode
from backend.people.rules import shown_at

strawberry.enum(TimelineStepKind, name="TimelineStepKind")
strawberry.enum(ObjectionState, name="ObjectionState")


@strawberry.type(name="TimelineStep")
class TimelineStepNode:
    id: strawberry.ID
    kind: TimelineStepKind
    at: datetime
    person: PersonNode | None = strawberry.field(
        description="Who did it; of ASSIGNED: who is responsible from now on. By a follow-up key: nobody."
    )
    role: Role | None = strawberry.field(description="In the place of the person, by a follow-up key.")
    department: DepartmentNode | None
    tier: Tier | None
    case_number: str | None = strawberry.field(description="Of MERGED: the case in which it goes on.")
    note: str | None
    outcome: CaseOutcome | None
    photos: list[PhotoNode]

    @classmethod
    def of(cls, view: StepView) -> "TimelineStepNode":
        return cls(
            id=strawberry.ID(str(view.entry_id)),
            kind=view.kind,
            at=view.at,
            person=PersonNode.of_optional(view.person),
            role=view.role,
            department=DepartmentNode.of(view.department) if view.department else None,
            tier=view.tier,
            case_number=view.case_number,
            note=view.note,
            outcome=view.outcome,
            photos=[PhotoNode.of(photo) for photo in view.photos],
        )


@strawberry.type(name="Objection")
class ObjectionNode:
    id: UUID
    reason: str
    state: ObjectionState
    made_at: datetime
    answer: str | None

    @classmethod
    def of(cls, found: Objection, *, by: UUID) -> "ObjectionNode":
        return cls(
            id=found.objection_id,
            reason=found.reason,
            state=found.state,
            made_at=shown_at(found.made_at, by=by),
            answer=found.answer,
        )


@strawberry.type(name="ReportTimeline")
class ReportTimelineNode:
    report_id: UUID
    number: str
    state: HazardState
    category: HazardCategory
    description: str
    is_mine: bool
    case_id: UUID | None = strawberry.field(description="The case it is in now; not always its own.")
    all_steps: strawberry.Private[list[TimelineStepNode]]
    may_thank: bool
    may_object: bool
    objection: ObjectionNode | None
    may_answer: bool = strawberry.field(description="Whether the viewer may answer the objection.")
    received_at: datetime
    due_at: datetime | None = strawberry.field(description="Until when the next step is promised.")
    due_by: PersonNode | None = strawberry.field(
        description="Who takes the next step, where that is one person. By a follow-up key: nobody."
    )

    @classmethod
    def of(cls, view: TimelineView) -> "ReportTimelineNode":
        report = view.report.report
        return cls(
            report_id=report.report_id,
            number=report.number,
            state=report.state,
            category=report.category,
            description=report.description,
            is_mine=view.is_mine,
            case_id=view.case_id,
            all_steps=[TimelineStepNode.of(step) for step in view.steps],
            may_thank=view.may_thank,
            may_object=view.may_object,
            objection=ObjectionNode.of(view.objection, by=report.reported_by) if view.objection else None,
            may_answer=view.may_answer,
            received_at=shown_at(report.received_at, by=report.reported_by),
            due_at=view.due_at,
            due_by=PersonNode.of_optional(view.due_by),
        )

    @strawberry.field(
        description="Everything so far, in the order to read it. `withTasks`: the parts of departments, too;"
        " phones that do not know these kinds of step do not ask for them."
    )
    def steps(self, with_tasks: bool = False) -> list[TimelineStepNode]:
        return [step for step in self.all_steps if with_tasks or step.kind not in OF_TASKS]


async def _timeline(info: Info, report_id: UUID) -> ReportTimelineNode | None:
    viewer, now = info.context.viewer, info.context.now
    found = await info.context.read(
        lambda session: timeline_views.by_ids(session, viewer, [report_id], now=now).get(report_id)
    )
    return ReportTimelineNode.of(found) if found else None


async def report_timeline_node(info: Info, report_id: UUID) -> ReportTimelineNode:
    found = await _timeline(info, report_id)
    if found is None:
        raise LookupError(f"no timeline of {report_id}")
    return found


@strawberry.input
class MarkReportSeenInput:
    operation_id: UUID
    report_id: UUID


@strawberry.input
class ThankDisposalInput:
    operation_id: UUID
    report_id: UUID
    note: str = ""


@strawberry.input
class ObjectReportInput:
    operation_id: UUID
    report_id: UUID
    reason: str


@strawberry.input
class AnswerObjectionInput:
    operation_id: UUID
    objection_id: UUID
    is_upheld: bool
    answer: str


@strawberry.type
class TimelineQuery:
    @strawberry.field(description="What became of a report, step by step.")
    async def report_timeline(self, info: Info, report_id: UUID) -> ReportTimelineNode | None:
        return await _timeline(info, report_id)


@strawberry.type
class TimelineMutation:
    @command(returns=report_timeline_node, description="The reporter has seen how far it has come.")
    def mark_report_seen(self, tx: Transaction, input: MarkReportSeenInput, by: Viewer) -> UUID:
        return commands.mark_report_seen(tx, input.report_id, by=by)

    @command(returns=report_timeline_node, description="The reporter thanks those who fixed it, once.")
    def thank_disposal(self, tx: Transaction, input: ThankDisposalInput, by: Viewer) -> UUID:
        return commands.thank_disposal(tx, input.report_id, note=input.note, by=by)

    @command(
        returns=report_timeline_node,
        description="The reporter does not agree: once, within seven days after the end.",
    )
    def object_report(self, tx: Transaction, input: ObjectReportInput, by: Viewer) -> UUID:
        return objections.object_report(tx, input.report_id, reason=input.reason, by=by)

    @command(
        returns=report_timeline_node,
        description="Upheld: the report waits for triage again, or its case is reopened.",
    )
    def answer_objection(self, tx: Transaction, input: AnswerObjectionInput, by: Viewer) -> UUID:
        return objections.answer_objection(
            tx, input.objection_id, is_upheld=input.is_upheld, answer=input.answer, by=by
        )
