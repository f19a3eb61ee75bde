"""Cases: the closed loop."""

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.alerts import queries as alerts
from backend.alerts.filters_queries import OfCases
from backend.alerts.graphql import AlertNode
from backend.archive.records_graphql import CaseArchiveNode, TimelineEntryNode
from backend.cases import commands
from backend.cases import queries as cases
from backend.cases.comments import queries as comments
from backend.cases.comments.graphql import CommentNode
from backend.cases.deadline_graphql import DeadlineNode
from backend.cases.deadline_queries import of_cases
from backend.cases.details_graphql import CaseDetailFields
from backend.cases.dismissals_rules import DismissalReason
from backend.cases.escalation import queries as follow_ups
from backend.cases.escalation.follow_ups_graphql import FollowUpNode
from backend.cases.evidence.graphql import EvidenceInput
from backend.cases.evidence.voices_graphql import VoiceInput
from backend.cases.extensions.graphql import CaseRoundFields
from backend.cases.filters_queries import (
    CaseFilter,
    CaseSortBy,
    counts,
    is_case_of,
    is_of_departments,
    is_of_people,
    is_overdue,
    number_holds,
)
from backend.cases.recheck.commands import Also
from backend.cases.recheck.drawn_commands import DrawnSignature, draw
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.recheck.graphql import RoundNode
from backend.cases.recheck.strokes_rules import Stroke
from backend.cases.register.fields_graphql import CaseRegisterFields
from backend.cases.rules import (
    Case,
    CaseAction,
    CaseOutcome,
    CaseState,
    Evidence,
    RecheckReason,
    allowed_actions,
    may_override_source,
)
from backend.cases.tasks import queries as tasks
from backend.cases.tasks.graphql import TaskNode
from backend.core.database import Transaction
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Context, Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardGrade, Stage, Tier


@sort_of(CaseSortBy)
class CaseSort(SortInput[CaseSortBy]):
    pass


@filter_of(CaseFilter, name="CaseFilter")
class CaseFilterInput(FilterInput[CaseFilter]):
    pass


if TYPE_CHECKING:
    from backend.hazards.graphql import HazardReportNode

strawberry.enum(CaseState, name="CaseState")
strawberry.enum(CaseAction, name="CaseAction")
strawberry.enum(DismissalReason, name="DismissalReason")
strawberry.enum(HazardGrade, name="HazardGrade")


