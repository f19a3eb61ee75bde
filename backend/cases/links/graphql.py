"""Duplicates, merged cases, reopened cases: what a case has to do with others."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.dismissals_rules import Dismissal, DismissalReason
from backend.cases.graphql import CaseNode, case_node
from backend.cases.links import commands
from backend.cases.links import duplicates_rules as duplicates
from backend.cases.links import queries as links
from backend.cases.links.duplicates_rules import Likeness, Subject
from backend.cases.links.queries import CaseRecord
from backend.cases.links.reopenings_rules import may_reopen
from backend.cases.rules import CaseAction, CaseState, allowed_actions
from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.session import Session
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import queries as hazards
from backend.hazards.graphql import HazardReportNode
from backend.people.graphql import PersonNode

strawberry.enum(Likeness, name="Likeness", description="Why something may be the same thing.")


@strawberry.type(name="Dismissal")
class DismissalNode:
    reason: DismissalReason
    text: str
    at: datetime

    @classmethod
    def of(cls, found: Dismissal) -> "DismissalNode":
        return cls(reason=found.reason, text=found.text, at=found.at)


@strawberry.type(name="RootCause", description="The 5-why form of a repeat.")
class RootCauseNode:
    problem: str
    whys: list[str]
    root_cause: str
    measure: str
    owner: PersonNode | None
    due_on: date


@strawberry.type(name="CaseRecord", description="What a case has to do with others.")
class CaseRecordNode:
    duplicate_of: CaseNode | None
    duplicates: list[CaseNode]
    reopens: CaseNode | None
    reopened_as: CaseNode | None
    is_repeat: bool
    earlier: list[CaseNode] = strawberry.field(
        description="The cases of the same category at the same equipment before, newest first."
    )
    needs_root_cause: bool = strawberry.field(description="Nothing may be disposed of before it is there.")
    root_cause: RootCauseNode | None
    dismissal: DismissalNode | None
    may_reopen: bool
    may_merge: bool
    may_raise_grade: bool

    @classmethod
    def of(cls, found: CaseRecord, context: Context) -> "CaseRecordNode":
        case = found.case.case
        permissions = context.viewer.permissions_at(case.site_id)
        is_over = case.state is CaseState.ARCHIVED
        may_dismiss = CaseAction.DISMISS in allowed_actions(case, permissions, by=context.viewer.person_id)
        return cls(
            duplicate_of=_node(found.duplicate_of, context),
            duplicates=[CaseNode.of(each, context) for each in found.duplicates],
            reopens=_node(found.reopens, context),
            reopened_as=_node(found.reopened_as, context),
            is_repeat=found.repeat is not None,
            earlier=[CaseNode.of(each, context) for each in found.earlier],
            needs_root_cause=found.repeat is not None and found.root_cause is None and not is_over,
            root_cause=_root_cause(found),
            dismissal=DismissalNode.of(found.dismissal) if found.dismissal else None,
            may_reopen=Permission.REOPEN in permissions
            and found.reopened_as is None
            and may_reopen(case, now=context.now),
            may_merge=may_dismiss,
            may_raise_grade=Permission.TRIAGE in permissions
            and case.grade is HazardGrade.GENERAL
            and not is_over,
        )


@strawberry.type(name="DuplicateCandidate", description="A case, or a report that waits for its triage.")
class DuplicateCandidateNode:
    case: CaseNode | None
    report: HazardReportNode | None
    why: list[Likeness]
    opened_at: datetime


@strawberry.input(
    name="DuplicatesOf", description="A report, a case, or what a person is about to report at a place."
)
class DuplicatesOfInput:
    report_id: UUID | None = None
    case_id: UUID | None = None
    equipment_code: str | None = None
    area_id: UUID | None = None
    category: HazardCategory | None = None

    def subject(self, session: Session, viewer: Viewer) -> Subject | None:
        """None for what is not the viewer's."""
        if self.report_id is not None:
            return links.subject_of_report(session, viewer, self.report_id)
        if self.case_id is not None:
            return links.subject_of_case(session, viewer, self.case_id)
        if self.category is None:
            return None
        return links.subject_of_place(
            session,
            viewer,
            area_id=self.area_id,
            equipment_code=self.equipment_code,
            category=self.category,
        )


