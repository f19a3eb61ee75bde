"""Duplicates, merged cases, reopened cases: what a case has to do with others."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.cases.dismissals_rules import Dismissal, DismissalReason
from backend.cases.graphql import CaseNode, case_node
from backend.cases.links import commands
from backend.cases.links import queries as links
from backend.cases.links.queries import CaseRecord
from backend.cases.links.reopenings_rules import may_reopen
from backend.cases.recurrence.rules import RecurrenceBasis
from backend.cases.rules import Case, CaseAction, CaseState, allowed_actions
from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardGrade
from backend.people.graphql import PersonNode

strawberry.enum(RecurrenceBasis, name="RecurrenceBasis")


@strawberry.type(name="Dismissal")
class DismissalNode:
    reason: DismissalReason
    text: str
    at: datetime

    @classmethod
    def of(cls, found: Dismissal) -> "DismissalNode":
        return cls(reason=found.reason, text=found.text, at=found.at)


@strawberry.type(name="RootCause", description="The 5-why form of a recurrence.")
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
    is_recurrence: bool
    recurrence_basis: RecurrenceBasis | None = strawberry.field(
        description="Series of which it is the third case, or a later one."
    )
    earlier: list[CaseNode] = strawberry.field(
        description="The cases of the same series before, newest first."
    )
    needs_root_cause: bool = strawberry.field(description="Nothing may be disposed of before it is there.")
    root_cause: RootCauseNode | None
    dismissal: DismissalNode | None
    may_reopen: bool
    may_merge: bool
    may_raise_grade: bool

    @classmethod
    def of(cls, found: CaseRecord, context: Context) -> "CaseRecordNode":
        case = found.case
        permissions = context.viewer.permissions_at(case.site_id)
        is_over = case.state is CaseState.ARCHIVED
        may_dismiss = CaseAction.DISMISS in allowed_actions(case, permissions, by=context.viewer.person_id)
        return cls(
            duplicate_of=_node(found.duplicate_of, context),
            duplicates=[CaseNode.of(each, context) for each in found.duplicates],
            reopens=_node(found.reopens, context),
            reopened_as=_node(found.reopened_as, context),
            is_recurrence=found.recurrence is not None,
            recurrence_basis=found.recurrence.basis if found.recurrence else None,
            earlier=[CaseNode.of(each, context) for each in found.earlier],
            needs_root_cause=found.recurrence is not None and found.root_cause is None and not is_over,
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


def _node(case: Case | None, context: Context) -> CaseNode | None:
    return CaseNode.of(case, context) if case else None


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