@strawberry.type(name="Case")
class CaseNode(CaseDetailFields, CaseRoundFields, CaseRegisterFields):
    number: str
    state: CaseState
    outcome: CaseOutcome | None
    tier: Tier
    grade: HazardGrade | None
    title: TextNode
    stage: Stage
    opened_at: datetime
    changed_at: datetime
    acknowledge_due_at: datetime
    dispose_due_at: datetime
    recheck_due_at: datetime | None
    is_overdue: bool
    acknowledged_at: datetime | None
    round_number: int
    is_simulated: bool
    triage_note: str | None = strawberry.field(
        description="What the officer who took its report on gave to those who dispose of it."
    )

    @classmethod
    def of(cls, case: Case, context: Context) -> "CaseNode":
        return cls(
            id=case.case_id,
            case=case,
            number=case.number,
            state=case.state,
            outcome=case.outcome,
            tier=case.tier,
            grade=case.grade,
            title=TextNode.of(case.title),
            stage=case.stage,
            opened_at=case.opened_at,
            changed_at=case.changed_at,
            acknowledge_due_at=case.acknowledge_due_at,
            dispose_due_at=case.dispose_due_at,
            recheck_due_at=case.recheck_due_at,
            is_overdue=case.is_overdue(context.now),
            acknowledged_at=case.acknowledged_at,
            round_number=case.round_number,
            is_simulated=case.is_simulated,
            triage_note=case.triage_note,
        )

    @strawberry.field(description="What the viewer may do now.")
    def allowed_actions(self, info: Info) -> list[CaseAction]:
        viewer = info.context.viewer
        return allowed_actions(self.case, viewer.permissions_at(self.case.site_id), by=viewer.person_id)

    @strawberry.field
    def may_override_source(self, info: Info) -> bool:
        return may_override_source(self.case, info.context.viewer.permissions_at(self.case.site_id))

    @strawberry.field
    def may_follow_up(self, info: Info) -> bool:
        may = info.context.viewer.may(Permission.FOLLOW_UP, site_id=self.case.site_id)
        return may and self.case.state is not CaseState.ARCHIVED

    @strawberry.field(description="The alert that gives it its tier; its advice is followed.")
    async def alert(self, info: Info) -> AlertNode | None:
        found = await info.context.load_or_none(alerts.leading_of_cases, self.id)
        return AlertNode.of(found) if found else None

    @strawberry.field
    async def hazard_report(
        self, info: Info
    ) -> Annotated["HazardReportNode", strawberry.lazy("backend.hazards.graphql")] | None:
        from backend.hazards.graphql import find_report  # noqa: PLC0415 - they refer to each other

        return await find_report(info, self.case.report_id)

    @strawberry.field
    async def rounds(self, info: Info) -> list[RoundNode]:
        return [RoundNode.of(view) for view in await info.context.load(cases.rounds, self.id)]

    @strawberry.field(description="Everything that happened in it, oldest first.")
    async def timeline(self, info: Info) -> list[TimelineEntryNode]:
        return [TimelineEntryNode.of(entry) for entry in await info.context.load(cases.timelines, self.id)]

    @strawberry.field(description="The steps that are due in it now, by when.")
    async def deadlines(self, info: Info) -> list[DeadlineNode]:
        due = await info.context.load(of_cases, self.id)
        return [DeadlineNode.of(each, now=info.context.now) for each in due]

    @strawberry.field(description="督办, newest first.")
    async def follow_ups(self, info: Info) -> list[FollowUpNode]:
        found = await info.context.load(follow_ups.of_cases, self.id)
        return [FollowUpNode.of(view, info.context) for view in found]

    @strawberry.field(description="What each department does about it, in the order they were opened.")
    async def tasks(self, info: Info) -> list[TaskNode]:
        found = await info.context.load(tasks.of_cases, self.id)
        return [TaskNode.of(task, info.context) for task in found]

    @strawberry.field(description="What people said about it and its tasks, oldest first.")
    async def comments(self, info: Info) -> list[CommentNode]:
        return [CommentNode.of(view) for view in await info.context.load(comments.of_cases, self.id)]

    @strawberry.field(description="Requests for a second person to end it, in the order they were asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)

    @strawberry.field
    async def archive(self, info: Info) -> CaseArchiveNode | None:
        found = await info.context.load_or_none(cases.archives, self.id)
        return CaseArchiveNode.of(found) if found else None


async def find_case(info: Info, case_id: UUID | None) -> CaseNode | None:
    """The case with this id; None without an id, or where it is not the viewer's."""
    found = await info.context.load_or_none(cases.by_ids, case_id) if case_id else None
    return CaseNode.of(found, info.context) if found else None


async def case_node(info: Info, case_id: UUID) -> CaseNode:
    return CaseNode.of(await info.context.load(cases.by_ids, case_id), info.context)


def conditions_of_cases(department_ids: Sequence[UUID], person_ids: Sequence[UUID], text: str) -> OfCases:
    """Return the conditions of the list of alerts on their cases."""
    return OfCases(
        department=lambda viewer, case_id: is_case_of(viewer, case_id, is_of_departments(department_ids)),
        person=lambda viewer, case_id: is_case_of(viewer, case_id, is_of_people(person_ids)),
        text=lambda viewer, case_id: is_case_of(viewer, case_id, number_holds(text)),
        overdue=lambda at: lambda viewer, case_id: is_case_of(viewer, case_id, is_overdue(at)),
    )


@strawberry.input
class AcknowledgeCaseInput:
    operation_id: UUID
    case_id: UUID


@strawberry.input
class SubmitDisposalInput:
    operation_id: UUID
    case_id: UUID
    measures: str
    photos: list[EvidenceInput]
    before: list[EvidenceInput] | None = None
    chosen: list[str] | None = strawberry.field(default=None, description="Measures taken from the advice.")
    voice: VoiceInput | None = None

    def also(self) -> Also:
        return Also(
            chosen=tuple(self.chosen or ()),
            before=EvidenceInput.values(self.before or ()),
            voice=self.voice.value() if self.voice else None,
        )


@strawberry.input(
    description="One stroke on a pad of 600 × 300; `t`: milliseconds since the pen first touched it. Lists of"
    " equal length."
)
class StrokeInput:
    x: list[int]
    y: list[int]
    t: list[int]


@strawberry.input
class PassRecheckInput:
    operation_id: UUID
    case_id: UUID
    content_hash: str
    note: str = ""
    photos: list[EvidenceInput]
    signature: EvidenceInput | None = strawberry.field(
        default=None, description="A picture, of a phone of before; it is kept as one."
    )
    strokes: list[StrokeInput] | None = strawberry.field(
        default=None, description="The signature as it was drawn; the server makes its picture."
    )
    override_reason: str | None = None
    flags_seen: list[FlagReason] | None = None


@strawberry.input
class FailRecheckInput:
    operation_id: UUID
    case_id: UUID
    reason: RecheckReason
    note: str = ""
    photos: list[EvidenceInput]
    reopen_tasks: list[UUID] | None = strawberry.field(
        default=None, description="The tasks that have to be done again."
    )


@strawberry.input
class DismissCaseInput:
    operation_id: UUID
    case_id: UUID
    outcome: CaseOutcome
    reason: str
    code: DismissalReason | None = None
    asks_second_person: bool = strawberry.field(
        default=False,
        description="Where nobody may end it alone, ask a second person to agree; the case stays open.",
    )


@strawberry.type
class CasesQuery:
    @strawberry.field(
        description="What waits: worst tier first, active before recovered, what is late longest, the oldest."
        " Then the archive, newest first. With `sort`: all of them by that column."
    )
    async def cases(
        self,
        info: Info,
        filter: CaseFilterInput | None = None,
        first: int = 20,
        after: str | None = None,
        sort: CaseSort | None = None,
    ) -> Connection[CaseNode]:
        viewer, now, order = info.context.viewer, info.context.now, sort.value() if sort else None
        which = filter.value(info.context.now) if filter else CaseFilter()
        page = await info.context.read(
            lambda session: cases.page(session, viewer, which, now=now, first=first, after=after, sort=order)
        )
        counted = Counted(counts, (which, now))
        return Connection.of(page, lambda case: CaseNode.of(case, info.context), counted)

    @strawberry.field
    async def case(self, info: Info, id: UUID) -> CaseNode | None:
        return await find_case(info, id)


async def _signature(info: Info, input: PassRecheckInput) -> DrawnSignature | Evidence | None:
    """Return the signature; one of who may sign is drawn and its picture kept before the transaction."""
    if input.strokes is None:
        return input.signature.value() if input.signature else None
    viewer = info.context.viewer
    await info.context.read(lambda session: cases.require_recheck(session, viewer, input.case_id))
    strokes = [Stroke(each.x, each.y, each.t) for each in input.strokes]
    keep = info.context.edge.keep_picture

    def make() -> DrawnSignature:
        drawn = draw(strokes)
        keep(drawn.picture)
        return drawn

    return await info.context.work_out(make)


@strawberry.type
class CasesMutation:
    @command(returns=case_node)
    def acknowledge_case(self, tx: Transaction, input: AcknowledgeCaseInput, by: Viewer) -> UUID:
        return commands.acknowledge_case(tx, input.case_id, by=by).case_id

    @command(returns=case_node)
    def submit_disposal(self, tx: Transaction, input: SubmitDisposalInput, by: Viewer) -> UUID:
        return commands.submit_disposal(
            tx,
            input.case_id,
            measures=input.measures,
            photos=EvidenceInput.values(input.photos),
            by=by,
            also=input.also(),
        ).case_id

    @strawberry.mutation
    async def pass_recheck(self, info: Info, input: PassRecheckInput) -> CaseNode:
        viewer = info.context.viewer
        signature = await _signature(info, input)

        def work(tx: Transaction) -> UUID:
            return commands.pass_recheck(
                tx,
                input.case_id,
                content_hash=input.content_hash,
                note=input.note,
                photos=EvidenceInput.values(input.photos),
                signature=signature,
                override_reason=input.override_reason,
                by=viewer,
                flags_seen=input.flags_seen or (),
            ).case_id

        return await case_node(info, await info.context.command(input, "pass_recheck", work))

    @command(returns=case_node)
    def fail_recheck(self, tx: Transaction, input: FailRecheckInput, by: Viewer) -> UUID:
        return commands.fail_recheck(
            tx,
            input.case_id,
            reason=input.reason,
            note=input.note,
            photos=EvidenceInput.values(input.photos),
            task_ids=input.reopen_tasks or (),
            by=by,
        ).case_id

    @command(returns=case_node)
    def dismiss_case(self, tx: Transaction, input: DismissCaseInput, by: Viewer) -> UUID:
        return commands.dismiss_case(
            tx,
            input.case_id,
            outcome=input.outcome,
            reason=input.reason,
            code=input.code or DismissalReason.OTHER,
            by=by,
            asks_second_person=input.asks_second_person,
        ).case_id


@strawberry.type
class CasesSubscription:
    @strawberry.subscription(description="A hint, not the truth: after a reconnect query again.")
    async def case_changed(self, info: Info) -> AsyncGenerator[CaseNode, None]:
        async for changed in info.context.changes("case"):
            found = await info.context.load_or_none(cases.by_ids, changed.object_id)
            if found:
                yield CaseNode.of(found, info.context)


async def open_cases_of_equipment(info: Info, equipment_id: UUID) -> list[CaseNode]:
    """The cases at this equipment that are not archived."""
    found = await info.context.load(cases.open_of_equipment, equipment_id)
    return [CaseNode.of(case, info.context) for case in found]