@strawberry.input
class LinkDuplicateInput:
    operation_id: UUID
    case_id: UUID
    original_id: UUID
    note: str = ""


@strawberry.input
class MergeCasesInput:
    operation_id: UUID
    case_ids: list[UUID]
    target_id: UUID
    note: str = ""


@strawberry.input
class ReopenCaseInput:
    operation_id: UUID
    case_id: UUID
    reason: str


@strawberry.type
class LinksQuery:
    @strawberry.field
    async def case_record(self, info: Info, case_id: UUID) -> CaseRecordNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: links.record(session, viewer, case_id))
        return CaseRecordNode.of(found, info.context) if found else None

    @strawberry.field(description="At most five that may be the same thing, the likeliest first.")
    async def duplicate_candidates(self, info: Info, of: DuplicatesOfInput) -> list[DuplicateCandidateNode]:
        viewer, now, context = info.context.viewer, info.context.now, info.context

        def look(session: Session) -> list[DuplicateCandidateNode]:
            wanted = of.subject(session, viewer)
            if wanted is None:
                return []
            among = links.candidates(
                session, wanted, now=now, without_case=of.case_id, without_report=of.report_id
            )
            return _candidates(session, duplicates.hints(wanted, among, now=now), context)

        return await info.context.read(look)


@strawberry.type
class LinksMutation:
    @command(returns=case_node)
    def link_duplicate(self, tx: Transaction, input: LinkDuplicateInput, by: Viewer) -> UUID:
        return commands.link_duplicate(tx, input.case_id, input.original_id, note=input.note, by=by).case_id

    @command(
        returns=case_node, description="The others become duplicates of the target: all of them or none."
    )
    def merge_cases(self, tx: Transaction, input: MergeCasesInput, by: Viewer) -> UUID:
        return commands.merge_cases(
            tx, tuple(input.case_ids), input.target_id, note=input.note, by=by
        ).case_id

    @command(returns=case_node, description="Answers with the new case; the archived one stays as it is.")
    def reopen_case(self, tx: Transaction, input: ReopenCaseInput, by: Viewer) -> UUID:
        return commands.reopen_case(tx, input.case_id, reason=input.reason, by=by).case_id


def _candidates(
    session: Session, found: list[duplicates.Hint], context: Context
) -> list[DuplicateCandidateNode]:
    viewer = context.viewer
    of_case = cases.by_ids(session, viewer, [h.candidate.case_id for h in found if h.candidate.case_id])
    of_report = hazards.by_ids(
        session, viewer, [h.candidate.report_id for h in found if h.candidate.report_id]
    )
    nodes = []
    for hint in found:
        case = of_case.get(hint.candidate.case_id) if hint.candidate.case_id else None
        report = of_report.get(hint.candidate.report_id) if hint.candidate.report_id else None
        nodes.append(
            DuplicateCandidateNode(
                case=_node(case, context),
                report=HazardReportNode.of(report, context) if report else None,
                why=list(hint.why),
                opened_at=hint.candidate.opened_at,
            )
        )
    return nodes


def _node(view: cases.CaseView | None, context: Context) -> CaseNode | None:
    return CaseNode.of(view, context) if view else None


def _root_cause(found: CaseRecord) -> RootCauseNode | None:
    cause = found.root_cause
    if cause is None:
        return None
    return RootCauseNode(
        problem=cause.problem,
        whys=list(cause.whys),
        root_cause=cause.root_cause,
        measure=cause.measure,
        owner=PersonNode.of_optional(found.owner),
        due_on=cause.due_on,
    )
